//! Cutting a name at slashes, parentheses and commas. Knows no word of any project.

/// Which bytes of a text lie inside parentheses. A parenthesis without its partner counts as text.
struct Depth(Vec<u8>);

impl Depth {
    fn of(text: &str) -> Self {
        let mut depth = vec![0_u8; text.len()];
        let mut open = Vec::new();
        // Where the partner of an opening parenthesis stands; 0: it has none.
        let mut partner = vec![0_usize; text.len()];
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                b'(' => open.push(at),
                b')' => {
                    if let Some(place) = open.pop().and_then(|from: usize| partner.get_mut(from)) {
                        *place = at;
                    }
                }
                _ => {}
            }
        }
        let mut end = 0;
        for (at, (depth, to)) in depth.iter_mut().zip(partner).enumerate() {
            end = end.max(if to > 0 { to + 1 } else { 0 });
            *depth = u8::from(at < end);
        }
        Self(depth)
    }

    fn is_outside(&self, at: usize) -> bool {
        self.0.get(at).is_none_or(|d| *d == 0)
    }
}

/// The parts of a full name: split at ` / ` outside parentheses, empty parts left out. A name
/// without any part is one part.
pub(super) fn parts(full: &str) -> Vec<&str> {
    let depth = Depth::of(full);
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, found) in full.match_indices(" / ") {
        if at >= from && depth.is_outside(at) {
            parts.push(full.get(from..at).unwrap_or_default().trim());
            from = at + found.len();
        }
    }
    parts.push(full.get(from..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    if parts.is_empty() {
        parts.push(full.trim());
    }
    parts
}

/// A part without its matrix values, and the text between the parentheses. The values are the
/// last group that stands apart (at the start or behind a space); one that the name's end cut
/// off counts too. None: the part has no values, or nothing but them.
pub(super) fn matrix(part: &str) -> (String, Option<&str>) {
    let depth = Depth::of(part);
    let mut found = None;
    for (at, _) in part.match_indices('(') {
        let apart = part
            .get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with(' '));
        let first = at == 0 || depth.is_outside(at - 1);
        if apart && first {
            found = Some(at);
        }
    }
    let Some(open) = found else {
        return (part.to_owned(), None);
    };
    let closed = !depth.is_outside(open);
    let close = if closed {
        let inside = |at: &usize| depth.is_outside(*at);
        (open..part.len()).find(inside).unwrap_or(part.len()) - 1
    } else {
        part.len()
    };
    let before = part.get(..open).unwrap_or_default().trim();
    let after = part.get(close + 1..).unwrap_or_default().trim();
    let leaf = format!("{before} {after}");
    let leaf = leaf.trim();
    if leaf.is_empty() {
        return (part.to_owned(), None);
    }
    (leaf.to_owned(), part.get(open + 1..close))
}

/// The values of a matrix list: split at commas outside brackets and quotes; where there is no
/// comma, at ` / `. Empty values are left out.
pub(super) fn values(list: &str) -> Vec<String> {
    let mut cut = Vec::new();
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in list.char_indices() {
        let rest = || list.get(at + c.len_utf8()..).unwrap_or_default();
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"') if rest().contains('"') => quote = Some('"'),
            (None, '\'') if starts_word(list, at) && rest().contains('\'') => quote = Some('\''),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => cut.push(at),
            _ => {}
        }
    }
    let found: Vec<&str> = if cut.is_empty() {
        // An edge may hold an empty place ("a / / b") where a template had nothing to say.
        list.split(" / ")
            .flat_map(|v| v.trim().strip_prefix("/ ").or(Some(v)))
            .collect()
    } else {
        cut.push(list.len());
        let mut from = 0;
        cut.iter()
            .map(|at| {
                let value = list.get(from..*at).unwrap_or_default();
                from = at + 1;
                value
            })
            .collect()
    };
    found
        .into_iter()
        .map(str::trim)
        .filter(|v| !v.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Letters and digits. Beyond ASCII anything but spaces, punctuation and symbols is taken for one.
fn in_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' => matches!(c, '\u{aa}' | '\u{b5}' | '\u{ba}'),
        '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff0f}' => false,
        _ => true,
    }
}

/// An apostrophe inside a word ("don't") opens no quotation.
fn starts_word(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_none_or(|c| !in_word(c))
}

/// The words of a part in lower case: runs of letters and digits; `x86_64` is one word.
pub(super) fn words(part: &str) -> Vec<String> {
    let lower = part
        .to_ascii_lowercase()
        .replace("x86_64", "amd64")
        .replace("x86-64", "amd64");
    lower
        .split(|c| !in_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}
