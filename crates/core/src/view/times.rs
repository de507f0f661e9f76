//! Durations of a job through its runs, as a line, and how much of the data is there, in words.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Coverage, Manifest};

use super::detail::DetailView;
use crate::format;

/// Durations from the oldest run to the newest.
#[derive(Clone, Debug, PartialEq)]
pub struct DurationLine {
    /// Shares of the longest one, 0..=1; None: the run has no such job, or no time is known.
    pub points: Vec<Option<f64>>,
    /// What the line shows, in one sentence.
    pub caption: String,
}

/// The durations of the runs of an opened row: of each run's newest attempt. None where fewer than
/// two are known.
#[must_use]
pub fn duration_line(detail: &DetailView) -> Option<DurationLine> {
    let runs = detail.runs.iter().rev();
    let secs: Vec<Option<u32>> = runs
        .map(|run| run.attempts.first().and_then(|a| a.duration_secs))
        .collect();
    let known = || secs.iter().flatten().copied();
    let (shortest, longest) = (known().min()?, known().max()?);
    let newest = known().next_back()?;
    if known().count() < 2 {
        return None;
    }
    let share = |secs: u32| f64::from(secs) / f64::from(longest.max(1));
    let words = |secs: u32| format::duration(secs.into());
    let mut caption = String::from("Durations, oldest run first: newest ");
    for part in [
        &words(newest),
        ", shortest ",
        &words(shortest),
        ", longest ",
        &words(longest),
    ] {
        caption.push_str(part);
    }
    Some(DurationLine {
        points: secs.iter().map(|s| s.map(share)).collect(),
        caption,
    })
}

/// How much of each source a data set holds: a line each, as `kata ci-nightly.yaml nightly: 180 of
/// 184 days complete, 3 partial, 1 without runs`.
#[must_use]
pub fn coverage_lines(manifest: &Manifest) -> Vec<String> {
    manifest.coverage.iter().filter_map(coverage).collect()
}

fn coverage(coverage: &Coverage) -> Option<String> {
    let count = |letter: char| coverage.days.chars().filter(|c| *c == letter).count();
    let asked = coverage.days.chars().filter(|c| *c != '-').count();
    if asked == 0 {
        return None;
    }
    let source = &coverage.source;
    let kind = match source.kind {
        Kind::Nightly => "nightly",
        Kind::Prs => "pull requests",
    };
    let names = [source.project.as_str(), source.workflow.as_str(), kind];
    let names: Vec<&str> = names.into_iter().filter(|n| !n.is_empty()).collect();
    let mut line = names.join(" ");
    line.push_str(": ");
    line.push_str(&count('c').to_string());
    line.push_str(" of ");
    line.push_str(&format::plural(asked as u64, "day", "days"));
    line.push_str(" complete");
    for (n, words) in [(count('p'), " partial"), (count('n'), " without runs")] {
        if n > 0 {
            line.push_str(", ");
            line.push_str(&n.to_string());
            line.push_str(words);
        }
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use tailorbird_snapshot::dataset::Source;

    use super::*;

    #[test]
    fn coverage_tells_what_is_whole_and_what_is_not() {
        let line = |days: &str| {
            coverage(&Coverage {
                source: Source {
                    project: "kata".to_owned(),
                    workflow: "ci.yaml".to_owned(),
                    kind: Kind::Nightly,
                },
                first_day: 20_000,
                days: days.to_owned(),
            })
        };
        let whole = line("cc-c").unwrap();
        assert_eq!(whole, "kata ci.yaml nightly: 3 of 3 days complete");
        let holes = line("cpn-").unwrap();
        assert_eq!(
            holes,
            "kata ci.yaml nightly: 1 of 3 days complete, 1 partial, 1 without runs"
        );
        assert_eq!(line("--"), None);
    }
}
