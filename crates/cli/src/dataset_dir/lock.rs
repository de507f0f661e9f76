//! One writer a folder. The system takes a lock away with the process that holds it, so a killed
//! command locks nobody out. It is a lock on the folder itself: nothing lies in it that is no data.

use std::fs::{self, File, TryLockError};

use anyhow::{Context, Result, bail};

use super::folder::Disk;

/// The right to write into a folder, for as long as this is held.
#[derive(Debug)]
#[must_use = "the folder is free again when this is dropped"]
pub struct Lock {
    /// None where the system does not lock folders.
    folder: Option<File>,
}

impl Drop for Lock {
    /// Frees the folder at once: closing alone would leave it locked for as long as a process that is just being
    /// started has a copy of the descriptor, between `fork` and `exec`.
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            // What cannot be unlocked is unlocked by the system when it is closed.
            folder.unlock().ok();
        }
    }
}

/// Takes the right to write into a folder, from before the set in it is read until the new one is
/// in its place. Makes the folder. Where folders cannot be locked (Windows, some network file
/// systems), it is given to all.
///
/// # Errors
/// Another command holds it, or the folder cannot be made.
pub fn lock(folder: &Disk) -> Result<Lock> {
    let place = folder.0.display();
    fs::create_dir_all(&folder.0).with_context(|| format!("failed to make {place}"))?;
    let Ok(opened) = File::open(&folder.0) else {
        return Ok(Lock { folder: None });
    };
    match opened.try_lock() {
        Ok(()) => Ok(Lock {
            folder: Some(opened),
        }),
        Err(TryLockError::WouldBlock) => bail!(
            "{place}: another command is writing into this folder; nothing was written: wait until \
             it has ended, then start this one again"
        ),
        Err(TryLockError::Error(_)) => Ok(Lock { folder: None }),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_descriptor_does_not_keep_the_lock() {
        let name = format!("tailorbird-lock-{}", std::process::id());
        let folder = Disk(std::env::temp_dir().join(name));
        let held = lock(&folder).unwrap();
        // What a process that is just being started has.
        let copy = held.folder.as_ref().unwrap().try_clone().unwrap();
        lock(&folder).unwrap_err();
        drop(held);
        let _again = lock(&folder).unwrap();
        drop(copy);
        fs::remove_dir(&folder.0).unwrap();
    }
}
