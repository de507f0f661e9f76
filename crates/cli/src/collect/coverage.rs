//! How much of each day is held.

use tailorbird_snapshot::Kind;
use tailorbird_snapshot::dataset::{Covered, History, Run, Source};

/// The UTC day of a time, counted from 1970-01-01.
pub(super) fn day(secs: i64) -> i32 {
    i32::try_from(secs.div_euclid(86_400)).unwrap_or(i32::MAX)
}

/// What one run makes of its day.
pub(super) fn of_run(run: &Run) -> Covered {
    if run.partial || run.status != "completed" {
        Covered::Partial
    } else {
        Covered::Complete
    }
}

/// Days that were asked for, with what there was on them.
pub(super) struct Asked<'a> {
    pub(super) project: &'a str,
    /// File of the workflow, empty for all.
    pub(super) workflow: &'a str,
    pub(super) kind: Kind,
    /// First and last day.
    pub(super) days: (i32, i32),
    /// Whether the list of runs was whole.
    pub(super) whole: bool,
    /// Ids of the runs listed, with their days.
    pub(super) runs: &'a [(u64, i32)],
}

/// Notes the days in the history.
pub(super) fn note(history: &mut History, asked: &Asked<'_>) {
    let source = Source {
        project: asked.project.to_owned(),
        workflow: asked.workflow.to_owned(),
        kind: asked.kind,
    };
    for day in asked.days.0..=asked.days.1 {
        let of_day = asked.runs.iter().filter(|(_, on)| *on == day);
        let states = of_day.map(|(id, _)| {
            let key = tailorbird_snapshot::dataset::RunKey {
                project: asked.project.to_owned(),
                id: *id,
            };
            history.run(&key).map_or(Covered::Partial, of_run)
        });
        let state = match (states.min(), asked.whole) {
            (None, true) => Covered::Nothing,
            (None, false) => continue,
            (Some(state), true) => state,
            (Some(_), false) => Covered::Partial,
        };
        let _ = history.cover(source.clone(), day, state);
    }
}
