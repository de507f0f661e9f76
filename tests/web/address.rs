//! The address: what each step does to the history, and what back and forward bring.

use tailorbird::browser;
use tailorbird::state::{Address, Step};
use tailorbird_core::url::View;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::History;

use crate::kit::{Shown, keep, until};

fn address(query: &str) -> (Shown, Address) {
    browser::replace_query(query, 0);
    keep(Address::read)
}

fn history() -> History {
    web_sys::window().unwrap().history().unwrap()
}

fn entries() -> u32 {
    history().length().unwrap()
}

#[wasm_bindgen_test]
async fn choosing_adds_an_entry_and_back_returns_to_the_one_before() {
    let (_shown, address) = address("q=k8s");
    let before = entries();
    let restored = address.restored();
    address.change(Step::Push, |q| q.required = true);
    assert_eq!(browser::search(), "?q=k8s&required=1");
    assert_eq!(entries(), before + 1);
    address.change(Step::Push, |q| q.required = true);
    assert_eq!(entries(), before + 1, "what stays the same is no step");
    history().back().unwrap();
    until("back has led to the first query", || {
        !address.query().read_untracked().required
    })
    .await;
    assert_eq!(browser::search(), "?q=k8s");
    assert_eq!(address.query().read_untracked().q, "k8s");
    assert_eq!(restored.get_untracked(), 1);
    history().forward().unwrap();
    until("forward has led to the second", || {
        address.query().read_untracked().required
    })
    .await;
    assert_eq!(restored.get_untracked(), 2);
}

#[wasm_bindgen_test]
fn typing_changes_the_query_at_once_and_the_entry_when_it_settles() {
    let (_shown, address) = address("");
    let before = entries();
    for text in ["k", "k8", "k8s"] {
        address.change(Step::Typing, |q| q.q = text.to_owned());
    }
    assert_eq!(address.query().read_untracked().q, "k8s");
    assert_eq!(browser::search(), "", "typing has not paused yet");
    address.settle();
    assert_eq!((browser::search().as_str(), entries()), ("?q=k8s", before));
}

#[wasm_bindgen_test]
async fn a_choice_keeps_what_was_typed_before_it() {
    let (_shown, address) = address("");
    address.change(Step::Typing, |q| q.q = "clh".to_owned());
    address.change(Step::Push, |q| q.required = true);
    assert_eq!(browser::search(), "?q=clh&required=1");
    history().back().unwrap();
    until("back has led to the typed text", || {
        !address.query().read_untracked().required
    })
    .await;
    assert_eq!(
        browser::search(),
        "?q=clh",
        "not to the empty text before it"
    );
}

#[wasm_bindgen_test]
fn an_old_link_is_rewritten_and_a_bad_value_is_told() {
    let before = entries();
    let (_shown, old) = address("display=prchecks&matchMode=or&value=clh&value=qemu");
    assert_eq!(old.query().read_untracked().view, Some(View::Prs));
    assert_eq!(old.query().read_untracked().q, "clh OR qemu");
    assert_eq!(browser::search(), "?view=prs&q=clh+OR+qemu");
    assert_eq!(entries(), before);
    let (_shown, bad) = address("runs=some&later=1");
    let issues = bad.issues().get_untracked();
    assert_eq!(
        issues.iter().map(|i| i.place.as_str()).collect::<Vec<_>>(),
        ["runs"]
    );
    bad.change(Step::Replace, |q| q.required = true);
    assert!(
        browser::search().contains("later=1"),
        "unknown keys are kept"
    );
}

#[wasm_bindgen_test]
fn a_link_is_the_address_that_a_change_would_lead_to() {
    let (_shown, address) = address("q=k8s");
    assert_eq!(address.link(|q| q.required = true), "?q=k8s&required=1");
    assert_eq!(browser::search(), "?q=k8s", "asking changes nothing");
}
