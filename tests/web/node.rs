//! Trees as data: what is drawn, what is changed in place, what is taken over, and in which order.

use leptos::prelude::*;
use tailorbird::node::{Change, Lines, Node, Nodes, Order, drawn, el};
use tailorbird::signal::{Memo, RwSignal};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::kit::{Shown, attribute, is_same, settle, show, text};

fn item(key: u64) -> Node {
    el("li")
        .class("item")
        .with("data-key", key.to_string())
        .text(key.to_string())
}

/// A list that follows a signal of keys, each with what becomes of it.
type Keys = RwSignal<(Vec<(u64, Change)>, Order)>;

fn list(keys: &[u64]) -> (Shown, Keys) {
    let signal = RwSignal::new((trees(keys), Order::Now));
    let shown = show(move || {
        let draw = move || {
            let (trees, order) = signal.get();
            Nodes::keyed(trees, order)
        };
        view! { <ul><li class="head">"head"</li>{drawn(draw)}<li class="foot">"foot"</li></ul> }
    });
    (shown, signal)
}

fn trees(keys: &[u64]) -> Vec<(u64, Change)> {
    keys.iter()
        .map(|key| (*key, Change::Tree(item(*key))))
        .collect()
}

#[wasm_bindgen_test]
fn a_tree_becomes_elements_attributes_styles_and_texts() {
    let shown = show(|| {
        let picture = el("svg").child(el("path").with("d", "M0 0"));
        let tree = el("p")
            .class("a b")
            .with("style:width", "10px")
            .with_some("title", None::<&str>)
            .with_some("lang", Some("en"))
            .text("1 < 2 ")
            .child_some(None)
            .child(el("b").text("& more"))
            .child(picture);
        drawn(move || Nodes::from(tree.clone()))
    });
    let p = shown.find("p.a.b[lang=en]");
    assert_eq!(text(&p), "1 < 2 & more");
    assert_eq!(attribute(&p, "title"), "none");
    assert_eq!(p.style().get_property_value("width").unwrap(), "10px");
    let path = shown.find("svg > path");
    assert_eq!(
        path.namespace_uri().as_deref(),
        Some("http://www.w3.org/2000/svg")
    );
}

#[wasm_bindgen_test]
async fn what_is_unseen_has_no_names_until_it_is_shown() {
    let item = |words: &str| {
        let part = el("b").with("data-testid", "part").text(words.to_owned());
        el("p")
            .with("id", words.to_owned())
            .class("same")
            .child(part)
    };
    let changes = RwSignal::new(vec![
        (2, Change::Tree(item("two"))),
        (4, Change::Unseen(Some(item("four")))),
    ]);
    let shown = show(move || {
        drawn(move || Nodes::from(el("div").lines(Lines::new(changes.get(), Order::Now))))
    });
    let unseen = shown.find("p.same[aria-hidden=true]");
    assert_eq!(text(&unseen), "four");
    assert_eq!(shown.all("[id], [data-testid]").len(), 2);
    // A copy of what is unseen would lack its names, and one that takes its elements over as well.
    changes.set(vec![
        (2, Change::Kept),
        (4, Change::Unseen(None)),
        (6, Change::Tree(item("six"))),
        (8, Change::Unseen(Some(item("eight")))),
    ]);
    settle().await;
    assert_eq!(attribute(&shown.find("p + p + p"), "id"), "six");
    assert_eq!(shown.all("[aria-hidden]").len(), 2);
    changes.set(vec![
        (2, Change::Unseen(None)),
        (4, Change::Set("lang", "en".into())),
        (6, Change::Kept),
        (7, Change::Tree(item("seven"))),
    ]);
    settle().await;
    assert!(is_same(
        &unseen,
        &shown.find("#four[lang=en]:not([aria-hidden])")
    ));
    let named = shown.texts("p[id] > [data-testid=part]");
    assert_eq!(named, ["four", "six", "seven"]);
    assert_eq!(text(&shown.find("[aria-hidden]")), "two");
    // Changed while it is unseen, it is shown with what it is now.
    changes.set(vec![(2, Change::Unseen(Some(item("dos"))))]);
    settle().await;
    assert!(shown.all("[id], [data-testid]").is_empty());
    changes.set(vec![(2, Change::Kept)]);
    settle().await;
    assert_eq!(text(&shown.find("#dos > [data-testid=part]")), "dos");
}

