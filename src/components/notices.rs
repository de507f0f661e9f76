//! What the visitor must know of the data: what failed, what is odd, what it cannot say.

use leptos::prelude::*;
use tailorbird_core::Issue;
use tailorbird_core::format::plural;

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
    view! {
        <div class="notices">
            <For
                each=move || notices.get()
                key=|notice| (notice.code, notice.text.clone(), notice.more.len())
                let:notice
            >
                {draw(notice, on_retry, on_close)}
            </For>
        </div>
    }
}

fn draw(notice: Notice, on_retry: Callback<()>, on_close: Callback<()>) -> impl IntoView {
    let class = if notice.is_alert {
        "notice notice--alert"
    } else {
        "notice"
    };
    let role = if notice.is_alert { "alert" } else { "status" };
    let lines: Vec<_> = notice
        .more
        .into_iter()
        .map(|line| view! { <li>{line}</li> })
        .collect();
    let more = (!lines.is_empty()).then(|| {
        view! {
            <details class="notice__more">
                <summary>"Show them"</summary>
                <ul>{lines}</ul>
            </details>
        }
    });
    let retry = notice.can_retry.then(|| {
        view! {
            <button
                type="button"
                class="button button--small"
                data-testid="retry"
                on:click=move |_| on_retry.run(())
            >
                "Try again"
            </button>
        }
    });
    let close = notice.can_close.then(|| {
        view! {
            <button
                type="button"
                class="button button--small"
                data-testid="close-files"
                on:click=move |_| on_close.run(())
            >
                "Back to the configured data"
            </button>
        }
    });
    view! {
        <div class=class role=role data-testid="notice" data-code=notice.code>
            <span class="notice__text">{notice.text}</span>
            {retry}
            {close}
            {more}
        </div>
    }
}
