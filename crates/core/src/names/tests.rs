mod matchers;

use super::*;
use std::collections::BTreeMap;

mod properties;

const CI: &str = "kata-containers-ci-on-push";

fn job(name: &str) -> JobName {
    parse(name, &Dimensions::default())
}

fn dims(job: &JobName) -> String {
    let dims: Vec<_> = job
        .dimensions
        .iter()
        .map(|d| format!("{}={}", d.key, d.value))
        .collect();
    dims.join(" ")
}

/// `expect`: kind, then the dimensions in order.
fn check(name: &str, expect: &str) {
    let job = job(name);
    assert_eq!(
        format!("{} {}", job.kind.as_str(), dims(&job)).trim(),
        expect,
        "{name}"
    );
}

fn check_split(name: &str, path: &str, leaf: &str, values: &[&str]) {
    let job = job(name);
    assert_eq!(
        (job.path().as_str(), job.leaf.as_str()),
        (path, leaf),
        "{name}"
    );
    assert_eq!(job.values, values, "{name}");
}

#[test]
fn names_are_split_at_slashes_outside_parentheses() {
    check_split("gatekeeper", "", "gatekeeper", &[]);
    check_split("a / b / c (x, y)", "a / b", "c", &["x", "y"]);
    check_split("a (s / t) / b (u / v)", "a (s / t)", "b", &["u", "v"]);
    check_split("a (x, y) / b (z)", "a (x, y)", "b", &["z"]);
    check_split("a/b /c", "", "a/b /c", &[]);
    check_split("a /  / b", "a", "b", &[]);
    check_split("", "", "", &[]);
    check_split(" / ", "", "/", &[]);
}

#[test]
fn unbalanced_parentheses_are_text() {
    check_split("a (b / c", "a (b", "c", &[]);
    check_split("a) / b (c", "a)", "b", &["c"]);
    check_split(
        "x / tests: (ubuntu-24.04, crio, mkosi: true",
        "x",
        "tests:",
        &["ubuntu-24.04", "crio", "mkosi: true"],
    );
    check_split("a ((b) / c (d)", "a ((b)", "c", &["d"]);
}

#[test]
fn values_are_the_last_group_that_stands_apart() {
    check_split("f(x)", "", "f(x)", &[]);
    check_split("(a, b)", "", "(a, b)", &[]);
    check_split("tests: (a, b) on mkosi", "", "tests: on mkosi", &["a", "b"]);
    check_split("a (b) (c)", "", "a (b)", &["c"]);
    check_split("a ()", "", "a", &[]);
    check_split(
        "a (f(x, y), [1, 2], z)",
        "",
        "a",
        &["f(x, y)", "[1, 2]", "z"],
    );
    check_split(
        "a (b, say \"x, y\", don't, c)",
        "",
        "a",
        &["b", "say \"x, y\"", "don't", "c"],
    );
    check_split(
        "check (agent, sudo -E PATH=\"$PATH\" make test)",
        "",
        "check",
        &["agent", "sudo -E PATH=\"$PATH\" make test"],
    );
    check_split(
        "E2E ( ci / k3s / nydus / / remote / x86_64 )",
        "",
        "E2E",
        &["ci", "k3s", "nydus", "remote", "x86_64"],
    );
}

#[test]
fn test_jobs_get_their_dimensions_by_value() {
    let go = |rest: &str| format!("{CI} / run-k8s-tests-on-amd64 / {rest}");
    check(
        &go("run-k8s-tests-amd64 (fc, containerd, devmapper, k3s)"),
        "test hypervisor=fc cri=containerd k8s=k3s snapshotter=devmapper arch=amd64 runtime=go",
    );
    check(
        &go("run-k8s-tests-amd64 (QEMU, crio, k0s)"),
        "test hypervisor=qemu cri=crio k8s=k0s arch=amd64 runtime=go",
    );
    check(
        "run-k8s-tests-on-aks / run-k8s-tests (cbl-mariner, clh, small, oci-distribution, yes)",
        "test hypervisor=clh host=cbl-mariner size=small runtime=go param1=oci-distribution \
         param2=yes",
    );
    check(
        "run-k8s-tests-on-zvsi / run-k8s-tests (overlayfs, qemu-runtime-rs, kubeadm)",
        "test hypervisor=qemu-runtime-rs k8s=kubeadm snapshotter=overlayfs arch=s390x runtime=rust",
    );
    check(
        "run-docker-tests (cloud-hypervisor)",
        "test hypervisor=cloud-hypervisor runtime=rust",
    );
    check(
        "run-docker-tests (dragonball)",
        "test hypervisor=dragonball runtime=rust",
    );
    check(
        "run-cri-containerd-tests-s390x (active, qemu) / run-cri-containerd-s390x (active, qemu)",
        "test hypervisor=qemu containerd=active arch=s390x runtime=go",
    );
}

#[test]
fn tee_and_runtime_follow_from_other_words() {
    let coco = |rest: &str| format!("run-kata-coco-tests / {rest}");
    check(
        &coco("run-k8s-tests-on-tee (sev-snp, qemu-snp)"),
        "test hypervisor=qemu-snp tee=snp runtime=go",
    );
    check(
        &coco("run-k8s-tests-on-tdx (qemu-tdx, nydus, guest-pull, baremetal-no-attestation)"),
        "test hypervisor=qemu-tdx snapshotter=nydus pull=guest-pull tee=tdx runtime=go \
         attestation=baremetal-no-attestation",
    );
    check(
        &coco("run-x (qemu-se)"),
        "test hypervisor=qemu-se tee=se runtime=go",
    );
    check(
        &coco("run-x (qemu-coco-dev)"),
        "test hypervisor=qemu-coco-dev runtime=go",
    );
    check(
        "on-gpu / run-nvidia-gpu-snp-runtime-rs-tests-on-amd64",
        "test tee=snp arch=amd64 runtime=rust",
    );
}

