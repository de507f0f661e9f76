//! `cargo nextest`: `FAIL [   0.004s] (3/5) crate::binary module::test`. A test that passes when it
//! is tried again is no failure, so tries count from the summary on only.

use crate::cut;
use crate::found::{Found, Rank};

/// Words for tests that did not pass.
const FAILED: [&str; 5] = ["FAIL", "LEAK-FAIL", "FAIL + LEAK", "TIMEOUT", "ABORT"];

/// State of the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Nextest {
    in_summary: bool,
}

impl Nextest {
    /// Looks at the next line.
    pub(crate) fn line(&mut self, text: &str, found: &mut Found) {
        let text = text.trim();
        let Some((status, rest)) = text.split_once(" [") else {
            return;
        };
        let Some((time, rest)) = rest.split_once(']') else {
            return;
        };
        let time = time.trim_start_matches(['>', ' ']).strip_suffix('s');
        if !time.is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit())) {
            return;
        }
        match status {
            "Summary" => self.in_summary = true,
            "Starting" => self.in_summary = false,
            _ => {}
        }
        let tried = status.strip_prefix("TRY ").and_then(cut::after_digits);
        let status = match tried {
            Some(status) if self.in_summary => status.trim_start(),
            Some(_) => return,
            None => status,
        };
        let is_signal = status.starts_with("SIG") && !status.contains(' ');
        if !is_signal && !FAILED.contains(&status) {
            return;
        }
        if let Some((binary, name)) = without_count(rest).split_once(' ') {
            found.point(Rank::Report);
            found.add(Some(binary), name);
        }
    }
}

/// Cuts `( 3/30)` off.
fn without_count(text: &str) -> &str {
    let text = text.trim_start();
    match text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((count, rest)) if count.contains('/') => rest.trim_start(),
        _ => text,
    }
}
