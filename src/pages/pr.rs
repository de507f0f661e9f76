//! One pull request: whose its red checks are, and how all went.

use std::sync::Arc;

use leptos::task::spawn_local;
use tailorbird_core::format::{count, plural};
use tailorbird_core::pull::{self, FindError, PullView};
use tailorbird_core::view::{self, CheckGroup, PrView, PullCounts};

use super::edit;
use super::empty::{CLEAR, NOTHING_LEFT, empty, lack};
use super::page::Page;
use super::pulls;
use crate::browser;
use crate::components::{class_words, explain_button, link, pr_checks, told_note};
use crate::node::{Node, el};
use crate::signal::{Memo, RwSignal, StoredValue};
use crate::state::{Address, Rows, Stage, Step};
use crate::ui::{Button, ButtonLook, EmptyState, IconShape, icon};

/// What this view and its list keep beside the address. A copy stands for the same.
#[derive(Clone, Copy)]
pub struct PrMemory {
    /// What stands in the field for a number.
    pub(super) number: StoredValue<String>,
    /// Copying has just worked, or failed.
    copied: RwSignal<Option<bool>>,
    /// The pull request of the address, judged once. None: none is asked for, or nothing is loaded.
    pull: Memo<Option<Arc<Result<PullView, FindError>>>>,
}

impl PrMemory {
    /// Nothing searched.
    pub fn new(address: Address, rows: Rows) -> Self {
        let asked = address.part(|q| q.pr);
        Self {
            number: StoredValue::new(String::new()),
            copied: RwSignal::new(None),
            pull: Memo::of_view(move || {
                let stage = rows.stage.get()?;
                let number = asked.get()?;
                let project = &stage.table.project;
                let config = &stage.loaded.config;
                let pull = view::pull_of(stage.store(), project, number, config);
                Some(Arc::new(pull))
            }),
        }
    }
}

/// The view.
pub(super) fn draw(page: Page, stage: &Stage) -> Vec<Node> {
    let sorted = page.rows.sorted.read();
    let query = page.address.query().read();
    let asking = stage.asking(&sorted, &query);
    let Some(number) = query.pr else {
        return pulls::draw(page, asking);
    };
    match page
        .pr
        .pull
        .read()
        .as_ref()
        .map(|found| found.as_ref().as_ref())
    {
        Some(Ok(pull)) => one(page, pull, &view::pr(asking, pull)),
        Some(Err(err)) => vec![not_there(page, number, err)],
        None => Vec::new(),
    }
}

/// What leads back to the list.
fn to_list(page: Page) -> Node {
    el("a")
        .class(ButtonLook::Small.class())
        .with("href", page.address.link(|q| q.pr = None))
        .with("data-testid", "all-prs")
        .on("click", move |event| {
            if !browser::has_modifier(&event) {
                event.prevent_default();
                page.address.change(Step::Push, |q| {
                    q.pr = None;
                    q.open.clear();
                });
            }
        })
        .text("All pull requests")
}

fn not_there(page: Page, number: u64, err: &FindError) -> Node {
    let mut why = String::from(match err {
        FindError::Empty(_) => "The data holds no pull request of this project.",
        _ => "",
    });
    if let FindError::Unknown(_, newest) = err {
        why.push_str("The newest one in the data is #");
        why.push_str(&newest.to_string());
        why.push('.');
    }
    why.push_str(match lack(page.rows) {
        "" => " It may be older or newer than what was collected, or have run no checks.",
        lack => lack,
    });
    let state = EmptyState {
        title: ["PR #", &number.to_string(), " is not in this data"]
            .concat()
            .into(),
        why: why.into(),
        test_id: "empty",
        actions: vec![to_list(page)],
        ..EmptyState::default()
    };
    state.draw()
}

/// A pull request.
fn one(page: Page, pull: &PullView, view: &PrView<'_>) -> Vec<Node> {
    let notes = figures(&view.counts);
    let of = plural(view.listed, "check", "checks");
    let line = page.line(view.shown, of, notes, Vec::new());
    let mut all = vec![head(page, pull, view), line];
    if view.shown == 0 {
        all.push(no_match(page, "No check matches"));
        return all;
    }
    let mut body = el("div")
        .class("pr")
        .with("data-figures", "pr::")
        .on("click", move |event| {
            let act = browser::attribute_at(&event, "data-act");
            let id = browser::attribute_at(&event, "data-id");
            if let (Some(_), Some(id)) = (act, id) {
                page.address.change(Step::Push, |q| {
                    q.open = page.rows.ids_of(&q.open);
                    edit::toggle_open(q, id);
                });
            }
        });
    if !view.red.is_empty() {
        let title = el("h3").class("pr__title").text("Failed ");
        let title = title.child(explained("failed", view.red.len()));
        body = body
            .child(title)
            .child(pr_checks(&view.red))
            .child(class_words());
    }
    all.push(body.children(view.groups.iter().flat_map(group).collect()));
    all
}

/// The number of checks of a result, which tells what it is made of where it is a figure.
fn explained(result: &str, n: usize) -> Node {
    let figure = match result {
        "failed" => "fails",
        "passed" => "passed",
        "skipped" => "skips",
        _ => return number(n),
    };
    number_as(explain_button(figure, count(n as u64)))
}

