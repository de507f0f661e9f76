//! The table: its hooks, its keys, and that only lines in sight are on the page.

use leptos::prelude::*;
use tailorbird::components::{JobTable, TableAct};
use tailorbird::node::drawn;
use tailorbird::signal::RwSignal;
use tailorbird::state::{Prefs, Step};
use tailorbird_core::url::Column;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::kit::{
    Log, NIGHTLY, Page, Shown, attribute, has_focus, is_same, many, press, settle, show, until,
};

const ROW: &str = "[data-testid=job-row]";

struct Table {
    shown: Shown,
    page: Page,
    sorted: Log<Column>,
    toggled: Log<String>,
    chips: Log<(String, String)>,
}

/// A table whose opened rows are those of the address.
async fn table(text: &str) -> Table {
    let text = text.to_owned();
    let (sorted, toggled, chips) = (Log::new(), Log::new(), Log::new());
    let (on_sort, on_toggle, on_chip) = (sorted.callback(), toggled.callback(), chips.callback());
    let slot = std::rc::Rc::new(std::cell::Cell::new(None));
    let inside = std::rc::Rc::clone(&slot);
    let shown = show(move || {
        let page = Page::open("", &[("job_stats.json", &text)]);
        inside.set(Some(page));
        let table = JobTable::new(
            page.rows,
            Prefs::recall(page.address),
            page.address.part(|q| q.open.clone()),
            RwSignal::new(None),
            RwSignal::new(false),
        );
        drawn(move || {
            let sort = page.address.query().with(|q| q.sort);
            table.draw(sort, move |act| match act {
                TableAct::Sort(column) => on_sort.run(column),
                TableAct::Toggle(id) => on_toggle.run(id),
                TableAct::Chip(key, value) => on_chip.run((key, value)),
                // Links and figures of opened rows lead elsewhere.
                TableAct::Pull(_) | TableAct::History(_) => {}
            })
        })
    });
    settle().await;
    let page = slot.take().expect("views are made at once");
    Table {
        shown,
        page,
        sorted,
        toggled,
        chips,
    }
}

impl Table {
    fn row(&self, job: &str) -> web_sys::HtmlElement {
        self.shown.find(&format!("{ROW}[data-job='{job}']"))
    }

    /// Run, verdict and attempts of a row's cells.
    fn cells(&self, job: &str) -> Vec<String> {
        let cells = self
            .shown
            .all(&format!("{ROW}[data-job='{job}'] [data-testid=run-cell]"));
        let cell = |c: &web_sys::HtmlElement| {
            ["data-run", "data-verdict", "data-attempts"]
                .map(|name| attribute(c, name))
                .join(" ")
        };
        cells.iter().map(cell).collect()
    }

    fn tab_stops(&self) -> Vec<String> {
        self.shown
            .attributes(&format!("{ROW}[tabindex='0']"), "data-job")
    }
}

#[wasm_bindgen_test]
async fn rows_and_cells_carry_their_hooks() {
    let table = table(NIGHTLY).await;
    assert_eq!(
        table.shown.attributes(ROW, "data-job"),
        [
            "ci / k8s (qemu)",
            "ci / build (amd64, clh)",
            "lint <img src=x onerror=alert(1)>"
        ],
        "worst first"
    );
    assert_eq!(
        table.shown.attributes(ROW, "aria-rowindex"),
        ["2", "3", "4"]
    );
    assert_eq!(
        attribute(&table.shown.find("[role=grid]"), "aria-rowcount"),
        "4"
    );
    assert_eq!(
        table.cells("ci / build (amd64, clh)"),
        ["12 mixed 2", "11 failed 1", "10 passed 1"]
    );
    assert_eq!(
        table.cells("ci / k8s (qemu)"),
        ["12 failed 1", "11 none 0", "10 passed 1"]
    );
    assert!(table.shown.all("img").is_empty(), "a name is text");
    let mut columns = table.shown.attributes("th[data-column]", "data-column");
    columns.sort();
    assert_eq!(
        columns.join(" "),
        "fails flaky last name p50 rate required reruns skips state weather"
    );
}

#[wasm_bindgen_test]
async fn presses_are_reported_with_what_they_are_about() {
    let table = table(NIGHTLY).await;
    let row = table.row("ci / k8s (qemu)");
    let id = attribute(&row, "data-id");
    table
        .shown
        .find(&format!("[data-id='{id}'] [data-testid=expand]"))
        .click();
    assert_eq!(table.toggled.take(), [id]);
    table.shown.find("th[data-column=fails] button").click();
    assert_eq!(table.sorted.take(), [Column::Fails]);
    table
        .shown
        .find(".chip[data-act='hypervisor:qemu']")
        .click();
    assert_eq!(
        table.chips.take(),
        [("hypervisor".to_owned(), "qemu".to_owned())]
    );
    assert!(table.toggled.take().is_empty(), "a chip opens nothing");
}

