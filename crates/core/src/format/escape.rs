//! Text of strangers inside of CSV and Markdown.

use crate::text::is_number;

/// One CSV field (RFC 4180): in quotes where it holds a comma, a quote or a line end. A field
/// that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return, or with white space before one of these) gets an apostrophe in front; a
/// plain number keeps its sign.
#[must_use]
pub fn csv_field(text: &str) -> String {
    let formula = text.starts_with(['\t', '\r', '\n'])
        || (text
            .trim_start()
            .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            && !is_number(text));
    let quote = text.contains([',', '"', '\n', '\r', '\t']);
    let mut field = String::with_capacity(text.len() + 3);
    if quote {
        field.push('"');
    }
    if formula {
        field.push('\'');
    }
    for c in text.chars() {
        if c == '"' {
            field.push('"');
        }
        field.push(c);
    }
    if quote {
        field.push('"');
    }
    field
}

/// Text as the content of a Markdown table's cell: what Markdown or HTML would read is escaped,
/// mentions (`@`) and issue numbers (`#`) reach nobody, line ends become spaces.
#[must_use]
pub fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '!' => {
                cell.push('\\');
                cell.push(c);
            }
            '<' => cell.push_str("&lt;"),
            '>' => cell.push_str("&gt;"),
            '&' => cell.push_str("&amp;"),
            '@' => cell.push_str("&#64;"),
            '#' => cell.push_str("&#35;"),
            c if c.is_control() || c.is_whitespace() => cell.push(' '),
            c => cell.push(c),
        }
    }
    cell.trim().to_owned()
}
