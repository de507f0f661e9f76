//! `scripts/package-release.sh` and `fetch-release.sh`: what is packed is what comes out, and what
//! was changed on the way does not.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::kit::{data_set, fails, page, scratch, script, succeeds, tree};

const TOOL: &str = "tailorbird-x86_64-linux.tar.gz";

/// A program that knows its version and nothing else: the one for debugging takes long to pack.
fn program(dir: &Path) -> PathBuf {
    let path = dir.join("program");
    let version = env!("CARGO_PKG_VERSION");
    std::fs::write(&path, format!("#!/bin/sh\necho 'tailorbird {version}'\n")).unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path
}

/// Packed files of a release.
fn packed(dir: &Path) -> PathBuf {
    page(&dir.join("page"));
    let out = dir.join("files");
    pack(dir, &out);
    out
}

fn pack(dir: &Path, out: &Path) {
    let mut package = script("package-release.sh");
    succeeds(package.arg(program(dir)).arg(dir.join("page")).arg(out));
}

/// The folder as GitHub serves it, under both addresses.
fn served(dir: &Path, files: &Path) -> String {
    let releases = dir.join("releases");
    for name in ["latest/download", "download/v9.9.9"] {
        let folder = releases.join(name);
        std::fs::create_dir_all(&folder).unwrap();
        for file in tree(files) {
            std::fs::copy(files.join(&file), folder.join(&file)).unwrap();
        }
    }
    format!("file://{}", releases.display())
}

fn fetch(source: &str, version: &str, out: &Path) -> Command {
    let mut command = script("fetch-release.sh");
    command.arg(source).arg(version).arg(out);
    command
}

fn has_curl() -> bool {
    let found = Command::new("curl").arg("--version").output().is_ok();
    if !found {
        eprintln!("skipped: curl is missing");
    }
    found
}

#[test]
fn what_is_packed_is_what_is_fetched() {
    let dir = scratch("release-whole");
    let files = packed(&dir);
    let out = dir.join("out");
    let version = succeeds(&mut fetch(files.to_str().unwrap(), "latest", &out));
    assert_eq!(
        version.trim(),
        concat!("tailorbird ", env!("CARGO_PKG_VERSION"))
    );
    assert_eq!(
        std::fs::read(out.join("bin/tailorbird")).unwrap(),
        std::fs::read(dir.join("program")).unwrap()
    );
    let mut expected = tree(&dir.join("page"));
    expected.push("LICENSE".to_owned());
    expected.sort();
    assert_eq!(tree(&out.join("page")), expected);

    // It is enough for a site.
    data_set(&dir.join("data"), "nightly.ndjson");
    let config = dir.join("tailorbird.toml");
    std::fs::write(&config, "repository = \"example/one\"\n").unwrap();
    succeeds(
        Command::new(out.join("scripts/assemble-site.sh"))
            .env("TAILORBIRD", env!("CARGO_BIN_EXE_tailorbird"))
            .args([
                &out.join("page"),
                &dir.join("data"),
                &config,
                &dir.join("site"),
            ]),
    );
    assert!(dir.join("site/data/manifest.json").is_file());
}

#[test]
fn the_same_input_is_packed_to_the_same_bytes() {
    let (one, two) = (scratch("release-bytes-1"), scratch("release-bytes-2"));
    let sums = |dir: &Path| std::fs::read_to_string(packed(dir).join("SHA256SUMS")).unwrap();
    let sums = [sums(&one), sums(&two)];
    assert_eq!(sums[0], sums[1]);
    assert_eq!(sums[0].lines().count(), 2);
}

