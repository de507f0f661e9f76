//! Words below a plot.

use super::path::thousandths;
use leptos::prelude::*;

/// A word at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Share of the plot's width, 0 to 1.
    pub at: f64,
    /// The word.
    pub text: String,
}

/// A horizontal axis. Hidden from assistive technology: the chart's table says the same.
#[component]
pub fn Axis(
    /// The ticks from left to right.
    #[prop(into)]
    ticks: Signal<Vec<Tick>>,
) -> impl IntoView {
    let tick = |tick: Tick| {
        // Thousandths with the point moved: tenths of a percent.
        let mut left = thousandths(tick.at).to_string();
        left.push_str("e-1%");
        view! { <span class="axis__tick" style:left=left>{tick.text}</span> }
    };
    view! {
        <div class="axis" aria-hidden="true">
            {move || ticks.get().into_iter().map(tick).collect::<Vec<_>>()}
        </div>
    }
}
