//! Program and script as they are published: short names, the program in two parts, files named by what
//! is in them.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::files::{linked, renamed};
use super::scripts::{Kind, Terser, minified};
use super::split::{Listed, Parts, cut, is_piece, split, telling};
use super::{digest, glue};
use crate::process;
use crate::workspace::read;

/// Set by `cargo xtask profile`: the program is not split, and tells which functions are called.
pub(crate) const TELLING: &str = "TAILORBIRD_TELLING";
/// Beside the page then: the names of the functions.
pub(crate) const NAMES: &str = "functions.txt";
/// The same of pieces of functions.
pub(crate) const PIECES: &str = "pieces.txt";

/// The script's side of the two parts.
const JOIN: &str = include_str!("join.js");
/// What stands in it for the name and the hash of the later part.
const NAMED: [&str; 2] = ["LATER_FILE", "LATER_HASH"];
/// What the script hands to the program, before and after.
const GIVEN: &str = "\"./tailorbird-page_bg.js\": import0,";

/// What wasm-bindgen's output uses of the language.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];
/// For size, but with inlining, since each function costs at the start (docs/decisions/0007, 0016).
const PASSES: [&str; 4] = [
    "-O2",
    "--shrink-level=2",
    "--low-memory-unused",
    "--reorder-functions-by-name",
];

/// The part of the program that comes after the first view.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Later {
    pub(super) href: String,
    pub(super) integrity: String,
}

/// Give commands that make a program and a script small.
pub(super) struct Tools<'a> {
    pub(super) wasm_opt: &'a dyn Fn() -> Result<Command>,
    pub(super) terser: Terser<'a>,
}

/// Writes the files of the staged page anew, and their names and hashes into it.
pub(super) fn publish(dir: &Path, html: &str, tools: &Tools<'_>) -> Result<(String, Later)> {
    let (script, program) = (linked(html, ".js")?, linked(html, ".wasm")?);
    let (script_path, program_path) = (dir.join(&script.name), dir.join(&program.name));
    let wasm = fs::read(&program_path).with_context(|| format!("cannot read {}", program.name))?;
    let (wasm, js) = glue::shorten(&wasm, &read(&script_path)?)?;
    for path in [&script_path, &program_path] {
        fs::remove_file(path).with_context(|| format!("cannot remove {}", path.display()))?;
    }
    let parts = if env::var_os(TELLING).is_some() {
        let (first, names, pieces) = telling(&wasm)?;
        for (file, text) in [(NAMES, names), (PIECES, pieces)] {
            fs::write(dir.join(file), text).with_context(|| format!("cannot write {file}"))?;
        }
        Parts {
            first,
            ..split(&wasm, &|_| false)?
        }
    } else {
        let listed = Listed::read();
        let wasm = cut(&wasm, &|name, key| listed.has_piece(name, key))?;
        let parts = split(&wasm, &|name| listed.has(name) || is_piece(name))?;
        Parts {
            first: optimized(dir, &parts.first, (tools.wasm_opt)()?)?,
            later: optimized(dir, &parts.later, (tools.wasm_opt)()?)?,
            ..parts
        }
    };
    println!("{} functions of the program come later", parts.n_later);
    match &parts.data {
        Ok(bytes) => println!("{bytes} bytes of its data come with them"),
        Err(why) => println!("all of its data is in the first part: {why:#}"),
    }
    // The script names a file by what is in all of them, itself too: it is told last.
    let js = minified(dir, &joined(&js)?, Kind::Module, tools.terser)?;
    let digest = digest::for_name(&[&parts.first, &parts.later, js.as_bytes()]);
    let name = renamed(&program.name, &digest)?;
    let Some(stem) = name.strip_suffix("_bg.wasm") else {
        bail!("{name} does not end as wasm-bindgen's programs do");
    };
    let later = Later {
        href: format!("./{stem}_later.wasm"),
        integrity: digest::integrity(&parts.later),
    };
    let js = named(
        &js,
        &format!("{stem}_later.wasm"),
        &digest::hex(&parts.later),
    )?;
    let mut page = html.to_owned();
    for (file, content) in [(program, parts.first.as_slice()), (script, js.as_bytes())] {
        let name = renamed(&file.name, &digest)?;
        write(dir, &name, content)?;
        page = page
            .replace(&file.name, &name)
            .replace(&file.integrity, &digest::integrity(content));
    }
    write(dir, &format!("{stem}_later.wasm"), &parts.later)?;
    Ok((page, later))
}

fn write(dir: &Path, name: &str, content: &[u8]) -> Result<()> {
    fs::write(dir.join(name), content).with_context(|| format!("cannot write {name}"))
}

