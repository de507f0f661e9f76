//! Fields, menus and dialogs: what they report, and what they tell assistive programs.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use tailorbird::node::{drawn, el, next_id};
use tailorbird::signal::RwSignal;
use tailorbird::ui::{Dialog, Menu, MenuKind, MenuLooks, MenuOption, TextField};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::kit::{
    Log, Shown, attribute, dispatch, has_focus, press, settle, show, text, type_into, until,
    value_of,
};

struct Field {
    shown: Shown,
    input: HtmlElement,
    value: RwSignal<String>,
    error: RwSignal<Option<String>>,
    log: Log<String>,
}

fn field(value: &str) -> Field {
    let value = RwSignal::new(value.to_owned());
    let error = RwSignal::new(None::<String>);
    let log = Log::new();
    let on_input = log.callback();
    let id = next_id();
    let shown = show(move || {
        drawn(move || {
            let field = TextField {
                label: "Filter jobs",
                value: value.get(),
                error: error.get(),
                test_id: "field",
                id: id.clone(),
                ..TextField::default()
            };
            field.draw(move |text| on_input.run(text), |_| ()).into()
        })
    });
    let input = shown.find("input");
    Field {
        shown,
        input,
        value,
        error,
        log,
    }
}

#[wasm_bindgen_test]
async fn a_field_reports_what_is_typed_and_shows_its_value() {
    let field = field("k8s");
    settle().await;
    assert_eq!(value_of(&field.input), "k8s");
    assert_eq!(attribute(&field.input, "aria-label"), "Filter jobs");
    assert_eq!(attribute(&field.input, "data-testid"), "field");
    type_into(&field.input, "k8s t");
    assert_eq!(field.log.take(), ["k8s t"]);
    assert_eq!(
        field.value.get_untracked(),
        "k8s",
        "the value is not the field's to change"
    );
    field.value.set("from outside".to_owned());
    settle().await;
    assert_eq!(value_of(&field.input), "from outside");
}

#[wasm_bindgen_test]
async fn a_field_names_its_error_to_assistive_programs() {
    let field = field("[");
    assert_eq!(attribute(&field.input, "aria-invalid"), "none");
    assert_eq!(attribute(&field.input, "aria-describedby"), "none");
    field.error.set(Some("a bracket stays open".to_owned()));
    settle().await;
    assert_eq!(attribute(&field.input, "aria-invalid"), "true");
    let id = attribute(&field.input, "aria-describedby");
    assert_eq!(
        text(&field.shown.find(&format!("#{id}"))),
        "a bracket stays open"
    );
    field.error.set(None);
    settle().await;
    assert_eq!(attribute(&field.input, "aria-invalid"), "none");
}

#[wasm_bindgen_test]
fn clearing_a_field_reports_nothing_left_and_keeps_the_focus() {
    let field = field("k8s");
    field.shown.find("[aria-label=Clear]").click();
    assert_eq!(field.log.take(), [""]);
    assert!(has_focus(&field.input));
}

struct Opened {
    shown: Shown,
    button: HtmlElement,
    log: Log<String>,
}

async fn open_menu(kind: MenuKind) -> Opened {
    let log = Log::new();
    let on_choose = log.callback();
    let option = |id: &str, chosen| MenuOption {
        id: id.to_owned(),
        label: id.to_owned(),
        chosen,
        ..MenuOption::default()
    };
    let options = vec![
        option("any", false),
        option("broken", true),
        option("flaky", false),
    ];
    let shown = show(move || {
        let menu = Menu::new(kind);
        drawn(move || {
            let looks = MenuLooks {
                label: "Status",
                value: "broken".to_owned(),
                options: options.clone(),
                test_id: "status",
                ..MenuLooks::default()
            };
            menu.draw(looks, move |id| on_choose.run(id)).into()
        })
    });
    let button = shown.find("[data-testid=status]");
    assert_eq!(attribute(&button, "aria-expanded"), "false");
    assert!(shown.all("[role=listbox]").is_empty());
    button.click();
    settle().await;
    Opened { shown, button, log }
}

