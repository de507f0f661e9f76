//! Writes to standard output and standard error.

use std::io::{ErrorKind, Write};

use anyhow::Result;
use tailorbird_core::names::normalize;

/// Prints a text. A reader that closed the pipe (`| head`) is no error.
pub(crate) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(err) if err.kind() == ErrorKind::BrokenPipe => Ok(()),
        done => Ok(done?),
    }
}

/// Prints a line for people on standard error. Where nobody listens, that is no reason to stop.
/// Words of a file that are in it steer no terminal.
pub(crate) fn note(text: &str) {
    let text = text.replace(|c: char| c.is_control() && c != '\n' && c != '\t', " ");
    drop(writeln!(std::io::stderr(), "{text}"));
}

/// Words of a file in one line of a text: no escape codes, no line ends, not of any length.
pub(crate) fn clean(text: &str) -> String {
    normalize(text).name
}
