//! Notices: their hooks and what their buttons report.

use leptos::prelude::*;
use tailorbird::components::{Notice, issues_notice, notices};
use tailorbird::node::drawn;
use tailorbird::signal::RwSignal;
use tailorbird_core::Issue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::kit::{Log, settle, show};

#[wasm_bindgen_test]
async fn notices_carry_their_code_and_role_and_report_presses() {
    let failed = Notice {
        code: "fetch-http",
        text: "a.json <b>could not</b> be loaded".to_owned(),
        is_alert: true,
        can_retry: true,
        ..Notice::default()
    };
    let local = Notice {
        code: "local-files",
        can_close: true,
        more: vec!["one".to_owned(), "two".to_owned()],
        ..Notice::default()
    };
    let list = RwSignal::new(vec![failed, local.clone()]);
    let (retried, closed) = (Log::new(), Log::new());
    let (on_retry, on_close) = (retried.callback(), closed.callback());
    let draw = move || {
        let (retry, close) = (move || on_retry.run(()), move || on_close.run(()));
        notices(&list.read(), retry, close).into()
    };
    let shown = show(move || drawn(draw));
    let hook = "[data-testid=notice]";
    assert_eq!(
        shown.attributes(hook, "data-code"),
        ["fetch-http", "local-files"]
    );
    assert_eq!(shown.attributes(hook, "role"), ["alert", "status"]);
    assert_eq!(
        shown.texts(".notice__text")[0],
        "a.json <b>could not</b> be loaded"
    );
    assert_eq!(shown.texts("details li"), ["one", "two"]);
    assert_eq!(shown.all("[data-testid=retry]").len(), 1);
    shown.find("[data-testid=retry]").click();
    assert_eq!((retried.take().len(), closed.take().len()), (1, 0));
    shown.find("[data-testid=close-files]").click();
    assert_eq!((retried.take().len(), closed.take().len()), (0, 1));
    list.set(vec![local]);
    settle().await;
    assert_eq!(shown.attributes(hook, "data-code"), ["local-files"]);
    assert_eq!(shown.attributes(hook, "role"), ["status"]);
}

#[wasm_bindgen_test]
fn odd_things_are_counted_and_the_first_hundred_listed() {
    assert_eq!(issues_notice(&[]), None);
    let issues: Vec<Issue> = (0..103)
        .map(|n| Issue::new("wrong-type", n.to_string(), "odd"))
        .collect();
    let notice = issues_notice(&issues).expect("there are issues");
    assert!(notice.text.starts_with("103 odd things"), "{}", notice.text);
    assert_eq!(notice.more.len(), 101);
    assert!(notice.more[100].contains("3 more"), "{}", notice.more[100]);
}
