//! The list of pull requests, from which one is opened.

use tailorbird_core::Kind;
use tailorbird_core::format::{count, plural};
use tailorbird_core::view::{self, Asking, FigureAt, Measure, PullCounts, PullLine};

use super::empty::{none_of, results_of};
use super::page::Page;
use super::pr::no_match;
use crate::browser;
use crate::node::{Node, el, value_of};
use crate::state::Step;
use crate::ui::{Button, ButtonLook, TextField};

/// Pull requests that are listed unasked.
const MOST: usize = 200;

/// The word in `open=` for a list that is shown to its end.
const ALL: &str = "all";

/// The list.
pub(super) fn draw(page: Page, asking: Asking<'_>) -> Vec<Node> {
    let view = view::pulls(asking);
    if view.listed == 0 {
        return vec![none_of(page.rows, results_of(Kind::Prs))];
    }
    let of = plural(view.listed, "pull request", "pull requests");
    let line = page.line(view.lines.len() as u64, of, Vec::new(), Vec::new());
    let search = asking.query.find.clone().unwrap_or_default();
    let mut all = vec![finders(page, search), line];
    if view.lines.is_empty() {
        all.push(no_match(page, "No pull request matches"));
        return all;
    }
    let is_whole = asking.query.open.iter().any(|word| word == ALL);
    let most = if is_whole {
        usize::MAX
    } else {
        page.most(MOST)
    };
    let lines = view.lines.iter().take(most);
    let lines = lines.map(|line| row(page, line, view.has_times)).collect();
    let mut heads = el("tr").child(th("Pull request"));
    for name in ["Failed", "Passed", "Skipped", "Other", "Required passed"] {
        heads = heads.child(th(name).class("num"));
    }
    let when = view.has_times.then(|| th("Newest run"));
    all.push(
        el("table")
            .class("pulls")
            .with("id", "pulls")
            .on("click", move |event| {
                let asked = browser::attribute_at(&event, "data-pr");
                let asked = asked.filter(|_| !browser::has_modifier(&event));
                if let Some(number) = asked {
                    event.prevent_default();
                    open(page, &number);
                }
            })
            .child(el("thead").child(heads.child_some(when)))
            .child(el("tbody").children(lines)),
    );
    if view.lines.len() > most {
        let more = Button {
            text: ["Show all ", &count(view.lines.len() as u64)]
                .concat()
                .into(),
            test_id: "show-all",
            ..Button::default()
        };
        all.push(more.draw(move || {
            page.address
                .change(Step::Push, |q| q.open = vec![ALL.to_owned()]);
        }));
    }
    all
}

fn th(name: &'static str) -> Node {
    el("th").with("scope", "col").text(name)
}

/// Opens a pull request by its number as it was typed.
fn open(page: Page, number: &str) {
    let digits = number.trim().trim_start_matches('#');
    if let Some(number) = digits.parse().ok().filter(|number| *number > 0) {
        page.address.change(Step::Push, |q| {
            q.pr = Some(number);
            q.open.clear();
        });
        browser::scroll_to(0.0);
    }
}

/// The search of the list, and the field for a number.
fn finders(page: Page, search: String) -> Node {
    let field = TextField {
        class: "pulls__search",
        label: "Search pull requests",
        value: search,
        placeholder: "Number, title or commit",
        test_id: "pr-search",
        id: "pr-search".to_owned(),
        ..TextField::default()
    };
    let find = move |text: String| {
        let text = Some(text).filter(|text| !text.is_empty());
        page.address.change(Step::Typing, |q| q.find = text);
    };
    let field = field.draw(find, |_| ());
    let input = el("input")
        .class("pulls__number")
        .with_all(&[
            ("type", "text"),
            ("inputmode", "numeric"),
            ("autocomplete", "off"),
            ("data-testid", "pr-number"),
            ("id", "pr-number"),
            ("placeholder", "10686"),
        ])
        .on("input", move |event| {
            page.pr.number.set_value(value_of(&event));
        });
    let go = el("button")
        .class(ButtonLook::Plain.class())
        .with("data-testid", "pr-go")
        .text("Go");
    let form = el("form")
        .class("pulls__go")
        .on("submit", move |event| {
            event.prevent_default();
            open(page, &page.pr.number.get_value());
        })
        .child(el("label").with("for", "pr-number").text("Go to PR #"))
        .child(input)
        .child(go);
    el("div").class("pulls__bar").child(field).child(form)
}

fn row(page: Page, line: &PullLine<'_>, has_times: bool) -> Node {
    let run = line.run;
    let n = run.number.to_string();
    let counts = &line.counts;
    let title = run.title.clone();
    let title = title.map(|title| el("span").class("pulls__title").text(title));
    let name = el("a")
        .with("href", page.address.link(|q| q.pr = Some(run.number)))
        .with("data-pr", n.clone())
        .child(el("span").class("pulls__n").text(["#", &n].concat()))
        .child_some(title);
    let partial = run.partial.then(|| {
        el("span")
            .class("pulls__partial")
            .with("title", "not all of its checks could be read")
            .text("partial")
    });
    let figures = PullCounts::FIGURES.map(|measure| {
        let is_bad = measure == Measure::Fails && counts.results.failed > 0;
        el("td")
            .class(if is_bad { "num bad" } else { "num" })
            .with("data-explain", measure.word())
            .text(counts.text(measure))
    });
    el("tr")
        .with("data-testid", "pr-row")
        .with("data-step", "")
        .with("data-figures", FigureAt::line("pulls", &n))
        .with("data-number", n)
        .child(
            el("th")
                .with("scope", "row")
                .child(name)
                .child_some(partial),
        )
        .children(figures.into())
        .child_some(has_times.then(|| el("td").text(line.when.clone().unwrap_or_default())))
}
