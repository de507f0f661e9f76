//! Every mistake has its line and a remedy; whatever is accepted, the page accepts too.

use proptest::prelude::*;
use tailorbird_snapshot::config::{self as wire, Config, RequiredFrom, Role};

use super::*;

mod mistakes;

fn good(text: &str) -> Settings {
    let settings = parse(text, "t.toml").unwrap_or_else(|err| panic!("failed to {err}"));
    is_what_the_page_reads(&settings.config);
    settings
}

/// The page reads exactly what was written, and has nothing to say of it.
fn is_what_the_page_reads(config: &Config) {
    let text = build(config).unwrap();
    let (again, issues) = wire::decode(text.as_bytes(), "config.json").unwrap();
    assert_eq!((&again, issues.len()), (config, 0));
}

#[test]
fn a_repository_is_enough() {
    let settings = good("repository = \"Octo-Org/Thing.rs\"");
    let mut expect = Config::default();
    expect.data = vec!["data/manifest.json".to_owned()];
    assert_eq!(settings.config.projects[0].id, "thing.rs");
    assert_eq!(settings.config.projects[0].repository, "Octo-Org/Thing.rs");
    expect.projects = settings.config.projects.clone();
    assert_eq!(settings.config, expect);
    assert_eq!(settings.required_of("thing.rs").from, RequiredFrom::Data);
    assert_eq!(good("").config.projects, []);
    assert_eq!(good("\u{feff}repository = 'a/b'").config.projects.len(), 1);
}

#[test]
fn every_key_is_read() {
    let settings = good(
        r#"version = 1
        title = "T"
        runs = 7
        data = ["a.json", "https://example.org/b.json"]
        link_hosts = ["github.example.org"]
        stale_after_hours = 8
        limits.max_bytes = 1_000
        collect.retention_days = 400
        required = { from = "list", jobs = ["j"] }
        steps = { setup = ["s*"], test = ["/t/"] }
        dimensions = { host = ["ubuntu*"], os-2 = ["x"] }
        renames = [{ from = "a", to = "b" }, { from = "b", to = "c" }]
        counterparts = [{ nightly = "n / ", pull_request = "p / " }]
        [thresholds]
        flake_window_days = 1
        flake_min = 3
        promotion_runs = 4
        demotion_failed_runs = 5
        demotion_flake_rate = 1
        [[owners]]
        group = "g"
        patterns = ["*", "/x|y/"]
        github = ["@octocat", "org/team"]
        chat = "https://chat.example.org/c"
        [[categories]]
        name = "c"
        patterns = ["*x*"]
        [[projects]]
        id = "p"
        name = "P"
        repository = "o/p"
        required = { from = "gatekeeper", file = "required.yaml" }
        workflows = [
            { file = "nightly.yml", role = "nightly", jobs = ["ci / *"] },
            { event = "pull_request" },
            { event = "schedule" },
        ]"#,
    );
    let text = r#"{"version":1,"title":"T","projects":[{"id":"p","name":"P","repository":"o/p",
        "workflows":[{"file":"nightly.yml","role":"nightly"},
            {"event":"pull_request","role":"pull-request"},{"event":"schedule","role":"nightly"}]}],
        "owners":[{"patterns":["*","/x|y/"],"group":"g","github":["octocat","org/team"],
            "chat":"https://chat.example.org/c"}],
        "categories":[{"name":"c","patterns":["*x*"]}],
        "dimensions":{"host":["ubuntu*"],"os-2":["x"]},
        "renames":[{"from":"a","to":"b"},{"from":"b","to":"c"}],
        "counterparts":[{"nightly":"n / ","pull_request":"p / "}],
        "steps":{"setup":["s*"],"test":["/t/"]},"required":{"from":"list","jobs":["j"]},
        "thresholds":{"flake_window_days":1,"flake_min":3,"promotion_runs":4,
            "demotion_failed_runs":5,"demotion_flake_rate":1},
        "runs":7,"data":["a.json","https://example.org/b.json"],
        "link_hosts":["github.example.org"],"limits":{"max_bytes":1000},"stale_after_hours":8}"#;
    let expect: Config = serde_json::from_str(text).unwrap();
    assert_eq!(settings.config, expect);
    assert_eq!(settings.retention_days, Some(400));
    assert_eq!(settings.required_of("p").from, RequiredFrom::Gatekeeper);
    assert_eq!(settings.required_of("other").jobs, ["j"]);
    let jobs: Vec<_> = settings.workflow_jobs.into_iter().collect();
    let key = ("p".to_owned(), "nightly.yml".to_owned());
    assert_eq!(jobs, [(key, vec!["ci / *".to_owned()])]);
}

