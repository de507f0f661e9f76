//! What happens outside at a change.

use std::cell::Cell;

use leptos::prelude::{Effect, untrack};

/// Does something now and whenever what it reads has changed.
pub fn effect(act: impl Fn() + 'static) {
    make(Box::new(act));
}

#[inline(never)]
fn make(act: Box<dyn Fn()>) {
    Effect::new(act);
}

/// Does something whenever what `watch` reads has changed, but not at once; what it reads itself is
/// not followed.
pub fn on_change(watch: impl Fn() + 'static, act: impl Fn() + 'static) {
    let is_first = Cell::new(true);
    effect(move || {
        watch();
        if !is_first.replace(false) {
            untrack(&act);
        }
    });
}
