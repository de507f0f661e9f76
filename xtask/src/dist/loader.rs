//! The script that starts the page, with the integrity of both files enforced.
//!
//! trunk's own script hands the address of the WebAssembly file to `init`, which fetches it
//! without its hash: Chromium does not check the hash on the preload either. And trunk writes the
//! preloads behind the script, so that the script's import may come before the hash that is
//! meant for it. So: hashes of modules first (import map), preloads next, then a script that
//! fetches the WebAssembly file with its hash. Same address, mode and hash as the preload, hence
//! the preloaded bytes are used and nothing is transferred twice. A module waits until the whole
//! document and its styles are there, so a script of its own begins compiling before that.

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::html::{Tag, tags};
use super::publish::Later;
use super::styles::Sheet;

/// Start of our script, by which it is known again.
const MARK: &str = "const [bindings, program, rest] = await Promise.all([";

#[derive(Debug)]
struct File<'a> {
    href: &'a str,
    integrity: &'a str,
}

/// Replaces trunk's script and moves its preloads before ours. A page that has ours is returned
/// as it is.
pub(super) fn apply(html: &str, later: &Later, sheet: &Sheet) -> Result<String> {
    let tags = tags(html);
    if tags.iter().any(|tag| tag.body.contains(MARK)) {
        return Ok(html.to_owned());
    }
    let script = one(&tags, "module script of trunk", |tag| {
        tag.name == "script" && tag.body.contains("TrunkApplicationStarted")
    })?;
    let rel = |tag: &Tag<'_>, rel| tag.name == "link" && tag.attribute("rel") == Some(rel);
    let module = one(&tags, "modulepreload link", |tag| rel(tag, "modulepreload"))?;
    let wasm = one(&tags, "preload link of the WebAssembly file", |tag| {
        rel(tag, "preload")
            && tag
                .attribute("href")
                .is_some_and(|href| href.ends_with(".wasm"))
    })?;
    let (js_file, wasm_file) = (file(module)?, file(wasm)?);
    for file in [&js_file, &wasm_file] {
        if !script.body.contains(file.href) {
            bail!(
                "trunk's script does not load {}, which is preloaded",
                file.href
            );
        }
    }

    let moved = [module, wasm].map(|tag| html.get(tag.span.clone()).unwrap_or_default());
    let start = [
        import_map(&js_file),
        moved.join("\n"),
        loader(&js_file, &wasm_file, later, sheet),
    ]
    .join("\n");
    let mut edits = [
        (script.span.start..script.end, start.as_str()),
        (module.span.clone(), ""),
        (wasm.span.clone(), ""),
    ];
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut page = html.to_owned();
    for (range, text) in edits {
        page.replace_range(range, text);
    }
    Ok(page)
}

fn import_map(js: &File<'_>) -> String {
    let map = json!({ "integrity": { js.href: js.integrity } });
    format!("<script type=\"importmap\">{map}</script>")
}