#[test]
fn build_and_static_jobs_have_words_of_their_own() {
    let tarball = |rest: &str| format!("{CI} / build-kata-static-tarball-s390x / {rest}");
    check(
        &tarball("build-asset (qemu, test)"),
        "build arch=s390x asset=qemu stage=test",
    );
    check(
        &tarball("build-asset (cloud-hypervisor)"),
        "build arch=s390x asset=cloud-hypervisor",
    );
    check(&tarball("build-asset-boot-image-se"), "build arch=s390x");
    check(
        &tarball("remove-rootfs-binary-artifacts (agent)"),
        "build arch=s390x asset=agent",
    );
    check(
        "build-checks (arm-no-k8s) / check (agent, make check)",
        "static arch=arm64 component=agent command=make check",
    );
    check(
        "build-checks / check (dragonball, make vendor)",
        "static component=dragonball command=make vendor",
    );
    check(
        "build-checks-depending-on-kvm (runtime-rs)",
        "static component=runtime-rs",
    );
    check(
        "image / build and push (dev, linux/amd64)",
        "publish arch=amd64 stage=dev",
    );
}

#[test]
fn kinds() {
    for (name, kind) in [
        ("gatekeeper", "other"),
        ("skipper / skipper", "other"),
        ("kata-containers-ci-on-push", "other"),
        ("add-pr-size-label", "other"),
        ("Commit Message Check", "static"),
        ("run-actionlint", "static"),
        ("cargo-deny-runner", "static"),
        ("static-checks (make static-checks)", "static"),
        ("check-internal-test-result (x)", "test"),
        ("test", "test"),
        ("run-metrics-tests / Kata Setup", "test"),
        ("run-basic-amd64-tests / run-runk", "test"),
        ("build-kata-static-tarball-amd64", "build"),
        (
            "build-kata-static-tarball-amd64 / create-kata-tarball",
            "build",
        ),
        ("podvm / Create pod vm image (ubuntu, amd64)", "build"),
        ("build-and-publish-tee-image", "publish"),
        (
            "publish-kata-deploy-payload-amd64 / kata-payload",
            "publish",
        ),
    ] {
        assert_eq!(job(name).kind.as_str(), kind, "{name}");
    }
}

#[test]
fn raw_expressions_say_nothing_about_dimensions() {
    let name =
        "a-arm64 / E2E ( ${{ matrix.k8s }} / ${{ contains(matrix.r, 's390x') && 's390x' }} )";
    let found = job(name);
    assert!(found.unexpanded);
    assert_eq!(dims(&found), "arch=arm64");
    assert!(!job("a (b)").unexpanded);
}

#[test]
fn arch_is_the_nearest_and_never_guessed() {
    check("run-on-arm64 / run-tests-amd64", "test arch=amd64");
    check("run-on-arm64 / run-tests (x86_64)", "test arch=amd64");
    check("run-tests (linux/s390x)", "test arch=s390x");
    check("run-amd64-arm64-tests", "test");
    check("libvirt_x86_64 / run-tests", "test arch=amd64");
    check("run-k8s-tests-on-aks", "test");
}

#[test]
fn a_second_value_of_a_key_is_a_parameter() {
    check(
        "run-x (qemu, clh, odd)",
        "test hypervisor=qemu runtime=go param1=clh param2=odd",
    );
}

#[test]
fn the_configuration_wins_over_the_built_in_words() {
    let configured = BTreeMap::from([
        (
            "database".to_owned(),
            vec!["pg*".to_owned(), "*sql".to_owned(), "*lite*".to_owned()],
        ),
        ("size".to_owned(), vec!["Remote".to_owned()]),
    ]);
    let dict = Dimensions::new(&configured);
    assert_eq!(dict.keys().last().map(String::as_str), Some("database"));
    let found = parse("run (PG16, remote, qemu)", &dict);
    assert_eq!(
        dims(&found),
        "hypervisor=qemu size=remote runtime=go database=PG16"
    );
    assert_eq!(found.dimension("database"), Some("PG16"));
    assert_eq!(dims(&parse("run (mysql)", &dict)), "database=mysql");
    assert_eq!(
        dims(&parse("run (my-lite-db)", &dict)),
        "database=my-lite-db"
    );
    assert_eq!(dims(&parse("build-x (pg16)", &dict)), "asset=pg16");
}

#[test]
fn names_are_normalised() {
    let check = |raw: &str, expect: &str, change| {
        assert_eq!(
            normalize(raw),
            Normalized {
                name: expect.to_owned(),
                change
            },
            "{raw:?}"
        );
    };
    check("a / b", "a / b", None);
    check("é b", "é b", None);
    check("a  b", "a b", Some(Change::Respaced));
    check(" a", "a", Some(Change::Respaced));
    check("a ", "a", Some(Change::Respaced));
    check("a\tb", "a b", Some(Change::Respaced));
    check(
        " E2E (\r\n ci /\tk3s\u{a0}\n) ",
        "E2E ( ci / k3s )",
        Some(Change::Respaced),
    );
    check("a\u{202e}b\u{200b}c\u{0}", "abc", Some(Change::Cleaned));
    check(
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
        "e\u{301}\u{301}\u{301}",
        Some(Change::Cleaned),
    );
    check(&"x".repeat(1_000), &"x".repeat(1_000), None);
    check(
        &"x".repeat(1_001),
        &format!("{}…", "x".repeat(999)),
        Some(Change::Cut),
    );
    check("", "", None);
}
