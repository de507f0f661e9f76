//! What the page does by itself: it says when it is ready, opens what is dropped on it, looks at its
//! data again after a while, and returns to where the visitor was.

use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;

use crate::browser;
use crate::components::TABS;
use crate::signal::{Memo, RwSignal, StoredValue, effect, on_change};
use crate::state::{Address, Data, Rows};

/// Looked at again after a while, a data set may have been renewed. Only its list is fetched where
/// it was not.
pub(crate) fn refresh_on_return(data: Data) {
    const AFTER_MS: f64 = 300_000.0;
    let last = StoredValue::new(browser::now_ms());
    let guard = browser::on_document("visibilitychange", move |_| {
        let is_set = data
            .loaded()
            .with_untracked(|l| l.as_ref().is_some_and(|l| !l.store.manifests().is_empty()));
        let now = browser::now_ms();
        if is_set && browser::is_visible() && now - last.get_value() > AFTER_MS {
            last.set_value(now);
            data.load();
        }
    });
    on_cleanup(move || drop(guard));
}

/// Files dropped anywhere on the page are opened.
pub(crate) fn accept_drops(data: Data) {
    let guards = browser::on_drop(move |files| data.open_files(files));
    on_cleanup(move || drop(guards));
}

/// On a phone the filter goes to the top of the page while one types, so that what it leaves is in
/// sight.
pub(crate) fn reveal_filter() {
    const NARROW_WIDTH: f64 = 720.0;
    let guard = browser::on_window("focusin", |event| {
        let is_filter = browser::is_exactly(&event, "[data-testid=filter]");
        if !is_filter || browser::viewport_width() > NARROW_WIDTH {
            return;
        }
        if let Some(top) = browser::top_of_id("filters") {
            browser::scroll_to(browser::scroll_y() + top - browser::height_of_id("bar"));
        }
    });
    on_cleanup(move || drop(guard));
}

/// After back and forward, scroll position and focus are as they were.
pub(crate) fn return_after_back(address: Address) {
    let restored = address.restored();
    on_change(
        move || restored.track(),
        move || {
            spawn_local(async move {
                // The rows are drawn in one frame, and measured in the next.
                browser::painted().await;
                address.return_to_spot();
            });
        },
    );
}

/// The present view stays in sight where the list of views scrolls, also when numbers arrive in it.
pub(crate) fn show_present_tab(shown: Memo<bool>, rows: Rows) {
    let frame = StoredValue::new(None::<browser::Guard>);
    effect(move || {
        rows.view.track();
        rows.stage.track();
        if shown.get() {
            let centre = || browser::centre_in(TABS, "[aria-current]");
            frame.set_value(Some(browser::next_frame(centre)));
        }
    });
}

/// Back and forward may lead to other files.
pub(crate) fn follow_data_of_address(address: Address, data: Data) {
    let asked = address.part(|q| q.data.clone());
    on_change(move || asked.track(), move || data.load());
}

/// Says that the first data is painted, and after that, once, that the whole program is there.
pub(crate) fn say_ready(rows: Rows, whole: RwSignal<bool>) {
    let is_said = StoredValue::new(false);
    effect(move || {
        if rows.stage.read().is_some() && !is_said.get_value() {
            is_said.set_value(true);
            spawn_local(async move {
                browser::painted().await;
                browser::mark_ready();
                browser::whole().await;
                whole.set(true);
            });
        }
    });
}
