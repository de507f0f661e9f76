//! Tailorbird's page: the browser's side, components that know nothing of CI, and charts.

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
pub mod ui;
