//! Tailorbird's page: the browser's side, the state, and the components that draw it.

pub mod app;
pub mod browser;
pub mod charts;
#[expect(
    unreachable_pub,
    reason = "parts of the parts are public to their folder"
)]
pub mod components;
mod keys;
pub mod node;
mod over;
#[expect(
    unreachable_pub,
    reason = "the component macro repeats `pub` inside a function"
)]
pub mod pages;
pub mod signal;
pub mod state;
pub mod ui;
mod watch;
