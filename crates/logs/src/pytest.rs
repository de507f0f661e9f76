//! pytest: `FAILED tests/test_a.py::test_b[x] - reason` of the summary, `tests/test_a.py::test_b
//! FAILED [ 50%]` while it runs, and files that could not be collected.

use crate::found::{Found, Rank};

/// What a file that failed before any of its tests ran is listed as.
const COLLECTION: &str = "collection";

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Pytest {
    /// Behind the title of the failures: reports of single tests follow.
    in_reports: bool,
}

impl Pytest {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, text: &str, found: &mut Found) {
        let text = text.trim();
        if let Some(title) = ruled(text, '=') {
            self.in_reports = matches!(title, "FAILURES" | "ERRORS");
        } else if self.in_reports && ruled(text, '_').is_some() {
            found.point(Rank::Report);
        } else if let Some((file, name)) = node(text) {
            found.point(Rank::Mention);
            found.add(Some(file), name);
        }
    }
}

/// The title in `==== title ====`.
fn ruled(text: &str, rule: char) -> Option<&str> {
    let inner = text.trim_matches(rule);
    let title = inner.strip_prefix(' ')?.strip_suffix(' ')?;
    (text.len() - inner.len() >= 6).then(|| title.trim())
}

/// File and name of the failing test that a line names.
fn node(text: &str) -> Option<(&str, &str)> {
    // Only then does the line deserve a closer look.
    if !text.contains(".py") {
        return None;
    }
    // `[gw0] [ 50%] FAILED …` of tests that run side by side.
    let text = match text.split_once("%] ") {
        Some((before, rest)) if before.starts_with("[gw") => rest,
        _ => text,
    };
    let (error, id) = match text.split_once(' ') {
        Some(("FAILED", id)) => (false, id),
        Some(("ERROR", id)) => (true, id),
        _ => (false, while_running(text)?),
    };
    if let Some((file, name)) = id.split_once("::") {
        return is_file(file).then(|| (file, without_reason(name)));
    }
    let file = id.split_once(" - ").map_or(id, |(file, _)| file);
    (error && is_file(file)).then_some((file, COLLECTION))
}

/// The node in `tests/test_a.py::test_b FAILED [ 50%]`.
fn while_running(text: &str) -> Option<&str> {
    [" FAILED", " ERROR"].iter().find_map(|word| {
        let (id, rest) = text.rsplit_once(word)?;
        let rest = rest.trim_start();
        let is_end = rest.is_empty() || (rest.starts_with('[') && rest.ends_with("%]"));
        is_end.then(|| id.trim_end())
    })
}

fn is_file(text: &str) -> bool {
    text.ends_with(".py") && !text.contains(char::is_whitespace)
}

/// Cuts ` - reason` off, but not from inside the brackets of a parameter.
fn without_reason(name: &str) -> &str {
    let from = name
        .find('[')
        .filter(|at| !name.get(..*at).unwrap_or_default().contains(" - "));
    let from = from.and_then(|open| name.get(open..)?.find(']').map(|close| open + close));
    let from = from.unwrap_or(0);
    let reason = name.get(from..).and_then(|rest| rest.find(" - "));
    reason
        .and_then(|at| name.get(..from + at))
        .unwrap_or(name)
        .trim_end()
}
