//! What the visitor must know of the data: what failed, what is odd, what it cannot say.

use leptos::{ev, prelude::*};
use tailorbird_core::Issue;
use tailorbird_core::format::plural;

use crate::browser;
use crate::ui::node::{Node, Nodes, drawn, el};

/// How many issues are listed; the command line lists all.
const LISTED: usize = 100;

/// One notice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notice {
    /// A stable word.
    pub code: &'static str,
    /// What to know.
    pub text: String,
    /// It is said at once, and stands out.
    pub is_alert: bool,
    /// It can be tried again.
    pub can_retry: bool,
    /// What it tells of can be closed.
    pub can_close: bool,
    /// More, folded away.
    pub more: Vec<String>,
}

/// The notice of everything odd in the files; None where nothing is.
pub fn issues_notice(issues: &[Issue]) -> Option<Notice> {
    let n = issues.len();
    let mut more: Vec<String> = issues.iter().take(LISTED).map(Issue::to_string).collect();
    if let Some(rest) = n.checked_sub(LISTED).filter(|r| *r > 0) {
        more.push(format!(
            "… and {rest} more; `tailorbird validate` lists all"
        ));
    }
    let mut text = plural(n as u64, "odd thing", "odd things");
    text.push_str(" in the data; nothing was guessed.");
    (n > 0).then(|| Notice {
        code: "input-issues",
        text,
        more,
        ..Notice::default()
    })
}

/// All notices.
#[component]
pub fn Notices(
    /// The notices, most urgent first.
    notices: Signal<Vec<Notice>>,
    /// Called to try again.
    #[prop(into)]
    on_retry: Callback<()>,
    /// Called to close the visitor's own files.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let on_click = move |event: ev::MouseEvent| match browser::attribute_at(&event, "data-act") {
        Some(act) if act == RETRY => on_retry.run(()),
        Some(act) if act == CLOSE => on_close.run(()),
        _ => {}
    };
    view! {
        <div class="notices" on:click=on_click>
            {drawn(move || Nodes::list(notices.read().iter().map(draw).collect()))}
        </div>
    }
}

const RETRY: &str = "retry";
const CLOSE: &str = "close-files";

fn button(act: &'static str, words: &'static str) -> Node {
    el("button")
        .class("button button--small")
        .with("type", "button")
        .with("data-act", act)
        .with("data-testid", act)
        .text(words)
}

fn draw(notice: &Notice) -> Node {
    let lines = notice
        .more
        .iter()
        .map(|line| el("li").text(line.clone()))
        .collect();
    let more = (!notice.more.is_empty()).then(|| {
        el("details")
            .class("notice__more")
            .child(el("summary").text("Show them"))
            .child(el("ul").children(lines))
    });
    let (class, role) = if notice.is_alert {
        ("notice notice--alert", "alert")
    } else {
        ("notice", "status")
    };
    el("div")
        .with("data-testid", "notice")
        .class(class)
        .with("role", role)
        .with("data-code", notice.code)
        .child(el("span").class("notice__text").text(notice.text.clone()))
        .child_some(notice.can_retry.then(|| button(RETRY, "Try again")))
        .child_some(
            notice
                .can_close
                .then(|| button(CLOSE, "Back to the configured data")),
        )
        .child_some(more)
}