fn number_as(inside: Node) -> Node {
    el("span").class("pr__n").child(inside)
}

fn number(n: usize) -> Node {
    el("span").class("pr__n").text(count(n as u64))
}

/// The numbers of what is left, in words.
fn figures(counts: &PullCounts) -> Vec<Node> {
    let results = &counts.results;
    let parts = [
        ("pr::fails", results.failed, " failed"),
        ("pr::passed", results.passed, " passed"),
        ("pr::skips", results.skipped, " skipped"),
        ("pr::other", counts.other(), " other"),
    ];
    let mut notes: Vec<Node> = parts
        .iter()
        .filter(|part| part.1 > 0)
        .map(|part| told_note(part.0, [&part.1.to_string(), part.2].concat()))
        .collect();
    notes.extend(counts.required_text().map(|text| {
        let mut words = String::from("required: ");
        words.push_str(&text);
        words.push_str(" passed");
        told_note("pr::required", words)
    }));
    notes
}

/// Which pull request, and what to make of it.
fn head(page: Page, pull: &PullView, view: &PrView<'_>) -> Node {
    let mut name = String::from("PR #");
    name.push_str(&pull.number.to_string());
    let title = pull.title.clone();
    let title = title.map(|title| el("span").class("pr__name").text(title));
    let short = |sha: &String| sha.chars().take(10).collect::<String>();
    let commit = pull.head_sha.as_ref().map(|sha| {
        el("span")
            .text("head ")
            .child(link(short(sha), view.commit_url.as_deref()).with("title", sha.clone()))
    });
    let when = view.when.clone().map(|when| el("span").text(when));
    let partial = pull.partial.then(|| {
        el("p").class("pr__partial").with("data-testid", "partial").text(
            "Not all checks of this pull request could be read: what is missing may have passed.",
        )
    });
    let mut sentence = String::from(&view.sentence);
    sentence.push('.');
    let text = pull::markdown(pull);
    let copied = page.pr.copied.get();
    let copy = Button {
        text: match copied {
            None => "Copy as Markdown",
            Some(true) => "Copied",
            Some(false) => "Not allowed: use the export",
        }
        .into(),
        icon: Some(IconShape::Copy),
        test_id: "copy-markdown",
        look: ButtonLook::Small,
        ..Button::default()
    };
    let said = el("span")
        .class("visually-hidden")
        .with("role", "status")
        .text(if copied == Some(true) {
            "Copied as Markdown"
        } else {
            ""
        });
    let top = el("div")
        .class("pr__top")
        .child(
            el("h2")
                .class("pr__head")
                .child(link(name, pull.url.as_deref()))
                .child_some(title),
        )
        .child(
            el("span")
                .class("pr__facts")
                .child_some(commit)
                .child_some(when),
        );
    let acts = el("div")
        .class("pr__acts")
        .child(copy.draw(move || copy_text(page, text.clone())))
        .child(to_list(page))
        .child(said);
    el("header")
        .class("pr__card")
        .child(top)
        .child(
            el("p")
                .class("pr__sentence")
                .with("data-testid", "pr-sentence")
                .child(explain_button("note::verdict", capital(sentence))),
        )
        .child_some(partial)
        .child(acts)
}

fn capital(mut words: String) -> String {
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

fn copy_text(page: Page, text: String) {
    let copied = page.pr.copied;
    spawn_local(async move {
        copied.set(Some(browser::copy_text(&text).await));
        browser::pause(2_000).await;
        copied.set(None);
    });
}

/// Checks of one result; where there are very many, they are shown when their head is pressed.
fn group(group: &CheckGroup<'_>) -> Vec<Node> {
    let words = capital(group.id.to_owned());
    let title = el("h3").class("pr__title");
    let title = if group.is_long {
        let shape = if group.is_open {
            IconShape::ChevronDown
        } else {
            IconShape::ChevronRight
        };
        title.child(
            el("button")
                .class("pr__group")
                .with("type", "button")
                .with("data-testid", "check-group")
                .with("data-act", "open")
                .with("data-id", group.id)
                .with("id", ["group-", group.id].concat())
                .with(
                    "aria-expanded",
                    if group.is_open { "true" } else { "false" },
                )
                .child(icon(shape))
                .text(words)
                .text(" ")
                .child(number(group.n)),
        )
    } else {
        title
            .text(words)
            .text(" ")
            .child(explained(group.id, group.n))
    };
    let list = group.is_open.then(|| pr_checks(&group.checks));
    std::iter::once(title).chain(list).collect()
}

/// Nothing is left by the filters.
pub(super) fn no_match(page: Page, title: &'static str) -> Node {
    let query = page.address.query();
    let why = match query.with(|q| q.find.is_some() && q.pr.is_none()) {
        true => "What is searched for, the filter text and the buttons beside it leave nothing.",
        false => NOTHING_LEFT,
    };
    empty(title, why, CLEAR, move || {
        page.address.change(Step::Push, edit::clear);
    })
}
