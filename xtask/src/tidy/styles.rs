//! Style sheets and the page's links to them. trunk joins nothing: each file has its own link.

use std::collections::BTreeSet;

use super::files::File;
use super::finding::Finding;

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let Some(page) = files.iter().find(|file| file.name == "index.html") else {
        return vec![Finding::new(
            "index.html",
            0,
            "styles",
            "there is no page".to_owned(),
        )];
    };
    let there: BTreeSet<&str> = files
        .iter()
        .filter(|file| file.name.starts_with("style/") && file.ends_with(".css"))
        .map(|file| file.name.as_str())
        .collect();
    let linked: BTreeSet<&str> = linked(&page.text).collect();
    let unlinked = there.difference(&linked).map(|name| {
        Finding::new(
            name,
            0,
            "styles",
            "index.html does not link this file".to_owned(),
        )
    });
    let missing = linked.difference(&there).map(|name| {
        Finding::new(
            "index.html",
            0,
            "styles",
            format!("it links `{name}`, which is not there"),
        )
    });
    unlinked.chain(missing).collect()
}

fn linked(page: &str) -> impl Iterator<Item = &str> {
    page.split('"')
        .filter(|value| value.ends_with(".css"))
        .map(|value| value.trim_start_matches("./"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(page: &str, names: &[&str]) -> usize {
        let file = |name: &str, text: &str| File {
            name: name.to_owned(),
            text: text.to_owned(),
        };
        let mut files: Vec<File> = names.iter().map(|name| file(name, "")).collect();
        files.push(file("index.html", page));
        check(&files).len()
    }

    #[test]
    fn each_file_is_linked_and_each_link_is_a_file() {
        let page =
            r#"<link data-trunk rel="css" href="style/a.css"><link href="./style/ui/b.css">"#;
        assert_eq!(
            findings(page, &["style/a.css", "style/ui/b.css", "docs/c.css"]),
            0
        );
        assert_eq!(findings(page, &["style/a.css"]), 1);
        assert_eq!(
            findings(page, &["style/a.css", "style/ui/b.css", "style/d.css"]),
            1
        );
        assert_eq!(check(&[]).len(), 1);
    }
}
