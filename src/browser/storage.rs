//! Small settings remembered in this browser, apart for each page path of a host. Storage may be
//! blocked, full or hold garbage: all of that reads as "nothing remembered".

use super::location::pathname;

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn full_key(key: &str) -> String {
    let mut full = String::from("tailorbird:");
    full.push_str(&pathname());
    full.push(':');
    full.push_str(key);
    full
}

/// The text remembered under `key` for this page; None when there is none or storage is blocked.
pub fn recall(key: &str) -> Option<String> {
    storage()?.get_item(&full_key(key)).ok()?
}

/// Remembers `text` under `key`; None when storage is blocked or full.
pub fn remember(key: &str, text: &str) -> Option<()> {
    storage()?.set_item(&full_key(key), text).ok()
}

/// Forgets what was remembered under `key`; None when storage is blocked.
pub fn forget(key: &str) -> Option<()> {
    storage()?.remove_item(&full_key(key)).ok()
}
