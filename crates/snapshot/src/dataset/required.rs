//! The name of a set of required jobs: a hash of what is in it.

use sha2::{Digest, Sha256};

use super::rows::RequiredSet;

impl RequiredSet {
    /// The first 16 hex digits of SHA-256 of project, source and jobs, each followed by a line
    /// feed. The time is not in it.
    #[must_use]
    pub fn id(&self) -> String {
        let mut hash = Sha256::new();
        let head = [&self.project, &self.source];
        for part in head.into_iter().chain(&self.jobs) {
            hash.update(part.as_bytes());
            hash.update(b"\n");
        }
        let digest = hash.finalize();
        digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
    }
}
