//! What is different in a run from another: lists of jobs, and the commits between.

use tailorbird_core::format::plural;
use tailorbird_core::view::{Against, DiffJob, DiffList, DiffPart, FigureAt};

use super::follow::inner_link;
use super::job_detail::commits;
use super::words::explain_button;
use crate::node::{Node, el};
use crate::ui::{MenuOption, select};

/// The comparison; `link` gives the address of a job by its id, `on_choose` is called with the run
/// to compare with.
pub fn run_diff(
    against: &Against,
    link: &dyn Fn(&str) -> String,
    on_choose: impl Fn(String) + Send + Sync + 'static,
) -> Node {
    let option = |id: &String, label: String, chosen| MenuOption {
        id: id.clone(),
        label,
        chosen,
        ..MenuOption::default()
    };
    let mut options: Vec<MenuOption> = Vec::new();
    if against.base.is_none() {
        options.push(option(&String::new(), "choose a run".to_owned(), true));
    }
    let runs = against.choices.iter();
    options.extend(runs.map(|run| option(&run.word, run.label.clone(), run.is_chosen)));
    let chooser =
        (!against.choices.is_empty()).then(|| select("Compared with", &options, "base", on_choose));
    let head = el("div")
        .class("run__against")
        .child(el("h3").class("run__title").text("What is different"))
        .child_some(chooser)
        .children(between(against));
    let why = (!against.why.is_empty()).then(|| {
        el("p")
            .class("run__note")
            .with("data-testid", "no-diff")
            .text(against.why.clone())
    });
    let nothing = (against.base.is_some() && against.lists.is_empty()).then(|| {
        el("p").class("run__note").text(match against.is_filtered {
            true => {
                "Of the jobs that the filters leave none differs, and none failed in both runs."
            }
            false => "No job differs, and none failed in both runs.",
        })
    });
    let lists = against.lists.iter().map(|list| draw(list, link)).collect();
    el("section")
        .class("run__diff")
        .with("data-testid", "run-diff")
        .with("aria-label", "What is different")
        .child(head)
        .child_some(why)
        .child_some(nothing)
        .child(el("div").class("run__lists").children(lists))
}

/// The commits between both runs.
fn between(against: &Against) -> Vec<Node> {
    match &against.commits {
        Some(suspect) if suspect.is_same_commit() => {
            let words = "Both runs are of one commit: no difference is a change of the code.";
            vec![el("p").class("run__note").text(words)]
        }
        Some(suspect) => {
            let mut all = commits(suspect);
            // The link first; the list may be long.
            let rest = all.split_off(1.min(all.len()));
            if !rest.is_empty() {
                let summary = el("summary").text("Commits between");
                all.push(
                    el("details")
                        .class("run__commits")
                        .child(summary)
                        .children(rest),
                );
            }
            all
        }
        None => Vec::new(),
    }
}

fn draw(list: &DiffList, link: &dyn Fn(&str) -> String) -> Node {
    let part = list.part;
    let job = |job: &DiffJob| {
        let note =
            (!job.note.is_empty()).then(|| el("span").class("run__note").text(job.note.clone()));
        el("li")
            .with("data-testid", "diff-job")
            .with("data-step", "")
            .with("data-job", job.name.clone())
            .child(inner_link(link(&job.id)).text(job.name.clone()))
            .child_some(note)
    };
    let jobs = el("ul")
        .class("run__list")
        .children(list.jobs.iter().map(job).collect());
    let class = match part {
        DiffPart::NewlyFailing => "run__part bad",
        DiffPart::Fixed => "run__part good",
        _ => "run__part",
    };
    // What is new stands open; the rest is a press away, and its head a control of its own.
    let is_news = matches!(part, DiffPart::NewlyFailing | DiffPart::Fixed);
    let n = list.jobs.len().to_string();
    let number = if is_news {
        explain_button("jobs", n)
    } else {
        el("span").class("run__number").text(n)
    };
    let head = el("h4")
        .class(class)
        .text(part.title())
        .text(" ")
        .child(number);
    let body = if is_news {
        el("div").child(head).child(jobs)
    } else {
        let made_of = explain_button(
            "jobs",
            plural(list.jobs.len() as u64, "job", "jobs") + ": what is counted",
        );
        el("details")
            .child(el("summary").child(head))
            .child(el("p").class("run__note").child(made_of))
            .child(jobs)
    };
    body.with("data-testid", "diff-list")
        .with("data-part", part.as_str())
        .with("data-figures", FigureAt::line("diff", part.as_str()))
        .with("data-count", list.jobs.len().to_string())
}
