//! The hash of a file: as the browser checks it, and as the page does where the browser cannot.

use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether these bytes have this SHA-256, in lower-case hex digits. Asked by the script that fetches a part
/// of the program at once, which the browser does not do with a hash.
#[wasm_bindgen]
#[must_use]
pub fn is_intact(bytes: &[u8], hash: &str) -> bool {
    let digest = Sha256::digest(bytes);
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|it| char::from_digit(it.into(), 16));
    digest.iter().flat_map(digits).eq(hash.chars().map(Some))
}

/// A hash in hex digits as `integrity` has it: the bytes in base 64, behind the name of the hash.
pub(super) fn integrity(hex: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::from("sha256-");
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    let push = |text: &mut String, six: u32| {
        text.push(
            DIGITS
                .get(six as usize & 63)
                .map_or('A', |b| char::from(*b)),
        );
    };
    for digit in hex.chars().filter_map(|c| c.to_digit(16)) {
        (bits, n_bits) = (bits << 4 | digit, n_bits + 4);
        if n_bits >= 6 {
            n_bits -= 6;
            push(&mut text, bits >> n_bits);
            bits &= (1 << n_bits) - 1;
        }
    }
    if n_bits > 0 {
        push(&mut text, bits << (6 - n_bits));
    }
    while !(text.len() - "sha256-".len()).is_multiple_of(4) {
        text.push('=');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{integrity, is_intact};

    #[test]
    fn bytes_are_held_against_their_hash() {
        // `printf abc | sha256sum`
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(is_intact(b"abc", hash));
        assert!(!is_intact(b"abd", hash));
        assert!(!is_intact(b"abc", &hash[..63]));
        assert!(!is_intact(b"abc", ""));
    }

    #[test]
    fn a_hash_is_written_in_base_64() {
        // SHA-256 of the empty text.
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let base64 = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert_eq!(integrity(hex), base64);
    }
}
