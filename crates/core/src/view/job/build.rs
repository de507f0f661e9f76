//! The view of a job, ready to be drawn.

use tailorbird_snapshot::{Kind, Outcome, Verdict};

use super::figures::{Figure, figures};
use super::names::{self, JobLink};
use super::past::{self, Counted, Runner, Streak};
use crate::format::{duration, plural, run_time};
use crate::state::State;
use crate::stats::{Standing, Window, job_stats};
use crate::store::{CellIdx, SeriesIdx, Store};
use crate::view::detail::{DetailView, detail};
use crate::view::row::state_text;
use crate::view::sheets::Asking;
use crate::view::table::{TableRow, asked};
use crate::view::trends::{TrendsView, of_job};

/// Runs that the list of runs has at least, where there are so many.
const LISTED: u32 = 20;

/// One job through everything that is loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct JobView {
    /// Its id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Parts of the name before the leaf, joined by " / ".
    pub path: String,
    /// Last part without its matrix values.
    pub leaf: String,
    /// Scheduled or pull request.
    pub kind: Kind,
    /// Its workflow and project, and others of the same name.
    pub itself: JobLink,
    /// Required now; None: unknown.
    pub required: Option<bool>,
    /// From files that cannot tell flaky from mixed, and know no times.
    pub is_legacy: bool,
    /// The newest result passed and the one before it failed.
    pub fixed: bool,
    /// Failed results in a row, from the newest back.
    pub streak: u32,
    /// Passed results in a row, from the newest back.
    pub green_streak: u32,
    /// Creation of the run since which it is broken, in seconds since 1970 UTC.
    pub broken_at: Option<i64>,
    /// Seconds from there to the newest run that is loaded; None where the window ends before it.
    pub broken_for_secs: Option<u64>,
    /// For how long and since when it is red or green: a sentence, and what to know beside it.
    pub told: Vec<String>,
    /// Everything of the opened row, over all runs from the newest that is loaded to the first
    /// that has the job, holes included.
    pub detail: DetailView,
    /// Results and durations of its nights.
    pub nights: TrendsView,
    /// How often and how long.
    pub figures: Vec<Figure>,
    /// Which runs the window has: `Newest 10`.
    pub window: String,
    /// Red streaks, newest first; none for pull requests, which are no history.
    pub streaks: Vec<Streak>,
    /// Places in `detail.runs` of flaky and mixed cells, newest first.
    pub flakes: Vec<usize>,
    /// Steps that failed.
    pub steps: Vec<Counted>,
    /// Test cases that failed.
    pub tests: Vec<Counted>,
    /// Machines.
    pub runners: Vec<Runner>,
    /// Older names that the configuration joins to it.
    pub was: Vec<String>,
    /// The job that it probably was before it had its name.
    pub came_from: Option<JobLink>,
    /// The job that it probably became.
    pub became: Option<JobLink>,
    /// The same job in other workflows.
    pub counterparts: Vec<JobLink>,
    /// Runs that have the job (`M` of "N of M").
    pub listed: u32,
    /// Of them those in the list of runs: at least 20, and all of the window (`N`).
    pub shown: u32,
}

/// The job that an id or a name means, today's or an older one. None: nothing is called so.
#[must_use]
pub fn job(asking: Asking<'_>, named: &str) -> Option<JobView> {
    let store = asking.store;
    let at = store.find(named, asking.table.kind)?;
    let series = store.series(at)?;
    let described = store.described(at)?;
    let axis = store.axis(series.axis)?;
    let oldest = store.cells(at).next_back().map(|cell| store.run(cell));
    let history = Window {
        newest: 0,
        len: oldest.map_or(0, |column| column + 1),
    };
    let window = asked(asking.query, store).window(axis);
    let whole = job_stats(store, at, history);
    let lately = job_stats(store, at, window);
    let standing = lately.standing;
    // The state is that of the window, the runs are all.
    let row = TableRow {
        series: at,
        window: history,
        stats: crate::stats::JobStats { standing, ..whole },
    };
    let detail = detail(store, &row, &asking.config.link_hosts)?;
    let runs = &detail.runs;
    let is_flake = |at: &usize| {
        runs.get(*at)
            .is_some_and(|r| matches!(r.verdict, Verdict::Flaky | Verdict::Mixed))
    };
    let (came_from, became) = names::renamed(store, at);
    let green_streak = green(store, at, window);
    let end = window.newest.saturating_add(window.len);
    let in_list = store.cells(at).filter(|c| store.run(*c) < end).count();
    let listed = whole.runs();
    let shown = u32::try_from(in_list)
        .unwrap_or(u32::MAX)
        .max(LISTED)
        .min(listed);
    let since = Since::new(store, at, &standing, (green_streak, window));
    Some(
        JobView {
            itself: names::now(store, at)?,
            id: series.id().to_string(),
            name: series.name.clone(),
            path: described.path.clone(),
            leaf: described.job.leaf.clone(),
            kind: series.kind,
            required: series.required,
            is_legacy: series.is_legacy,
            fixed: standing.fixed,
            streak: standing.streak,
            green_streak,
            broken_at: since.at,
            broken_for_secs: since.secs,
            told: since.told(series.kind),
            figures: figures(&whole, &lately),
            nights: of_job(asking, at)?,
            window: window_text(window),
            streaks: if series.kind == Kind::Nightly {
                past::streaks(runs)
            } else {
                Vec::new()
            },
            flakes: (0..runs.len()).filter(is_flake).collect(),
            steps: past::steps(runs),
            tests: past::tests(runs),
            runners: past::runners(runs),
            was: series.was.clone(),
            came_from,
            became,
            counterparts: names::counterparts(store, asking.config, at),
            listed,
            shown,
            detail,
        }
        .with_state(standing.state),
    )
}

