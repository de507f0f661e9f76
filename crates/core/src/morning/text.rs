//! The summary as Markdown for an issue or a chat, and as JSON.

use serde_json::{Value, json as value};
use tailorbird_snapshot::Kind;

use super::collect::{Broken, Morning, Night};
use crate::format::{count, markdown_cell, percent, plural, run_time};

/// Names of a list that are written out.
const SHOWN: usize = 25;

/// What cannot be said of files without times.
const TIMELESS: &str = "\n\
    These files know no times, commits or failing tests, and cannot tell flaky jobs: this is the \
    newest run against the one before.\n";

/// The summary as Markdown. Nobody is notified: logins are named without a mention.
#[must_use]
pub fn markdown(morning: &Morning) -> String {
    let mut out = String::new();
    if !morning.project.is_empty() {
        out.push_str(&format!("## {}\n\n", markdown_cell(&morning.project)));
    }
    if morning.nights.is_empty() {
        out.push_str("No scheduled run is in the data.\n");
        return out;
    }
    for night in &morning.nights {
        out.push_str(&format!("- {}\n", night_line(night)));
    }
    // Only files of 2024 and 2025 have runs without times.
    if morning
        .nights
        .iter()
        .all(|night| night.created_at.is_none())
    {
        out.push_str(TIMELESS);
    }
    if morning.broken.is_empty() {
        out.push_str("\nNothing new is broken.\n");
    }
    let mut list = |title: &str, lines: Vec<String>| {
        if lines.is_empty() {
            return;
        }
        out.push_str(&format!("\n### {title}: {}\n\n", count(lines.len() as u64)));
        out.extend(lines.iter().take(SHOWN).map(|line| format!("- {line}\n")));
        if let Some(more) = lines.len().checked_sub(SHOWN).filter(|n| *n > 0) {
            out.push_str(&format!("- and {} more\n", count(more as u64)));
        }
    };
    let names = |names: &[String]| names.iter().map(|name| markdown_cell(name)).collect();
    list("Broken", morning.broken.iter().map(broken_line).collect());
    list(
        "Still failing",
        morning.still.iter().map(broken_line).collect(),
    );
    list("Fixed", names(&morning.fixed));
    list("Flaky", names(&morning.flaky));
    out
}

fn night_line(night: &Night) -> String {
    let name = markdown_cell(&night.workflow);
    let title = format!("{name} run {}", night.number);
    let title = match &night.url {
        Some(url) => format!("[{title}]({url})"),
        None => title,
    };
    let at = night.created_at.and_then(run_time);
    let at = at.map_or_else(String::new, |at| format!(", {at}"));
    let r = &night.results;
    let failed = plural(u64::from(r.failed), "job failed", "jobs failed");
    let more = match night.n_runs {
        0 => "; no run in this time".to_owned(),
        1 => String::new(),
        n => format!("; {n} runs in this time"),
    };
    let partial = if night.partial {
        "; not all of its jobs could be read"
    } else {
        ""
    };
    format!(
        "{title}{at}: {} of {} passed ({}), {failed}{more}{partial}",
        count(u64::from(r.passed)),
        count(u64::from(r.decided())),
        percent(r.pass_rate()),
    )
}

fn broken_line(broken: &Broken) -> String {
    let mut line = format!("**{}**", markdown_cell(&broken.name));
    if broken.required == Some(true) {
        line.push_str(" (required)");
    }
    let at_least = if broken.open_ended { "≥ " } else { "" };
    let runs = plural(u64::from(broken.streak), "run", "runs");
    line.push_str(&format!(": failing {at_least}{runs}"));
    if let Some(since) = broken.since {
        line.push_str(&format!(", since {}", since.text(Kind::Nightly)));
    }
    if let Some(good) = broken.last_good {
        line.push_str(&format!(", last good {}", good.text(Kind::Nightly)));
    }
    if let Some(suspect) = &broken.suspect {
        if suspect.is_same_commit() {
            line.push_str(", same commit: not a code change");
        } else if let Some(url) = &suspect.url {
            let n = suspect.commits.len();
            let what = if n == 0 {
                "changes".to_owned()
            } else {
                plural(n as u64, "commit", "commits")
            };
            line.push_str(&format!(", [{what} between]({url})"));
        }
    }
    if let Some(attempt) = &broken.attempt {
        if let Some((_, test)) = attempt.failing_tests.first() {
            line.push_str(&format!("; {}", markdown_cell(test)));
            if let Some(more) = attempt
                .failing_tests
                .len()
                .checked_sub(1)
                .filter(|n| *n > 0)
            {
                line.push_str(&format!(
                    " and {}",
                    plural(more as u64, "other test", "other tests")
                ));
            }
        } else if let Some(step) = &attempt.failing_step {
            line.push_str(&format!("; step {}", markdown_cell(step)));
        }
        if let Some(url) = &attempt.url {
            line.push_str(&format!(" ([log]({url}))"));
        }
    }
    line.push_str(&owners(broken));
    line
}

/// Groups and logins, behind a dash; nothing where nobody is known.
fn owners(broken: &Broken) -> String {
    let owners = broken.owners.iter().map(|owner| {
        let who = owner.github.join(", ");
        let who = if who.is_empty() {
            who
        } else {
            format!(" ({who})")
        };
        markdown_cell(&format!("{}{who}", owner.group))
    });
    let owners: Vec<String> = owners.collect();
    if owners.is_empty() {
        String::new()
    } else {
        format!(" — {}", owners.join("; "))
    }
}

/// The summary as one object.
#[must_use]
pub fn json(morning: &Morning) -> Value {
    let nights = morning.nights.iter().map(|night| {
        let r = &night.results;
        value!({"workflow": night.workflow, "number": night.number, "url": night.url,
            "created_at": night.created_at, "runs": night.n_runs, "partial": night.partial,
            "passed": r.passed, "failed": r.failed, "skipped": r.skipped,
            "cancelled": r.cancelled, "running": r.running, "unknown": r.unknown})
    });
    let broken = |list: &[Broken]| -> Vec<Value> {
        let one = |b: &Broken| {
            let tests = b.attempt.as_ref().map(|a| {
                let test = |(file, name): &(String, String)| value!({"file": file, "name": name});
                a.failing_tests.iter().map(test).collect::<Vec<_>>()
            });
            value!({"name": b.name, "required": b.required, "streak": b.streak,
                "open_ended": b.open_ended, "broken_since": b.since.map(|r| r.number), "last_good": b.last_good.map(|r| r.number),
                "compare": b.suspect.as_ref().and_then(|s| s.url.as_deref()),
                "failing_step": b.attempt.as_ref().and_then(|a| a.failing_step.as_deref()),
                "failing_tests": tests,
                "owners": b.owners.iter().map(|o| o.group.as_str()).collect::<Vec<_>>()})
        };
        list.iter().map(one).collect()
    };
    value!({
        "project": morning.project,
        "runs": nights.collect::<Vec<_>>(),
        "broken": broken(&morning.broken),
        "still_failing": broken(&morning.still),
        "fixed": morning.fixed,
        "flaky": morning.flaky,
    })
}
