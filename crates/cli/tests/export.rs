//! `tailorbird export` as a user runs it: to a folder, and to object storage that a small server
//! plays.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops at what it does not expect"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// A data set of rows made by hand.
fn dataset(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(std::fs::remove_dir_all(&path));
    let rows = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/rows/nightly.ndjson"
    );
    let (code, _, err) = run(&["import", rows, "--out", path.to_str().unwrap()], &[]);
    assert_eq!(code, 0, "{err}");
    path
}

/// Exit status, standard output, standard error.
fn run(args: &[&str], variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tailorbird"));
    command.args(args).envs(variables.iter().copied());
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (code, text(output.stdout), text(output.stderr))
}

#[test]
fn a_data_set_becomes_a_file_a_project_and_month() {
    let data = dataset("export-data");
    let out = data.with_file_name("export-out");
    drop(std::fs::remove_dir_all(&out));
    let (from, to) = (data.to_str().unwrap(), out.to_str().unwrap());
    let (code, text, err) = run(&["export", from, "--format", "parquet", "--out", to], &[]);
    assert_eq!((code, &*err), (0, ""));
    assert!(text.starts_with("9 results in 2 files of "), "{text}");
    for project in ["one", "two"] {
        let file = out.join(format!("project={project}/month=2026-01/results.parquet"));
        let bytes = std::fs::read(file).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    }
}

#[test]
fn what_is_no_data_set_is_told() {
    let legacy = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/fixtures/legacy/keys6.json"
    );
    let folder = Path::new(legacy).parent().unwrap().to_str().unwrap();
    for (input, told) in [
        (legacy, "`tailorbird import` makes one"),
        (folder, "holds no manifest.json"),
        ("no-such", "failed to read no-such"),
    ] {
        let (code, out, err) = run(&["export", input, "--format", "parquet", "--out", "x"], &[]);
        assert_eq!((code, &*out), (1, ""));
        assert!(err.contains(told), "{err}");
    }
    assert!(!Path::new("x").exists());
}

#[cfg(feature = "object-storage")]
mod object_storage {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpListener;
    use std::path::Path;
    use std::sync::mpsc;
    use std::thread;

    use super::{dataset, run};

    /// Answers every request with this status and sends on its first line and its body.
    fn server(status: &'static str) -> (String, mpsc::Receiver<(String, Vec<u8>)>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (send, receive) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = BufReader::new(stream.unwrap());
                let send = send.clone();
                thread::spawn(move || {
                    loop {
                        let (mut first, mut length) = (String::new(), 0);
                        if stream.read_line(&mut first).unwrap_or(0) == 0 {
                            return;
                        }
                        let mut header = String::new();
                        while stream.read_line(&mut header).unwrap() > 2 {
                            let lower = header.to_ascii_lowercase();
                            if let Some(value) = lower.strip_prefix("content-length:") {
                                length = value.trim().parse().unwrap();
                            }
                            header.clear();
                        }
                        let mut body = vec![0; length];
                        stream.read_exact(&mut body).unwrap();
                        drop(send.send((first.trim().to_owned(), body)));
                        let answer = format!(
                            "HTTP/1.1 {status}\r\netag: \"1\"\r\ncontent-length: 0\r\n\r\n"
                        );
                        stream.get_mut().write_all(answer.as_bytes()).unwrap();
                    }
                });
            }
        });
        (address, receive)
    }

    /// Exports to a bucket behind this endpoint.
    fn export(data: &Path, endpoint: &str, secret: &str) -> (i32, String, String) {
        run(
            &[
                "export",
                data.to_str().unwrap(),
                "--format",
                "parquet",
                "--out",
                "s3://bucket/ci",
            ],
            &[
                ("AWS_ENDPOINT", endpoint),
                ("AWS_ALLOW_HTTP", "true"),
                ("AWS_REGION", "us-east-1"),
                ("AWS_ACCESS_KEY_ID", "someone"),
                ("AWS_SECRET_ACCESS_KEY", secret),
            ],
        )
    }

    #[test]
    fn files_go_to_a_bucket_and_no_key_is_printed() {
        let data = dataset("export-bucket");
        let (endpoint, requests) = server("200 OK");
        let secret = "not-a-real-key-but-secret";
        let (code, out, err) = export(&data, &endpoint, secret);
        assert_eq!((code, &*err), (0, ""), "{out}");
        assert!(out.contains("written to s3://bucket/ci"), "{out}");
        assert!(!out.contains(secret) && !err.contains(secret));
        let mut files: Vec<_> = requests.try_iter().collect();
        files.sort();
        let lines: Vec<&str> = files.iter().map(|(line, _)| &**line).collect();
        let line = |project: &str| {
            format!("PUT /bucket/ci/project%3D{project}/month%3D2026-01/results.parquet HTTP/1.1")
        };
        assert_eq!(lines, [line("one"), line("two")]);
        assert!(files.iter().all(|(_, body)| body.starts_with(b"PAR1")));
    }

    #[test]
    fn a_bucket_that_refuses_is_an_error_with_its_name_and_what_to_look_at() {
        let data = dataset("export-refused");
        let (endpoint, _requests) = server("403 Forbidden");
        let secret = "not-a-real-key-but-secret";
        let (code, out, err) = export(&data, &endpoint, secret);
        assert_eq!((code, &*out), (1, ""));
        let file = "project=one/month=2026-01/results.parquet";
        let told = format!("failed to write {file} to s3://bucket/ci (");
        assert!(err.contains(&told), "{err}");
        assert!(err.contains("AWS_ACCESS_KEY_ID"), "{err}");
        assert!(!err.contains(secret), "{err}");
    }

    #[test]
    fn an_address_of_another_kind_is_an_error_with_its_name() {
        let data = dataset("export-unknown");
        let (code, out, err) = run(
            &[
                "export",
                data.to_str().unwrap(),
                "--format",
                "parquet",
                "--out",
                "ftp://x/y",
            ],
            &[],
        );
        assert_eq!((code, &*out), (1, ""));
        assert!(
            err.contains("ftp://x/y: tailorbird writes to s3://"),
            "{err}"
        );
    }
}
