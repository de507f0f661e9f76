//! One style sheet instead of many: each costs a request before the first paint.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::digest;
use super::html::{Tag, tags};
use crate::workspace::read;

/// Joins the style sheets of the staged page, in their order, and links the result in the place of
/// the first. A page with one sheet is returned as it is.
pub(super) fn join(dir: &Path, html: &str) -> Result<String> {
    let tags = tags(html);
    let sheets: Vec<&Tag<'_>> = tags
        .iter()
        .filter(|tag| tag.name == "link" && tag.attribute("rel") == Some("stylesheet"))
        .collect();
    let Some((first, rest)) = sheets.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return Ok(html.to_owned());
    };
    let mut joined = String::new();
    for sheet in &sheets {
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
    let name = file_name(&joined);
    let path = dir.join(&name);
    fs::write(&path, &joined).with_context(|| format!("cannot write {}", path.display()))?;
    let hash = digest::integrity(joined.as_bytes());
    let link = format!("<link rel=\"stylesheet\" href=\"./{name}\" integrity=\"{hash}\">");
    let mut page = html.to_owned();
    for sheet in rest.iter().rev() {
        page.replace_range(sheet.span.clone(), "");
    }
    page.replace_range(first.span.clone(), &link);
    Ok(page)
}

/// The name changes with the content, as those of trunk do.
fn file_name(css: &str) -> String {
    format!("style-{}.css", digest::for_name(&[css.as_bytes()]))
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
    use super::*;

    #[test]
    fn many_sheets_become_one_in_their_order() {
        let dir = std::env::temp_dir().join(format!("tailorbird-styles-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("a-1.css"), "/* first */\n  a { color: red; }\n").unwrap();
        fs::write(dir.join("b-2.css"), "b { color: blue; }").unwrap();
        let html = "<head><link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"sha384-A\"/>\
                    <meta charset=\"utf-8\"><link rel=\"stylesheet\" href=\"./b-2.css\"/></head>";
        let page = join(&dir, html).unwrap();
        let joined = "a{color:red}\nb{color:blue}\n";
        let sheet = file_name(joined);
        assert_eq!(read(&dir.join(&sheet)).unwrap(), joined);
        assert_eq!(page.matches("stylesheet").count(), 1);
        assert!(page.contains(&sheet) && page.contains("<meta charset"));
        assert!(!dir.join("a-1.css").exists());
        assert_eq!(
            join(&dir, &page).unwrap(),
            page,
            "a second time changes nothing"
        );
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
