//! Who answers for a job.

use leptos::prelude::*;
use tailorbird_core::names::OwnerGroup;

/// The owners, or that nobody is known.
pub fn owner_cards(owners: &[OwnerGroup]) -> impl IntoView + use<> {
    let cards: Vec<_> = owners.iter().map(card).collect();
    let none = cards.is_empty().then(|| {
        view! { <p class="detail__note">"Nobody is configured for this job."</p> }
    });
    view! {
        {cards}
        {none}
    }
}

fn card(owner: &OwnerGroup) -> impl IntoView + use<> {
    let initials: String = owner
        .group
        .chars()
        .take(2)
        .collect::<String>()
        .to_uppercase();
    let people = owner.github.iter().map(|login| {
        let href = format!("https://github.com/{login}");
        view! {
            <a href=href target="_blank" rel="noopener noreferrer">{format!("@{login}")}</a>
        }
    });
    let people: Vec<_> = people.collect();
    let chat = owner.chat.clone().map(|url| {
        view! { <a href=url target="_blank" rel="noopener noreferrer">"chat"</a> }
    });
    view! {
        <p class="owner">
            <span class="owner__mark" aria-hidden="true">{initials}</span>
            <span class="owner__group">{owner.group.clone()}</span>
            {people}
            {chat}
        </p>
    }
}
