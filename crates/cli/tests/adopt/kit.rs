//! Folders, scripts and workflows for these tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use yaml_rust2::{Yaml, YamlLoader};

/// The checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A text file of the checkout.
pub(crate) fn text(name: &str) -> String {
    let path = root().join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|err| panic!("{}: {err}", path.display()))
}

/// Names and contents of the files in a folder of the checkout.
pub(crate) fn files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(root().join(folder)).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let text = text(&format!("{folder}/{name}"));
        found.push((name, text));
    }
    assert!(!found.is_empty(), "no files in {folder}");
    found.sort();
    found
}

/// The only document of a YAML text.
pub(crate) fn yaml(name: &str, text: &str) -> Yaml {
    let mut documents =
        YamlLoader::load_from_str(text).unwrap_or_else(|err| panic!("{name}: {err}"));
    assert_eq!(documents.len(), 1, "{name}");
    documents.remove(0)
}

/// Keys and values of a mapping.
pub(crate) fn entries(node: &Yaml) -> Vec<(String, &Yaml)> {
    let Yaml::Hash(hash) = node else {
        return Vec::new();
    };
    hash.iter()
        .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), value))
        .collect()
}

/// Each `key: text` below a node, however deep.
pub(crate) fn all<'a>(node: &'a Yaml, key: &str) -> Vec<&'a str> {
    match node {
        Yaml::Hash(hash) => hash
            .iter()
            .flat_map(|(name, value)| {
                let here = (name.as_str() == Some(key))
                    .then(|| value.as_str())
                    .flatten();
                here.into_iter().chain(all(value, key))
            })
            .collect(),
        Yaml::Array(items) => items.iter().flat_map(|item| all(item, key)).collect(),
        _ => Vec::new(),
    }
}

/// A folder of its own for one test, empty.
#[cfg(target_os = "linux")]
pub(crate) fn scratch(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// A script of the checkout, with the program that was just built and without the user's git.
#[cfg(target_os = "linux")]
pub(crate) fn script(name: &str) -> Command {
    let mut command = Command::new(root().join("scripts").join(name));
    command
        .env("TAILORBIRD", env!("CARGO_BIN_EXE_tailorbird"))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env_remove("GITHUB_TOKEN");
    command
}

/// What a command wrote to standard output; it has to succeed.
#[cfg(target_os = "linux")]
pub(crate) fn succeeds(command: &mut Command) -> String {
    let done = run(command);
    assert!(
        done.status.success(),
        "{command:?}: {}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}

/// What a command wrote to standard error; it has to fail.
#[cfg(target_os = "linux")]
pub(crate) fn fails(command: &mut Command) -> String {
    let done = run(command);
    assert!(!done.status.success(), "{command:?} succeeded");
    String::from_utf8_lossy(&done.stderr).into_owned()
}

#[cfg(target_os = "linux")]
fn run(command: &mut Command) -> Output {
    command
        .output()
        .unwrap_or_else(|err| panic!("{command:?}: {err}"))
}

/// A data set of the rows in `tests/fixtures/rows`.
#[cfg(target_os = "linux")]
pub(crate) fn data_set(out: &Path, rows: &str) {
    succeeds(
        Command::new(env!("CARGO_BIN_EXE_tailorbird"))
            .arg("import")
            .arg(root().join("tests/fixtures/rows").join(rows))
            .arg("--out")
            .arg(out),
    );
}

/// A folder that looks like the built page.
#[cfg(target_os = "linux")]
pub(crate) fn page(out: &Path) {
    std::fs::create_dir_all(out.join("sample")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>"),
        ("page.js", "program"),
        (
            "config.json",
            "{\"version\":1,\"data\":[\"sample/x.json\"]}",
        ),
        ("sample/x.json", "{}"),
    ] {
        std::fs::write(out.join(name), text).unwrap();
    }
}

/// Paths of all files below a folder, relative to it.
#[cfg(target_os = "linux")]
pub(crate) fn tree(folder: &Path) -> Vec<String> {
    fn walk(root: &Path, folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(root, &path, found);
            } else {
                found.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, &mut found);
    found.sort();
    found
}