/// The script with its side of the two parts.
fn joined(js: &str) -> Result<String> {
    if js.matches(GIVEN).count() != 1 {
        bail!(
            "the script does not hand `{GIVEN}` to the program; has wasm-bindgen's output changed?"
        );
    }
    if !js.contains("export function is_intact(") {
        bail!("the script has no `is_intact`, with which it would check the later part");
    }
    let stand_ins = match env::var_os(TELLING) {
        Some(_) => "{ used: window.tailorbirdUsed }",
        None => "standIns",
    };
    let given = format!("{GIVEN}\n\"later\": {stand_ins},");
    Ok([&js.replace(GIVEN, &given), JOIN].concat())
}

/// The script with the name and the hash of the later part.
fn named(js: &str, file: &str, hash: &str) -> Result<String> {
    if !NAMED.iter().all(|it| js.contains(it)) {
        bail!("the script does not name the later part; has what makes it small changed?");
    }
    let [file_word, hash_word] = NAMED;
    Ok(js.replace(file_word, file).replace(hash_word, hash))
}

fn optimized(dir: &Path, wasm: &[u8], mut command: Command) -> Result<Vec<u8>> {
    let (before, after) = (dir.join("before.wasm"), dir.join("after.wasm"));
    fs::write(&before, wasm)?;
    command.args(FEATURES).args(PASSES).arg(&before);
    process::run(command.arg("-o").arg(&after))?;
    let wasm = fs::read(&after)?;
    fs::remove_file(&before)?;
    fs::remove_file(&after)?;
    Ok(wasm)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What wasm-bindgen and trunk leave, so far as it is looked at.
    const JS: &str =
        "export function is_intact(bytes, hash) { return wasm.is_intact(bytes, hash); }
imports = { \"./tailorbird-page_bg.js\": import0, };
__wbg_get_0a32();";
    const WASM: &str = r#"(module
        (import "./tailorbird-page_bg.js" "__wbg_get_0a32" (func))
        (table 1 funcref) (memory 1)
        (func $check) (export "is_intact" (func $check)))"#;

    /// Instead of wasm-opt: the program as it is, at the place after its options.
    fn copy() -> Result<Command> {
        let (before, after) = (
            FEATURES.len() + PASSES.len() + 1,
            FEATURES.len() + PASSES.len() + 3,
        );
        let mut sh = Command::new("sh");
        sh.args([
            "-c",
            &format!("cp \"${{{before}}}\" \"${{{after}}}\""),
            "wasm-opt",
        ]);
        Ok(sh)
    }

    const TOOLS: Tools<'static> = Tools {
        wasm_opt: &copy,
        terser: &same,
    };

    /// Instead of terser: the script as it is.
    fn same() -> Result<Command> {
        let mut sh = Command::new("sh");
        sh.args(["-c", "cp \"$8\" \"$6\"", "terser"]);
        Ok(sh)
    }

    #[test]
    fn the_files_are_renamed_and_their_hashes_are_those_of_what_is_in_them() {
        let dir = env::temp_dir().join(format!("tailorbird-publish-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let (js, wasm) = ("page-0123456789abcdef.js", "page-0123456789abcdef_bg.wasm");
        fs::write(dir.join(js), JS).unwrap();
        fs::write(dir.join(wasm), wat::parse_str(WASM).unwrap()).unwrap();
        let html = format!(
            "<link rel=\"modulepreload\" href=\"./{js}\" integrity=\"sha384-a\">\
             <link rel=\"preload\" href=\"./{wasm}\" integrity=\"sha384-b\">\
             <script>import('./{js}')</script>"
        );
        let (page, later) = publish(&dir, &html, &TOOLS).unwrap();
        let script = linked(&page, ".js").unwrap();
        assert_ne!(script.name, js);
        assert!(
            page.contains(&format!("import('./{}')", script.name)),
            "{page}"
        );
        let of_page = [script, linked(&page, ".wasm").unwrap()];
        let mut files: Vec<(String, String)> = of_page
            .into_iter()
            .map(|it| (it.name, it.integrity))
            .collect();
        let text = read(&dir.join(&files[0].0)).unwrap();
        files.push((
            later.href.trim_start_matches("./").to_owned(),
            later.integrity,
        ));
        for (name, integrity) in &files {
            assert_eq!(
                *integrity,
                digest::integrity(&fs::read(dir.join(name)).unwrap())
            );
        }
        let hash = digest::hex(&fs::read(dir.join(&files[2].0)).unwrap());
        assert!(text.contains(&hash) && text.contains(&files[2].0), "{text}");
        assert!(!text.contains("LATER_"), "{text}");
        assert!(text.contains("_0();"), "names are short: {text}");
        assert_eq!(
            fs::read_dir(&dir).unwrap().count(),
            3,
            "nothing else is left"
        );
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_script_that_cannot_be_joined_is_refused() {
        let refused = |js: &str| joined(js).unwrap_err().to_string();
        assert!(refused("").contains("does not hand"));
        assert!(refused(GIVEN).contains("no `is_intact`"));
        let err = named("ask(\"LATER_FILE\")", "x_later.wasm", "00").unwrap_err();
        assert!(err.to_string().contains("does not name"), "{err}");
    }
}