#[wasm_bindgen_test]
async fn what_changes_is_changed_in_place() {
    let is_late = RwSignal::new(false);
    let shown = show(move || {
        drawn(move || {
            let tree = el("p").class("same").child(el("b").text("kept"));
            Nodes::from(if is_late.get() {
                tree.with("lang", "en")
                    .with("style:width", "2px")
                    .child(el("i").text("new"))
            } else {
                tree.with("title", "old")
                    .with("style:height", "1px")
                    .text("text")
            })
        })
    });
    let (p, b) = (shown.find("p"), shown.find("b"));
    is_late.set(true);
    settle().await;
    assert!(is_same(&p, &shown.find("p")) && is_same(&b, &shown.find("b")));
    assert_eq!(p.inner_html(), "<b>kept</b><i>new</i>");
    assert_eq!(
        (attribute(&p, "title"), attribute(&p, "lang")),
        ("none".into(), "en".into())
    );
    assert_eq!(p.style().css_text(), "width: 2px;");
    is_late.set(false);
    settle().await;
    assert_eq!(p.inner_html(), "<b>kept</b>text");
}

#[wasm_bindgen_test]
async fn an_element_that_leaves_is_taken_over_by_one_that_comes() {
    let (shown, keys) = list(&[2, 4, 6]);
    let before: Vec<HtmlElement> = shown.all(".item");
    keys.set((trees(&[4, 6, 8]), Order::Now));
    settle().await;
    let after = shown.all(".item");
    assert_eq!(shown.texts("li"), ["head", "4", "6", "8", "foot"]);
    assert!(is_same(&after[0], &before[1]) && is_same(&after[1], &before[2]));
    assert!(
        is_same(&after[2], &before[0]),
        "the element of 2 shows 8 now"
    );
    assert_eq!(attribute(&after[2], "data-key"), "8");
}

#[wasm_bindgen_test]
async fn another_kind_of_element_is_not_taken_over() {
    let (shown, keys) = list(&[2]);
    let before = shown.find(".item");
    let other = el("li").class("other").text("x");
    keys.set((vec![(3, Change::Tree(other))], Order::Now));
    settle().await;
    assert!(!is_same(&before, &shown.find(".other")));
    assert!(shown.all(".item").is_empty() && !before.is_connected());
}

#[wasm_bindgen_test]
async fn order_waits_for_later_and_is_put_right_now() {
    let (shown, keys) = list(&[2, 4, 6]);
    keys.set((trees(&[4, 6, 8]), Order::Later));
    settle().await;
    assert_eq!(
        shown.texts("li"),
        ["head", "8", "4", "6", "foot"],
        "nothing has moved"
    );
    // Nothing is drawn anew, and yet the order is put right.
    keys.set((
        vec![(4, Change::Kept), (6, Change::Kept), (8, Change::Kept)],
        Order::Now,
    ));
    settle().await;
    assert_eq!(shown.texts("li"), ["head", "4", "6", "8", "foot"]);
}

#[wasm_bindgen_test]
async fn one_attribute_is_set_and_the_rest_stays() {
    let (shown, keys) = list(&[2, 4]);
    let before = shown.find("[data-key='4']");
    let moved = |top: &str| Change::Set("style:top", top.to_owned().into());
    keys.set((vec![(2, Change::Kept), (4, moved("7px"))], Order::Now));
    settle().await;
    assert_eq!(before.style().get_property_value("top").unwrap(), "7px");
    assert_eq!(shown.texts("li"), ["head", "2", "4", "foot"]);
    assert!(is_same(&before, &shown.find("[data-key='4']")));
    // It is known from then on: a whole tree without it takes it away.
    keys.set((trees(&[2, 4]), Order::Now));
    settle().await;
    assert_eq!(before.style().get_property_value("top").unwrap(), "");
}

