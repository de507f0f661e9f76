//! Which notices a page shows, from the data and the address.

use tailorbird_core::Kind;
use tailorbird_core::format::{duration, plural, utc_secs};
use tailorbird_core::url::Query;
use tailorbird_core::view;

use crate::browser;
use crate::components::{Notice, issues_notice};
use crate::state::{Address, Data, Rows, Stage};

/// All notices, most urgent first. What needs the whole program waits for it.
pub fn told(address: Address, data: Data, rows: Rows, is_whole: bool) -> Vec<Notice> {
    let mut all = Vec::new();
    let query = address.query().read();
    let configured = rows.stage.with(|stage| {
        let data = stage.as_ref().map(|s| s.loaded.config.data.clone());
        data.unwrap_or_default()
    });
    foreign(&query, &configured, &mut all);
    if rows.stage.read().is_some() {
        failures(data, &mut all);
    }
    if let Some(since) = data.kept().get() {
        let text = format!(
            "The network did not answer: this is what this browser kept of the last load ({}). \
             Load again when it is back.",
            if since.is_empty() {
                "time not known"
            } else {
                &since
            }
        );
        all.push(Notice {
            code: "offline-copy",
            text,
            is_alert: true,
            can_retry: true,
            ..Notice::default()
        });
    }
    picked(data, &mut all);
    for issue in address.issues().get() {
        all.push(note(
            issue.code,
            format!("Address: {}: {}", issue.place, issue.message),
        ));
    }
    if let Some(stage) = rows.stage.get() {
        of_view(&query, &stage, &mut all);
        all.extend(issues_notice(stage.loaded.issues(is_whole)));
        all.extend(stale(&stage));
        all.extend(partial(&stage));
        if stage.is_legacy() {
            all.push(note(
                "legacy-data",
                "Files of 2024 and 2025 say only Pass, Fail and Skip: ◐ is mixed (an older \
                 attempt went the other way), not proven flaky; times and durations are n/a."
                    .to_owned(),
            ));
        }
    }
    all
}

fn note(code: &'static str, text: String) -> Notice {
    Notice {
        code,
        text,
        ..Notice::default()
    }
}

/// Data of another host stands under this page's name: that is said for as long as it is shown.
fn foreign(query: &Query, configured: &[String], all: &mut Vec<Notice>) {
    let mut hosts: Vec<String> = Vec::new();
    for host in query.data.iter().filter_map(|d| browser::host_of(d)) {
        let is_configured = configured
            .iter()
            .any(|d| browser::host_of(d).as_ref() == Some(&host));
        if !is_configured && !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    if !hosts.is_empty() {
        let text = format!(
            "These results come from {}, which this page is not configured for. Nobody here vouches \
             for them.",
            hosts.join(", ")
        );
        all.push(Notice {
            code: "foreign-host",
            text,
            is_alert: true,
            ..Notice::default()
        });
    }
}

fn picked(data: Data, all: &mut Vec<Notice>) {
    let names = data.picked_names();
    if !names.is_empty() {
        let text = format!(
            "Opened from this computer: {}. A copied link does not hold these files.",
            names.join(", ")
        );
        all.push(Notice {
            code: "local-files",
            text,
            can_close: true,
            ..Notice::default()
        });
    }
}

/// What the address asks for and the data cannot give.
fn of_view(query: &Query, stage: &Stage, all: &mut Vec<Notice>) {
    if query.required && stage.table.required_unknown {
        all.push(note("required-unknown", view::REQUIRED_UNKNOWN.to_owned()));
    }
    let store = stage.store();
    let has_days = query.from.is_some() || query.to.is_some();
    if has_days && store.newest_run_at().is_none() {
        let text = "This data holds no dates: `from` and `to` of the address are not used.";
        all.push(note("dates-unknown", text.to_owned()));
    }
    let projects = store.projects();
    let asked = query.project.as_ref();
    if let Some(project) = asked.filter(|id| !projects.contains(&id.as_str())) {
        let text = match projects.as_slice() {
            [] => format!("This data names no project: `project={project}` is not used."),
            known => format!(
                "This data has no project `{project}`; it has {}.",
                known.join(", ")
            ),
        };
        all.push(note("project-unknown", text));
    }
    let known = tailorbird_core::view::group_keys(store);
    if let Some(group) = query.group.as_ref().filter(|g| !known.contains(g)) {
        all.push(note(
            "group-unknown",
            format!("Nothing is called `{group}` to group by."),
        ));
    }
    // In other views it holds other things than jobs.
    let of_jobs = query.view.is_none_or(super::is_of_jobs);
    let opened = query.open.iter().filter(|_| of_jobs);
    let missing = opened
        .filter(|id| store.find(id, stage.table.kind).is_none())
        .count();
    if missing > 0 {
        let jobs = plural(missing as u64, "opened row is", "opened rows are");
        all.push(note(
            "open-unknown",
            format!("{jobs} in the address, but not in this data."),
        ));
    }
}

/// What failed to load, failures of one kind as one notice.
fn failures(data: Data, all: &mut Vec<Notice>) {
    let problems = data.problems().get();
    let shown = match data.is_older() {
        true => "What was loaded before is still shown.",
        false => "The rest is shown.",
    };
    for problem in &problems {
        if all.iter().any(|notice| notice.code == problem.code) {
            continue;
        }
        let like = problems.iter().filter(|other| other.code == problem.code);
        let mut more: Vec<String> = like.map(|other| other.text.clone()).collect();
        let text = match more.len() {
            1 => {
                more.clear();
                format!("{} {shown}", problem.text)
            }
            n => format!("{n} files failed to load. {shown}"),
        };
        all.push(Notice {
            code: problem.code,
            text,
            is_alert: true,
            can_retry: true,
            more,
            ..Notice::default()
        });
    }
}

/// Data that has not been renewed for longer than it should: what it shows may be long over.
fn stale(stage: &Stage) -> Option<Notice> {
    let at = stage.store().generated_at()?;
    let limit = i64::from(stage.loaded.config.stale_after_hours) * 3_600;
    #[expect(clippy::cast_possible_truncation, reason = "whole seconds are meant")]
    let now = (browser::now_ms() / 1_000.0) as i64;
    // A visitor's clock that is behind makes nothing stale.
    let age = u64::try_from(now - at).ok().filter(|_| now - at > limit)?;
    let text = format!(
        "This data is {} old (of {}): what it shows may be long over. The collection may have stopped.",
        duration(age),
        utc_secs(at).unwrap_or_default()
    );
    Some(Notice {
        code: "stale-data",
        text,
        is_alert: true,
        ..Notice::default()
    })
}

/// Runs of which only a part is held: what is missing may have passed.
fn partial(stage: &Stage) -> Option<Notice> {
    let n = stage.table.n_partial(stage.store());
    let (one, many) = match stage.table.kind {
        Kind::Nightly => ("run", "runs"),
        Kind::Prs => ("pull request", "pull requests"),
    };
    (n > 0).then(|| {
        let mut text = plural(u64::from(n), one, many);
        text.push_str(
            " of this window could not be read whole: what is missing may have passed, so rates \
             and states may be better than they look.",
        );
        Notice {
            // A single night matters little, a window of halves makes every figure doubtful.
            is_alert: n * 2 > stage.table.n_columns(),
            ..note("partial-window", text)
        }
    })
}
