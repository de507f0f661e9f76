//! `scripts/settings.sh`, `collect.sh` and `assemble-site.sh`.

use std::path::Path;

use crate::kit::{data_set, fails, page, scratch, script, succeeds, tree};

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

#[test]
fn a_site_is_page_configuration_and_data_and_nothing_else() {
    let dir = scratch("site-whole");
    page(&dir.join("page"));
    data_set(&dir.join("data"), "nightly.ndjson");
    write(&dir.join("data/collect-cache.json"), "{}");
    write(&dir.join("data/collect-journal.ndjson"), "");
    let config = dir.join("tailorbird.toml");
    write(&config, "title = \"Ours\"\nrepository = \"example/one\"\n");

    let site = dir.join("site");
    let mut assemble = script("assemble-site.sh");
    assemble
        .arg(dir.join("page"))
        .arg(dir.join("data"))
        .arg(&config)
        .arg(&site);
    succeeds(&mut assemble);

    let shards: Vec<String> = tree(&dir.join("data/shards"));
    let mut expected = vec![".nojekyll".to_owned(), "config.json".into()];
    expected.push("data/manifest.json".into());
    expected.extend(shards.iter().map(|name| format!("data/shards/{name}")));
    expected.extend(["index.html".to_owned(), "page.js".into()]);
    assert_eq!(tree(&site), expected);

    let text = std::fs::read_to_string(site.join("config.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["title"], "Ours");
    assert_eq!(json["data"], serde_json::json!(["data/manifest.json"]));

    // A second time into the same folder would leave files of the first.
    assert!(fails(&mut assemble).contains("not empty"));
}

#[test]
fn what_does_not_open_is_not_published() {
    let dir = scratch("site-torn");
    page(&dir.join("page"));
    let config = dir.join("tailorbird.toml");
    write(&config, "repository = \"example/one\"\n");
    let assemble = |data: &str, out: &str| {
        let mut command = script("assemble-site.sh");
        command
            .arg(dir.join("page"))
            .arg(dir.join(data))
            .arg(&config)
            .arg(dir.join(out));
        command
    };
    assert!(fails(&mut assemble("none", "a")).contains("no data set"));

    data_set(&dir.join("data"), "nightly.ndjson");
    write(&dir.join("data/manifest.json"), "{\"format\":");
    assert!(fails(&mut assemble("data", "b")).contains("manifest.json"));

    write(&config, "repositry = \"example/one\"\n");
    assert!(fails(&mut assemble("data", "c")).contains("repositry"));
}

#[test]
fn without_a_configuration_the_repository_itself_is_collected() {
    let dir = scratch("site-settings");
    let out = dir.join("settings.toml");
    let settings = |file: &str, repository: &str| {
        let mut command = script("settings.sh");
        command.arg(dir.join(file)).arg(repository).arg(&out);
        command
    };
    succeeds(&mut settings("tailorbird.toml", "example/one"));
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text, "repository = \"example/one\"\n");

    // A name that was chosen and is not there is a slip; so is a name that breaks out of its quotes.
    assert!(fails(&mut settings("ci/board.toml", "example/one")).contains("there is no"));
    assert!(fails(&mut settings("tailorbird.toml", "a/b\"\nx")).contains("no OWNER/NAME"));

    write(
        &dir.join("tailorbird.toml"),
        "repository = \"example/two\"\n",
    );
    succeeds(&mut settings("tailorbird.toml", "example/one"));
    assert!(std::fs::read_to_string(&out).unwrap().contains("two"));

    write(&dir.join("tailorbird.toml"), "repository = 7\n");
    assert!(fails(&mut settings("tailorbird.toml", "example/one")).contains("repository"));
}

#[test]
fn a_collection_is_asked_for_what_the_inputs_say() {
    let dir = scratch("site-collect");
    let stand_in = dir.join("tailorbird");
    write(&stand_in, "#!/bin/sh\nprintf '%s|' \"$@\"\n");
    std::fs::set_permissions(
        &stand_in,
        std::os::unix::fs::PermissionsExt::from_mode(0o755),
    )
    .unwrap();
    let collect = |variables: &[(&str, &str)]| {
        let mut command = script("collect.sh");
        command
            .args(["c.toml", "out dir"])
            .env("TAILORBIRD", &stand_in);
        for name in ["LOGS", "SINCE", "DEADLINE"] {
            command.env_remove(name);
        }
        command.envs(variables.iter().copied());
        command
    };
    assert_eq!(
        succeeds(&mut collect(&[])),
        "collect|--config|c.toml|--out|out dir|--deadline|50m|"
    );
    assert_eq!(
        succeeds(&mut collect(&[
            ("LOGS", "true"),
            ("SINCE", "90d; touch x"),
            ("DEADLINE", "55m")
        ])),
        "collect|--config|c.toml|--out|out dir|--deadline|55m|--logs|--since|90d; touch x|"
    );
    let plain = succeeds(&mut collect(&[("LOGS", "false"), ("SINCE", "")]));
    assert!(!plain.contains("--logs") && !plain.contains("--since"));
    assert!(fails(&mut collect(&[("LOGS", "yes")])).contains("true or false"));
}

#[test]
fn the_real_program_takes_these_options() {
    let dir = scratch("site-options");
    write(&dir.join("c.toml"), "repository = \"example/one\"\n");
    let mut collect = script("collect.sh");
    collect
        .arg(dir.join("c.toml"))
        .arg(dir.join("data"))
        .env("LOGS", "true")
        .env("SINCE", "90d")
        .env("DEADLINE", "1m")
        // Another host without https is refused before anything is sent.
        .env("GITHUB_API_URL", "http://example.invalid/");
    let told = fails(&mut collect);
    assert!(!told.contains("Usage"), "{told}");
    assert!(told.contains("https"), "{told}");
}
