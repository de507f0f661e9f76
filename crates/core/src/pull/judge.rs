//! "Is it me?": the class of a red check, by the first rule that holds.

use tailorbird_snapshot::config::Thresholds;
use tailorbird_snapshot::{Outcome, Verdict};

use super::seen::{Seen, TestCase};
use crate::format::plural;
use crate::names::Pattern;
use crate::sorted;

/// Whose a failure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The change, likely.
    Yours,
    /// Nobody can tell from the data.
    Unknown,
    /// It fails on the main branch, too.
    Main,
    /// Passed and failed on the head commit of the pull request.
    FlakyHere,
    /// Known to be flaky elsewhere.
    Known,
    /// A set-up step failed.
    Infra,
}

impl Class {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Yours,
        Self::Unknown,
        Self::Main,
        Self::FlakyHere,
        Self::Known,
        Self::Infra,
    ];

    /// The word in JSON and in `data-class`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yours => "yours",
            Self::Unknown => "unknown",
            Self::Main => "main",
            Self::FlakyHere => "flaky-here",
            Self::Known => "known",
            Self::Infra => "infra",
        }
    }

    /// What has to be seen for it, in words.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Yours => {
                "enough results elsewhere, the newest all passed, and nobody else has this failing \
                 test"
            }
            Self::Unknown => "none of the others holds, or too little is known",
            Self::Main => {
                "the newest nightly result before it failed too, and nothing says that the cause \
                 is another one"
            }
            Self::FlakyHere => "passed and failed on the head commit of this pull request",
            Self::Known => {
                "flaky elsewhere in the days before, or the same test failed in other pull requests"
            }
            Self::Infra => "what failed is a step that sets the job up",
        }
    }

    /// The words on the screen.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Yours => "yours, likely",
            Self::Unknown => "unknown",
            Self::Main => "fails on main",
            Self::FlakyHere => "flaky here",
            Self::Known => "known flaky",
            Self::Infra => "infrastructure",
        }
    }
}

/// A fact that speaks for the class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What was seen.
    pub text: String,
    /// Where, as published: not yet trusted. None: the data does not tell.
    pub url: Option<String>,
}

/// The class with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The class.
    pub class: Class,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
    /// What could not be said, and why.
    pub missing: Vec<String>,
    /// Passed and failed results elsewhere since then: shown, not used.
    pub since: (usize, usize),
}

/// The red check.
pub(super) struct Red<'a> {
    pub(super) verdict: Verdict,
    /// Of its newest failed attempt.
    pub(super) tests: Vec<TestCase<'a>>,
    pub(super) step: Option<&'a str>,
    /// Address of that attempt, as published.
    pub(super) url: Option<String>,
    /// Address of the newest attempt that passed on the same commit.
    pub(super) passed_url: Option<String>,
}

/// Other pull requests with the same test from which a failure is known.
const KNOWN_MIN: usize = 2;
/// Results elsewhere without which nothing is said of the change, and how many of them, the
/// newest, have to be without a failure.
const RESULTS_MIN: usize = 5;

