//! Every case is a file's text and the short form of what is read from it.

mod kinds;
mod oddities;
mod properties;
mod refusals;
mod shapes;

use crate::{Issue, Kind, Link, Outcome, Snapshot, decode};

/// Opens a file that has to open.
fn open(input: &str) -> (Snapshot, Vec<Issue>) {
    match decode(input.as_bytes(), "f.json") {
        Ok(read) => read,
        Err(err) => panic!("{err}\n{input}"),
    }
}

fn letter(outcome: Outcome) -> char {
    match outcome {
        Outcome::Passed => 'P',
        Outcome::Failed => 'F',
        Outcome::Skipped => 'S',
        Outcome::Unknown => 'U',
        other => panic!("{other:?} never stands in a legacy file"),
    }
}

/// One line a job: `nightly + NAME ~: 42P(PU) 41F`. `+` is required, `-` is not, `?` is unknown;
/// `~` says that the file lists attempts; brackets hold a cell's attempts where there are several.
fn short(snapshot: &Snapshot) -> String {
    let mut lines = Vec::new();
    for series in &snapshot.series {
        let mut line = format!(
            "{} {} {}{}:",
            series.kind.as_str(),
            match series.required {
                Some(true) => '+',
                Some(false) => '-',
                None => '?',
            },
            series.name,
            if series.lists_attempts { " ~" } else { "" },
        );
        for cell in series.cells.0..series.cells.1 {
            let run = &snapshot.runs[snapshot.cell_run[cell as usize] as usize];
            assert_eq!(run.kind, series.kind, "the run of a cell is of its kind");
            let result = letter(snapshot.cell_result[cell as usize]);
            line.push_str(&format!(" {}{result}", run.number));
            let attempts = &snapshot.attempt_outcome[snapshot.attempts_of(cell)];
            if attempts.len() > 1 {
                let letters: String = attempts.iter().copied().map(letter).collect();
                line.push_str(&format!("({letters})"));
            }
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(|i| i.code).collect()
}

/// The file opens as `expect` says, line by line, and exactly these codes are reported.
fn check(input: &str, expect: &[&str], expect_codes: &[&str]) {
    let (snapshot, issues) = open(input);
    assert_eq!(short(&snapshot), expect.join("\n"), "{input}");
    assert_eq!(codes(&issues), expect_codes, "{issues:?}\n{input}");
    invariants(&snapshot);
}

/// What holds for the columns of every snapshot.
fn invariants(s: &Snapshot) {
    let n = s.n_cells();
    assert_eq!(s.cell_result.len(), n);
    assert_eq!(s.attempt_end.len(), n);
    assert_eq!(s.attempt_link.len(), s.attempt_outcome.len());
    assert!(s.cell_run.iter().all(|r| (*r as usize) < s.runs.len()));
    let mut end = 0;
    for &next in &s.attempt_end {
        assert!(next > end, "each cell has an attempt");
        end = next;
    }
    assert_eq!(end as usize, s.attempt_outcome.len());
    let mut cell = 0;
    for series in &s.series {
        assert_eq!(
            series.cells.0, cell,
            "series own the cells one after another"
        );
        assert!(series.cells.1 >= series.cells.0);
        cell = series.cells.1;
        let cells = series.cells.0 as usize..series.cells.1 as usize;
        let mut runs: Vec<u32> = s.cell_run[cells].to_vec();
        let all = runs.len();
        runs.sort_unstable();
        runs.dedup();
        assert_eq!(runs.len(), all, "one cell a run");
    }
    assert_eq!(cell as usize, n);
    for link in &s.attempt_link {
        assert!(*link == Link::NONE || (link.prefix as usize) < s.prefixes.len());
    }
    for word in &s.words {
        assert_eq!(s.attempt_outcome[word.0 as usize], Outcome::Unknown);
    }
    assert!(s.words.is_sorted_by(|a, b| a.0 < b.0));
    let mut numbers: Vec<(Kind, u64)> = s.runs.iter().map(|r| (r.kind, r.number)).collect();
    numbers.sort_by_key(|r| (r.0.as_str(), r.1));
    numbers.dedup();
    assert_eq!(numbers.len(), s.runs.len(), "each run stands once");
    assert!(s.runs.iter().all(|r| r.attempts.is_none_or(|n| n >= 1)));
    assert!(
        s.runs
            .iter()
            .all(|r| r.kind == Kind::Nightly || r.attempts.is_none())
    );
}

/// Addresses of a cell's attempts, newest first.
fn addresses(s: &Snapshot, cell: u32) -> Vec<Option<String>> {
    let links = &s.attempt_link[s.attempts_of(cell)];
    links.iter().map(|l| s.address(*l)).collect()
}
