//! "Is it me?": the class of a red check, by the first rule that holds.

use tailorbird_snapshot::config::Thresholds;
use tailorbird_snapshot::{Kind, Outcome, Verdict};

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
    /// Head commit; empty: unknown.
    pub(super) sha: &'a str,
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
        .or_else(|| known(red, nightly, others, limits.flake_min, &days, &mut missing))
        .or_else(|| infra(red, setup))
        .or_else(|| yours(red, nightly, others, &days, &mut missing));
    let (class, evidence) =
        found.unwrap_or_else(|| (Class::Unknown, looked_at(red, nightly, others)));
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
        let Some((_, test)) = same_tests(red, newest).min() else {
            missing.push(other_cause(newest, "test"));
            return None;
        };
        format!("with the same test, {test}")
    } else if let (Some(mine), Some(theirs)) = (red.step, newest.step) {
        if mine != theirs {
            missing.push(other_cause(newest, "step"));
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

fn other_cause(newest: &Seen<'_>, what: &str) -> String {
    let name = newest.name();
    format!("the newest nightly result, {name}, failed in another {what}")
}

fn known(
    red: &Red<'_>,
    nightly: &[Seen<'_>],
    others: &[Seen<'_>],
    flake_min: u32,
    days: &str,
    missing: &mut Vec<String>,
) -> Found {
    let all = || nightly.iter().chain(others);
    let flaky: Vec<&Seen<'_>> = all().filter(|s| s.verdict == Verdict::Flaky).collect();
    if flaky.len() >= flake_min as usize {
        let text = |seen: &&Seen<'_>| fact(format!("flaky in {}", seen.name()), seen.url.as_ref());
        return Some((Class::Known, flaky.iter().map(text).collect()));
    }
    let has_same = |s: &&Seen<'_>| same_tests(red, s).next().is_some();
    // A commit that is not known may be the same as any other.
    let is_unknown = |s: &Seen<'_>| red.sha.is_empty() || s.sha.is_empty();
    let mut seen: Vec<&Seen<'_>> = Vec::new();
    let mut unknown: Vec<&u64> = Vec::new();
    for one in others.iter().filter(has_same) {
        let is_new = |known: &&Seen<'_>| known.sha != one.sha && known.numbers != one.numbers;
        if is_unknown(one) {
            unknown.extend(&one.numbers);
        } else if one.sha != red.sha && !one.numbers.is_empty() && seen.iter().all(is_new) {
            seen.push(one);
        }
    }
    if seen.len() >= KNOWN_MIN {
        return Some((Class::Known, seen.iter().map(|s| same(red, s)).collect()));
    }
    unknown.sort_unstable();
    unknown.dedup();
    if !unknown.is_empty() {
        let n = plural(
            unknown.len() as u64,
            "other pull request",
            "other pull requests",
        );
        missing.push(format!(
            "the same test failed in {n} in the {days} before, of commits that are not known"
        ));
    }
    None
}

/// A result elsewhere that failed in the same test.
fn same(red: &Red<'_>, seen: &Seen<'_>) -> Evidence {
    let test = same_tests(red, seen).min().unwrap_or_default().1;
    let text = format!("the same test, {test}, failed {}", place(seen));
    fact(text, seen.url.as_ref())
}

fn place(seen: &Seen<'_>) -> String {
    let on = match seen.kind {
        Kind::Nightly => "on main, ",
        Kind::Prs => "in ",
    };
    [on, &seen.name()].concat()
}

/// What a reader can look at where no rule holds: each other pull request and nightly run that
/// failed in the same test, then how the newest results elsewhere went.
fn looked_at(red: &Red<'_>, nightly: &[Seen<'_>], others: &[Seen<'_>]) -> Vec<Evidence> {
    let all = newest(nightly, others);
    let has_same = |s: &&&Seen<'_>| same_tests(red, s).next().is_some();
    let mut facts = Vec::new();
    let mut told: Vec<u64> = Vec::new();
    for one in all.iter().filter(has_same) {
        let is_new = one.kind == Kind::Nightly || one.numbers.iter().any(|n| !told.contains(n));
        if is_new {
            facts.push(same(red, one));
        }
        if one.kind == Kind::Prs {
            told.extend(&one.numbers);
        }
    }
    for one in all.iter().take(RESULTS_MIN).filter(|s| !has_same(s)) {
        let text = [one.result.as_str(), " ", &place(one)].concat();
        facts.push(fact(text, one.url.as_ref()));
    }
    facts
}

/// The results elsewhere that passed or failed, newest first.
fn newest<'a>(nightly: &'a [Seen<'a>], others: &'a [Seen<'a>]) -> Vec<&'a Seen<'a>> {
    let mut all: Vec<&Seen<'_>> = nightly.iter().chain(others).collect();
    all.retain(|seen| seen.result.is_decided());
    let order = sorted::indexes(all.len(), &|a, b| {
        let at = |at: usize| all.get(at).map(|seen| seen.at);
        at(b).cmp(&at(a))
    });
    sorted::in_order(all, &order)
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
    let all = newest(nightly, others);
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
    // A test that is not known may be one that fails elsewhere, too; that it is missing is said.
    if red.tests.is_empty() {
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
