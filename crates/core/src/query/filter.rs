//! A filter as a tree of tests, and the test of one row against it.

use regex_lite::Regex;

use crate::state::State;
use crate::text::lowercase;

/// A filter text, read: a test that rows pass or fail. The default passes every row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// `None`: no condition at all.
    pub(super) root: Option<Expr>,
}

impl Filter {
    /// Whether it holds no condition, so that every row passes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }

    /// Whether this row passes.
    #[must_use]
    pub fn matches<F: Facts + ?Sized>(&self, facts: &F) -> bool {
        self.root.as_ref().is_none_or(|root| root.matches(facts))
    }
}

/// What a filter may ask about one row of a view.
pub trait Facts {
    /// The normalised full name.
    fn name(&self) -> &str;
    /// The same in lower case, made once per row rather than once per key press.
    fn name_lower(&self) -> &str;
    /// The parts of the name before its leaf, joined by `" / "`, in lower case; empty for none.
    fn path_lower(&self) -> &str;
    /// Whether the job is required now. `None`: unknown, neither `required:yes` nor
    /// `required:no`.
    fn required(&self) -> Option<bool>;
    /// Where the job stands.
    fn state(&self) -> State;
    /// Whether its newest decided result passed and the one before failed.
    fn is_fixed(&self) -> bool;
    /// Whether the window holds a mixed cell.
    fn is_mixed(&self) -> bool;
    /// Whether a group or handle of this name owns the job, ignoring case. The name comes in
    /// lower case; `none` asks for a job without an owner.
    fn owned_by(&self, owner_lower: &str) -> bool;
    /// `build`, `test`, `static`, `publish` or `other`.
    fn kind(&self) -> &str;
    /// The value of a dimension, whose key is spelt as in [`Context`](super::Context); `None` if
    /// the row has none.
    fn dimension(&self, key: &str) -> Option<&str>;
    /// A figure of the row, in the unit of the metric; `None`: n/a, which no comparison matches.
    fn metric(&self, metric: Metric) -> Option<f64>;
}

/// A figure which a filter compares with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Failed results in the window.
    Fails,
    /// Real attempts beyond one a cell in the window.
    Reruns,
    /// Pass rate in percent, 0..=100.
    Rate,
    /// Flaky or, in legacy data, mixed cells in the window.
    Flakes,
    /// Median duration of passed results, in seconds.
    P50,
    /// Consecutive failed results from the newest.
    Streak,
    /// Seconds between the start of the breakage and the newest run of the data; n/a for a job
    /// that is not broken.
    Since,
}

/// A node of the tree. Its depth is bounded by the nesting limit of the parser.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expr {
    /// Every one holds.
    All(Vec<Expr>),
    /// At least one holds.
    Any(Vec<Expr>),
    /// It does not hold.
    Not(Box<Expr>),
    /// The name holds this text (lower case).
    Name(String),
    /// The path holds this text (lower case).
    Path(String),
    /// The name matches this regular expression.
    Pattern(Pattern),
    /// Required or not, as far as known.
    Required(bool),
    /// A word of [`IS`](super::keys::IS).
    Is(&'static str),
    /// Owned by this group or handle (lower case).
    Owner(String),
    /// A word of [`KINDS`](super::keys::KINDS).
    Kind(&'static str),
    /// This dimension has this value (lower case).
    Dimension { key: String, value: String },
    /// This figure compares so with this number.
    Metric {
        metric: Metric,
        comparison: Comparison,
        number: f64,
    },
}

impl Expr {
    /// All of these in one node: nested ones are flattened, so that equal meanings compare equal
    /// whatever groups they were typed in. `None` for no condition.
    pub(super) fn all(items: impl IntoIterator<Item = Expr>) -> Option<Expr> {
        let mut flat = Vec::new();
        for item in items {
            match item {
                Expr::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 {
            Some(Expr::All(flat))
        } else {
            flat.pop()
        }
    }

    /// Any of these in one node, flattened likewise.
    pub(super) fn any(items: impl IntoIterator<Item = Expr>) -> Option<Expr> {
        let mut flat = Vec::new();
        for item in items {
            match item {
                Expr::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 {
            Some(Expr::Any(flat))
        } else {
            flat.pop()
        }
    }

    pub(super) fn matches<F: Facts + ?Sized>(&self, facts: &F) -> bool {
        match self {
            Self::All(items) => items.iter().all(|item| item.matches(facts)),
            Self::Any(items) => items.iter().any(|item| item.matches(facts)),
            Self::Not(item) => !item.matches(facts),
            Self::Name(text) => facts.name_lower().contains(text.as_str()),
            Self::Path(text) => facts.path_lower().contains(text.as_str()),
            Self::Pattern(pattern) => pattern.regex.is_match(facts.name()),
            Self::Required(wanted) => facts.required() == Some(*wanted),
            Self::Is("fixed") => facts.is_fixed(),
            Self::Is("mixed") => facts.is_mixed(),
            Self::Is(word) => facts.state().word() == *word,
            Self::Owner(owner) => facts.owned_by(owner),
            Self::Kind(kind) => facts.kind() == *kind,
            Self::Dimension { key, value } => facts
                .dimension(key)
                .is_some_and(|actual| equals_lower(actual, value)),
            Self::Metric {
                metric,
                comparison,
                number,
            } => facts
                .metric(*metric)
                .is_some_and(|actual| comparison.holds(actual, *number)),
        }
    }
}

/// Whether `actual` in lower case is `lower`, without an allocation for plain ASCII.
fn equals_lower(actual: &str, lower: &str) -> bool {
    actual.eq_ignore_ascii_case(lower) || (!actual.is_ascii() && lowercase(actual) == lower)
}

/// How a figure is to compare with the number behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Above,
    AtLeast,
    Below,
    AtMost,
}

impl Comparison {
    fn holds(self, actual: f64, number: f64) -> bool {
        match self {
            Self::Equal => (actual - number).abs() < 1e-9,
            Self::Above => actual > number,
            Self::AtLeast => actual >= number,
            Self::Below => actual < number,
            Self::AtMost => actual <= number,
        }
    }
}

/// A compiled regular expression; two are equal when their sources are.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    pub(super) source: String,
    pub(super) regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}
