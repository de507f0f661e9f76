//! Reads how many tests passed from what the runners print.

/// Tests of one or of all runners.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
    pub(super) skipped: u64,
}

impl Count {
    /// Adds the figures of a line, if it is a runner's summary: libtest and wasm-bindgen's runner
    /// print `test result: …`, Node's prints one figure a line.
    pub(super) fn read(&mut self, line: &str) {
        let line = plain(line);
        if let Some(rest) = line.trim_start().strip_prefix("test result: ") {
            self.passed += figure_before(rest, " passed");
            self.failed += figure_before(rest, " failed");
            self.skipped += figure_before(rest, " ignored");
        } else if let Some(rest) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            let Some((word, figure)) = rest.split_once(' ') else {
                return;
            };
            let Ok(figure) = figure.trim().parse::<u64>() else {
                return;
            };
            match word {
                "pass" => self.passed += figure,
                "fail" | "cancelled" => self.failed += figure,
                "skipped" | "todo" => self.skipped += figure,
                _ => {}
            }
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Whole numbers only: `failed; 12 passed` is 12 for ` passed`.
fn figure_before(text: &str, word: &str) -> u64 {
    text.split([';', '.'])
        .filter_map(|part| part.trim_end().strip_suffix(word))
        .filter_map(|part| part.rsplit(' ').next()?.parse::<u64>().ok())
        .sum()
}

/// Without the escape sequences of colours.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            chars.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], passed: u64, failed: u64, skipped: u64) {
        let mut count = Count::default();
        lines.iter().for_each(|line| count.read(line));
        assert_eq!(
            count,
            Count {
                passed,
                failed,
                skipped
            },
            "{lines:?}"
        );
    }

    #[test]
    fn libtest_and_wasm_bindgen() {
        check(
            &[
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.3s",
            ],
            12,
            0,
            1,
        );
        check(
            &["test result: \u{1b}[31mFAILED\u{1b}[0m. 3 passed; 2 failed; 0 ignored"],
            3,
            2,
            0,
        );
        check(
            &["test result: ok. 4 passed; 0 failed; 0 ignored; 1 filtered out"; 2],
            8,
            0,
            0,
        );
    }

    #[test]
    fn node_spec_and_tap() {
        check(
            &[
                "ℹ tests 7",
                "ℹ pass 4",
                "ℹ fail 1",
                "ℹ cancelled 1",
                "ℹ skipped 1",
            ],
            4,
            2,
            1,
        );
        check(&["\u{1b}[34mℹ pass 5\u{1b}[39m"], 5, 0, 0);
        check(&["# pass 2", "# fail 0", "# duration_ms 31.5"], 2, 0, 0);
    }

    #[test]
    fn other_lines_count_nothing() {
        check(
            &[
                "running 3 tests",
                "12 passed",
                "",
                "ℹ pass many",
                "warning: 2 failed",
            ],
            0,
            0,
            0,
        );
    }
}