impl Opened {
    fn list(&self) -> HtmlElement {
        self.shown.find("[role=listbox]")
    }

    /// The option that the keyboard is at.
    async fn active(&self) -> String {
        settle().await;
        let id = attribute(&self.list(), "aria-activedescendant");
        text(&self.shown.find(&format!("#{id}")))
    }

    fn is_closed(&self) -> bool {
        self.shown.all("[role=listbox]").is_empty()
            && attribute(&self.button, "aria-expanded") == "false"
    }
}

#[wasm_bindgen_test]
async fn a_menu_is_used_with_the_keyboard() {
    let menu = open_menu(MenuKind::One).await;
    assert_eq!(attribute(&menu.button, "aria-expanded"), "true");
    assert!(has_focus(&menu.list()), "the list takes the focus");
    assert_eq!(menu.active().await, "broken", "it opens at the choice");
    for (key, at) in [
        ("ArrowDown", "flaky"),
        ("ArrowDown", "flaky"),
        ("Home", "any"),
        ("ArrowUp", "any"),
        ("End", "flaky"),
        ("b", "broken"),
    ] {
        assert!(press(&menu.list(), key), "{key} is taken");
        assert_eq!(menu.active().await, at, "after {key}");
    }
    press(&menu.list(), "Enter");
    settle().await;
    assert_eq!(menu.log.take(), ["broken"]);
    assert!(menu.is_closed() && has_focus(&menu.button));
}

#[wasm_bindgen_test]
async fn escape_closes_a_menu_and_gives_the_focus_back() {
    let menu = open_menu(MenuKind::One).await;
    assert!(press(&menu.list(), "Escape"));
    settle().await;
    assert!(menu.is_closed() && has_focus(&menu.button));
    assert!(
        !press(&menu.button, "Escape"),
        "a closed menu leaves the key to others"
    );
    assert!(menu.log.take().is_empty());
}

#[wasm_bindgen_test]
async fn a_menu_of_many_stays_open_until_a_press_outside() {
    let menu = open_menu(MenuKind::Many).await;
    assert_eq!(attribute(&menu.list(), "aria-multiselectable"), "true");
    assert_eq!(
        menu.shown.attributes("[role=option]", "aria-selected"),
        ["false", "true", "false"]
    );
    menu.shown.find("[data-value=flaky]").click();
    press(&menu.list(), " ");
    settle().await;
    assert_eq!(menu.log.take(), ["flaky", "flaky"]);
    assert!(!menu.is_closed());
    dispatch(&menu.list(), "pointerdown");
    settle().await;
    assert!(!menu.is_closed(), "a press inside is none outside");
    dispatch(&document().body().unwrap(), "pointerdown");
    settle().await;
    assert!(menu.is_closed());
}

#[wasm_bindgen_test]
async fn a_dialog_follows_its_signal_and_says_when_it_is_closed() {
    let open = RwSignal::new(false);
    let shown = show(move || {
        let dialog = Dialog::new(open);
        let inside = || vec![el("p").class("inside").text("text")];
        drawn(move || dialog.draw("Help", "sheet", inside).into())
    });
    let dialog: web_sys::HtmlDialogElement = shown.find("[data-testid=sheet]").unchecked_into();
    settle().await;
    assert!(!dialog.open() && shown.all(".inside").is_empty());
    open.set(true);
    settle().await;
    assert!(dialog.open());
    assert_eq!(shown.texts(".inside"), ["text"]);
    let title = attribute(&dialog, "aria-labelledby");
    assert_eq!(text(&shown.find(&format!("#{title}"))), "Help");
    shown.find("[aria-label=Close]").click();
    settle().await;
    assert!(!open.get_untracked() && !dialog.open());
    // Esc is the browser's: it closes the dialog itself and says so.
    open.set(true);
    settle().await;
    dialog.close();
    until("the signal follows", || !open.get_untracked()).await;
    until("the content is gone", || shown.all(".inside").is_empty()).await;
}
