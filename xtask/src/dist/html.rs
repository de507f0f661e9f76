//! As much of HTML as a page written by hand and completed by trunk takes: tags, their
//! attributes, and the text inside scripts and styles. Not a parser for anybody's HTML.

use std::ops::Range;

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// In lower case.
    pub(super) name: String,
    attributes: Vec<(String, &'a str)>,
    /// Bytes of the page from `<` to `>`.
    pub(super) span: Range<usize>,
    /// For scripts and styles: the text up to the closing tag.
    pub(super) body: &'a str,
    /// Where the element ends: behind the closing tag of a script or style, else as `span`.
    pub(super) end: usize,
}

impl<'a> Tag<'a> {
    /// Value of an attribute; empty if it has none.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| *value)
    }

    /// Names of its attributes, in lower case.
    pub(super) fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(key, _)| key.as_str())
    }
}

/// The opening tags of a page in order; comments and texts are passed over.
pub(super) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = html.get(at..) {
        let Some(open) = rest.find('<') else { break };
        let start = at + open;
        let after = html.get(start + 1..).unwrap_or_default();
        if let Some(comment) = after.strip_prefix("!--") {
            at = start + 4 + comment.find("-->").map_or(comment.len(), |end| end + 3);
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = read_tag(html, start);
            at = tag.end.max(start + 1);
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn read_tag(html: &str, start: usize) -> Tag<'_> {
    let mut rest = html.get(start + 1..).unwrap_or_default();
    let name = take(&mut rest, |c| !c.is_whitespace() && c != '>' && c != '/').to_lowercase();
    let mut attributes = Vec::new();
    loop {
        take(&mut rest, |c| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            break;
        }
        let key = take(&mut rest, |c| {
            !c.is_whitespace() && !matches!(c, '=' | '>' | '/')
        });
        if key.is_empty() {
            // A stray `=`: step over it, so that the loop ends.
            take_one(&mut rest);
            continue;
        }
        attributes.push((key.to_lowercase(), read_value(&mut rest)));
    }
    take_one(&mut rest);
    let span = start..html.len() - rest.len();
    let mut tag = Tag {
        name,
        attributes,
        end: span.end,
        span,
        body: "",
    };
    if matches!(tag.name.as_str(), "script" | "style") {
        let closing = format!("</{}", tag.name);
        let length = rest
            .to_ascii_lowercase()
            .find(&closing)
            .unwrap_or(rest.len());
        tag.body = rest.get(..length).unwrap_or_default();
        let tail = rest.get(length..).unwrap_or_default();
        tag.end += length + tail.find('>').map_or(tail.len(), |end| end + 1);
    }
    tag
}

fn read_value<'a>(rest: &mut &'a str) -> &'a str {
    let Some(after) = rest.trim_start().strip_prefix('=') else {
        return "";
    };
    *rest = after.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            *rest = quoted;
            let value = take(rest, |c| c != quote);
            take_one(rest);
            return value;
        }
    }
    take(rest, |c| !c.is_whitespace() && c != '>')
}

fn take<'a>(rest: &mut &'a str, while_true: impl Fn(char) -> bool) -> &'a str {
    let end = rest.find(|c| !while_true(c)).unwrap_or(rest.len());
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken
}

fn take_one(rest: &mut &str) {
    let mut chars = rest.chars();
    chars.next();
    *rest = chars.as_str();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_spans() {
        let html = "<!DOCTYPE html><p a=1 B='two three' c=\"x>y\" d><br/></p>";
        let tags = tags(html);
        assert_eq!(
            tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
            ["p", "br"]
        );
        let p = &tags[0];
        assert_eq!(p.attribute("a"), Some("1"));
        assert_eq!(p.attribute("b"), Some("two three"));
        assert_eq!(p.attribute("c"), Some("x>y"));
        assert_eq!(p.attribute("d"), Some(""));
        assert_eq!(p.attribute("e"), None);
        assert_eq!(&html[p.span.clone()], "<p a=1 B='two three' c=\"x>y\" d>");
    }

    #[test]
    fn scripts_keep_their_text_and_comments_hide_tags() {
        let html = "<!-- <p> --><script>if (a < b) { \"<p>\" }</script ><style>p{}</style><i>";
        let tags = tags(html);
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["script", "style", "i"]);
        assert_eq!(tags[0].body, "if (a < b) { \"<p>\" }");
        assert_eq!(&html[tags[0].end..tags[1].span.start], "");
        assert_eq!(tags[1].body, "p{}");
    }

    #[test]
    fn every_prefix_of_a_page_ends() {
        let html = "<!-- c --><a b='c' = d=e /><script>x</script><meta charset=utf-8>é";
        for (end, _) in html.char_indices() {
            assert!(tags(&html[..end]).len() <= 3);
        }
    }
}
