//! Every code of an issue or notice stands in the page that lists them. The list only grows, so a
//! code that the source no longer has may stay in it.

use super::files::File;
use super::finding::Finding;

const PAGE: &str = "docs/data-format.md";

/// Files that name codes, by how their path begins, and what stands before the quoted code there.
const SOURCES: [(&str, &[&str]); 3] = [
    ("crates/snapshot/src/issue.rs", &[": &str = "]),
    ("src/browser/fetch_error.rs", &["=> "]),
    ("src/", &["code: ", "told("]),
];

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let page = files.iter().find(|file| file.name == PAGE);
    let page = page.map(|file| file.text.as_str()).unwrap_or_default();
    let mut findings = Vec::new();
    for (start, marks) in SOURCES {
        let sources = files.iter().filter(|file| file.name.starts_with(start));
        let sources = sources.filter(|file| file.ends_with(".rs"));
        let mut n_found = 0;
        for (file, (line, code)) in
            sources.flat_map(|file| codes(&file.text, marks).into_iter().map(move |c| (file, c)))
        {
            n_found += 1;
            if !page.contains(&format!("\n| `{code}` |")) {
                let message = format!("the list in {PAGE} has no line for `{code}`");
                findings.push(Finding::new(&file.name, line, "codes", message));
            }
        }
        if n_found == 0 {
            let message = "no code is found here: the rule looks in the wrong place".to_owned();
            findings.push(Finding::new(start, 0, "codes", message));
        }
    }
    findings
}

/// Line and text of each string of the form of a code right behind one of the marks.
fn codes<'a>(source: &'a str, marks: &[&str]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for mark in marks {
        for (at, _) in source.match_indices(mark) {
            let before = source.get(..at).unwrap_or_default();
            let rest = source.get(at + mark.len()..).unwrap_or_default();
            let quoted = rest.trim_start().strip_prefix('"');
            let code = quoted.and_then(|rest| rest.split_once('"')).map(|c| c.0);
            if let Some(code) = code.filter(|code| is_code(code)) {
                found.push((before.matches('\n').count() + 1, code));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn is_code(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c == '-';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(page: &str, told: &str) -> Vec<String> {
        let file = |name: &str, text: &str| File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let files = [
            file("crates/snapshot/src/issue.rs", "const A: &str = \"a\";"),
            file("src/browser/fetch_error.rs", "X => \"fetch-x\","),
            file("src/pages/told.rs", told),
            file(PAGE, page),
        ];
        let found = check(&files).into_iter();
        found.map(|finding| finding.to_string()).collect()
    }

    const PAGE_TEXT: &str = "\n| `a` | x |\n| `fetch-x` | x |\n| `b-c` | x |\n| `gone` | x |";

    #[test]
    fn a_code_without_a_line_is_found() {
        assert!(messages(PAGE_TEXT, "told(\n    \"b-c\",\n    \"Text.\")").is_empty());
        assert_eq!(
            messages(PAGE_TEXT, "\ntold(\"b-d\", code: \"a\""),
            ["src/pages/told.rs:2: the list in docs/data-format.md has no line for `b-d` [codes]"]
        );
        // Named in a sentence is not listed.
        assert_eq!(
            messages(&PAGE_TEXT.replace("| `a`", "`a`"), "told(\"b-c\"").len(),
            1
        );
    }

    #[test]
    fn a_source_without_codes_is_told() {
        assert_eq!(messages(PAGE_TEXT, "code: code, told(x)").len(), 1);
    }
}
