//! One spelling for each name: white space, invisible characters and length.

/// Characters of a name that are kept; a longer one is cut.
pub const MAX_CHARS: usize = 1_000;

/// Combining marks in a row that are kept.
const MAX_MARKS: usize = 3;

/// A name fit for comparing and showing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Normalized {
    /// The name: single spaces, no invisible characters, at most [`MAX_CHARS`] characters.
    pub name: String,
    /// The greatest change that was made. None: the name is as it was.
    pub change: Option<Change>,
}

/// What was done to a name, in rising order of how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// White space only (multi-line names are usual): nothing to report.
    Respaced,
    /// Control characters, direction overrides, zero-width characters or a flood of combining
    /// marks were removed.
    Cleaned,
    /// The name was longer than [`MAX_CHARS`] and ends in an ellipsis.
    Cut,
}

impl Change {
    /// What was done, as the message of an issue.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Respaced => "white space in the name was joined",
            Self::Cleaned => "invisible characters were removed from the name",
            Self::Cut => "the name is longer than 1,000 characters and was cut",
        }
    }
}

/// Joins white space (line ends, tabs, no-break spaces) to single spaces, trims, removes what
/// cannot be seen, and cuts at [`MAX_CHARS`] characters. Doing it twice changes nothing more.
#[must_use]
pub fn normalize(raw: &str) -> Normalized {
    if is_plain(raw) {
        return Normalized {
            name: raw.to_owned(),
            change: None,
        };
    }
    let mut name = String::with_capacity(raw.len().min(4 * MAX_CHARS));
    let (mut chars, mut marks) = (0, 0);
    let (mut space, mut cleaned, mut cut) = (false, false, false);
    for c in raw.chars() {
        if c.is_whitespace() {
            space = true;
            continue;
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if is_invisible(c) || marks > MAX_MARKS {
            cleaned = true;
            continue;
        }
        let gap = usize::from(space && chars > 0);
        if chars + gap + 1 > MAX_CHARS {
            cut = true;
            break;
        }
        if gap == 1 {
            name.push(' ');
        }
        name.push(c);
        chars += gap + 1;
        space = false;
    }
    if cut {
        // The ellipsis takes the place of the last character where there is no room left.
        if chars == MAX_CHARS {
            name.pop();
        }
        name.truncate(name.trim_end().len());
        name.push('…');
    }
    let change = match (cut, cleaned) {
        (true, _) => Some(Change::Cut),
        (false, true) => Some(Change::Cleaned),
        _ => (name != raw).then_some(Change::Respaced),
    };
    Normalized { name, change }
}

/// Nearly all names: short, of visible ASCII characters with single spaces between them.
fn is_plain(raw: &str) -> bool {
    let mut last = b' ';
    let all_fit = raw.bytes().all(|byte| {
        let fits = byte.is_ascii_graphic() || (byte == b' ' && last != b' ');
        last = byte;
        fits
    });
    all_fit && last != b' ' && raw.len() <= MAX_CHARS
}

/// Characters that show nothing or turn the text around them: controls, zero-width characters,
/// direction marks and overrides, soft hyphens, tags.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}
