//! Output that nobody reads is no reason to panic.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A file of its own for one test.
fn scratch(name: &str, content: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    command.args(args);
    command
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    for format in ["json", "csv", "table"] {
        // 3,000 jobs: far more than a pipe holds.
        let jobs: Vec<String> = (0..3_000)
            .map(|i| format!(r#""j{i}": {{"results": ["Odd"], "run_nums": [1]}}"#))
            .collect();
        let file = scratch("many.json", format!("{{{}}}", jobs.join(",")).as_bytes());
        let mut child = command(&["stats", &file.display().to_string(), "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{err}");
        assert!(!err.contains("panicked"), "{err}");
    }
}

#[test]
fn a_closed_standard_error_is_no_panic() {
    let odd = br#"{"a": {"results": ["Odd"], "run_nums": [1]}}"#;
    let file = scratch("odd pipe.json", odd).display().to_string();
    for (args, code) in [(["stats", &file], 0), (["stats", "no/such/file.json"], 1)] {
        let mut child = command(&args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(code), "{args:?}");
    }
}
