//! Invented texts: titles, people, test cases.

/// People who open pull requests.
pub(super) const AUTHORS: &[&str] = &[
    "octo-ada",
    "octo-bela",
    "octo-chen",
    "octo-dana",
    "octo-emre",
    "octo-finn",
    "octo-gita",
    "octo-hugo",
    "octo-ines",
    "octo-jun",
    "octo-kofi",
    "octo-lena",
];

/// What a change is about.
pub(super) const AREAS: &[&str] = &[
    "agent",
    "runtime",
    "runtime-rs",
    "deploy",
    "kernel",
    "tests",
    "ci",
    "genpolicy",
    "virtiofsd",
    "dragonball",
    "packaging",
];

/// What a change does.
pub(super) const DEEDS: &[&str] = &[
    "wait for the guest before mounting",
    "retry when the socket is not there yet",
    "drop an unused feature flag",
    "report the size of the guest memory",
    "log why a sandbox was stopped",
    "use one timeout for all requests",
    "pass annotations through to the hypervisor",
    "update dependencies",
    "handle an empty device list",
    "keep the order of mounts",
    "close file descriptors after a failed start",
    "split a long function",
    "pin the versions of actions",
    "set the network queue size",
    "make the cgroup driver a choice",
    "clean up after a failed hotplug",
];

/// What changes of documentation do.
pub(super) const DOCS: &[&str] = &[
    "docs: how to run a single test",
    "docs: name the supported snapshotters",
    "docs: fix links to the architecture page",
];

/// Test cases of jobs on Kubernetes: file, name, a command of it.
pub(super) const K8S_TESTS: &[[&str; 3]] = &[
    [
        "pod-lifecycle.bats",
        "A pod restarts after its process was killed",
        "kubectl wait --for=condition=Ready pod/restarting",
    ],
    [
        "pod-memory.bats",
        "A pod over its memory limit is stopped",
        "grep OOMKilled",
    ],
    [
        "volume-block.bats",
        "A block volume is seen as a device",
        "test -b /dev/xvda",
    ],
    [
        "volume-shared.bats",
        "Two containers share a directory",
        "diff left right",
    ],
    [
        "network-policy.bats",
        "Traffic between namespaces is refused",
        "nc -z -w 5 backend 8080",
    ],
    [
        "exec-timeout.bats",
        "exec ends after its timeout",
        "test \"$status\" -eq 124",
    ],
    [
        "cpu-hotplug.bats",
        "A container sees the CPUs that it asked for",
        "test \"$(nproc)\" -eq 2",
    ],
    [
        "guest-pull.bats",
        "An image is pulled inside the guest",
        "kubectl wait pod/pulled",
    ],
    [
        "attestation.bats",
        "A secret is released to an attested guest",
        "curl --fail kbs/resource",
    ],
    [
        "liveness.bats",
        "A failing liveness probe restarts the container",
        "test \"$restarts\" -ge 1",
    ],
    [
        "scale.bats",
        "A deployment scales from one to five",
        "kubectl rollout status deploy/web",
    ],
    [
        "sysctl.bats",
        "A sysctl is set in the guest only",
        "sysctl -n kernel.shm_rmid_forced",
    ],
];

/// Test cases of jobs on containerd and other runtimes.
pub(super) const CRI_TESTS: &[[&str; 3]] = &[
    [
        "cri_integration",
        "TestContainerRestart",
        "restart_test.go:41: container did not come back",
    ],
    [
        "cri_integration",
        "TestSandboxCleanUp",
        "sandbox_test.go:88: 1 mount was left behind",
    ],
    [
        "cri_integration",
        "TestMemoryUpdate",
        "update_test.go:112: expected 268435456, got 134217728",
    ],
    [
        "stability",
        "TestParallelStarts",
        "soak_test.go:57: 3 of 40 containers did not start in time",
    ],
];

/// Test cases of components.
pub(super) const UNIT_TESTS: &[[&str; 3]] = &[
    [
        "mount",
        "mount::tests::bind_mount_is_read_only",
        "assertion `left == right` failed",
    ],
    [
        "netlink",
        "netlink::tests::routes_are_listed",
        "called `Result::unwrap()` on an `Err` value",
    ],
    [
        "config",
        "config::tests::defaults_hold",
        "assertion failed: config.is_valid()",
    ],
    [
        "rpc",
        "rpc::tests::request_times_out",
        "deadline has elapsed",
    ],
];

/// An entry by a number from a generator; `n` below the length.
pub(super) fn pick<T>(list: &'static [T], n: u64) -> Option<&'static T> {
    list.get(usize::try_from(n).ok()?)
}
