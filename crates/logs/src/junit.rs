//! JUnit and what prints like it: Maven's `<<< FAILURE!`, Gradle's `Class > test() FAILED`, and
//! `<testcase>` elements of a printed report.

use crate::found::{Found, Rank};

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Junit {
    /// Class and name of the `<testcase>` that is open.
    open: Option<(String, String)>,
}

impl Junit {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, text: &str, found: &mut Found) {
        if let Some((class, name)) = maven(text).or_else(|| gradle(text)) {
            found.point(Rank::Report);
            found.add(Some(class), name);
        }
        let mut rest = text;
        while let Some((_, tag)) = rest.split_once('<') {
            rest = tag;
            if let Some(attributes) = tag.strip_prefix("testcase ") {
                let (case, is_closed, behind) = testcase(attributes);
                self.open = case.filter(|_| !is_closed);
                rest = behind;
            } else if tag.starts_with("/testcase") {
                self.open = None;
            } else if (tag.starts_with("failure") || tag.starts_with("error"))
                && let Some((class, name)) = self.open.take()
            {
                found.point(Rank::Report);
                found.add(Some(&class), &name);
            }
        }
    }
}

/// Class and name in `[ERROR] org.x.ATest.b -- Time elapsed: 0.1 s <<< FAILURE!` or
/// `b(org.x.ATest)  Time elapsed: …`.
fn maven(text: &str) -> Option<(&str, &str)> {
    let (before, mark) = text.split_once(" <<< ")?;
    if !(mark.starts_with("FAILURE!") || mark.starts_with("ERROR!")) {
        return None;
    }
    let (test, _) = before.split_once("Time elapsed:")?;
    let test = test.trim().strip_prefix("[ERROR] ").unwrap_or(test.trim());
    let test = test.trim_end_matches("--").trim();
    if test.starts_with("Tests run:") {
        return None;
    }
    let parameters = test.find(['(', '[', '{']).unwrap_or(test.len());
    let head = test.get(..parameters).unwrap_or_default();
    if let Some((class, _)) = head.rsplit_once('.') {
        return Some((class, test.get(class.len() + 1..)?));
    }
    // The older form: the class stands in the brackets at the end.
    let (name, class) = test.strip_suffix(')')?.rsplit_once('(')?;
    Some((class, name))
}

/// Class and name in `org.x.ATest > b() FAILED`.
fn gradle(text: &str) -> Option<(&str, &str)> {
    let (class, name) = text.trim().strip_suffix(" FAILED")?.split_once(" > ")?;
    let is_class = !class.is_empty() && !class.contains(char::is_whitespace);
    is_class.then_some((class, name))
}

/// Class and name in the attributes of a `<testcase`, whether the element ends there, and what
/// follows.
fn testcase(text: &str) -> (Option<(String, String)>, bool, &str) {
    let (mut name, mut class, mut file) = (None, None, None);
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        if let Some(behind) = trimmed.strip_prefix("/>") {
            return (None, true, behind);
        }
        if let Some(behind) = trimmed.strip_prefix('>') {
            let case = name.map(|name| (class.or(file).unwrap_or_default(), name));
            return (case, false, behind);
        }
        let Some((key, quoted)) = trimmed.split_once('=') else {
            return (None, true, "");
        };
        let Some(quote) = quoted.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            return (None, true, quoted);
        };
        let inner = quoted.get(1..).unwrap_or_default();
        let Some((value, behind)) = inner.split_once(quote) else {
            return (None, true, "");
        };
        match key.trim() {
            "name" => name = Some(unescaped(value)),
            "classname" => class = Some(unescaped(value)),
            "file" => file = Some(unescaped(value)),
            _ => {}
        }
        rest = behind;
    }
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
