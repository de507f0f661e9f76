//! What a figure is made of: formula, what was counted, what was left out.

use tailorbird_core::format::plural;
use tailorbird_core::view::{CountedIn, Explained};

use crate::node::{Node, el};
use crate::signal::RwSignal;
use crate::ui::Dialog;

/// The sheet. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct ExplainSheet(Dialog);

impl ExplainSheet {
    /// A sheet that is shown while `open` holds.
    pub fn new(open: RwSignal<bool>) -> Self {
        Self(Dialog::new(open))
    }

    /// Draws it: `explain` is asked while it is open, `job_link` gives the address of a job by id.
    pub fn draw(
        self,
        explain: impl FnOnce() -> Vec<Explained>,
        job_link: impl Fn(&str) -> String,
    ) -> Node {
        self.0.draw(
            "What this number is made of",
            "explain-sheet",
            || match explain().as_slice() {
                [] => vec![el("p").text("It is not in this view any more.")],
                [one] => {
                    let title = el("h3").text(one.title.clone());
                    std::iter::once(title).chain(body(one, &job_link)).collect()
                }
                all => {
                    // What all are figures of is said once.
                    let subject = shared_subject(all);
                    let head = subject.map(|of| el("h3").text(of.to_owned()));
                    let title = |one: &Explained| match subject.and(one.title.split_once(": ")) {
                        Some((what, _)) => what.to_owned(),
                        None => one.title.clone(),
                    };
                    let lines = all.iter().map(|one| folded(one, title(one), &job_link));
                    head.into_iter().chain(lines).collect()
                }
            },
        )
    }
}

/// What follows the name of the figure in all titles, if it is the same.
fn shared_subject(all: &[Explained]) -> Option<&str> {
    let (_, first) = all.first()?.title.split_once(": ")?;
    let is_of_it =
        |one: &Explained| matches!(one.title.split_once(": "), Some((_, of)) if of == first);
    let is_shared = all.iter().all(is_of_it);
    is_shared.then_some(first)
}

/// One of several figures: what it is made of is a press away.
fn folded(found: &Explained, title: String, job_link: &dyn Fn(&str) -> String) -> Node {
    let head = el("summary")
        .class("explain__line")
        .child(el("span").text(title))
        .child(el("b").text(found.value.clone()));
    el("details")
        .with("data-testid", "explain-figure")
        .with("data-figure", found.figure)
        .child(head)
        .children(body(found, job_link))
}

fn body(found: &Explained, job_link: &dyn Fn(&str) -> String) -> Vec<Node> {
    let value = el("p")
        .class("explain__value")
        .with("data-testid", "explain-value")
        .text(found.value.clone());
    let mut head = String::from("Counted: ");
    head.push_str(&found.n_counted().to_string());
    let list = |key, lines: &[CountedIn], more: usize, hint| {
        let more = (more > 0).then(|| {
            let mut words = String::from("and ");
            words.push_str(&plural(more as u64, "more", "more"));
            words.push_str(hint);
            el("li").class("muted").text(words)
        });
        el("ul")
            .class("explain__list")
            .with("data-testid", ["explain-", key].concat())
            .children(lines.iter().map(|line| draw(line, job_link)).collect())
            .child_some(more)
    };
    let left = found.left_out.iter().map(|(why, n)| {
        let mut words = n.to_string();
        words.push(' ');
        words.push_str(why);
        el("li").text(words)
    });
    let left: Vec<Node> = left.collect();
    let is_whole = left.is_empty();
    let mut out = vec![
        value,
        el("p").class("explain__formula").text(found.formula),
        el("h3").with("data-testid", "explain-n").text(head),
        list(
            "counted",
            &found.counted,
            found.more,
            ": export the view for all of them",
        ),
        el("h3").text("Left out"),
        el("ul")
            .with("data-testid", "explain-left-out")
            .children(left),
    ];
    if is_whole {
        out.push(el("p").class("muted").text("Nothing was left out."));
    }
    for also in &found.also {
        if !also.lines.is_empty() {
            out.push(el("h3").text(also.title));
            out.push(list(also.key, &also.lines, also.more, ""));
        }
    }
    out
}

fn draw(line: &CountedIn, job_link: &dyn Fn(&str) -> String) -> Node {
    let name = match (&line.url, &line.job) {
        (Some(url), _) => el("a")
            .with("href", url.clone())
            .with("rel", "noopener noreferrer")
            .text(line.name.clone()),
        (None, Some(job)) => el("a").with("href", job_link(job)).text(line.name.clone()),
        (None, None) => el("span").text(line.name.clone()),
    };
    el("li")
        .class("explain__line")
        .child(name)
        .child(el("span").class("muted").text(line.said.clone()))
}