/// Names as in the published history of these projects.
const JOBS: [&str; 13] = [
    "check-internal-test-result (cc-se-e2e-tests-go)",
    "kata-containers-ci-on-push / run-k8s-tests-on-zvsi / run-k8s-tests (nydus, qemu-coco-dev, kubeadm)",
    "kata-containers-ci-on-push / run-kata-coco-tests / run-k8s-tests-on-tee (tdx, qemu-tdx)",
    "kata-containers-ci-on-push / run-kata-coco-tests / run-k8s-tests-on-tee (sev-snp, qemu-snp)",
    "kata-containers-ci-on-push / run-k8s-tests-on-nvidia-gpu / run-nvidia-gpu-tests-on-amd64",
    "kata-containers-ci-on-push / run-kata-coco-tests / run-k8s-tests-coco-nontee (qemu-coco-dev, nydus, guest-pull)",
    "kata-containers-ci-on-push / run-kata-coco-tests / run-k8s-tests-coco-nontee-with-erofs-snapshotter (x, erofs)",
    "kata-containers-ci-on-push / run-basic-amd64-tests / run-containerd-stability (lts, qemu-runtime-rs)",
    "kata-containers-ci-on-push / run-k8s-tests-on-aks / run-k8s-tests (ubuntu, dragonball, normal)",
    "kata-containers-ci-on-push / run-kata-coco-tests / run-k8s-tests-coco-nontee-extensive-matrix (k0s, x)",
    "kata-containers-ci-on-push / build-kata-static-tarball-s390x / build-asset-shim-v2",
    "E2E (ci / k0s / nydus / qemu-coco-dev / x86_64)",
    "e2e / podvm / Create pod vm image (ubuntu, s390x, generic)",
];

#[test]
fn the_example_holds_for_kata_and_confidential_containers() {
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/kata-containers/tailorbird.toml"
    );
    let (settings, issues) = open(std::path::Path::new(file)).unwrap();
    assert!(issues.is_empty());
    is_what_the_page_reads(&settings.config);
    let projects = &settings.config.projects;
    let ids: Vec<&str> = projects.iter().map(|project| &*project.id).collect();
    assert_eq!(ids, ["kata", "coco-charts", "coco-caa", "coco-trustee"]);
    let roles: Vec<Role> = projects[0].workflows.iter().map(|w| w.role).collect();
    assert_eq!(roles, [Role::Nightly, Role::Nightly, Role::PullRequest]);
    let seen = Seen {
        jobs: JOBS.to_vec(),
        ..Seen::default()
    };
    assert_eq!(never_seen(&settings, &seen), []);
}

#[test]
fn what_is_configured_and_never_seen_is_told() {
    let settings = good(
        r#"required = { from = "list", jobs = ["build", "gone"] }
        renames = [{ from = "old", to = "build" }, { from = "x", to = "y" }]
        counterparts = [{ nightly = "bu", pull_request = "pr / " }]
        [[owners]]
        group = "g"
        patterns = ["build", "biuld"]
        [[categories]]
        name = "c"
        patterns = ["/none/"]
        [[projects]]
        repository = "o/a"
        workflows = [{ file = "a.yml", role = "nightly" }, { file = "b.yml", role = "nightly" }]
        [[projects]]
        repository = "o/b""#,
    );
    let told = |seen: &Seen<'_>| -> Vec<String> {
        let issues = never_seen(&settings, seen).into_iter();
        issues.map(|issue| issue.to_string()).collect()
    };
    let mut seen = Seen {
        jobs: vec!["build"],
        ..Seen::default()
    };
    let jobs = [
        "config: owners: g: configured, never seen: no job fits the pattern biuld",
        "config: categories: c: configured, never seen: no job fits the pattern /none/",
        "config: required: configured, never seen: no job is called gone",
        "config: renames: x: configured, never seen: no job is or was called y",
        "config: counterparts: configured, never seen: no job begins with `pr / `",
    ];
    let jobs: Vec<String> = jobs
        .iter()
        .map(|text| format!("{text} [config-never-seen]"))
        .collect();
    assert_eq!(told(&seen), jobs);
    seen.projects = vec!["a"];
    seen.workflows = vec![("a", "a.yml")];
    assert_eq!(
        told(&seen)[5..],
        [
            "config: projects: a: configured, never seen: the workflow b.yml has no run \
             [config-never-seen]",
            "config: projects: b: configured, never seen: it has no run [config-never-seen]",
        ]
    );
}

#[test]
fn files_are_told_apart_by_their_name() {
    let folder = std::env::temp_dir().join(format!("tailorbird-config-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let write = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let json = write("config.json", b"{\"runs\":0,\"title\":\"T\"}");
    let (settings, issues) = open(&json).unwrap();
    assert_eq!((&*settings.config.title, issues.len()), ("T", 1));
    let toml = write("a.toml", b"title = 'T'");
    assert_eq!(open(&toml).unwrap().0.config.title, "T");
    let bad = write("b.toml", b"title = '\xff'");
    assert!(
        open(&bad)
            .unwrap_err()
            .to_string()
            .contains("byte 9 is no UTF-8")
    );
    let none = open(&folder.join("none.toml")).unwrap_err().to_string();
    assert!(none.starts_with("read ") && none.contains("none.toml"));
    std::fs::remove_dir_all(&folder).unwrap();
}

proptest! {
    #[test]
    fn any_text_is_answered(text in "[a-z\\[\\]={}\"'.,\n #*/@0-9-]{0,80}") {
        drop(parse(&text, "t.toml"));
    }

    #[test]
    fn what_is_accepted_the_page_accepts(
        key in prop::sample::select(vec!["title", "repository", "runs", "data", "link_hosts"]),
        value in "(\"[ -~&&[^\"\\\\]]{0,12}\"|\\[\"[ -~&&[^\"\\\\]]{0,12}\"\\]|[0-9]{1,11})",
    ) {
        if let Ok(settings) = parse(&format!("{key} = {value}"), "t.toml") {
            is_what_the_page_reads(&settings.config);
        }
    }
}