fn loader(js: &File<'_>, wasm: &File<'_>, later: &Later, sheet: &Sheet) -> String {
    let (js, url, integrity) = (json!(js.href), json!(wasm.href), json!(wasm.integrity));
    let (later, hash) = (json!(later.href), json!(later.integrity));
    let (style, style_hash, style_hex) =
        (json!(sheet.href), json!(sheet.integrity), json!(sheet.hash));
    format!(
        "<script>
(function (early) {{
  function part(url, integrity) {{
    return fetch(url, {{ integrity: integrity }}).then(function (answer) {{
      if (!answer.ok) throw new Error(\"the program cannot be loaded: status \" + answer.status);
      if (/^application\\/wasm/i.test(answer.headers.get(\"content-type\"))) return WebAssembly.compileStreaming(answer);
      return answer.arrayBuffer().then(function (bytes) {{ return WebAssembly.compile(bytes); }});
    }});
  }}
  early.program = part({url}, {integrity});
  early.parts[{later}] = {hash};
  early.parts[{style}] = {style_hash};
  // It comes behind the first sheet, whichever is there sooner.
  early.sheet = {{ href: {style}, hash: {style_hex}, isThere: false, take: function (text) {{
    if (early.sheet.isThere) return;
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
    early.sheet.isThere = true;
  }} }};
  early.rest = function () {{
    var style = fetch({style}, {{ integrity: {style_hash} }}).then(function (answer) {{
      return answer.ok ? answer.text().then(early.sheet.take) : null;
    }}).catch(function () {{ /* who needs it asks again */ }});
    return Promise.all([part({later}, {hash}), style]).then(function (both) {{ return both[0]; }});
  }};
  early.coming = new Promise(function (come) {{
    early.came = function () {{ document.documentElement.dataset.whole = \"true\"; come(); }};
  }});
  // The first part shows the views that the page opens with; what else a link asks for takes both.
  var simple = Array.from(new URLSearchParams(location.search)).every(function (one) {{
    return one[0] === \"view\" ? /^(nightly|prs)$/.test(one[1]) : /^(data|theme|runs|required|project)$/.test(one[0]);
  }});
  // What is kept costs no wait, and without a network it cannot be asked for at once.
  var worker = navigator.serviceWorker;
  early.whole = !simple ? early.rest() : !(worker && worker.controller) ? null :
    caches.match({later}).then(function (kept) {{ return kept ? early.rest() : null; }}).catch(function () {{ return null; }});
}})(window.__tailorbird);
</script>
<script type=\"module\">
const early = window.__tailorbird;
{MARK}import({js}), early.program, early.whole]);
if (rest) bindings.bring(rest);
const wasm = await bindings.default({{ module_or_path: program }});
dispatchEvent(new CustomEvent(\"TrunkApplicationStarted\", {{ detail: {{ wasm }} }}));
if (!rest) {{
  const root = document.documentElement;
  await new Promise((go) => {{
    const seen = new MutationObserver(() => {{
      if (root.dataset.ready === \"true\") go(seen.disconnect());
    }});
    if (root.dataset.ready === \"true\") go();
    else seen.observe(root, {{ attributes: true }});
    setTimeout(go, 4000);
  }});
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  // Where it cannot be had, it is asked for again once it is needed.
  early.rest().then(bindings.bring, () => {{}});
}}
</script>"
    )
}

fn file<'a>(tag: &Tag<'a>) -> Result<File<'a>> {
    let href = tag.attribute("href").context("a preload without href")?;
    let integrity = tag
        .attribute("integrity")
        .filter(|hash| hash.starts_with("sha"));
    let integrity =
        integrity.with_context(|| format!("no integrity on {href}; is SRI off in trunk?"))?;
    Ok(File { href, integrity })
}

fn one<'t, 'a>(
    tags: &'t [Tag<'a>],
    what: &str,
    fits: impl Fn(&Tag<'a>) -> bool,
) -> Result<&'t Tag<'a>> {
    let mut found = tags.iter().filter(|tag| fits(tag));
    match (found.next(), found.next()) {
        (Some(tag), None) => Ok(tag),
        (None, _) => bail!("it has no {what}; has trunk's output changed?"),
        (Some(_), Some(_)) => bail!("it has more than one {what}; has trunk's output changed?"),
    }
}

#[cfg(test)]
pub(super) fn later() -> (Later, Sheet) {
    let later = Later {
        href: "./tailorbird-40_later.wasm".into(),
        integrity: "sha384-LATER".into(),
    };
    let sheet = Sheet {
        href: "./style-53_later.css".into(),
        integrity: "sha384-SHEET".into(),
        hash: "5eed".into(),
    };
    (later, sheet)
}

/// What trunk 0.21.14 writes.
#[cfg(test)]
pub(super) const TRUNK_PAGE: &str = r#"<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <script>window.early = 1;</script>
  
<script type="module">
import init, * as bindings from './tailorbird-40.js';
const wasm = await init({ module_or_path: './tailorbird-40_bg.wasm' });


window.wasmBindings = bindings;


dispatchEvent(new CustomEvent("TrunkApplicationStarted", {detail: {wasm}}));

</script>
  <link rel="stylesheet" href="./tokens-53.css" integrity="sha384-CSS"/>
<link rel="modulepreload" href="./tailorbird-40.js" crossorigin="anonymous" integrity="sha384-JS"><link rel="preload" href="./tailorbird-40_bg.wasm" crossorigin="anonymous" integrity="sha384-WASM" as="fetch" type="application/wasm"></head>
<body><main></main></body>
</html>
"#;

#[cfg(test)]
mod tests {
    use super::*;

    fn position(page: &str, text: &str) -> usize {
        let mut found = page.match_indices(text);
        let (at, _) = found
            .next()
            .unwrap_or_else(|| panic!("no {text} in {page}"));
        assert_eq!(found.next(), None, "{text} once in {page}");
        at
    }

    #[test]
    fn hashes_come_before_the_files_are_asked_for() {
        let (later, sheet) = later();
        let page = apply(TRUNK_PAGE, &later, &sheet).unwrap();
        let order = [
            r#"<script type="importmap">{"integrity":{"./tailorbird-40.js":"sha384-JS"}}</script>"#,
            r#"rel="modulepreload""#,
            r#"rel="preload""#,
            r#"part("./tailorbird-40_bg.wasm", "sha384-WASM")"#,
            r#"early.sheet = { href: "./style-53_later.css", hash: "5eed""#,
            r#"fetch("./style-53_later.css", { integrity: "sha384-SHEET" })"#,
            r#"part("./tailorbird-40_later.wasm", "sha384-LATER")"#,
            r#"import("./tailorbird-40.js")"#,
        ];
        let places = order.map(|text| position(&page, text));
        assert!(places.is_sorted(), "{page}");
        assert!(!page.contains("wasmBindings"));
        assert!(page.contains("tokens-53.css"));
    }

    #[test]
    fn a_changed_output_of_trunk_is_refused() {
        let (later, sheet) = later();
        let check = |from: &str, to: &str, expect: &str| {
            let err = apply(&TRUNK_PAGE.replace(from, to), &later, &sheet)
                .unwrap_err()
                .to_string();
            assert!(err.contains(expect), "{err}");
        };
        check("TrunkApplicationStarted", "Started", "no module script");
        check("modulepreload", "prefetch", "no modulepreload");
        check(
            "integrity=\"sha384-WASM\"",
            "",
            "no integrity on ./tailorbird-40_bg.wasm",
        );
        check(
            "from './tailorbird-40.js'",
            "from './other.js'",
            "does not load",
        );
    }
}
