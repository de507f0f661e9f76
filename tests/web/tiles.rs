//! The tiles: their figures as attributes, and where their numbers lead.

use leptos::prelude::*;
use tailorbird::components::{TileLinks, tile_row};
use tailorbird::node::drawn;
use tailorbird::state::Told;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::kit::{Log, NIGHTLY, Page, Shown, ctrl_click, show};

const TILES: [&str; 6] = [
    "tile-last-run",
    "tile-required",
    "tile-broken",
    "tile-fixed",
    "tile-flaky",
    "tile-rate",
];

fn tiles(files: &'static [(&'static str, &'static str)]) -> (Shown, Log<String>) {
    let log = Log::new();
    let on_follow = log.callback();
    let shown = show(move || {
        let page = Page::open("", files);
        let told = Told::nothing();
        drawn(move || {
            let links = TileLinks {
                broken: "?q=is%3Abroken".to_owned(),
                ..TileLinks::default()
            };
            let tiles = page.rows.tiles.read();
            let follow = move |href| on_follow.run(href);
            let kind = page.rows.kind.get();
            tile_row(tiles.as_ref(), told, kind, &links, true, follow).into()
        })
    });
    (shown, log)
}

fn values(shown: &Shown) -> Vec<String> {
    let value = |name: &&str| shown.find(&format!("[data-testid={name}]"));
    TILES
        .iter()
        .map(|name| crate::kit::attribute(&value(name), "data-value"))
        .collect()
}

#[wasm_bindgen_test]
fn tiles_hold_their_figures() {
    let (shown, _) = tiles(&[("a.json", NIGHTLY)]);
    assert_eq!(values(&shown), ["2/3", "1/1", "1", "1", "1", "0.75"]);
}

#[wasm_bindgen_test]
fn what_the_data_cannot_tell_is_not_available() {
    // Six keys: neither required nor older attempts; and nothing that passed or failed.
    const BARE: &str = r#"{"a":{"results":["Skip"],"run_nums":[1],"urls":[null]}}"#;
    let (shown, _) = tiles(&[("a.json", BARE)]);
    assert_eq!(values(&shown), ["n/a", "n/a", "0", "0", "n/a", "n/a"]);
}

#[wasm_bindgen_test]
fn a_plain_press_on_a_number_is_reported_and_others_are_the_browsers() {
    let (shown, log) = tiles(&[("a.json", NIGHTLY)]);
    let number = shown.find("[data-testid=tile-broken] a");
    assert!(!ctrl_click(&number), "a new tab is the browser's work");
    assert!(log.take().is_empty());
    number.click();
    assert_eq!(log.take(), ["?q=is%3Abroken"]);
}
