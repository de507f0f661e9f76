//! Running other programs: plainly, for their output, or watched line by line.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs to its end; an error unless it succeeds.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = name_of(command);
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} failed ({status})");
    }
    Ok(())
}

/// Standard output of a program that must succeed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = name_of(command);
    let out = command
        .stderr(Stdio::piped())
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    if !out.status.success() {
        bail!(
            "{name} failed ({}): {}",
            out.status,
            String::from_utf8_lossy(&out.stderr).trim()
        );
    }
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

/// Passes standard output on and shows each line to `line`; whether the program succeeded.
pub(crate) fn watch(command: &mut Command, mut line: impl FnMut(&str)) -> Result<bool> {
    let name = name_of(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {name}"))?;
    let stdout = child
        .stdout
        .take()
        .with_context(|| format!("no output of {name}"))?;
    let mut reader = BufReader::new(stdout);
    let mut bytes = Vec::new();
    let mut sink = std::io::stdout();
    while reader
        .read_until(b'\n', &mut bytes)
        .with_context(|| format!("reading from {name}"))?
        > 0
    {
        sink.write_all(&bytes)
            .context("writing to standard output")?;
        line(String::from_utf8_lossy(&bytes).trim_end());
        bytes.clear();
    }
    let status = child
        .wait()
        .with_context(|| format!("waiting for {name}"))?;
    Ok(status.success())
}

/// Program and arguments as a user would type them.
pub(crate) fn name_of(command: &Command) -> String {
    let args = command
        .get_args()
        .map(|arg| arg.to_string_lossy().into_owned());
    std::iter::once(command.get_program().to_string_lossy().into_owned())
        .chain(args)
        .collect::<Vec<_>>()
        .join(" ")
}
