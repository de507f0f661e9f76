//! Two style sheets instead of many: each costs a request. The first one is waited for before the first
//! paint; what the first views do not need is in the later one, which comes with the later part of the
//! program. A link of index.html that has `data-later` is of the later sheet, all else of the first.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::digest;
use super::html::{Tag, tags};
use crate::workspace::read;

/// The mark of a link whose sheet may come later.
const MARK: &str = "data-later";

/// The later sheet. The page asks for it itself: no element links it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) href: String,
    pub(super) integrity: String,
    /// As the program checks it.
    pub(super) hash: String,
}

/// Joins the style sheets of the staged page, in their order, into two, and links the first in the place
/// of the first.
pub(super) fn join(dir: &Path, html: &str) -> Result<(String, Sheet)> {
    let tags = tags(html);
    let sheets: Vec<&Tag<'_>> = tags
        .iter()
        .filter(|tag| tag.name == "link" && tag.attribute("rel") == Some("stylesheet"))
        .collect();
    let n_first = sheets.iter().take_while(|tag| !is_later(tag)).count();
    let (first, later) = sheets.split_at(n_first);
    let Some(place) = first.first().filter(|_| !later.is_empty()) else {
        bail!("it has no style sheets with and without `{MARK}`; has trunk's output changed?");
    };
    // What overrides by its order does so in a build for debugging as in this one.
    if let Some(tag) = later.iter().find(|tag| !is_later(tag)) {
        let href = tag.attribute("href").unwrap_or_default();
        bail!("the style sheet {href} has no `{MARK}` and stands behind one that has");
    }
    let css = joined(dir, first)?;
    let name = format!("style-{}.css", digest::for_name(&[css.as_bytes()]));
    write(dir, &name, &css)?;
    let hash = digest::integrity(css.as_bytes());
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{hash}\">");

    let css = joined(dir, later)?;
    let name = format!("style-{}_later.css", digest::for_name(&[css.as_bytes()]));
    write(dir, &name, &css)?;
    let sheet = Sheet {
        href: format!("./{name}"),
        integrity: digest::integrity(css.as_bytes()),
        hash: digest::hex(css.as_bytes()),
    };
    let mut page = html.to_owned();
    for tag in sheets.iter().skip(1).rev() {
        page.replace_range(tag.span.clone(), "");
    }
    page.replace_range(place.span.clone(), &link);
    Ok((page, sheet))
}

fn is_later(tag: &Tag<'_>) -> bool {
    tag.attribute(MARK).is_some()
}

/// The text of the sheets, which are no longer there by themselves.
fn joined(dir: &Path, sheets: &[&Tag<'_>]) -> Result<String> {
    let mut joined = String::new();
    for sheet in sheets {
        let href = sheet
            .attribute("href")
            .context("a style sheet without href")?;
        let Some(name) = href.strip_prefix("./").filter(|name| !name.contains('/')) else {
            bail!("the style sheet {href} is not beside the page; has trunk's output changed?");
        };
        joined.push_str(&slim(&read(&dir.join(name))?));
        joined.push('\n');
        fs::remove_file(dir.join(name)).with_context(|| format!("cannot remove {name}"))?;
    }
    Ok(joined)
}

fn write(dir: &Path, name: &str, css: &str) -> Result<()> {
    fs::write(dir.join(name), css).with_context(|| format!("cannot write {name}"))
}

/// What may go outside strings, in this order. A value that is empty keeps its space.
const EMPTY: [(&str, &str); 9] = [
    ("\n", " "),
    (": ;", ":  ;"),
    (": ", ":"),
    (" {", "{"),
    ("{ ", "{"),
    ("; ", ";"),
    (";}", "}"),
    ("} ", "}"),
    (", ", ","),
];

/// Without comments, indentation and spaces that say nothing. Strings of our style sheets hold neither
/// `/*` nor line ends nor quotes.
fn slim(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    let parts = text.split('"').enumerate().map(|(at, part)| match at % 2 {
        0 => EMPTY
            .iter()
            .fold(part.to_owned(), |text, (from, to)| text.replace(from, to)),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("\"")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::files::linked;
    use super::*;

    const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

    fn staged(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("tailorbird-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("a-1.css"), "/* first */\n  a { color: red; }\n").unwrap();
        fs::write(dir.join("b-2.css"), "b { color: blue; }").unwrap();
        fs::write(dir.join("c-3.css"), "i { color: pink; }").unwrap();
        fs::write(dir.join("d-4.css"), "p { color: gold; }").unwrap();
        dir
    }

    #[test]
    fn many_sheets_become_two_in_their_order() {
        let dir = staged("styles");
        let html = format!(
            "<head>{LINK}a-1.css\" integrity=\"sha384-A\"/><meta charset=\"utf-8\">{LINK}b-2.css\"/>\
             {LINK}c-3.css\" data-later integrity=\"sha384-C\"/>{LINK}d-4.css\" data-later/></head>"
        );
        let (page, sheet) = join(&dir, &html).unwrap();
        let first = linked(&page, ".css").unwrap();
        let css = read(&dir.join(&first.name)).unwrap();
        assert_eq!(css, "a{color:red}\nb{color:blue}\n");
        assert_eq!(first.integrity, digest::integrity(css.as_bytes()));
        assert!(page.contains("<meta charset") && !page.contains(MARK));
        let name = sheet.href.strip_prefix("./").unwrap();
        let css = read(&dir.join(name)).unwrap();
        assert_eq!(css, "i{color:pink}\np{color:gold}\n");
        assert!(name.ends_with("_later.css") && !page.contains(name));
        assert_eq!(sheet.integrity, digest::integrity(css.as_bytes()));
        assert_eq!(sheet.hash, digest::hex(css.as_bytes()));
        assert_eq!(
            fs::read_dir(&dir).unwrap().count(),
            2,
            "nothing else is left"
        );
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_page_whose_sheets_are_not_as_expected_is_refused() {
        let dir = staged("styles-refused");
        let refused = |html: &str| join(&dir, html).unwrap_err().to_string();
        let (plain, later) = (
            format!("{LINK}a-1.css\"/>"),
            format!("{LINK}b-2.css\" data-later/>"),
        );
        for html in ["", &plain, &later] {
            assert!(refused(html).contains("with and without"), "{html}");
        }
        let behind = format!("{plain}{later}{LINK}c-3.css\"/>");
        assert!(refused(&behind).contains("./c-3.css has no `data-later`"));
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn comments_go_and_rules_stay() {
        assert_eq!(
            slim("a{}/* x */b{}\n\n  c {\n    d: e;\n  }\n"),
            "a{}b{}c{d:e}"
        );
        assert_eq!(
            slim("a, b {\n  content: \"x { ; y, z } \";\n  width: calc(1px + 2px);\n}\n"),
            "a,b{content:\"x { ; y, z } \";width:calc(1px + 2px)}"
        );
        assert_eq!(slim("a {\n  --w: ;\n  b: c;\n}\n"), "a{--w: ;b:c}");
        assert_eq!(slim("a{} /* never closed"), "a{}");
    }
}
