//! TAP and bats: `not ok 3 name`. bats names the file in a comment behind a failure; else it is the
//! one of the last header.

use crate::cut;
use crate::found::{Found, Rank};
use crate::line::{Line, Mark};

/// Lines behind a failure in which its file is looked for.
const MAX_COMMENTS: u8 = 20;

/// A failure whose comments are still being read.
#[derive(Debug)]
struct Pending {
    name: String,
    /// The file of the header above it.
    file: Option<String>,
    comments: u8,
    /// From the ✗ of the pretty form: counts only if bats names the place below.
    unsure: bool,
}

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Tap {
    header: Option<String>,
    /// The header has had its plan: a second one is of other tests.
    planned: bool,
    /// A plan was seen: lines without a number are TAP too.
    is_tap: bool,
    pending: Option<Pending>,
    /// Indentation of a failed subtest whose parent has not come yet.
    failed_child: Option<usize>,
}

impl Tap {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, line: &Line<'_>, found: &mut Found) {
        let text = line.text.trim_start();
        if self.pending.is_some() && self.comment(text, found) {
            return;
        }
        if let Some(file) = header(text, line.mark == Some(Mark::Group)) {
            self.header = Some(file.to_owned());
            self.planned = false;
        } else if is_plan(text) {
            if self.planned {
                self.header = None;
            }
            self.planned = true;
            self.is_tap = true;
        } else if let Some((ok, rest)) = point(text) {
            let indent = line.text.len() - text.len();
            self.point(ok, rest, indent, found);
        } else if let Some(name) = text.strip_prefix("✗ ") {
            self.pend(without_time(name.trim_end()), true);
        }
    }

    /// Adds what still waits for its file.
    pub(crate) fn finish(&mut self, found: &mut Found) {
        if let Some(pending) = self.pending.take().filter(|pending| !pending.unsure) {
            found.add(pending.file.as_deref(), &pending.name);
        }
    }

    /// A line behind a failure. True if it is a comment of it.
    fn comment(&mut self, text: &str, found: &mut Found) -> bool {
        let Some(pending) = &mut self.pending else {
            return false;
        };
        let is_comment = text.starts_with('#') || pending.unsure;
        if let Some(file) = test_file(text).filter(|_| is_comment) {
            if pending.unsure {
                found.point(Rank::Report);
            }
            found.add(Some(file), &pending.name);
            self.pending = None;
            return true;
        }
        pending.comments += 1;
        let enough = if pending.unsure { 3 } else { MAX_COMMENTS };
        if is_comment && point(text).is_none() && pending.comments < enough {
            return true;
        }
        self.finish(found);
        false
    }

    fn point(&mut self, ok: bool, rest: &str, indent: usize, found: &mut Found) {
        let numbered = cut::after_digits(rest);
        if numbered.is_none() && !rest.starts_with("- ") && !self.is_tap {
            return;
        }
        let number = numbered.map_or("", |after| {
            rest.get(..rest.len() - after.len()).unwrap_or_default()
        });
        let name = numbered.unwrap_or(rest).trim_start();
        let name = name.strip_prefix("- ").unwrap_or(name);
        let (name, is_failure) = directive(name, ok);
        let of_child = self.failed_child.take_if(|child| *child > indent).is_some();
        if !is_failure {
            return;
        }
        if indent > 0 {
            self.failed_child = Some(indent);
        }
        if of_child {
            return;
        }
        found.point(Rank::Report);
        if name.is_empty() {
            self.pend(&format!("test {number}"), false);
        } else {
            self.pend(name, false);
        }
    }

    fn pend(&mut self, name: &str, unsure: bool) {
        self.pending = Some(Pending {
            name: name.to_owned(),
            file: self.header.clone(),
            comments: 0,
            unsure,
        });
    }
}

/// A test point: whether it is ok, and what follows.
fn point(text: &str) -> Option<(bool, &str)> {
    let (ok, rest) = match text.strip_prefix("not ok") {
        Some(rest) => (false, rest),
        None => (true, text.strip_prefix("ok")?),
    };
    let rest = rest.strip_prefix(' ').or(rest.is_empty().then_some(""))?;
    Some((ok, rest.trim_start()))
}

fn is_plan(text: &str) -> bool {
    text.strip_prefix("1..")
        .and_then(cut::after_digits)
        .is_some_and(|rest| rest.trim_start().is_empty() || rest.trim_start().starts_with('#'))
}

/// The name without `# …` and durations, and whether the point counts as a failure.
fn directive(text: &str, ok: bool) -> (&str, bool) {
    let mut name = text;
    let mut excused = false;
    for (at, _) in text.match_indices('#') {
        let before = text.get(..at).unwrap_or_default();
        if !(before.is_empty() || before.ends_with(char::is_whitespace)) {
            continue;
        }
        let after = text.get(at + 1..).unwrap_or_default().trim_start();
        let word = |word: &str| cut::at_byte(after, word.len()).eq_ignore_ascii_case(word);
        excused = word("skip") || word("todo");
        let timed = ["in ", "timeout after "]
            .iter()
            .find_map(|word| after.strip_prefix(word));
        if excused || timed.and_then(cut::after_digits).is_some() {
            name = before;
            break;
        }
    }
    (without_duration(name.trim_end()), !ok && !excused)
}

/// Cuts ` in 12ms` or ` in 3sec` off, as older bats print it.
fn without_duration(name: &str) -> &str {
    let Some((before, duration)) = name.rsplit_once(" in ") else {
        return name;
    };
    match cut::after_digits(duration) {
        Some("ms" | "sec" | "s") => before,
        _ => name,
    }
}

/// Cuts ` [12]` off, as the pretty form prints seconds.
fn without_time(name: &str) -> &str {
    let time = name.strip_suffix(']').and_then(|n| n.rsplit_once(" ["));
    match time {
        Some((before, digits)) if cut::after_digits(digits) == Some("") => before,
        _ => name,
    }
}

/// The file in `(in test file tests/a.bats, line 3)` or `… in test file a.bats, line 3)`.
fn test_file(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("in test file ")?;
    let (path, _) = rest.split_once(", line ")?;
    Some(base(path))
}

/// Runners keep their checkouts in folders of their own: the path would be another every night.
fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The file that a line announces: it stands alone, behind a word for running it, or at the end of
/// the title of a foldable part.
fn header(text: &str, is_title: bool) -> Option<&str> {
    let trimmed = text.trim_end().trim_end_matches([':', '.', ' ']);
    if !trimmed
        .trim_end_matches(['"', '\'', '`'])
        .ends_with(".bats")
        || trimmed.len() > 300
    {
        return None;
    }
    let mut words = trimmed.split_whitespace();
    let file = words.next_back()?.trim_matches(['"', '\'', '`']);
    let mut n_words = 0;
    let mut runs = false;
    for word in words {
        if word.starts_with('#') || word.ends_with(".bats") {
            return None;
        }
        let word = word.trim_end_matches(':').to_ascii_lowercase();
        runs |= matches!(&*word, "executing" | "running" | "run" | "bats" | "file");
        n_words += 1;
    }
    (n_words == 0 || runs || is_title).then(|| base(file))
}
