use super::*;
use proptest::prelude::*;

fn read(text: &str) -> (Config, usize) {
    let (config, issues) = decode(text.as_bytes(), "config.json").unwrap();
    assert!(
        issues
            .iter()
            .all(|i| i.code == crate::codes::CONFIG_INVALID)
    );
    (config, issues.len())
}

fn refused(text: &str) -> String {
    decode(text.as_bytes(), "config.json")
        .unwrap_err()
        .to_string()
}

#[test]
fn an_empty_object_is_the_default() {
    assert_eq!(read("{}"), (Config::default(), 0));
    assert_eq!(read("\u{feff}{\"later\": 1}"), (Config::default(), 0));
    let default = Config::default();
    assert_eq!((default.runs, default.stale_after_hours), (10, 36));
    assert_eq!(default.limits.max_bytes, 268_435_456);
}

#[test]
fn what_is_no_configuration_is_refused_by_name() {
    assert!(refused("").starts_with("read config.json: "));
    for text in [
        "null",
        "\"x\"",
        "<html>",
        "{\"runs\": \"ten\"}",
        "{\"runs\": -1}",
    ] {
        assert!(refused(text).contains("config.json"), "{text}");
    }
}

#[test]
fn a_value_of_another_type_is_refused_by_its_path() {
    for (text, expect) in [
        ("[]", "it is not an object"),
        (r#"{"runs":1.5}"#, "runs is not a whole number"),
        (
            r#"{"owners":[{},{"github":["a",1]}]}"#,
            "owners[1].github[1] is not a string",
        ),
        (
            r#"{"limits":{"max_bytes":null}}"#,
            "limits.max_bytes is not a whole number",
        ),
        (
            r#"{"required":{"from":"x"}}"#,
            "required.from is not data, branch-protection",
        ),
    ] {
        assert!(refused(text).contains(expect), "{}", refused(text));
    }
    assert!(decode(b"{\"title\":\"\xff\"}", "x").is_err());
}

#[test]
fn every_field_is_read() {
    let text = r#"{"version":1,"title":"t",
        "projects":[{"id":"p","name":"n","repository":"o/p","workflows":[
            {"file":"f","event":"schedule","role":"nightly"},{"file":null,"role":"pull-request"}]}],
        "owners":[{"patterns":["*"],"group":"g","github":["o"],"chat":"https://c"}],
        "categories":[{"name":"c","patterns":["x"]}],
        "dimensions":{"host":["ubuntu"],"arch":[]},
        "renames":[{"from":"a","to":"b"}],"counterparts":[{"nightly":"n","pull_request":"p"}],
        "steps":{"setup":["s"],"test":["t"]},
        "required":{"from":"gatekeeper","file":"f","jobs":["j"]},
        "thresholds":{"flake_window_days":1,"flake_min":3,"promotion_runs":4,
            "demotion_failed_runs":5,"demotion_flake_rate":0.5},
        "runs":7,"data":["d"],"link_hosts":["h"],"limits":{"max_bytes":9},
        "stale_after_hours":8}"#;
    // The derived decoder knows every field by itself.
    let expect: Config = serde_json::from_str(text).unwrap();
    assert_eq!(read(text), (expect, 0));
}

#[test]
fn a_newer_version_is_refused_and_said() {
    assert_eq!(
        refused("{\"version\": 2, \"runs\": {}}"),
        "read config.json: it has version 2, this program knows versions up to 1"
    );
    assert!(refused("{\"version\": 4294967297}").contains("4294967297"));
}

#[test]
fn values_out_of_range_become_the_default() {
    let (config, issues) = read(
        r#"{"runs":0,"stale_after_hours":0,"limits":{"max_bytes":0},
            "thresholds":{"flake_min":0,"demotion_flake_rate":5}}"#,
    );
    assert_eq!((config, issues), (Config::default(), 5));
}

#[test]
fn owners_keep_what_is_good_in_them() {
    let (config, issues) = read(
        r#"{"owners":[
            {"group":"tee","patterns":["*-tdx*"],"github":["@octocat","who@example.org","a/b"],
             "chat":"javascript:alert(1)"},
            {"group":"","patterns":["*"]}, {"group":"x"}]}"#,
    );
    assert_eq!((config.owners.len(), issues), (1, 4));
    assert_eq!(config.owners[0].github, ["octocat", "a/b"]);
    assert_eq!(config.owners[0].chat, None);
}

#[test]
fn locations_and_hosts_are_checked() {
    let (config, issues) = read(
        r#"{"data":["sample/a.json","https://example.org/x:y.json","?x=a:b","javascript:alert(1)",
            "data:,x","//evil.example","http://example.org",""],
            "link_hosts":["github.com","a b","https://x"]}"#,
    );
    assert_eq!(
        config.data,
        ["sample/a.json", "https://example.org/x:y.json", "?x=a:b"]
    );
    assert_eq!(
        (config.link_hosts, issues),
        (vec!["github.com".to_owned()], 7)
    );
}

#[test]
fn projects_get_an_id() {
    let (config, issues) = read(
        r#"{"projects":[{"repository":"owner/thing",
            "workflows":[{"event":"schedule","role":"nightly"},{"role":"pull-request"}]},{}]}"#,
    );
    assert_eq!((config.projects.len(), issues), (1, 1));
    assert_eq!(config.projects[0].id, "thing");
    assert_eq!(config.projects[0].workflows[1].role, Role::PullRequest);
}

#[test]
fn github_names() {
    for (text, expect) in [
        ("octocat", true),
        ("org/team_a.b", true),
        ("", false),
        ("-a", false),
        ("a-", false),
        ("a b", false),
        ("a/", false),
        ("/a", false),
        ("a/b/c", false),
        ("who@example.org", false),
        ("<b>", false),
    ] {
        assert_eq!(is_github_name(text), expect, "{text}");
    }
}

#[test]
fn the_published_configuration_is_clean() {
    let text = include_str!("../../../../public/config.json");
    let (config, issues) = read(text);
    assert_eq!(issues, 0);
    assert_eq!(config.data, ["sample/manifest.json"]);
    assert!(!config.owners.is_empty() && !config.categories.is_empty());
    let again = serde_json::to_string(&config).unwrap();
    assert_eq!(read(&again), (config, 0));
}

proptest! {
    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = decode(&bytes, "x");
    }
}
