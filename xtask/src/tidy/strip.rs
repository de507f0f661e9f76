//! Rust source without comments and the contents of strings, so that names found in it are code.

/// The same lines; comments are gone, strings and characters are empty.
pub(super) fn code(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let (length, keep) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), "")
        } else if rest.starts_with("/*") {
            (block_comment(rest), "")
        } else if first == '"' {
            (string(rest, 1), "\"\"")
        } else if let Some(length) = raw_string(rest, &out) {
            (length, "\"\"")
        } else if let Some(length) = character(rest) {
            (length, "' '")
        } else {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        let (skipped, left) = rest.split_at(length.min(rest.len()));
        out.push_str(keep);
        out.extend(skipped.chars().filter(|&c| c == '\n'));
        rest = left;
    }
    out
}

/// `code` up to the inline test module, if there is one.
pub(super) fn without_tests(code: &str) -> &str {
    let mut from = 0;
    while let Some(found) = code.get(from..).and_then(|rest| rest.find("#[cfg(test)]")) {
        let start = from + found;
        let after = code
            .get(start + "#[cfg(test)]".len()..)
            .unwrap_or_default()
            .trim_start();
        let inline = after.split(['{', ';']).next().is_some_and(|head| {
            after
                .get(head.len()..)
                .is_some_and(|rest| rest.starts_with('{'))
        });
        if after.starts_with("mod ") && inline {
            return code.get(..start).unwrap_or(code);
        }
        from = start + 1;
    }
    code
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(tail) = rest.get(at..) {
        if tail.is_empty() {
            break;
        } else if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

fn string(rest: &str, start: usize) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().filter(|(at, _)| *at >= start) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// `r"…"`, `r#"…"#`, also behind `b`; an identifier that ends in `r` is none.
fn raw_string(rest: &str, before: &str) -> Option<usize> {
    let marked = rest.strip_prefix('r')?;
    let joined = |c: char| c.is_alphanumeric() || c == '_';
    let name = before.strip_suffix('b').unwrap_or(before);
    if name.ends_with(joined) {
        return None;
    }
    let hashes = marked.len() - marked.trim_start_matches('#').len();
    marked.get(hashes..)?.strip_prefix('"')?;
    let start = 1 + hashes + 1;
    let closing = format!("\"{}", "#".repeat(hashes));
    let length = rest.get(start..)?.find(&closing);
    Some(length.map_or(rest.len(), |length| start + length + closing.len()))
}

/// `'x'` or `'\…'`; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    if inner.starts_with('\\') {
        return inner.get(2..)?.find('\'').map(|end| end + 4);
    }
    let first = inner.chars().next()?;
    inner
        .get(first.len_utf8()..)?
        .starts_with('\'')
        .then(|| first.len_utf8() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expect: &str) {
        assert_eq!(code(source), expect, "{source}");
    }

    #[test]
    fn comments_and_texts_go_and_lines_stay() {
        check("a // b\nc", "a \nc");
        check("a /* b /* c */ \n d */ e", "a \n e");
        check(r#"f("x // \" y", 'z') + 1"#, r#"f("", ' ') + 1"#);
        check("r#\"a \" \n b\"# r\"c\" br\"d\"", "\"\"\n \"\" b\"\"");
        check(
            "&'a str, '\\'' '\\u{1f}' 'é' for",
            "&'a str, ' ' ' ' ' ' for",
        );
    }

    #[test]
    fn whatever_is_left_open_ends_with_the_file() {
        for open in ["/* a", "\"a", "r#\"a\"", "'", "'\\", "//"] {
            code(open);
        }
    }

    #[test]
    fn inline_tests_are_cut_and_others_are_not() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests { b }"), "a\n");
        let declared = "#[cfg(test)]\nmod tests;\nfn f() {}";
        assert_eq!(without_tests(declared), declared);
        let constant = "#[cfg(test)]\nconst A: u8 = 1;\nfn f() {}";
        assert_eq!(without_tests(constant), constant);
    }
}
