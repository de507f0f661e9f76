//! The content security policy, as an element of the page: static hosts send no headers.

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::html::{Tag, tags};

const HEADER: &str = "Content-Security-Policy";

/// Puts the policy first in the head, behind the encoding, in place of an older one.
pub(super) fn apply(html: &str) -> Result<String> {
    let page = without_policy(html);
    let tags = tags(&page);
    refuse_what_it_blocks(&tags)?;
    let policy = policy(&tags);
    let charset = tags
        .iter()
        .find(|tag| tag.name == "meta" && tag.attribute("charset").is_some());
    let at = charset.context("it has no <meta charset>")?.end;
    let element = format!("\n  <meta http-equiv=\"{HEADER}\" content=\"{policy}\">");
    let mut page = page.clone();
    page.insert_str(at, &element);
    Ok(page)
}

fn policy(tags: &[Tag<'_>]) -> String {
    let hashes = |name: &str| -> String {
        let inline = tags
            .iter()
            .filter(|tag| tag.name == name && tag.attribute("src").is_none());
        inline
            .map(|tag| format!(" 'sha256-{}'", hash(tag.body)))
            .collect()
    };
    [
        "default-src 'none'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval'{}", hashes("script")),
        format!("style-src 'self'{}", hashes("style")),
        "img-src 'self' data:".to_owned(),
        "connect-src 'self' https:".to_owned(),
        "manifest-src 'self'".to_owned(),
        "worker-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "form-action 'none'".to_owned(),
    ]
    .join("; ")
}

/// Of the text as the browser sees it: with line feeds only.
fn hash(body: &str) -> String {
    let normal = body.replace("\r\n", "\n").replace('\r', "\n");
    STANDARD.encode(Sha256::digest(normal.as_bytes()))
}

/// The policy would silently switch these off in the release build only.
fn refuse_what_it_blocks(tags: &[Tag<'_>]) -> Result<()> {
    for tag in tags {
        for name in tag.attribute_names() {
            if name == "style" || name.starts_with("on") {
                bail!(
                    "the attribute `{name}` of <{}> is refused by the page's policy",
                    tag.name
                );
            }
        }
        if tag.name == "base" {
            bail!("a <base> element is refused by the page's policy");
        }
    }
    Ok(())
}

fn without_policy(html: &str) -> String {
    let tags = tags(html);
    let mut page = html.to_owned();
    for tag in tags
        .iter()
        .rev()
        .filter(|tag| tag.attribute("http-equiv") == Some(HEADER))
    {
        let before = html.get(..tag.span.start).unwrap_or_default();
        let start = before.trim_end_matches([' ', '\n', '\r']).len();
        page.replace_range(start..tag.span.end, "");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head>\n  <meta charset=\"utf-8\">\n  <script>go()</script>\n\
                        <script src=\"x.js\"></script><style>p{}</style>\n</head>";

    #[test]
    fn it_stands_behind_the_charset_with_a_hash_for_each_inline_text() {
        // printf 'go()' | openssl dgst -sha256 -binary | base64
        let page = apply(PAGE).unwrap();
        let expect = "<head>\n  <meta charset=\"utf-8\">\n  \
            <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
            script-src 'self' 'wasm-unsafe-eval' 'sha256-GO'; style-src 'self' 'sha256-P'; \
            img-src 'self' data:; connect-src 'self' https:; manifest-src 'self'; \
            worker-src 'self'; base-uri 'none'; form-action 'none'\">\n  <script>";
        let expect = expect
            .replace("GO", GO)
            .replace("'sha256-P'", &format!("'sha256-{P}'"));
        assert!(page.starts_with(&expect), "{page}");
    }

    const GO: &str = "5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw=";
    const P: &str = "gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y=";

    #[test]
    fn an_older_policy_is_replaced() {
        let once = apply(PAGE).unwrap();
        assert_eq!(apply(&once).unwrap(), once);
        let changed = apply(&once.replace("go()", "stop()")).unwrap();
        assert_eq!(changed.matches(HEADER).count(), 1);
        assert!(!changed.contains(GO));
    }

    #[test]
    fn line_ends_do_not_change_a_hash() {
        assert_eq!(hash("a\r\nb\rc"), hash("a\nb\nc"));
    }

    #[test]
    fn what_it_would_block_is_an_error() {
        for bad in [
            "<p style=\"color: red\">",
            "<p onclick=\"go()\">",
            "<base href=\"/\">",
        ] {
            assert!(apply(&format!("{PAGE}{bad}")).is_err(), "{bad}");
        }
        assert!(apply("<head></head>").is_err());
    }
}
