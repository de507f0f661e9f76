//! What is done to a folder. Behind a trait, so that tests can let any step fail.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

/// A folder of files, named by paths with `/` relative to it.
pub trait Folder {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the file system says; `NotFound` where there is none.
    fn read(&self, name: &str) -> io::Result<Vec<u8>>;
    /// Writes a file whole and to the disk; makes its folder.
    ///
    /// # Errors
    /// As the file system says; part of the file may then be there.
    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()>;
    /// Puts a file in the place of another at once.
    ///
    /// # Errors
    /// As the file system says; then nothing happened.
    fn rename(&mut self, from: &str, to: &str) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// As the file system says.
    fn remove(&mut self, name: &str) -> io::Result<()>;
    /// Names of the files in a folder below (empty: this one), without its own; none where there is
    /// no such folder.
    ///
    /// # Errors
    /// As the file system says.
    fn list(&self, below: &str) -> io::Result<Vec<String>>;
    /// Where this is, for messages.
    fn place(&self, name: &str) -> String;
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Disk(pub PathBuf);

impl Folder for Disk {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        fs::read(self.0.join(name))
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.0.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut file = File::create(path)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    fn rename(&mut self, from: &str, to: &str) -> io::Result<()> {
        let target = self.0.join(to);
        fs::rename(self.0.join(from), &target)?;
        // The new name has to be on the disk before the next step. Where a folder cannot be opened
        // as a file (Windows), the system sees to it.
        if let Some(Ok(folder)) = target.parent().map(File::open) {
            folder.sync_all()?;
        }
        Ok(())
    }

    fn remove(&mut self, name: &str) -> io::Result<()> {
        fs::remove_file(self.0.join(name))
    }

    fn list(&self, below: &str) -> io::Result<Vec<String>> {
        let entries = match fs::read_dir(self.0.join(below)) {
            Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries?,
        };
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                names.extend(entry.file_name().into_string().ok());
            }
        }
        names.sort();
        Ok(names)
    }

    fn place(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}
