//! Runs the binary, and writes data sets to folders of their own.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tailorbird_cli::dataset_dir::{Disk, SaveOptions, save};
use tailorbird_snapshot::dataset::History;

pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .join(path)
}

/// Exit status, standard output, standard error.
pub(crate) fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    let out = command.args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

/// Standard output of a run that has to succeed.
pub(crate) fn output(args: &[&str]) -> String {
    let (code, out, err) = run(args);
    assert_eq!(code, 0, "{args:?}: {err}");
    out
}

/// What `stats --format json` prints.
pub(crate) fn stats(args: &[&str]) -> Value {
    let args = [&["stats"], args, &["--format", "json"]].concat();
    serde_json::from_str(&output(&args)).unwrap()
}

/// A folder of a test's own, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("dataset-{name}"));
    if path.exists() {
        std::fs::remove_dir_all(&path).unwrap();
    }
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// Writes rows to a folder of this name.
pub(crate) fn written(name: &str, rows: &History) -> PathBuf {
    let path = folder(name);
    let options = SaveOptions {
        generated_at: 1_764_547_200,
        retained_from: None,
        allow_shrink: false,
    };
    save(&mut Disk(path.clone()), rows, &options).unwrap();
    path
}
