//! How the script starts the program. The page has compiled it by then, so the other ways that
//! wasm-bindgen's script knows, as fetching and compiling it, are taken out.

/// The first and the last line of all ways.
const WAYS: [&str; 2] = [
    "async function __wbg_load(",
    "export { initSync, __wbg_init as default };",
];

/// The one that is left.
const WAY: &str = "async function __wbg_init({ module_or_path }) {
    const instance = await WebAssembly.instantiate(module_or_path, __wbg_get_imports());
    return __wbg_finalize_init(instance, module_or_path);
}
export { __wbg_init as default };";

/// The script with this way only. One that is written otherwise is returned as it is.
pub(super) fn of_compiled(js: &str) -> String {
    let [first, last] = WAYS;
    let parts = js.split_once(first).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(last)?;
        Some([before, WAY, after].concat())
    });
    parts.unwrap_or_else(|| js.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_compiles_is_taken_out_and_the_rest_stays() {
        let js = "let wasm;\nasync function __wbg_load(module, imports) {}\nfunction initSync(module) {}\n\
                  export { initSync, __wbg_init as default };\nlast();";
        let out = of_compiled(js);
        assert!(
            out.starts_with("let wasm;\nasync function __wbg_init({ module_or_path })"),
            "{out}"
        );
        assert!(
            out.ends_with("export { __wbg_init as default };\nlast();"),
            "{out}"
        );
        assert!(
            !out.contains("initSync") && !out.contains("__wbg_load"),
            "{out}"
        );
        for other in ["", "async function __wbg_load(", "export { initSync };"] {
            assert_eq!(of_compiled(other), other);
        }
    }
}
