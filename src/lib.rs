//! Tailorbird's page: the browser's side, the state, and the components that draw it.

pub mod app;
pub mod browser;
#[expect(
    unreachable_pub,
    reason = "the component macro repeats `pub` inside a function"
)]
pub mod charts;
#[expect(
    unreachable_pub,
    reason = "the component macro repeats `pub` inside a function"
)]
pub mod components;
mod keys;
#[expect(
    unreachable_pub,
    reason = "the component macro repeats `pub` inside a function"
)]
pub mod pages;
pub mod state;
#[expect(
    unreachable_pub,
    reason = "the component macro repeats `pub` inside a function"
)]
pub mod ui;
