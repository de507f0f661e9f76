//! Something is under way: a bar, with how much of it is done where that is known.

use super::meter::percent;
use crate::node::{Node, Words, el};

/// A bar with its words; `share` is the share done, 0 to 1, None when unknown.
pub fn progress_bar(text: impl Words, share: Option<f64>) -> Node {
    let text = text.into_text();
    let now = share.map(percent);
    let width = now.clone().map(|mut now| {
        now.push('%');
        now
    });
    let class = match share {
        Some(_) => "progress__fill",
        None => "progress__fill progress__fill--unknown",
    };
    let track = el("span")
        .class("progress__track")
        .with("role", "progressbar")
        .with("aria-label", text.clone())
        .with("aria-valuemin", "0")
        .with("aria-valuemax", "100")
        .with_some("aria-valuenow", now)
        .child(el("span").class(class).with_some("style:width", width));
    el("div")
        .class("progress")
        .child(el("span").text(text))
        .child(track)
}
