//! Writes to standard output.

use std::io::{ErrorKind, Write};

use anyhow::Result;

/// Prints a text. A reader that closed the pipe (`| head`) is no error.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(err) if err.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}
