//! A data set in a folder: read with every hash checked, written so that a reader, or a crash at
//! any moment, finds the old set or the new one, never a mixture.

mod clear;
mod folder;
mod guard;
mod lock;
mod open;
mod save;

pub use folder::{Disk, Folder};
pub use guard::doubt;
pub use lock::{Lock, lock};
pub use open::{MANIFEST, Opened, is_dataset, open};
pub use save::{KEEP_SECS, SaveOptions, Saved, replace, save};

#[cfg(test)]
mod tests;
