//! From data and address to rows: what holds while a text is wrong, and what a key press costs.

use std::sync::Arc;

use tailorbird::state::Step;
use tailorbird_core::url::View;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::kit::{NIGHTLY, Page, Shown, keep};

const PRS: &str = include_str!("../fixtures/legacy/keys10_prs.json");

fn page(query: &'static str, files: &'static [(&'static str, &'static str)]) -> (Shown, Page) {
    keep(move || Page::open(query, files))
}

fn type_text(page: Page, text: &str) -> (usize, Option<String>) {
    page.address
        .change(Step::Replace, |q| q.q = text.to_owned());
    let rows = page.rows.sorted.get_untracked().len();
    (rows, page.rows.filter.get_untracked().error)
}

#[wasm_bindgen_test]
fn the_last_good_filter_holds_while_the_text_is_wrong() {
    let (_shown, page) = page("", &[("a.json", NIGHTLY)]);
    assert_eq!(type_text(page, "k8s"), (1, None));
    let (rows, error) = type_text(page, "k8s nonsense:1");
    assert_eq!(rows, 1);
    assert!(error.is_some_and(|e| e.contains("nonsense")));
    assert_eq!(type_text(page, ""), (3, None));
}

#[wasm_bindgen_test]
fn a_key_press_does_not_compute_the_table_again() {
    let (_shown, page) = page("", &[("a.json", NIGHTLY)]);
    let table = || {
        page.rows
            .stage
            .get_untracked()
            .expect("there is data")
            .table
    };
    let before = table();
    assert_eq!(type_text(page, "lint").0, 1);
    assert!(Arc::ptr_eq(&before, &table()));
    page.address.change(Step::Replace, |q| {
        q.runs = tailorbird_core::url::Runs::Count(1);
    });
    assert!(
        !Arc::ptr_eq(&before, &table()),
        "another window is another table"
    );
}

#[wasm_bindgen_test]
fn the_view_fits_the_data_unless_the_address_names_one() {
    let view = |query, files| {
        let (_shown, page) = page(query, files);
        page.rows.view.get_untracked()
    };
    assert_eq!(view("", &[("a.json", NIGHTLY)]), View::Nightly);
    assert_eq!(view("", &[("b.json", PRS)]), View::Prs);
    assert_eq!(
        view("", &[("b.json", PRS), ("a.json", NIGHTLY)]),
        View::Nightly
    );
    assert_eq!(view("view=nightly", &[("b.json", PRS)]), View::Nightly);
}

#[wasm_bindgen_test]
fn a_link_opens_a_job_by_its_name_too() {
    let (_shown, page) = page("", &[("a.json", NIGHTLY)]);
    let stage = page.rows.stage.get_untracked().expect("there is data");
    let first = stage.table.rows.first().expect("there is a job");
    let series = stage.store().series(first.series).expect("it is a series");
    let open = [series.name.clone(), "no such job".to_owned()];
    page.address
        .change(Step::Replace, |q| q.open = open.to_vec());
    let expect = [series.id().to_string(), "no such job".to_owned()];
    // The memo lives in the owner of the page, as in the page itself.
    assert_eq!(page.rows.ids_of(&open), expect);
    assert_eq!(page.rows.opened(page.address).get_untracked(), expect);
}

#[wasm_bindgen_test]
fn a_table_that_was_made_ahead_is_the_one_that_is_shown() {
    let (_shown, page) = page("", &[("a.json", NIGHTLY), ("b.json", PRS)]);
    let mut query = page.address.query().get_untracked();
    query.view = Some(View::Prs);
    let (ahead, shown) = page.rows.ahead(&query).expect("there is data");
    page.address.change(Step::Replace, |q| *q = query.clone());
    let stage = page.rows.stage.get_untracked().expect("there is data");
    assert!(Arc::ptr_eq(&ahead.table, &stage.table));
    assert_eq!(shown.items, page.rows.shown.get_untracked().items);
    // One of other columns is another one.
    query.runs = tailorbird_core::url::Runs::Count(2);
    let (other, _) = page.rows.ahead(&query).expect("there is data");
    assert!(!Arc::ptr_eq(&other.table, &stage.table));
    query.q = "k8s nonsense:1".to_owned();
    assert!(page.rows.ahead(&query).is_none());
}