impl JobView {
    /// Says the state of the window.
    fn with_state(mut self, state: State) -> Self {
        self.itself.state = state;
        self.itself.state_text = state_text(state, self.kind);
        self
    }
}

fn window_text(window: Window) -> String {
    let n = window.len.to_string();
    match window.newest {
        0 => ["Newest ", &n].concat(),
        _ => [&n, " in the window"].concat(),
    }
}

/// Passed results in a row, from the end of the window back.
fn green(store: &Store, at: SeriesIdx, window: Window) -> u32 {
    let cells = store.cells(at).filter(|c| store.run(*c) >= window.newest);
    let decided = cells.map(|c| store.result(c)).filter(|r| r.is_decided());
    let passed = decided.take_while(|r| *r == Outcome::Passed).count();
    u32::try_from(passed).unwrap_or(u32::MAX)
}

/// Since when a job is as it is.
struct Since<'a> {
    store: &'a Store,
    series: SeriesIdx,
    standing: &'a Standing,
    green: u32,
    window: Window,
    /// Creation of the run since which it is broken.
    at: Option<i64>,
    /// From there to the newest run that is loaded; None where the window ends before it.
    secs: Option<u64>,
}

impl<'a> Since<'a> {
    fn new(
        store: &'a Store,
        series: SeriesIdx,
        standing: &'a Standing,
        (green, window): (u32, Window),
    ) -> Self {
        let nightly = store
            .series(series)
            .is_some_and(|s| s.kind == Kind::Nightly);
        let broken = standing.broken_since.filter(|_| nightly);
        let at = broken.and_then(|cell| store.run_info(series, cell)?.created_at);
        // Of a window that ends before the newest run nothing is said of the time after it.
        let newest = store.newest_run_at().filter(|_| window.newest == 0);
        let secs = at
            .zip(newest)
            .and_then(|(at, newest)| u64::try_from(newest - at).ok());
        Self {
            store,
            series,
            standing,
            green,
            window,
            at,
            secs,
        }
    }

    /// A run by name and time.
    fn run(&self, cell: CellIdx) -> Option<String> {
        let run = self.store.run_info(self.series, cell)?;
        let mut text = run.name().text(Kind::Nightly);
        match run.created_at.and_then(run_time) {
            // One that is called by its day.
            Some(at) if at.starts_with(&text) => return Some(at),
            Some(at) => text.push_str(&[" (", &at, ")"].concat()),
            None => {}
        }
        Some(text)
    }

    fn told(&self, kind: Kind) -> Vec<String> {
        let state = self.standing.state;
        if kind == Kind::Prs {
            let note = "Different pull requests are no history: there is no broken since here.";
            return vec![note.to_owned()];
        }
        if state == State::NoResult {
            return vec!["It neither passed nor failed in what is loaded.".to_owned()];
        }
        if self.standing.streak == 0 {
            return vec![self.green_text()];
        }
        let open = matches!(
            state,
            State::Failing {
                open_ended: true,
                ..
            }
        );
        let mut text = String::from("Red for ");
        if open {
            text.push_str("at least ");
        }
        text.push_str(&plural(self.standing.streak.into(), "run", "runs"));
        if let Some(run) = self.standing.broken_since.and_then(|cell| self.run(cell)) {
            text.push_str(", since ");
            text.push_str(&run);
        }
        if let Some(secs) = self.secs.filter(|secs| *secs > 0) {
            text.push_str(": ");
            text.push_str(&duration(secs));
            text.push_str(" up to the newest run loaded");
        }
        text.push('.');
        let good = self.standing.last_good.and_then(|cell| self.run(cell));
        let good = good.map_or_else(
            || "It never passed in what is loaded.".to_owned(),
            |run| ["Last good: ", &run, "."].concat(),
        );
        vec![text, good]
    }

    fn green_text(&self) -> String {
        let mut text = String::from("Green for ");
        text.push_str(&plural(self.green.into(), "run", "runs"));
        let cells = self.store.cells(self.series);
        let cells = cells.filter(|c| self.store.run(*c) >= self.window.newest);
        let mut failed = cells.filter(|c| self.store.result(*c) == Outcome::Failed);
        match failed.next().and_then(|cell| self.run(cell)) {
            Some(run) => {
                text.push_str("; the last that failed was ");
                text.push_str(&run);
            }
            None => text.push_str("; it never failed in what is loaded"),
        }
        text.push('.');
        text
    }
}
