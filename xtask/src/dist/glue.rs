//! Short names between the program and its script.
//!
//! wasm-bindgen names each function that goes from one to the other by what it does and a hash, in
//! both files: `__wbg_setAttribute_f75317b2b5cabfb4`. Nobody reads them in a built page, and a hash
//! cannot be packed. What the program exports and the script does not name, nobody calls.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, ImportSectionReader, Parser};

use super::split::short;
use super::{offers, start};

/// What the names of wasm-bindgen begin with; those of the language, as `memory`, stay.
const BEGINNINGS: [&str; 3] = ["__wb", "__externref", "wasm_bindgen_"];

/// Program and script with short names.
pub(super) fn shorten(wasm: &[u8], js: &str) -> Result<(Vec<u8>, String)> {
    let js = offers::taken_back(&start::of_compiled(js));
    let mut names = Names::of_script(&js);
    let short = names.shorten(wasm).context("in the program")?;
    Ok((short, names.replace(&js)?))
}

/// The short name of each long one, and all words of the script.
#[derive(Debug, Default)]
struct Names<'a>(BTreeMap<String, String>, BTreeSet<&'a str>);

impl<'a> Names<'a> {
    fn of_script(js: &'a str) -> Self {
        Self(BTreeMap::new(), offers::all_words(js))
    }

    /// The program with short names, which are kept.
    fn shorten(&mut self, wasm: &[u8]) -> Result<Vec<u8>> {
        let mut module = Module::new();
        self.parse_core_module(&mut module, Parser::new(0), wasm)
            .map_err(|err| anyhow::anyhow!("{err}"))?;
        Ok(module.finish())
    }

    fn short<'b>(&'b mut self, long: &'b str) -> &'b str {
        if !BEGINNINGS.iter().any(|it| long.starts_with(it)) {
            return long;
        }
        let next = self.0.len();
        self.0.entry(long.to_owned()).or_insert_with(|| word(next))
    }

    /// The script with the same names. Its words are looked up whole, so that no name is taken for
    /// the beginning of another.
    fn replace(&self, js: &str) -> Result<String> {
        let short: BTreeSet<&str> = self.0.values().map(String::as_str).collect();
        let mut out = String::with_capacity(js.len());
        let mut rest = js;
        while let Some(start) = rest.find(offers::is_of_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) =
                from.split_at(from.find(|c| !offers::is_of_word(c)).unwrap_or(from.len()));
            if short.contains(word) {
                bail!("the script has a word {word} of its own; other short names are needed");
            }
            out.push_str(before);
            out.push_str(self.0.get(word).map_or(word, String::as_str));
            rest = after;
        }
        out.push_str(rest);
        Ok(out)
    }
}

impl Reencode for Names<'_> {
    type Error = Infallible;

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: ImportSectionReader<'_>,
    ) -> Result<(), Error<Infallible>> {
        for import in section.into_imports() {
            let import = import?;
            let kind = self.entity_type(import.ty)?;
            imports.import(import.module, self.short(import.name), kind);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        if !self.1.contains(export.name) {
            return Ok(());
        }
        let name = self.short(export.name).to_owned();
        let export = Export {
            name: &name,
            ..export
        };
        utils::parse_export(self, exports, export)
    }
}

/// `_0`, `_1` … in base 36: no word of the language and none of a script that is not minified.
fn word(number: usize) -> String {
    format!("_{}", short(u32::try_from(number).unwrap_or(u32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_files_get_the_same_short_names_and_only_those_of_the_glue() {
        let mut imports = ImportSection::new();
        for name in ["__wbg_get_0a32", "memory"] {
            imports.import("./page_bg.js", name, wasm_encoder::EntityType::Function(0));
        }
        let mut exports = ExportSection::new();
        exports.export("__wbindgen_malloc", wasm_encoder::ExportKind::Func, 0);
        exports.export("main", wasm_encoder::ExportKind::Func, 1);
        exports.export("__wbg_nobody_free", wasm_encoder::ExportKind::Func, 1);
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut module = Module::new();
        module.section(&types).section(&imports).section(&exports);
        let js = "__wbg_get_0a32: (a) => wasm.__wbindgen_malloc(a, __wbg_get_0a32b, memory, main)";
        let mut names = Names::of_script(js);
        let short = names.shorten(&module.finish()).unwrap();
        let mut seen = Vec::new();
        for payload in Parser::new(0).parse_all(&short) {
            match payload.unwrap() {
                wasmparser::Payload::ImportSection(all) => {
                    let all = all.into_imports().map(|it| it.unwrap());
                    seen.extend(all.map(|it| format!("{} {}", it.module, it.name)));
                }
                wasmparser::Payload::ExportSection(all) => {
                    seen.extend(all.into_iter().map(|it| it.unwrap().name.to_owned()));
                }
                _ => {}
            }
        }
        assert_eq!(
            seen,
            ["./page_bg.js _0", "./page_bg.js memory", "_1", "main"]
        );
        assert_eq!(
            names.replace(js).unwrap(),
            "_0: (a) => wasm._1(a, __wbg_get_0a32b, memory, main)"
        );
        assert!(
            names.replace("let _1 = 2;").is_err(),
            "it would mean two things"
        );
    }

    #[test]
    fn words_are_all_different() {
        let words: Vec<String> = [0, 9, 10, 35, 36, 1_295, 1_296].map(word).into();
        assert_eq!(words, ["_0", "_9", "_a", "_z", "_10", "_zz", "_100"]);
    }
}
