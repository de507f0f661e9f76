//! Places that may break a rule, each with its reason. One that is no longer needed is reported.

use super::finding::Finding;

/// File, rule, reason.
type Exception = (&'static str, &'static str, &'static str);

/// One listener on a list serves all its lines: it has to ask where an event happened, and what
/// it asks is the browser's. `ui/` stays free of it.
const PLACE_OF_EVENT: &str = "reads the place of an event";
/// Only the browser knows how high a drawn line is and how far the page is scrolled; the answer is
/// needed in the frame that draws, so that it cannot go round by the state.
const MEASURE: &str = "measures what it has drawn, scrolls to it and focuses it";

/// A picture of a thousand jobs by hundreds of runs is no tree of elements: it is drawn in the frame
/// in which it scrolls.
const PAINT: &str = "draws on a canvas and reads where the pointer is in it";

const EXCEPTIONS: [Exception; 18] = [
    ("src/components/ahead.rs", BROWSER, PLACE_OF_EVENT),
    ("src/components/follow.rs", BROWSER, PLACE_OF_EVENT),
    ("src/components/grid_box.rs", BROWSER, PAINT),
    ("src/components/grid_inks.rs", BROWSER, PAINT),
    ("src/components/grid_paint.rs", BROWSER, PAINT),
    ("src/components/job_lines.rs", BROWSER, MEASURE),
    ("src/components/job_sight.rs", BROWSER, MEASURE),
    ("src/components/job_table.rs", BROWSER, MEASURE),
    ("src/components/moves.rs", BROWSER, MEASURE),
    ("src/components/top_bar.rs", BROWSER, PLACE_OF_EVENT),
    ("src/pages/grid.rs", BROWSER, PLACE_OF_EVENT),
    ("src/pages/trends.rs", BROWSER, PLACE_OF_EVENT),
    ("src/components/tree_table.rs", BROWSER, PLACE_OF_EVENT),
    ("src/components/saved_sheet.rs", BROWSER, PLACE_OF_EVENT),
    (
        "src/pages/page.rs",
        BROWSER,
        "saves an export to the visitor's disk, which nothing else has to know of",
    ),
    (
        "src/pages/pr.rs",
        BROWSER,
        "copies a text, and reads the place of an event",
    ),
    ("src/pages/pulls.rs", BROWSER, PLACE_OF_EVENT),
    (
        "src/pages/told.rs",
        BROWSER,
        "asks whose host an address leads to, as the browser reads addresses",
    ),
];

const BROWSER: &str = "layers-browser";

/// Takes out what is excepted; reports exceptions of existing files that except nothing.
pub(super) fn apply(findings: Vec<Finding>, exists: impl Fn(&str) -> bool) -> Vec<Finding> {
    apply_list(&EXCEPTIONS, findings, exists)
}

fn apply_list(
    exceptions: &[Exception],
    findings: Vec<Finding>,
    exists: impl Fn(&str) -> bool,
) -> Vec<Finding> {
    let fits = |finding: &Finding, exception: &Exception| {
        finding.file == exception.0 && finding.rule == exception.1
    };
    let mut unused = Vec::new();
    for exception in exceptions {
        let (file, rule, _) = exception;
        if exists(file) && !findings.iter().any(|finding| fits(finding, exception)) {
            let message = format!("the exception from `{rule}` is no longer needed");
            unused.push(Finding::new(file, 0, "exception", message));
        }
    }
    let excepted = |finding: &Finding| exceptions.iter().any(|other| fits(finding, other));
    findings
        .into_iter()
        .filter(|finding| !excepted(finding))
        .chain(unused)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_exception_is_for_one_file_and_rule_and_must_be_needed() {
        let list = [("a.rs", "x", "why")];
        let found = |file, rule| Finding::new(file, 1, rule, String::new());
        let all = vec![found("a.rs", "x"), found("a.rs", "y"), found("b.rs", "x")];
        let left = apply_list(&list, all, |_| true);
        assert_eq!(left, [found("a.rs", "y"), found("b.rs", "x")]);
        assert_eq!(apply_list(&list, Vec::new(), |_| true).len(), 1);
        assert!(apply_list(&list, Vec::new(), |_| false).is_empty());
    }
}
