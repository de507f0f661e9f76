//! Where words lead: views, projects, jobs, runs and pull requests that they name.

use tailorbird_snapshot::Kind;

use crate::format::{machine_time, run_time};
use crate::store::{Axis, RunInfo, Series, Store};
use crate::text::lowercase;
use crate::url::{Query, View};

/// At most so many places are listed.
const MOST: usize = 20;
/// At most so many runs of each workflow, and pull requests of each project.
const FEW: usize = 4;

/// Where to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// A view.
    View(View),
    /// A project, by its id.
    Project(String),
    /// A job, by its id, in its project (empty: there are none).
    Job(String, String),
    /// A run, by its id or number, in its project (empty: there are none).
    Run(String, String),
    /// A pull request, by its number, in its project.
    Pr(u64, String),
}

/// A place that words lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Jump {
    /// What it is called.
    pub label: String,
    /// What it is.
    pub what: &'static str,
    /// Where it is.
    pub goal: Goal,
}

impl Goal {
    /// Makes an address lead there. Opened rows belong to the view that is left.
    pub fn lead(self, query: &mut Query) {
        match self {
            Self::View(_) => query.open.clear(),
            _ => query.close_all(),
        }
        let project = match self {
            Self::View(view) => {
                query.view = Some(view);
                String::new()
            }
            Self::Project(id) => id,
            Self::Job(id, project) => {
                query.view = Some(View::Job);
                query.job = Some(id);
                project
            }
            Self::Run(run, project) => {
                query.view = Some(View::Run);
                query.run = Some(run);
                project
            }
            Self::Pr(number, project) => {
                query.view = Some(View::Pr);
                query.pr = Some(number);
                project
            }
        };
        if !project.is_empty() {
            query.project = Some(project);
        }
    }
}

/// Views to choose from: those that need no more than their name.
const VIEWS: [View; 8] = [
    View::Nightly,
    View::Prs,
    View::Runs,
    View::Pr,
    View::Tree,
    View::Grid,
    View::Trends,
    View::Compare,
];

/// Places that all words of the text lead to: views and projects by name, runs and pull requests
/// by the start of their number, jobs by words of their name (those of `kind` first), pull
/// requests by words of their title. At most 20.
#[must_use]
pub fn palette(store: &Store, kind: Kind, text: &str) -> Vec<Jump> {
    let text = lowercase(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let fits = |name: &str| words.iter().all(|word| name.contains(word));
    let mut out = Vec::new();
    for view in VIEWS {
        if fits(&lowercase(view.title())) {
            out.push(place(view.title().to_owned(), "view", Goal::View(view)));
        }
    }
    let projects = store.projects();
    for id in projects.iter().filter(|_| projects.len() > 1) {
        let name = store.project_name(id);
        if fits(&lowercase(name)) {
            let goal = Goal::Project((*id).to_owned());
            out.push(place(name.to_owned(), "project", goal));
        }
    }
    if words.is_empty() {
        out.truncate(MOST);
        return out;
    }
    let digits = text.trim().trim_start_matches('#');
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number {
        let starts = |run: &RunInfo| run.number.to_string().starts_with(digits);
        for kind in [Kind::Nightly, Kind::Prs] {
            runs(store, kind, &starts, &mut out);
        }
    }
    // Runs of many programs have no number, but a day.
    let dated = |run: &RunInfo| {
        let at = run.created_at;
        let mut words = lowercase(&run.name().text(Kind::Nightly));
        for more in [at.and_then(run_time), at.and_then(machine_time)] {
            words.push(' ');
            words.extend(more.as_deref().map(lowercase));
        }
        fits(&words)
    };
    if out.iter().all(|jump| !matches!(jump.goal, Goal::Run(..))) {
        runs(store, Kind::Nightly, &dated, &mut out);
    }
    let other = match kind {
        Kind::Nightly => Kind::Prs,
        Kind::Prs => Kind::Nightly,
    };
    for kind in [kind, other] {
        let series = store.series_of(kind).filter_map(|at| store.series(at));
        let found = series.filter(|series| fits(&series.name_lower));
        let left = MOST.saturating_sub(out.len());
        out.extend(found.take(left).map(|series| job(series, projects.len())));
    }
    let titled = |run: &RunInfo| run.title.as_ref().is_some_and(|t| fits(&lowercase(t)));
    if !is_number {
        runs(store, Kind::Prs, &titled, &mut out);
    }
    out.truncate(MOST);
    out
}

const fn place(label: String, what: &'static str, goal: Goal) -> Jump {
    Jump { label, what, goal }
}

fn job(series: &Series, projects: usize) -> Jump {
    let project = match projects {
        0 | 1 => String::new(),
        _ => series.home.project.clone(),
    };
    let what = match series.kind {
        Kind::Nightly => "nightly job",
        Kind::Prs => "check",
    };
    let goal = Goal::Job(series.id().to_string(), project);
    place(series.name.clone(), what, goal)
}

/// The newest runs or pull requests that fit, of each axis: none hides those of another project.
/// Those of one of several workflows, or projects, say of which.
fn runs(store: &Store, kind: Kind, fits: &dyn Fn(&RunInfo) -> bool, out: &mut Vec<Jump>) {
    let axes: Vec<&Axis> = store.axes(kind).map(|(_, axis)| axis).collect();
    let has_projects = store.projects().len() > 1;
    let found = axes.iter().flat_map(|axis| {
        let found = axis.runs.iter().filter(|run| fits(run));
        found.take(FEW).map(move |run| (*axis, run))
    });
    for (axis, run) in found {
        let mut label = run.name().text(kind);
        if let Some(title) = &run.title {
            label.push(' ');
            label.push_str(title);
        }
        let is_one_of = |other: &&Axis| other.project == axis.project;
        if kind == Kind::Nightly && axes.iter().copied().filter(is_one_of).count() > 1 {
            label.push_str(" · ");
            label.push_str(&axis.workflow);
        }
        let mut project = String::new();
        if has_projects {
            label.push_str(" · ");
            label.push_str(store.project_name(&axis.project));
            project.clone_from(&axis.project);
        }
        out.push(match kind {
            Kind::Prs => place(label, "pull request", Goal::Pr(run.number, project)),
            Kind::Nightly => {
                let named = run.id.unwrap_or(run.number).to_string();
                place(label, "nightly run", Goal::Run(named, project))
            }
        });
    }
}
