//! The jobs of a run, by outcome.

use tailorbird_core::Verdict;
use tailorbird_core::format::plural;
use tailorbird_core::state::State;
use tailorbird_core::view::{FigureAt, JobGroup, RunGroup, RunJob};

use super::attempt_list::attempt;
use super::follow::inner_link;
use super::words::{cell_class, explain_button, glyph, state_look};
use crate::node::{Node, el};
use crate::ui::{Button, ButtonLook};

/// Jobs of a group that are drawn before all of them are asked for.
const MOST: usize = 300;

/// How a group is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    /// Its head alone.
    Closed,
    /// The first of its jobs.
    Short,
    /// All of its jobs.
    Whole,
}

/// The groups; `link` gives the address of a job by its id, `open` names the groups that are opened
/// in full, `on_toggle` is called with the word of one that is to be opened or closed.
pub fn run_jobs(
    groups: &[JobGroup],
    open: &[String],
    link: &dyn Fn(&str) -> String,
    on_toggle: impl Fn(&'static str) + Copy + Send + Sync + 'static,
) -> Node {
    let is_alone = groups.len() == 1;
    let draw = |group: &JobGroup| {
        let is_open = open.iter().any(|word| word == group.group.as_str());
        let fold = match group.group {
            _ if is_open => Fold::Whole,
            RunGroup::Passed if !is_alone => Fold::Closed,
            _ => Fold::Short,
        };
        section(group, fold, link, on_toggle)
    };
    el("div")
        .class("run__groups")
        .children(groups.iter().map(draw).collect())
}

fn title(group: RunGroup) -> &'static str {
    match group {
        RunGroup::Failed => "Failed",
        RunGroup::Flaky => "Flaky, passed in the end",
        RunGroup::Mixed => "Mixed, passed in the end",
        RunGroup::Cancelled => "Cancelled",
        RunGroup::Running => "Running",
        RunGroup::Unknown => "Unknown",
        RunGroup::Skipped => "Skipped",
        RunGroup::Passed => "Passed",
    }
}

fn section(
    group: &JobGroup,
    fold: Fold,
    link: &dyn Fn(&str) -> String,
    on_toggle: impl Fn(&'static str) + Copy + Send + Sync + 'static,
) -> Node {
    let word = group.group.as_str();
    let n = group.jobs.len();
    let head = el("h3")
        .class("run__group")
        .text(title(group.group))
        .text(" ")
        .child(
            el("span")
                .class("run__number")
                .child(explain_button("outcome", n.to_string())),
        );
    let drawn = match fold {
        Fold::Closed => 0,
        Fold::Short => n.min(MOST),
        Fold::Whole => n,
    };
    let jobs = group.jobs.iter().take(drawn).map(|job| line(job, link));
    let list = (drawn > 0).then(|| el("ul").class("run__jobs").children(jobs.collect()));
    let button = |words: String, is_open: &'static str| {
        let button = Button {
            text: words.into(),
            test_id: "toggle-group",
            look: ButtonLook::Small,
            ..Button::default()
        };
        button
            .draw(move || on_toggle(word))
            .with("aria-expanded", is_open)
    };
    let can_close = fold == Fold::Whole && (group.group == RunGroup::Passed || n > MOST);
    let toggle = if drawn < n {
        let mut words = String::from("Show ");
        words.push_str(&plural(n as u64, "job", "jobs"));
        Some(button(words, "false"))
    } else if can_close {
        Some(button("Show fewer".to_owned(), "true"))
    } else {
        None
    };
    el("section")
        .class("run__section")
        .with("data-testid", "run-group")
        .with("data-group", word)
        .with("data-count", n.to_string())
        .with("data-figures", FigureAt::line("note", word))
        .with("aria-label", title(group.group))
        .child(
            el("div")
                .class("run__grouphead")
                .child(head)
                .child_some(toggle),
        )
        .child_some(list)
}

fn line(job: &RunJob, link: &dyn Fn(&str) -> String) -> Node {
    let mark = el("span")
        .class(cell_class(job.verdict))
        .with("role", "img")
        .with("aria-label", job.verdict.as_str())
        .with("title", job.verdict.as_str())
        .text(glyph(job.verdict));
    let mut path = job.path.clone();
    if !path.is_empty() {
        path.push_str(" / ");
    }
    let values = job.values.iter();
    let values = values.map(|value| el("span").class("chip").text(value.clone()));
    let name = inner_link(link(&job.id))
        .class("run__job")
        .with("title", job.name.clone())
        .child(el("span").class("run__path").text(path))
        .child(el("span").class("run__leaf").text(job.leaf.clone()))
        .children(values.collect());
    let required = (job.required == Some(true))
        .then(|| el("span").class("badge badge--accent").text("required"));
    let n = job.attempts.len();
    let attempts = job.attempts.iter().map(|one| attempt(one, n)).collect();
    let word = if job.verdict == Verdict::Mixed {
        Some(el("span").class("run__note").text("attempts differ"))
    } else {
        None
    };
    el("li")
        .class("run__line")
        .with("data-testid", "run-job")
        .with("data-step", "")
        .with("data-job", job.name.clone())
        .with("data-id", job.id.clone())
        .with("data-outcome", job.outcome())
        .with("data-verdict", job.verdict.as_str())
        .with_some("data-change", job.change.map(|c| c.as_str()))
        .child(mark)
        .child(name)
        .child(el("span").class("run__required").child_some(required))
        .child(el("span").class("run__state").children(state(job)))
        .child(
            el("span")
                .class("run__attempts")
                .children(attempts)
                .child_some(word),
        )
}

/// Where the job stood after the run, where that says more than its outcome.
fn state(job: &RunJob) -> Vec<Node> {
    if matches!(job.state, State::Passing | State::NoResult) {
        return Vec::new();
    }
    let badge = el("span")
        .class(state_look(job.state).class())
        .text(job.state_text.clone());
    let since = job.since.as_ref();
    let since = since.map(|words| el("span").class("run__note").text(words.clone()));
    std::iter::once(badge).chain(since).collect()
}