#[test]
fn a_release_is_downloaded_by_its_tag_or_as_the_latest() {
    if !has_curl() {
        return;
    }
    let dir = scratch("release-download");
    let address = served(&dir, &packed(&dir));
    for version in ["latest", "v9.9.9"] {
        let out = dir.join(version);
        succeeds(fetch("example/tailorbird", version, &out).env("RELEASES", &address));
        assert!(out.join("page/index.html").is_file());
    }
    let mut missing = fetch("example/tailorbird", "v0.0.1", &dir.join("x"));
    assert!(fails(missing.env("RELEASES", &address)).contains("is there a release v0.0.1"));
    for version in ["main", "v1/../../x", "latest?x", "v", "-o"] {
        let mut command = fetch("example/tailorbird", version, &dir.join("x"));
        assert!(fails(command.env("RELEASES", &address)).contains("neither `latest`"));
    }
    let mut plain = fetch("example/tailorbird", "latest", &dir.join("x"));
    fails(plain.env("RELEASES", "http://127.0.0.1:9/releases"));
    assert!(fails(&mut fetch("example", "latest", &dir.join("x"))).contains("OWNER/NAME"));
}

#[test]
fn a_changed_file_is_refused_and_nothing_of_it_is_unpacked() {
    let dir = scratch("release-changed");
    let files = packed(&dir);
    let path = files.join(TOOL);
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    let out = dir.join("out");
    let told = fails(&mut fetch(files.to_str().unwrap(), "latest", &out));
    assert!(told.contains("not what SHA256SUMS says"), "{told}");
    assert!(!out.exists());
}

#[test]
fn sums_that_name_a_file_never_or_twice_are_refused() {
    let dir = scratch("release-sums");
    let files = packed(&dir);
    let sums = files.join("SHA256SUMS");
    let whole = std::fs::read_to_string(&sums).unwrap();
    let first = whole.lines().next().unwrap();
    let source = files.to_str().unwrap();
    for text in [
        String::new(),
        format!("{first}\n"),
        format!("{whole}{whole}"),
        whole.replace("  ", " x"),
        whole[..whole.len() - 30].to_owned(),
    ] {
        std::fs::write(&sums, text).unwrap();
        let told = fails(&mut fetch(source, "latest", &dir.join("out")));
        assert!(told.contains("exactly once"), "{told}");
    }
}

#[test]
fn a_release_that_was_replaced_is_refused_by_its_checksum() {
    let dir = scratch("release-replaced");
    let files = packed(&dir);
    let source = files.to_str().unwrap();
    let sum = succeeds(Command::new("sha256sum").arg(files.join("SHA256SUMS")));
    let sum = sum.split_whitespace().next().unwrap();
    succeeds(fetch(source, "latest", &dir.join("out")).arg(sum));

    // Replaced with all its sums: only the checksum tells.
    std::fs::write(dir.join("page/index.html"), "another page").unwrap();
    pack(&dir, &files);
    succeeds(&mut fetch(source, "latest", &dir.join("other")));
    let told = fails(fetch(source, "latest", &dir.join("x")).arg(sum));
    assert!(told.contains("not the one expected"), "{told}");
    assert!(!dir.join("x").exists());
}

#[test]
fn a_tag_has_to_be_the_version_of_the_program_and_in_the_changelog() {
    let dir = scratch("release-tag");
    page(&dir.join("page"));
    let package = |tag: &str| {
        let mut command = script("package-release.sh");
        command
            .args([program(&dir), dir.join("page"), dir.join("files")])
            .arg(tag);
        command
    };
    let told = fails(&mut package("v99.0.0"));
    assert!(told.contains("Cargo.toml"), "{told}");

    // The notes of a version are its part of the changelog.
    let version = concat!("v", env!("CARGO_PKG_VERSION"));
    let changelog = crate::kit::text("CHANGELOG.md");
    let heading = format!("## [{}]", env!("CARGO_PKG_VERSION"));
    if changelog.contains(&heading) {
        succeeds(&mut package(version));
    } else {
        assert!(fails(&mut package(version)).contains("CHANGELOG.md says nothing"));
    }
    succeeds(&mut package(""));
    let notes = std::fs::read_to_string(dir.join("files/notes.md")).unwrap();
    assert!(!notes.contains("\n## ") && !notes.trim().is_empty());
}