#[wasm_bindgen_test]
async fn nothing_given_keeps_what_is_drawn() {
    let (shown, keys) = list(&[2, 4]);
    let kept = shown.find("[data-key='4']");
    keys.set((vec![(4, Change::Kept), (6, Change::Kept)], Order::Now));
    settle().await;
    assert_eq!(
        shown.texts("li"),
        ["head", "4", "foot"],
        "6 was never drawn"
    );
    assert!(is_same(&kept, &shown.find("[data-key='4']")));
    keys.set((Vec::new(), Order::Now));
    settle().await;
    assert_eq!(shown.texts("li"), ["head", "foot"]);
}

/// Windows that jump, grow and shrink over a list, as scrolling does: whatever came before, a
/// drawing in order shows exactly the wanted lines in order, and makes no element it need not.
#[wasm_bindgen_test]
async fn any_way_of_scrolling_ends_in_order() {
    let (shown, keys) = list(&[]);
    let mut state = 42_u64;
    let mut random = move |below: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for round in 0..150 {
        let start = random(30);
        let mut wanted: Vec<u64> = (start..start + 1 + random(12)).collect();
        if random(3) == 0 && start > 0 {
            wanted.insert(0, random(start));
        }
        let order = if random(2) == 0 {
            Order::Now
        } else {
            Order::Later
        };
        keys.set((trees(&wanted), order));
        leptos::task::tick().await;
        let mut drawn: Vec<u64> = shown
            .texts(".item")
            .iter()
            .map(|key| key.parse().unwrap())
            .collect();
        if order == Order::Later {
            drawn.sort_unstable();
        }
        assert_eq!(drawn, wanted, "round {round}, {order:?}");
    }
}

#[wasm_bindgen_test]
async fn a_derived_value_that_stays_hides_no_change_of_its_source() {
    let source = RwSignal::new(1);
    let doubled = Memo::new(move |_| source.get() * 2);
    let is_large = Memo::new(move |_| doubled.get() > 100);
    let shown = show(move || {
        drawn(move || {
            let words = format!("{} {}", is_large.get(), doubled.get());
            el("p").text(words).into()
        })
    });
    for (value, words) in [
        (1, "false 2"),
        (2, "false 4"),
        (60, "true 120"),
        (61, "true 122"),
    ] {
        source.set(value);
        settle().await;
        assert_eq!(shown.texts("p"), [words]);
    }
}

/// A line is made as a copy of its neighbour: whatever differs between them, it shows its own.
#[wasm_bindgen_test]
async fn a_copy_of_a_neighbour_shows_only_its_own() {
    let clicks = RwSignal::new(Vec::new());
    let line = move |key: u64| {
        let mut line = el("li").class("item").with("data-key", key.to_string());
        line = line.with("style:width", format!("{key}px"));
        line = line.with_some("title", key.is_multiple_of(2).then(|| key.to_string()));
        line = match key % 4 {
            0 => line.text(key.to_string()),
            1 => line
                .child(el("b").text("b"))
                .text("and")
                .child(el("i").text(key.to_string())),
            2 => line
                .child(el("i").text("other"))
                .child(el("input").with("prop:value", key.to_string())),
            _ => line,
        };
        line.on("click", move |_| clicks.update(|all| all.push(key)))
    };
    let alone = |key: u64| {
        let shown = show(move || drawn(move || Nodes::list(vec![line(key)])));
        shown.find("li")
    };
    for order in [
        [0, 1, 2, 3, 4, 5, 6, 7],
        [7, 6, 5, 4, 3, 2, 1, 0],
        [3, 1, 0, 2, 7, 2, 0, 1],
    ] {
        let shown = show(move || drawn(move || Nodes::list(order.map(line).into())));
        for (li, key) in shown.all("li").iter().zip(order) {
            let is_equal = li.is_equal_node(Some(&alone(key)));
            assert!(is_equal, "{key}: {}", li.outer_html());
            li.click();
            assert_eq!(clicks.get_untracked().pop(), Some(key));
        }
        for field in shown.all("input") {
            let key = attribute(&field.parent_element().unwrap(), "data-key");
            assert_eq!(crate::kit::value_of(&field), key);
        }
    }
}
