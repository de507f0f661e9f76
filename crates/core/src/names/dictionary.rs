//! Which value belongs to which dimension: the built-in dictionary and the configuration's.

use std::collections::BTreeMap;

use crate::text::lowercase;

/// The dictionary. Its default is the built-in one, which speaks Kata Containers' language and
/// does no harm elsewhere: a value that it does not know becomes `param1`, `param2` ….
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimensions {
    configured: Vec<(String, String)>,
    keys: Vec<String>,
}

impl Default for Dimensions {
    fn default() -> Self {
        Self {
            configured: Vec::new(),
            keys: KEYS.iter().map(|&key| key.to_owned()).collect(),
        }
    }
}

/// All built-in keys, in the order in which they are listed everywhere.
const KEYS: &[&str] = &[
    "hypervisor",
    "host",
    "size",
    "containerd",
    "cri",
    "k8s",
    "snapshotter",
    "pull",
    "tee",
    "arch",
    "runtime",
    "attestation",
    "asset",
    "stage",
    "component",
    "command",
];

/// Built-in values: dimension, value (in lower case; `*` at the end stands for any text), and
/// the name it goes by where that differs.
const BUILT_IN: &[(&str, &str, &str)] = &[
    ("hypervisor", "qemu", ""),
    ("hypervisor", "qemu-*", ""),
    ("hypervisor", "clh", ""),
    ("hypervisor", "clh-*", ""),
    ("hypervisor", "cloud-hypervisor", ""),
    ("hypervisor", "dragonball", ""),
    ("hypervisor", "fc", ""),
    ("hypervisor", "fc-*", ""),
    ("hypervisor", "firecracker", ""),
    ("hypervisor", "stratovirt", ""),
    ("hypervisor", "remote", ""),
    ("host", "ubuntu", ""),
    ("host", "ubuntu-*", ""),
    ("host", "cbl-mariner", ""),
    ("host", "azure-linux", ""),
    ("host", "fedora", ""),
    ("host", "fedora-*", ""),
    ("host", "centos", ""),
    ("host", "centos-*", ""),
    ("host", "debian", ""),
    ("host", "debian-*", ""),
    ("host", "macos-*", ""),
    ("host", "windows-*", ""),
    ("size", "small", ""),
    ("size", "normal", ""),
    ("size", "large", ""),
    ("containerd", "active", ""),
    ("containerd", "lts", ""),
    ("containerd", "latest", ""),
    ("cri", "containerd", ""),
    ("cri", "crio", ""),
    ("cri", "cri-o", "crio"),
    ("k8s", "k3s", ""),
    ("k8s", "k0s", ""),
    ("k8s", "rke2", ""),
    ("k8s", "microk8s", ""),
    ("k8s", "kubeadm", ""),
    ("k8s", "kubeadm-*", ""),
    ("k8s", "aks", ""),
    ("k8s", "kind", ""),
    ("k8s", "minikube", ""),
    ("snapshotter", "devmapper", ""),
    ("snapshotter", "nydus", ""),
    ("snapshotter", "overlayfs", ""),
    ("snapshotter", "erofs", ""),
    ("snapshotter", "erofs-snapshotter", "erofs"),
    ("snapshotter", "blockfile", ""),
    ("pull", "guest-pull", ""),
    ("pull", "host-pull", ""),
    ("pull", "experimental-force-guest-pull", ""),
    ("tee", "snp", ""),
    ("tee", "sev-snp", "snp"),
    ("tee", "sev", ""),
    ("tee", "tdx", ""),
    ("tee", "se", ""),
    ("tee", "cca", ""),
    ("arch", "amd64", ""),
    ("arch", "x86_64", "amd64"),
    ("arch", "linux/amd64", "amd64"),
    ("arch", "arm64", ""),
    ("arch", "aarch64", "arm64"),
    ("arch", "linux/arm64", "arm64"),
    ("arch", "arm-no-k8s", "arm64"),
    ("arch", "s390x", ""),
    ("arch", "linux/s390x", "s390x"),
    ("arch", "zvsi", "s390x"),
    ("arch", "ppc64le", ""),
    ("arch", "linux/ppc64le", "ppc64le"),
    ("arch", "riscv64", ""),
    ("arch", "linux/riscv64", "riscv64"),
    ("attestation", "baremetal-attestation", ""),
    ("attestation", "baremetal-no-attestation", ""),
];

