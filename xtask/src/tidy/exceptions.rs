//! Places that may break a rule, each with its reason. One that is no longer needed is reported.

use super::finding::Finding;

/// File, rule, reason.
type Exception = (&'static str, &'static str, &'static str);

const EXCEPTIONS: [Exception; 1] = [(
    "src/app.rs",
    "router-and-context",
    "the router's element has to stand around the pages, and only the app knows all of them",
)];

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
