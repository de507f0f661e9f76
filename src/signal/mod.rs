//! Leptos' signals, compiled once: each holds a value of any type behind a pointer, so that another
//! type of value does not bring all the code of the reactive graph with it (docs/decisions/0013).
//! They are called as Leptos calls its own. Knows no CI word and no browser.

mod effect;
mod memo;
mod rw;
mod shared;
mod stored;

pub use effect::{effect, on_change};
pub use memo::Memo;
pub use rw::{RwSignal, Signal};
pub use shared::Held;
pub use stored::StoredValue;
