//! Listening to the window and the document, frames and timers. Every subscription is undone by
//! its [`Guard`].

use super::guard::Guard;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AddEventListenerOptions, Element, Event, EventTarget, KeyboardEvent, Window};

/// One kind of callback for everything, so that its glue is compiled once.
pub(super) type Callback = Closure<dyn FnMut(JsValue)>;

pub(super) fn callback(call: impl FnMut(JsValue) + 'static) -> Callback {
    Closure::wrap(Box::new(call))
}

fn listen(target: Option<EventTarget>, name: &str, passive: bool, call: Callback) -> Guard {
    let options = AddEventListenerOptions::new();
    options.set_passive(passive);
    let name = name.to_owned();
    if let Some(target) = &target {
        let function = call.as_ref().unchecked_ref();
        target
            .add_event_listener_with_callback_and_add_event_listener_options(
                &name, function, &options,
            )
            .ok();
    }
    Guard::new(move || {
        if let Some(target) = target {
            let function = call.as_ref().unchecked_ref();
            target
                .remove_event_listener_with_callback(&name, function)
                .ok();
        }
    })
}

fn window_target() -> Option<EventTarget> {
    web_sys::window().map(JsCast::unchecked_into)
}

/// Calls `call` at each event `name` of the window (as in `popstate`, `online`).
pub fn on_window(name: &str, mut call: impl FnMut(Event) + 'static) -> Guard {
    listen(
        window_target(),
        name,
        false,
        callback(move |event| call(event.unchecked_into())),
    )
}

/// Sends an event without content to the window.
pub(super) fn announce(name: &str) {
    if let (Some(window), Ok(event)) = (web_sys::window(), Event::new(name)) {
        window.dispatch_event(&event).ok();
    }
}

/// Calls `call` at each event `name` of the document (as in `visibilitychange`).
pub fn on_document(name: &str, mut call: impl FnMut(Event) + 'static) -> Guard {
    let document = web_sys::window()
        .and_then(|it| it.document())
        .map(JsCast::unchecked_into);
    listen(
        document,
        name,
        false,
        callback(move |event| call(event.unchecked_into())),
    )
}

/// Calls `call` at most once a frame while the page scrolls or the window changes its size.
pub fn on_scroll_or_resize(call: impl FnMut() + 'static) -> Guard {
    let call = Rc::new(RefCell::new(call));
    let waiting = Rc::new(Cell::new(false));
    let frame = Rc::new(RefCell::new(None));
    let make = || {
        let (call, waiting, frame) = (Rc::clone(&call), Rc::clone(&waiting), Rc::clone(&frame));
        callback(move |_| {
            if waiting.replace(true) {
                return;
            }
            let (call, waiting) = (Rc::clone(&call), Rc::clone(&waiting));
            *frame.borrow_mut() = Some(next_frame(move || {
                waiting.set(false);
                (call.borrow_mut())();
            }));
        })
    };
    let scroll = listen(window_target(), "scroll", true, make());
    let resize = listen(window_target(), "resize", true, make());
    Guard::new(move || {
        drop(scroll);
        drop(resize);
        drop(frame.take());
    })
}

/// Calls `call` whenever the visitor scrolls by wheel or finger, which a script's scrolling is not.
pub fn on_wheel_or_finger(call: impl Fn() + 'static) -> Guard {
    let call = Rc::new(call);
    let again = Rc::clone(&call);
    let wheel = listen(window_target(), "wheel", true, callback(move |_| call()));
    let finger = listen(
        window_target(),
        "touchmove",
        true,
        callback(move |_| again()),
    );
    Guard::new(move || drop((wheel, finger)))
}

/// Calls `call` before the next paint, unless the guard is dropped first.
pub fn next_frame(call: impl FnOnce() + 'static) -> Guard {
    later(Box::new(call), |window, call| {
        let id = window
            .request_animation_frame(call.as_ref().unchecked_ref())
            .ok()?;
        Some((id, Window::cancel_animation_frame))
    })
}

/// Calls `call` after so many milliseconds, unless the guard is dropped first.
pub fn after(delay_ms: i32, call: impl FnOnce() + 'static) -> Guard {
    later(Box::new(call), move |window, call| {
        let function = call.as_ref().unchecked_ref();
        let set = Window::set_timeout_with_callback_and_timeout_and_arguments_0;
        let id = set(window, function, delay_ms).ok()?;
        Some((id, |window, id| {
            window.clear_timeout_with_handle(id);
            Ok(())
        }))
    })
}

type Undo = fn(&Window, i32) -> Result<(), JsValue>;

fn later(
    call: Box<dyn FnOnce()>,
    start: impl Fn(&Window, &Callback) -> Option<(i32, Undo)>,
) -> Guard {
    let mut call = Some(call);
    let function = callback(move |_| {
        if let Some(call) = call.take() {
            call();
        }
    });
    let window = web_sys::window();
    let started = window.as_ref().and_then(|window| start(window, &function));
    Guard::new(move || {
        if let (Some(window), Some((id, undo))) = (window, started) {
            undo(&window, id).ok();
        }
        // Safe even from inside the call: the glue frees it once the call is over.
        drop(function);
    })
}

/// A key press anywhere on the page.
#[derive(Debug)]
pub struct Key {
    event: KeyboardEvent,
}

impl Key {
    /// The key's name, as in `j`, `?`, `Enter`, `Escape`.
    pub fn name(&self) -> String {
        self.event.key()
    }

    /// Whether Ctrl, Meta or Alt is held: then it is the browser's shortcut, not the page's.
    pub fn has_modifier(&self) -> bool {
        self.event.ctrl_key() || self.event.meta_key() || self.event.alt_key()
    }

    /// Whether this is Ctrl (or Meta) and a letter, and nothing else held.
    pub fn is_command(&self, letter: &str) -> bool {
        let event = &self.event;
        let is_held = event.ctrl_key() != event.meta_key();
        is_held
            && !event.alt_key()
            && !event.shift_key()
            && event.key().eq_ignore_ascii_case(letter)
    }

    /// Whether Shift is held.
    pub fn has_shift(&self) -> bool {
        self.event.shift_key()
    }

    /// Whether the key goes into something that takes text or keys of its own.
    pub fn is_for_field(&self) -> bool {
        let target = self
            .event
            .target()
            .and_then(|it| it.dyn_into::<Element>().ok());
        let field = "input, textarea, select, [contenteditable], [role=listbox], dialog";
        target.is_some_and(|it| it.closest(field).is_ok_and(|found| found.is_some()))
    }

    /// Whether a component has dealt with it already.
    pub fn is_handled(&self) -> bool {
        self.event.default_prevented()
    }

    /// Keeps the browser from acting on the key too.
    pub fn prevent_default(&self) {
        self.event.prevent_default();
    }
}

/// Calls `call` at each key press that reaches the window.
pub fn on_key(mut call: impl FnMut(Key) + 'static) -> Guard {
    let call = callback(move |event| {
        let event = event.unchecked_into();
        call(Key { event });
    });
    listen(window_target(), "keydown", false, call)
}
