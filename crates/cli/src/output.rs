//! Writes to standard output and standard error.

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

/// Prints a line for people on standard error. Where nobody listens, that is no reason to stop.
pub(crate) fn note(text: &str) {
    drop(writeln!(std::io::stderr(), "{text}"));
}
