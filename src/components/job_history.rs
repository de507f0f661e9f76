//! One job through all that is loaded: strip, figures, streaks, what failed, machines, runs.

use tailorbird_core::format::{plural, run_time};
use tailorbird_core::view::{CellView, FigureAt, JobLink, JobView, RunView};
use tailorbird_core::{Kind, Verdict};

use super::attempt_list::{link, runs_list};
use super::follow::named_link;
use super::job_detail::suspects;
use super::job_tables::{failures, figures, note, runners, section, streaks};
use super::owner_card::owner_cards;
use super::words::{cell_class, cell_title, cell_words, explain_button, state_look};
use crate::node::{Node, el, focus_id, key_of};
use crate::ui::ButtonLook;

/// Where links lead and what buttons do.
pub struct Ways<'a> {
    /// The address of a job, by its id.
    pub job: &'a dyn Fn(&str) -> String,
    /// The address of the table with a matrix value as filter: its key and value.
    pub chip: &'a dyn Fn(&str, &str) -> String,
    /// The address of the table with this job alone.
    pub table: String,
    /// The address with all runs in the list.
    pub all: String,
    /// Runs in the list of runs.
    pub shown: u32,
}

/// The whole view, with the charts of its nights.
pub fn job_history(view: &JobView, ways: &Ways<'_>, charts: Node) -> Vec<Node> {
    let columns = el("div")
        .class("history__columns")
        .child(figures(view))
        .child(el("div").children(failures(view)))
        .child(
            el("div")
                .child_some(streaks(view))
                .child_some(runners(view)),
        );
    vec![
        head(view, ways),
        strip(view),
        columns,
        charts,
        el("div")
            .class("history__columns history__columns--runs")
            .child(runs(view, ways))
            .child(aside(view, ways)),
    ]
}

/// Name, chips, state, and for how long it is so.
fn head(view: &JobView, ways: &Ways<'_>) -> Node {
    // The whole name: without its matrix values jobs of one name look the same.
    let rest = view.name.strip_prefix(view.path.as_str());
    let rest = rest.and_then(|rest| rest.strip_prefix(" / "));
    let path = rest.map(|_| {
        let mut path = view.path.clone();
        path.push_str(" / ");
        el("span").class("job__path").text(path)
    });
    let name = el("h2")
        .class("history__name")
        .with("title", view.name.clone())
        .child_some(path)
        .child(
            el("span")
                .class("job__leaf")
                .text(rest.unwrap_or(&view.name).to_owned()),
        );
    let chip = |key: &str, value: &str| {
        let mut words = String::from(key);
        words.push(':');
        words.push_str(value);
        named_link(words, (ways.chip)(key, value)).class("chip chip--press")
    };
    let chips = view.detail.dimensions.iter().map(|(k, v)| chip(k, v));
    let required = match view.required {
        Some(true) => Some("required"),
        Some(false) => None,
        None => Some("required: n/a"),
    };
    let required = required.map(|words| el("span").class("badge badge--accent").text(words));
    let state = el("span")
        .class(state_look(view.itself.state).class())
        .with("data-testid", "job-state")
        .with("data-state", view.itself.state.word())
        .with(
            "data-explain",
            [&FigureAt::line("job", &view.id), "state"].concat(),
        )
        .text(view.itself.state_text.clone());
    let fixed = view
        .fixed
        .then(|| el("span").class("badge badge--good").text("fixed"));
    let line = el("p")
        .class("history__chips")
        .child(state)
        .child_some(fixed)
        .child_some(required)
        .child(chip("kind", view.detail.job_kind))
        .children(chips.collect())
        .child(
            el("span")
                .class("history__note")
                .text(view.itself.workflow.clone()),
        )
        .child(named_link("In the table".to_owned(), ways.table.clone()).class("history__link"));
    let counted = view.kind == Kind::Nightly && view.streak + view.green_streak > 0;
    let told = view.told.iter().enumerate().map(|(at, words)| match at {
        0 if counted => el("p").child(explain_button("streak", words.clone())),
        _ => el("p").text(words.clone()),
    });
    let told = el("div")
        .class("history__told")
        .with("data-testid", "standing")
        .with("data-figures", FigureAt::line("note", &view.id))
        .children(told.collect())
        .children(if view.streak > 0 {
            suspects(&view.detail)
        } else {
            Vec::new()
        });
    el("header")
        .class("history__top")
        .child(name)
        .child(line)
        .child(told)
}

fn cell_id(at: usize) -> String {
    let mut id = String::from("cell-");
    id.push_str(&at.to_string());
    id
}

/// All runs, newest first, over as many lines as they take. One of them is a stop of the Tab key,
/// from there the arrow keys lead.
fn strip(view: &JobView) -> Node {
    let runs = &view.detail.runs;
    let last = runs.len().saturating_sub(1);
    let cells = runs.iter().enumerate();
    let cells = cells.map(|(at, run)| cell(at, last, run, view)).collect();
    let mut words = String::from("All ");
    words.push_str(&plural(runs.len() as u64, "run", "runs"));
    words.push_str(" loaded since its first, newest first");
    section("strip", words.clone()).child(
        el("div")
            .class("history__strip")
            .with("role", "group")
            .with("aria-label", words)
            .children(cells),
    )
}

