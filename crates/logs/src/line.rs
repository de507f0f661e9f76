//! One line of a log without what the runner and the terminal put around it.

use std::borrow::Cow;

/// A mark of GitHub's runner at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `##[group]` or `::group::`: a foldable part begins, titled by the line.
    Group,
    /// `##[error]` or `::error…::`: the runner reports a failure.
    Error,
    /// Any other mark.
    Other,
}

/// A cleaned line.
#[derive(Debug)]
pub(crate) struct Line<'a> {
    /// The text with its indentation, without time, mark, colours and control characters.
    pub(crate) text: Cow<'a, str>,
    /// The runner's mark, where there was one.
    pub(crate) mark: Option<Mark>,
}

impl<'a> Line<'a> {
    /// Cleans a line as it stands in a log file.
    pub(crate) fn new(raw: &'a str) -> Self {
        let raw = raw.trim_start_matches('\u{feff}').trim_end_matches('\r');
        let text = plain(without_time(raw));
        let (mark, skip) = mark(&text);
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.get(skip..).unwrap_or_default()),
            Cow::Owned(mut text) => {
                text.drain(..skip);
                Cow::Owned(text)
            }
        };
        Self { text, mark }
    }
}

/// Cuts `2024-12-20T21:30:59.1234567Z ` off.
fn without_time(raw: &str) -> &str {
    let is_time = |word: &str| {
        let shape = b"dddd-dd-ddTdd:dd:dd";
        let bytes = word.as_bytes();
        let fits = |(c, s): (&u8, &u8)| {
            if *s == b'd' {
                c.is_ascii_digit()
            } else {
                c == s
            }
        };
        bytes.len() > shape.len()
            && bytes.len() <= 36
            && bytes.last() == Some(&b'Z')
            && bytes.iter().zip(shape).all(fits)
    };
    match raw.split_once(' ') {
        Some((word, rest)) if is_time(word) => rest,
        None if is_time(raw) => "",
        _ => raw,
    }
}

/// The mark at the beginning, and how many bytes it takes.
fn mark(text: &str) -> (Option<Mark>, usize) {
    let (word, end) = if let Some(rest) = text.strip_prefix("##[") {
        let Some((word, _)) = rest.split_once(']').filter(|(word, _)| is_word(word)) else {
            return (None, 0);
        };
        (word, word.len() + 4)
    } else if let Some(rest) = text.strip_prefix("::") {
        // `::error file=a.rs,line=1::message`
        let Some((inner, _)) = rest.split_once("::") else {
            return (None, 0);
        };
        let word = inner.split(' ').next().unwrap_or_default();
        if !is_word(word) {
            return (None, 0);
        }
        (word, inner.len() + 4)
    } else {
        return (None, 0);
    };
    let mark = match word {
        "group" => Mark::Group,
        "error" => Mark::Error,
        _ => Mark::Other,
    };
    (Some(mark), end)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

/// Removes ANSI sequences and control characters (tabs stay). Of a line that was written over with
/// carriage returns, what was written last.
fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c.is_control() && c != '\t') {
        return Cow::Borrowed(text);
    }
    let text = text.rsplit('\r').find(|part| !part.is_empty());
    let mut out = String::with_capacity(text.map_or(0, str::len));
    let mut chars = text.unwrap_or_default().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\u{1b}' => skip_escape(&mut chars),
            // The one-character form of `ESC [`.
            '\u{9b}' => skip_control(&mut chars),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

/// Skips what follows an ESC: `[…m` and its like, `]…BEL`, or one character.
fn skip_escape(chars: &mut Chars<'_>) {
    match chars.next() {
        Some('[') => skip_control(chars),
        Some(']' | 'P' | '_' | '^' | 'X') => {
            while let Some(c) = chars.next() {
                if c == '\u{7}' || c == '\u{9c}' {
                    break;
                }
                if c == '\u{1b}' {
                    chars.next_if_eq(&'\\');
                    break;
                }
            }
        }
        // Choosing a character set takes one more.
        Some('(' | ')' | '*' | '+') => drop(chars.next()),
        _ => {}
    }
}

/// Skips parameters and the final letter of a control sequence.
fn skip_control(chars: &mut Chars<'_>) {
    while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
    chars.next_if(|c| matches!(c, '@'..='~'));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, text: &str, mark: Option<Mark>) {
        let line = Line::new(raw);
        assert_eq!((&*line.text, line.mark), (text, mark), "{raw:?}");
    }

    #[test]
    fn times_go() {
        check("2024-12-20T21:30:59.1234567Z ok 1 a", "ok 1 a", None);
        check("\u{feff}2024-12-20T21:30:59.1234567Z  a", " a", None);
        check("2024-12-20T21:30:59.1234567Z", "", None);
        check("2024-12-20T21:30:59Z x\r", "x", None);
        check("2024-12-20 21:30:59 x", "2024-12-20 21:30:59 x", None);
        check("2024-99-20T21:30:5xZ x", "2024-99-20T21:30:5xZ x", None);
    }

    #[test]
    fn marks_are_told_and_go() {
        check("##[group]k8s-a.bats", "k8s-a.bats", Some(Mark::Group));
        check(
            "2024-12-20T21:30:59.1Z ##[error]No",
            "No",
            Some(Mark::Error),
        );
        check("::error file=a.rs,line=1::No", "No", Some(Mark::Error));
        check("##[endgroup]", "", Some(Mark::Other));
        check("\u{1b}[36;1m##[group]x\u{1b}[0m", "x", Some(Mark::Group));
        check("##[no mark", "##[no mark", None);
        check("a ##[error]b", "a ##[error]b", None);
    }

    #[test]
    fn colours_and_control_characters_go() {
        check("\u{1b}[31mnot ok\u{1b}[0m 1\ta\u{0}", "not ok 1\ta", None);
        check(
            "\u{1b}]8;;https://x\u{7}link\u{1b}]8;;\u{1b}\\!",
            "link!",
            None,
        );
        check("\u{1b}(Bx\u{9b}1my\u{1b}", "xy", None);
        check("10%\r50%\r100%\r", "100%", None);
        check("\u{1b}[", "", None);
    }
}
