//! The facets as a menu: under each key its values with how many jobs have them.

use tailorbird_core::format::count;
use tailorbird_core::query::{Facet, FacetValue};

use crate::node::el;
use crate::ui::{MenuLooks, MenuOption};

/// The menu; empty while nobody looks at it.
pub fn facets_menu(facets: &[Facet]) -> MenuLooks {
    let option = |facet: &Facet, at: usize, it: &FacetValue| MenuOption {
        id: it.id.clone(),
        label: it.value.clone(),
        hint: count(it.count.into()).into(),
        chosen: it.is_in || it.is_out,
        is_out: it.is_out,
        heading: match at {
            0 => heading(facet),
            _ => String::new(),
        },
    };
    let mut options = Vec::new();
    for facet in facets {
        let values = facet.values.iter().enumerate();
        options.extend(values.map(|(at, it)| option(facet, at, it)));
    }
    let words = if options.is_empty() {
        "Nothing to choose from."
    } else {
        "Any of one kind, and all kinds together; − leaves out."
    };
    MenuLooks {
        label: "Facets",
        options,
        test_id: "facets",
        foot: Some(el("span").text(words)),
        ..MenuLooks::default()
    }
}

/// `hypervisor`, or `path · 12 more by typing path:`.
fn heading(facet: &Facet) -> String {
    let mut words = facet.key.clone();
    if facet.more > 0 {
        words.push_str(" · ");
        words.push_str(&count(facet.more as u64));
        words.push_str(" more by typing ");
        words.push_str(&facet.key);
        words.push(':');
    }
    words
}