fn cell(at: usize, last: usize, run: &RunView, view: &JobView) -> Node {
    let shown = CellView {
        run: run.name,
        verdict: run.verdict,
        result: run.result,
        attempts: u32::try_from(run.attempts.len()).unwrap_or(u32::MAX),
    };
    let mut title = cell_title(&shown, view.kind);
    if let Some(at) = run.created_at.and_then(run_time) {
        title.push_str(" · ");
        title.push_str(&at);
    }
    let newest = run.attempts.first().and_then(|a| a.url.clone());
    let url = newest.or_else(|| run.url.clone());
    let node = match &url {
        Some(url) => link(String::new(), Some(url)),
        None => el("span").with("role", "img"),
    };
    let attempts = shown.attempts.to_string();
    let is_of_run = view.is_legacy && view.kind == Kind::Nightly;
    let words = cell_words(&shown, !is_of_run);
    node.class(cell_class(run.verdict))
        .with("id", cell_id(at))
        .with("tabindex", if at == 0 { "0" } else { "-1" })
        .with("data-testid", "run-cell")
        .with("data-run", run.name.number.to_string())
        .with("data-verdict", run.verdict.as_str())
        .with("data-attempts", attempts)
        .with("title", title.clone())
        .with("aria-label", title)
        .on("keydown", move |event| {
            let to = match key_of(&event).key().as_str() {
                "ArrowRight" => (at + 1).min(last),
                "ArrowLeft" => at.saturating_sub(1),
                "Home" => 0,
                "End" => last,
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            focus_id(&cell_id(to));
        })
        .text(words)
}

/// The list of runs.
fn runs(view: &JobView, ways: &Ways<'_>) -> Node {
    let all = view
        .detail
        .runs
        .iter()
        .filter(|run| run.verdict != Verdict::None);
    let list = runs_list(all.take(ways.shown as usize), view.kind);
    let more = view.listed.saturating_sub(ways.shown);
    let more = (more > 0).then(|| {
        let mut words = String::from("Show all ");
        words.push_str(&plural(view.listed.into(), "run", "runs"));
        named_link(words, ways.all.clone())
            .class(ButtonLook::Small.class())
            .with("data-testid", "show-all")
    });
    section("runs", "Runs and attempts")
        .child(list)
        .child_some(more)
}

/// Flakes, owners, and other names.
fn aside(view: &JobView, ways: &Ways<'_>) -> Node {
    let flakes = view
        .flakes
        .iter()
        .filter_map(|at| view.detail.runs.get(*at));
    let title = if view.is_legacy {
        "Mixed results"
    } else {
        "Flakes"
    };
    let flakes = match view.flakes.as_slice() {
        [] => section("flakes", title).child(note("None in what is loaded.")),
        _ => section("flakes", title).child(runs_list(flakes, view.kind)),
    };
    let mut names =
        section("names", "Name").child(el("p").class("detail__name").text(view.name.clone()));
    for old in &view.was {
        let words = ["Until it was renamed: ", old].concat();
        names = names.child(note(words));
    }
    let proposals = [
        ("Probably before: ", &view.came_from),
        ("Probably now: ", &view.became),
    ];
    for (words, found) in proposals {
        if let Some(found) = found {
            names = names.child(to_job(words, found, ways).with("data-testid", "probable-rename"));
        }
    }
    for other in &view.counterparts {
        let words = match other.kind {
            Kind::Nightly => "Nightly: ",
            Kind::Prs => "Check of pull requests: ",
        };
        names = names.child(to_job(words, other, ways).with("data-testid", "counterpart"));
    }
    let owners = section("owners", "Owners").children(owner_cards(&view.detail.owners));
    let categories = (!view.detail.categories.is_empty()).then(|| {
        section("categories", "Categories").child(note(view.detail.categories.join(", ")))
    });
    el("div")
        .child(flakes)
        .child(owners)
        .child_some(categories)
        .child(names)
}

fn to_job(words: &'static str, other: &JobLink, ways: &Ways<'_>) -> Node {
    let state = el("span")
        .class(state_look(other.state).class())
        .text(other.state_text.clone());
    el("p")
        .text(words)
        .child(named_link(other.name.clone(), (ways.job)(&other.id)).class("history__link"))
        .text(" ")
        .child(state)
}

/// Jobs to choose from.
pub fn job_choice(links: &[JobLink], to: &dyn Fn(&str) -> String) -> Node {
    let line = |it: &JobLink| {
        let state = el("span")
            .class(state_look(it.state).class())
            .text(it.state_text.clone());
        let link = named_link(it.name.clone(), to(&it.id)).class("history__link");
        el("li")
            .class("history__choice")
            .with("data-testid", "job-link")
            .with("data-job", it.name.clone())
            .child(link)
            .child(state)
    };
    el("ul").children(links.iter().map(line).collect())
}
