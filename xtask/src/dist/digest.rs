//! What tells one content of a file from another.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// For a file's name: 16 hexadecimal digits that change with the content, as those of trunk do.
pub(super) fn for_name(content: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in content {
        digest.update(part);
    }
    let digest = digest.finalize();
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// For a link: the value of `integrity`.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// In hexadecimal digits, as the program itself checks it.
pub(super) fn hex(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