#[wasm_bindgen_test]
async fn an_opened_row_lists_its_attempts_and_leaves_the_others_alone() {
    let table = table(NIGHTLY).await;
    let row = table.row("ci / build (amd64, clh)");
    let other = table.row("ci / k8s (qemu)");
    let id = attribute(&row, "data-id");
    let expand = |value: &str| {
        table
            .shown
            .all(&format!("[data-testid=expand][aria-expanded={value}]"))
            .len()
    };
    assert_eq!((expand("true"), expand("false")), (0, 3));
    table
        .page
        .address
        .change(Step::Replace, |q| q.open.push(id));
    settle().await;
    assert_eq!((expand("true"), expand("false")), (1, 2));
    let attempts = "[data-testid=job-detail] [data-testid=attempt]";
    assert_eq!(
        table.shown.attributes(attempts, "data-outcome"),
        ["passed", "failed", "failed", "passed"]
    );
    // The older attempt of run 12 lies on a host that nobody configured: text, no link.
    let links = table.shown.attributes(&format!("{attempts} a"), "href");
    assert_eq!(links.len(), 3);
    assert!(
        links
            .iter()
            .all(|href| href.starts_with("https://github.com/")),
        "{links:?}"
    );
    assert!(is_same(&row, &table.row("ci / build (amd64, clh)")));
    assert!(is_same(&other, &table.row("ci / k8s (qemu)")));
    table.page.address.change(Step::Replace, |q| q.open.clear());
    settle().await;
    assert!(table.shown.all("[data-testid=job-detail]").is_empty());
}

#[wasm_bindgen_test]
async fn the_table_has_one_tab_stop_that_arrows_move() {
    let table = table(NIGHTLY).await;
    assert_eq!(table.tab_stops(), ["ci / k8s (qemu)"]);
    let (first, second) = (
        table.row("ci / k8s (qemu)"),
        table.row("ci / build (amd64, clh)"),
    );
    first.focus().unwrap();
    assert!(press(&first, "ArrowDown"));
    until("the next row has the focus", || has_focus(&second)).await;
    assert_eq!(table.tab_stops(), ["ci / build (amd64, clh)"]);
    assert!(press(&second, "Enter"));
    assert_eq!(table.toggled.take(), [attribute(&second, "data-id")]);
    assert!(!press(&second, "q"), "other keys are left to the page");
    assert!(press(&second, "Home"));
    until("the first row has the focus", || has_focus(&first)).await;
}

#[wasm_bindgen_test]
async fn only_lines_in_sight_and_the_tab_stop_are_on_the_page() {
    let table = table(&many(400)).await;
    assert_eq!(
        attribute(&table.shown.find("[role=grid]"), "aria-rowcount"),
        "401"
    );
    let drawn = table.shown.attributes(ROW, "data-job");
    assert_eq!(drawn[..3], ["job 000", "job 001", "job 002"]);
    assert!(drawn.len() < 100, "{} of 400 lines", drawn.len());
    let first = table.row("job 000");
    first.focus().unwrap();
    press(&first, "End");
    until("the last row has the focus", || {
        table
            .shown
            .all("[data-job='job 399']")
            .iter()
            .any(|row| has_focus(row))
    })
    .await;
    assert_eq!(attribute(&table.row("job 399"), "aria-rowindex"), "401");
    assert!(table.shown.all(ROW).len() < 100);
}

#[wasm_bindgen_test]
async fn a_filter_leaves_its_rows_and_their_number() {
    let table = table(NIGHTLY).await;
    table
        .page
        .address
        .change(Step::Replace, |q| q.q = "ci -k8s".to_owned());
    settle().await;
    assert_eq!(
        table.shown.attributes(ROW, "data-job"),
        ["ci / build (amd64, clh)"]
    );
    assert_eq!(
        attribute(&table.shown.find("[role=grid]"), "aria-rowcount"),
        "2"
    );
    assert_eq!(
        table.tab_stops(),
        ["ci / build (amd64, clh)"],
        "the tab stop is on a row"
    );
}

#[wasm_bindgen_test]
async fn the_tab_stop_stays_on_a_row_when_rows_leave_or_scroll_away() {
    let table = table(NIGHTLY).await;
    let first = table.row("ci / k8s (qemu)");
    first.focus().unwrap();
    press(&first, "End");
    let last = ["lint <img src=x onerror=alert(1)>"];
    until("the last row has it", || table.tab_stops() == last).await;
    let address = table.page.address;
    address.change(Step::Replace, |q| q.q = "k8s".to_owned());
    settle().await;
    assert_eq!(table.tab_stops(), ["ci / k8s (qemu)"]);
}

#[wasm_bindgen_test]
async fn a_table_scrolled_far_can_still_be_reached_by_tab() {
    let table = table(&many(400)).await;
    // The style sheet is not here: the height that it lets the body have.
    let style = table.shown.find("tbody").style();
    style.set_css_text("display: block; height: 13600px");
    tailorbird::browser::scroll_to(6000.0);
    let is_gone = || table.shown.all("[data-job='job 000']").is_empty();
    until("the first line is out of sight", is_gone).await;
    // It moves there once the page rests.
    until("one line in sight has it", || table.tab_stops().len() == 1).await;
    tailorbird::browser::scroll_to(0.0);
}
