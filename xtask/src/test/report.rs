//! The table at the end, and the one line below it that scripts read.

use std::time::Duration;

use super::count::Count;

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    Passed,
    Failed,
    /// Another step that it builds on failed.
    NotRun(&'static str),
}

/// One row of the table.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) end: End,
    pub(super) count: Count,
    pub(super) time: Duration,
}

impl Row {
    /// A step that failed without saying how many tests did counts as one.
    pub(super) fn counted(&self) -> Count {
        let mut count = self.count;
        if self.end == End::Failed && count.failed == 0 {
            count.failed = 1;
        }
        count
    }
}

/// Prints the table and returns whether all is well.
pub(super) fn print(rows: &[Row]) -> bool {
    println!(
        "\n{:<12} {:<26} {:>7} {:>7} {:>8}",
        "step", "result", "passed", "failed", "time"
    );
    let mut total = Count::default();
    for row in rows {
        let result = match row.end {
            End::Passed => "ok".to_owned(),
            End::Failed => "FAILED".to_owned(),
            End::NotRun(cause) => format!("not run ({cause} failed)"),
        };
        let count = row.counted();
        let (passed, failed, time) = (count.passed, count.failed, row.time.as_secs_f64());
        println!(
            "{:<12} {result:<26} {passed:>7} {failed:>7} {time:>6.1} s",
            row.name
        );
        total.add(count);
    }
    println!("\n{}", last_line(total));
    rows.iter().all(|row| row.end == End::Passed) && total.failed == 0
}

fn last_line(total: Count) -> String {
    let Count {
        passed,
        failed,
        skipped,
    } = total;
    if skipped > 0 {
        format!("{passed} passed, {failed} failed, {skipped} skipped")
    } else {
        format!("{passed} passed, {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_counts_at_least_one() {
        let count = Count {
            passed: 5,
            failed: 0,
            skipped: 0,
        };
        let row = Row {
            name: "docs",
            end: End::Failed,
            count,
            time: Duration::ZERO,
        };
        assert_eq!(last_line(row.counted()), "5 passed, 1 failed");
        let counted = Count { failed: 3, ..count };
        assert_eq!(
            Row {
                count: counted,
                ..row
            }
            .counted(),
            counted
        );
    }

    #[test]
    fn skipped_tests_are_named_only_where_there_are_some() {
        let count = Count {
            passed: 1,
            failed: 2,
            skipped: 3,
        };
        assert_eq!(last_line(count), "1 passed, 2 failed, 3 skipped");
        assert_eq!(
            last_line(Count {
                skipped: 0,
                ..count
            }),
            "1 passed, 2 failed"
        );
    }
}
