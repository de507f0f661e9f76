//! Comma lists: an item that holds a comma or a backslash has a backslash before it, inside the
//! value, so that it does not matter who escapes the commas of an address and who does not.

/// The items of a list, empty ones left out.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ',' => items.push(std::mem::take(&mut item)),
            '\\' => item.push(
                chars
                    .next_if(|&next| next == ',' || next == '\\')
                    .unwrap_or(c),
            ),
            _ => item.push(c),
        }
    }
    items.push(item);
    items.retain(|item| !item.is_empty());
    items
}

/// The list of these items.
pub(super) fn join<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for item in items {
        if !out.is_empty() {
            out.push(',');
        }
        for c in item.chars() {
            if c == ',' || c == '\\' {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}