/// The class of a red check. `nightly` and `others`: results elsewhere in the days before it that
/// `limits` say, newest first.
pub(super) fn judge(
    red: &Red<'_>,
    nightly: &[Seen<'_>],
    others: &[Seen<'_>],
    setup: &[Pattern],
    limits: &Thresholds,
) -> Judged {
    let days = plural(u64::from(limits.flake_window_days), "day", "days");
    let mut missing = Vec::new();
    if red.tests.is_empty() {
        missing.push("the failing test is not known".to_owned());
    }
    let found = flaky_here(red)
        .or_else(|| on_main(red, nightly, &days, &mut missing))
        .or_else(|| known(red, nightly, others, limits.flake_min))
        .or_else(|| infra(red, setup))
        .or_else(|| yours(red, nightly, others, &days, &mut missing));
    let (class, evidence) = found.unwrap_or((Class::Unknown, Vec::new()));
    Judged {
        class,
        evidence,
        missing,
        since: (0, 0),
    }
}

type Found = Option<(Class, Vec<Evidence>)>;

fn fact(text: String, url: Option<&String>) -> Evidence {
    Evidence {
        text,
        url: url.cloned(),
    }
}

/// The failing tests that both have.
fn same_tests<'a>(red: &'a Red<'_>, seen: &'a Seen<'_>) -> impl Iterator<Item = TestCase<'a>> {
    let mine = red.tests.iter().copied();
    mine.filter(|test| seen.tests.contains(test))
}

fn flaky_here(red: &Red<'_>) -> Found {
    let text = "passed and failed on this very commit".to_owned();
    (red.verdict == Verdict::Flaky)
        .then(|| (Class::FlakyHere, vec![fact(text, red.passed_url.as_ref())]))
}

fn on_main(red: &Red<'_>, nightly: &[Seen<'_>], days: &str, missing: &mut Vec<String>) -> Found {
    let Some(newest) = nightly.iter().find(|seen| seen.result.is_decided()) else {
        missing.push(format!(
            "no nightly result of this job in the {days} before"
        ));
        return None;
    };
    if newest.result != Outcome::Failed {
        return None;
    }
    let what = if !red.tests.is_empty() && !newest.tests.is_empty() {
        let (_, test) = same_tests(red, newest).min()?;
        format!("with the same test, {test}")
    } else if let (Some(mine), Some(theirs)) = (red.step, newest.step) {
        if mine != theirs {
            return None;
        }
        format!("in the same step, {mine}")
    } else {
        "whether of the same cause is not known".to_owned()
    };
    let text = format!(
        "the newest nightly result, {}, failed, {what}",
        newest.name()
    );
    Some((Class::Main, vec![fact(text, newest.url.as_ref())]))
}

fn known(red: &Red<'_>, nightly: &[Seen<'_>], others: &[Seen<'_>], flake_min: u32) -> Found {
    let all = || nightly.iter().chain(others);
    let flaky: Vec<&Seen<'_>> = all().filter(|s| s.verdict == Verdict::Flaky).collect();
    if flaky.len() >= flake_min as usize {
        let text = |seen: &&Seen<'_>| fact(format!("flaky in {}", seen.name()), seen.url.as_ref());
        return Some((Class::Known, flaky.iter().map(text).collect()));
    }
    let same = others
        .iter()
        .filter(|s| same_tests(red, s).next().is_some());
    let mut seen: Vec<&Seen<'_>> = Vec::new();
    for one in same {
        let is_new = |known: &&Seen<'_>| known.sha != one.sha && known.numbers != one.numbers;
        if seen.iter().all(is_new) {
            seen.push(one);
        }
    }
    let text = |s: &&Seen<'_>| {
        fact(
            format!("the same test failed in {}", s.name()),
            s.url.as_ref(),
        )
    };
    (seen.len() >= KNOWN_MIN).then(|| (Class::Known, seen.iter().map(text).collect()))
}

fn infra(red: &Red<'_>, setup: &[Pattern]) -> Found {
    let step = red.step?;
    let is_setup = setup.iter().any(|pattern| pattern.matches(step));
    let text = format!("{step} is a set-up step");
    is_setup.then(|| (Class::Infra, vec![fact(text, red.url.as_ref())]))
}

fn yours(
    red: &Red<'_>,
    nightly: &[Seen<'_>],
    others: &[Seen<'_>],
    days: &str,
    missing: &mut Vec<String>,
) -> Found {
    let mut all: Vec<&Seen<'_>> = nightly.iter().chain(others).collect();
    all.retain(|seen| seen.result.is_decided());
    let order = sorted::indexes(all.len(), &|a, b| {
        let at = |at: usize| all.get(at).map(|seen| seen.at);
        at(b).cmp(&at(a))
    });
    let all = sorted::in_order(all, &order);
    if all.len() < RESULTS_MIN {
        missing.push(format!(
            "{} results elsewhere in the {days} before, {RESULTS_MIN} are needed",
            all.len()
        ));
        return None;
    }
    let newest = all.iter().take(RESULTS_MIN);
    let failed = newest.filter(|s| s.result == Outcome::Failed).count();
    if failed > 0 {
        missing.push(format!(
            "{failed} of the newest {RESULTS_MIN} results elsewhere failed, too"
        ));
        return None;
    }
    if let Some(same) = all.iter().find(|s| same_tests(red, s).next().is_some()) {
        missing.push(format!("the same test failed in {}", same.name()));
        return None;
    }
    let passed = all.iter().filter(|s| s.result == Outcome::Passed).count();
    let text = format!(
        "{passed} of {} results elsewhere passed, the newest {RESULTS_MIN} all",
        all.len()
    );
    let url = all.first().and_then(|seen| seen.url.as_ref());
    Some((Class::Yours, vec![fact(text, url)]))
}
