//! The files of the program that the page links to: found in it, and given names by what is in them.

use anyhow::{Context, Result, bail};

use super::html::{Tag, tags};

pub(super) struct Linked {
    pub(super) name: String,
    pub(super) integrity: String,
}

/// The one preloaded file whose name ends so.
pub(super) fn linked(html: &str, ending: &str) -> Result<Linked> {
    let tags = tags(html);
    let is_it = |tag: &&Tag<'_>| {
        let name = tag.attribute("href").unwrap_or_default();
        tag.name == "link" && name.ends_with(ending)
    };
    let found: Vec<&Tag<'_>> = tags.iter().filter(is_it).collect();
    let [tag] = found.as_slice() else {
        bail!(
            "{} links to *{ending} instead of one; has trunk's output changed?",
            found.len()
        );
    };
    let name = tag
        .attribute("href")
        .and_then(|href| href.strip_prefix("./"));
    let name = name.with_context(|| format!("*{ending} is not beside the page"))?;
    let integrity = tag
        .attribute("integrity")
        .with_context(|| format!("no integrity on {name}"))?;
    Ok(Linked {
        name: name.to_owned(),
        integrity: integrity.to_owned(),
    })
}

/// Digits of a hash in a name at least. Trunk writes a number of 64 bits without leading zeros: one of
/// sixteen has 15 digits.
const LEAST_DIGITS: usize = 8;

/// `page-HASH_bg.wasm` with another hash.
pub(super) fn renamed(name: &str, digest: &str) -> Result<String> {
    let (head, tail) = name.rsplit_once('-').unwrap_or_default();
    let end = tail.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(0);
    if !(LEAST_DIGITS..=digest.len()).contains(&end) {
        bail!("{name} has no hash in its name; has trunk's output changed?");
    }
    Ok(format!(
        "{head}-{digest}{}",
        tail.get(end..).unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_without_its_leading_zeros_is_one_too() {
        let digest = "0123456789abcdef";
        for (name, wanted) in [
            (
                "a-page-7447bc835480c86_bg.wasm",
                "a-page-0123456789abcdef_bg.wasm",
            ),
            ("page-47bc835480c865.js", "page-0123456789abcdef.js"),
            ("page-26c27fcee66b8033.js", "page-0123456789abcdef.js"),
        ] {
            assert_eq!(renamed(name, digest).unwrap(), wanted);
        }
        for name in ["page.js", "page-abc.js", "page-26c27fcee66b80331.js"] {
            assert!(renamed(name, digest).is_err(), "{name}");
        }
    }
}
