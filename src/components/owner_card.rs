//! Who answers for a job.

use tailorbird_core::names::OwnerGroup;

use super::attempt_list::link;
use crate::node::{Node, el};

/// The owners, or that nobody is known.
pub fn owner_cards(owners: &[OwnerGroup]) -> Vec<Node> {
    if owners.is_empty() {
        let words = "Nobody is configured for this job.";
        return vec![el("p").class("detail__note").text(words)];
    }
    owners.iter().map(card).collect()
}

fn card(owner: &OwnerGroup) -> Node {
    let initials: String = owner.group.chars().take(2).collect();
    let people = owner.github.iter().map(|login| {
        let mut href = String::from("https://github.com/");
        href.push_str(login);
        let mut words = String::from("@");
        words.push_str(login);
        link(words, Some(&href))
    });
    let chat = owner
        .chat
        .as_deref()
        .map(|url| link("chat".to_owned(), Some(url)));
    el("p")
        .class("owner")
        .child(
            el("span")
                .class("owner__mark")
                .with("aria-hidden", "true")
                .text(initials.to_ascii_uppercase()),
        )
        .child(el("span").class("owner__group").text(owner.group.clone()))
        .children(people.collect())
        .child_some(chat)
}