/// Values of build and publish jobs that name a stage.
const STAGES: &[&str] = &["test", "release", "dev"];

impl Dimensions {
    /// The built-in dictionary with the configuration's on top: its values win, its new keys are
    /// listed behind the built-in ones, in order of the alphabet.
    #[must_use]
    pub fn new(configured: &BTreeMap<String, Vec<String>>) -> Self {
        let mut dict = Self::default();
        for (key, values) in configured {
            if !dict.keys.contains(key) {
                dict.keys.push(key.clone());
            }
            let values = values
                .iter()
                .map(|value| (key.clone(), lowercase(value.trim())));
            dict.configured.extend(values);
        }
        dict
    }

    /// All keys in a fixed order; `param1` … are not among them.
    #[must_use]
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// The dimension of a value and the name it goes by there: an exact value before a pattern,
    /// the configuration before the built-in list; only keys that `allowed` lets through.
    pub(super) fn classify(
        &self,
        value: &str,
        allowed: impl Fn(&str) -> bool,
    ) -> Option<(String, String)> {
        let lower = lowercase(value);
        let configured = |exact: bool| {
            self.configured
                .iter()
                .filter(|(key, _)| allowed(key))
                .find(|(_, pattern)| fits(pattern, &lower, exact))
                .map(|(key, _)| (key.clone(), value.to_owned()))
        };
        let built_in = |exact: bool| {
            BUILT_IN
                .iter()
                .filter(|(key, ..)| allowed(key))
                .find(|(_, pattern, _)| fits(pattern, &lower, exact))
                .map(|&(key, _, name)| {
                    (
                        key.to_owned(),
                        if name.is_empty() {
                            lower.clone()
                        } else {
                            name.to_owned()
                        },
                    )
                })
        };
        configured(true)
            .or_else(|| configured(false))
            .or_else(|| built_in(true))
            .or_else(|| built_in(false))
    }
}

/// Whether a dictionary value with an optional `*` at either end fits. All in lower case.
fn fits(pattern: &str, value: &str, exact: bool) -> bool {
    let (start, end) = (pattern.strip_prefix('*'), pattern.strip_suffix('*'));
    match (start, end) {
        (None, None) => exact && pattern == value,
        _ if exact => false,
        (None, Some(prefix)) => value.starts_with(prefix),
        (Some(suffix), None) => value.ends_with(suffix),
        (Some(rest), Some(_)) => {
            let inner = rest.strip_suffix('*').unwrap_or_default();
            !inner.is_empty() && value.contains(inner)
        }
    }
}

/// Whether a value of a build or publish job names a stage.
pub(super) fn is_stage(value: &str) -> bool {
    STAGES.iter().any(|stage| stage.eq_ignore_ascii_case(value))
}

/// Whether the built-in list knows this hypervisor.
pub(super) fn is_known_hypervisor(value: &str) -> bool {
    let lower = lowercase(value);
    BUILT_IN.iter().any(|(key, pattern, _)| {
        *key == "hypervisor" && (fits(pattern, &lower, true) || fits(pattern, &lower, false))
    })
}

/// Architecture that a word of a name stands for. None: the word names none.
pub(super) fn arch_of_word(word: &str) -> Option<&'static str> {
    match word {
        "amd64" => Some("amd64"),
        "arm64" | "aarch64" => Some("arm64"),
        "s390x" | "zvsi" => Some("s390x"),
        "ppc64le" => Some("ppc64le"),
        "riscv64" => Some("riscv64"),
        _ => None,
    }
}

/// TEE that the words of a name stand for; `sev-snp` is SNP. None: they name none.
pub(super) fn tee_of_words(words: &[String]) -> Option<&'static str> {
    ["snp", "tdx", "sev", "se", "cca"]
        .into_iter()
        .find(|tee| words.iter().any(|word| word == tee))
}
