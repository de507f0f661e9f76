//! What the visitor must know of the data: what failed, what is odd, what it cannot say.

use tailorbird_core::Issue;
use tailorbird_core::format::plural;

use crate::node::{Node, el};

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

/// All notices, most urgent first; called to try again, and to close the visitor's own files.
pub fn notices(
    notices: &[Notice],
    on_retry: impl Fn() + Copy + Send + Sync + 'static,
    on_close: impl Fn() + Copy + Send + Sync + 'static,
) -> Node {
    let draw = |notice: &Notice| {
        let retry = notice
            .can_retry
            .then(|| button("retry", "Try again").on("click", move |_| on_retry()));
        let close = notice.can_close.then(|| {
            button("close-files", "Back to the configured data").on("click", move |_| on_close())
        });
        draw(notice, retry, close)
    };
    el("div")
        .class("notices")
        .children(notices.iter().map(draw).collect())
}

fn button(test_id: &'static str, words: &'static str) -> Node {
    el("button")
        .class("button button--small")
        .with("type", "button")
        .with("data-testid", test_id)
        .text(words)
}

fn draw(notice: &Notice, retry: Option<Node>, close: Option<Node>) -> Node {
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
        .child(
            el("span")
                .class("notice__text")
                // A narrow page shows one line of it, and all of it while it has the focus.
                .with_some("tabindex", (!notice.is_alert).then_some("0"))
                .text(notice.text.clone()),
        )
        .child_some(retry)
        .child_some(close)
        .child_some(more)
}
