//! Two runs or two spans of days beside each other: both sides, and a list of jobs for each thing
//! that became of them.

use tailorbird_core::format::plural;
use tailorbird_core::view::{
    CompareLine, CompareList, CompareView, FigureAt, Measure, SideView, What,
};

use super::attempt_list::link;
use super::follow::named_link;
use super::words::explain_button;
use crate::node::{Node, el};

/// Lines of a list that are shown at once.
const AT_ONCE: usize = 100;

/// What each list is called, and the class of its glyph.
const fn head(what: What) -> (&'static str, &'static str, &'static str) {
    match what {
        What::NewlyFailing => ("Newly failing", "✕", "bad"),
        What::Regression => ("Fails more often", "✕", "bad"),
        What::Fixed => ("Fixed", "✓", "good"),
        What::Improvement => ("Fails less often", "✓", "good"),
        What::StillFailing => ("Still failing", "✕", "bad"),
        What::Slower => ("Slower", "↑", "warn"),
        What::Faster => ("Faster", "↓", "good"),
        What::Changed => ("Other result", "≠", "muted"),
        What::New => ("New jobs", "+", "muted"),
        What::Gone => ("Gone jobs", "–", "muted"),
        What::Renamed => ("Probably renamed (proposals)", "→", "muted"),
    }
}

/// Both sides with their results.
pub fn compare_sides(view: &CompareView) -> Node {
    let commits = if view.same_commit {
        Some(
            el("p")
                .class("compare__note")
                .text("Both runs are of one commit."),
        )
    } else {
        let url = view.commits_url.as_deref();
        url.map(|url| {
            el("p")
                .class("compare__note")
                .child(link("Commits between them".to_owned(), Some(url)))
        })
    };
    el("section")
        .class("compare__sides")
        .with("aria-label", "Both sides")
        .child(side("Older", "base", "side-base", &view.base))
        .child(side("Newer", "head", "side-head", &view.head))
        .child_some(commits)
}

fn side(name: &'static str, of: &'static str, test_id: &'static str, side: &SideView) -> Node {
    let r = &side.results;
    let other = r.cancelled + r.running + r.unknown;
    let counts = [
        ("good", "✓ ", r.passed, " passed", "passed"),
        ("bad", "✕ ", r.failed, " failed", "fails"),
        ("muted", "– ", r.skipped, " skipped", "skips"),
        ("muted", "? ", other, " other", "other"),
    ];
    let mut words = el("p").class("compare__counts");
    for (class, glyph, n, word, figure) in counts {
        if n > 0 {
            let number = explain_button(figure, n.to_string());
            let part = el("span").class(class).text(glyph).child(number);
            words = words.child(part.text(word));
        }
    }
    let rate = explain_button("rate", side.text(Measure::Rate));
    words = words.child(el("span").child(rate));
    let partial = (side.partial > 0).then(|| {
        let mut text = plural(side.partial.into(), "run", "runs");
        text.push_str(" could not be read whole");
        el("p").class("compare__note").text(text)
    });
    el("div")
        .class("compare__side")
        .with("data-figures", FigureAt::line("side", of))
        .with("data-testid", test_id)
        .with("data-word", side.word.clone())
        .child(el("h2").class("compare__name").text(name))
        .child(
            el("p")
                .class("compare__title")
                .child(link(side.title.clone(), side.url.as_deref())),
        )
        .child(words)
        .child_some(partial)
}

/// The lists; `to` is the address of a job, by its id.
pub fn compare_lists(view: &CompareView, to: &dyn Fn(&str) -> String) -> Vec<Node> {
    let lists = view.lists.iter().filter(|list| !list.lines.is_empty());
    lists.map(|list| draw(list, to)).collect()
}

fn draw(list: &CompareList, to: &dyn Fn(&str) -> String) -> Node {
    let (name, glyph, class) = head(list.what);
    let title = el("h2")
        .class("compare__head")
        .child(
            el("span")
                .class(class)
                .with("aria-hidden", "true")
                .text(glyph),
        )
        .text(" ")
        .text(name)
        .text(" ")
        .child(
            el("span")
                .class("compare__n")
                .child(explain_button("jobs", list.lines.len().to_string())),
        );
    let lines = |from: usize, n: usize| {
        let some = list.lines.iter().skip(from).take(n);
        table(some.map(|it| line(list.what, it, to)).collect(), name)
    };
    let rest = list.lines.len().saturating_sub(AT_ONCE);
    let rest = (rest > 0).then(|| {
        let mut words = rest.to_string();
        words.push_str(" more");
        el("details")
            .child(el("summary").text(words))
            .child(lines(AT_ONCE, rest))
    });
    el("section")
        .class("compare__list")
        .with("data-testid", "compare-list")
        .with("data-figures", FigureAt::line("list", list.what.key()))
        .with("data-what", list.what.word())
        .child(title)
        .child(lines(0, AT_ONCE))
        .child_some(rest)
}

fn table(lines: Vec<Node>, caption: &'static str) -> Node {
    let head = |words: &'static str| el("th").with("scope", "col").text(words);
    let heads = ["Job", "Older", "Newer", "How sure"].map(head);
    el("table")
        .class("compare__table")
        .child(el("caption").class("visually-hidden").text(caption))
        .child(
            el("thead")
                .class("visually-hidden")
                .child(el("tr").children(heads.into())),
        )
        .child(el("tbody").children(lines))
}

fn line(what: What, it: &CompareLine, to: &dyn Fn(&str) -> String) -> Node {
    let was = it.was.as_ref().map(|was| {
        el("span")
            .class("compare__note")
            .text([was.as_str(), " → "].concat())
    });
    let required = (it.required == Some(true))
        .then(|| el("span").class("badge badge--accent").text("required"));
    let name = el("th")
        .with("scope", "row")
        .child_some(was)
        .child(named_link(it.name.clone(), to(&it.id)).class("compare__link"))
        .child_some(required);
    let old = it.was.as_ref().unwrap_or(&it.id);
    let side = |kind: &str, named: &str, words: &String| {
        let cell = el("td");
        match words.is_empty() {
            true => cell,
            false => cell
                .with("data-figures", FigureAt::line(kind, named))
                .child(explain_button("", words.clone())),
        }
    };
    el("tr")
        .with("data-testid", "compare-row")
        .with("data-step", "")
        .with("data-what", what.word())
        .with("data-job", it.name.clone())
        .child(name)
        .child(side("older", old, &it.base_text))
        .child(side("newer", &it.id, &it.head_text))
        .child(el("td").text(it.note.clone()))
}
