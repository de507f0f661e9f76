//! What the tests share: showing a view, finding elements, pressing keys, and small data.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use js_sys::{Array, Function};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue};
use tailorbird::browser;
use tailorbird::state::{Address, Data, Loaded, Odd, Rows};
use tailorbird_core::store::{self, Input, Naming};
use tailorbird_snapshot::config::Config;
use tailorbird_snapshot::decode;
use web_sys::{Element, HtmlElement};

/// A view on the page, which goes with this value.
pub(crate) struct Shown {
    root: HtmlElement,
    unmount: Option<Box<dyn FnOnce()>>,
}

/// Puts a view on the page.
pub(crate) fn show<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Shown {
    let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    // Above the runner's own report, so that what is in sight is what the test shows.
    root.style()
        .set_css_text("position: absolute; top: 0; left: 0; width: 100%");
    document().body().unwrap().append_child(&root).unwrap();
    let handle = leptos::mount::mount_to(root.clone(), view);
    Shown {
        root,
        unmount: Some(Box::new(move || drop(handle))),
    }
}

impl Shown {
    /// The first element that matches.
    pub(crate) fn find(&self, selector: &str) -> HtmlElement {
        let found = self.root.query_selector(selector).unwrap();
        found
            .unwrap_or_else(|| panic!("nothing is {selector}"))
            .unchecked_into()
    }

    /// All elements that match, in order.
    pub(crate) fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let list = script(
            "return [...element.querySelectorAll(word)]",
            &self.root,
            selector,
        );
        Array::from(&list)
            .iter()
            .map(JsCast::unchecked_into)
            .collect()
    }

    /// Texts of all elements that match.
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        self.all(selector).iter().map(|e| text(e)).collect()
    }

    /// An attribute of all elements that match.
    pub(crate) fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        self.all(selector)
            .iter()
            .map(|e| attribute(e, name))
            .collect()
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
        assert!(
            !self.root.has_child_nodes() || std::thread::panicking(),
            "something stays"
        );
        self.root.remove();
    }
}

/// The text of an element.
pub(crate) fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

/// An attribute of an element; `none` where it has none.
pub(crate) fn attribute(element: &Element, name: &str) -> String {
    element
        .get_attribute(name)
        .unwrap_or_else(|| "none".to_owned())
}

/// Waits until effects have run and the page is painted, twice: what is measured in one frame is
/// drawn in the next.
pub(crate) async fn settle() {
    browser::painted().await;
    browser::painted().await;
}

/// Waits, frame by frame, until something holds.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..120 {
        if holds() {
            return;
        }
        browser::painted().await;
    }
    panic!("not within 120 frames: {what}");
}

fn script(body: &str, element: &Element, word: &str) -> JsValue {
    let function = Function::new_with_args("element, word", body);
    function
        .call2(&JsValue::NULL, element, &JsValue::from_str(word))
        .unwrap()
}

/// Presses a key in an element; whether somebody took it.
pub(crate) fn press(element: &Element, key: &str) -> bool {
    let body = "return !element.dispatchEvent(new KeyboardEvent('keydown', \
                { key: word, bubbles: true, cancelable: true }))";
    script(body, element, key).is_truthy()
}

/// Writes into a field as a visitor does.
pub(crate) fn type_into(element: &Element, words: &str) {
    let body = "element.value = word; \
                element.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    script(body, element, words);
}

/// What a field shows.
pub(crate) fn value_of(element: &Element) -> String {
    script("return element.value", element, "")
        .as_string()
        .unwrap_or_default()
}

/// An event without content that bubbles, as in `pointerdown`.
pub(crate) fn dispatch(element: &Element, name: &str) {
    script(
        "element.dispatchEvent(new Event(word, { bubbles: true }))",
        element,
        name,
    );
}

/// A click with Ctrl held; whether the page kept the browser from acting on it.
pub(crate) fn ctrl_click(element: &Element) -> bool {
    let body = "let kept = false; \
        addEventListener('click', e => { kept = e.defaultPrevented; e.preventDefault(); }, \
            { once: true }); \
        element.dispatchEvent(new MouseEvent('click', \
            { ctrlKey: true, bubbles: true, cancelable: true })); \
        return kept";
    script(body, element, "").is_truthy()
}

/// Whether the element has the focus.
pub(crate) fn has_focus(element: &Element) -> bool {
    document()
        .active_element()
        .is_some_and(|it| it.is_same_node(Some(element)))
}

/// Whether two elements are one.
pub(crate) fn is_same(a: &Element, b: &Element) -> bool {
    a.is_same_node(Some(b))
}

/// What was reported to callbacks, in order.
#[derive(Clone)]
pub(crate) struct Log<T>(Arc<Mutex<Vec<T>>>);

impl<T: Send + 'static> Log<T> {
    pub(crate) fn new() -> Self {
        Self(Arc::default())
    }

    /// A callback that writes into it.
    pub(crate) fn callback(&self) -> Callback<T> {
        let list = Arc::clone(&self.0);
        Callback::new(move |item| list.lock().unwrap().push(item))
    }

    /// All that was reported since the last call.
    pub(crate) fn take(&self) -> Vec<T> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

/// Address, data and rows of a page that opened these files (name, text).
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub(crate) address: Address,
    pub(crate) rows: Rows,
}

impl Page {
    /// To be called inside a view. The address has this query (without `?`).
    pub(crate) fn open(query: &str, files: &[(&str, &str)]) -> Self {
        browser::replace_query(query, 0);
        let address = Address::read();
        let data = Data::new(address);
        let rows = Rows::new(address, data);
        let inputs: Vec<Input> = files
            .iter()
            .map(|(name, text)| {
                let (snapshot, issues) = decode(text.as_bytes(), name).unwrap();
                Input { snapshot, issues }
            })
            .collect();
        let (store, issues) = store::build(&inputs, Arc::new(Naming::default()));
        data.loaded().set(Some(Loaded {
            store: Arc::new(store),
            odd: Arc::new(Odd::of_files(issues)),
            config: Arc::new(Config::default()),
            sources: Arc::new(files.iter().map(|(name, _)| (*name).to_owned()).collect()),
            is_partial: false,
            is_kept: false,
        }));
        Self { address, rows }
    }
}

/// Three nightly jobs over runs 12, 11 and 10: `build` is mixed in 12 and failed in 11, `k8s` is
/// not in run 11 and newly broken, the one with markup in its name always passed.
pub(crate) const NIGHTLY: &str = r#"{
 "ci / build (amd64, clh)": {"runs":3,"results":["Pass","Fail","Pass"],"run_nums":[12,11,10],
  "urls":["https://github.com/o/r/actions/runs/912","https://github.com/o/r/actions/runs/911",
   "https://github.com/o/r/actions/runs/910"],"reruns":[1,0,0],
  "rerun_results":[["Fail"],null,null],
  "attempt_urls":[["https://github.com/o/r/actions/runs/912/job/2",
   "https://evil.example/actions/runs/912/job/1"],
   ["https://github.com/o/r/actions/runs/911/job/3"],
   ["https://github.com/o/r/actions/runs/910/job/4"]],"required":true},
 "ci / k8s (qemu)": {"runs":2,"results":["Fail","Pass"],"run_nums":[12,10],
  "urls":["https://github.com/o/r/actions/runs/912","https://github.com/o/r/actions/runs/910"],
  "reruns":[0,0],"rerun_results":[null,null],
  "attempt_urls":[["https://github.com/o/r/actions/runs/912/job/5"],
   ["https://github.com/o/r/actions/runs/910/job/6"]],"required":false},
 "lint <img src=x onerror=alert(1)>": {"runs":3,"results":["Pass","Pass","Pass"],
  "run_nums":[12,11,10],"urls":[null,null,null],"reruns":[0,0,0],
  "rerun_results":[null,null,null],"attempt_urls":[[null],[null],[null]],"required":false}}"#;

/// So many nightly jobs of one run, `job 000` onwards, all passed.
pub(crate) fn many(n: usize) -> String {
    let job =
        |at: usize| format!(r#""job {at:03}":{{"results":["Pass"],"run_nums":[7],"urls":[null]}}"#);
    format!("{{{}}}", (0..n).map(job).collect::<Vec<_>>().join(","))
}

/// Makes something that lives as long as what is shown.
pub(crate) fn keep<T: 'static>(make: impl FnOnce() -> T + 'static) -> (Shown, T) {
    let slot = Rc::new(Cell::new(None));
    let inside = Rc::clone(&slot);
    let shown = show(move || inside.set(Some(make())));
    (shown, slot.take().expect("views are made at once"))
}
