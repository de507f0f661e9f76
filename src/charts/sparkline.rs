//! A line without axes, with an optional band around it.

use super::path::{band as band_path, line};
use leptos::prelude::*;

/// A line through points that are shares of the plot's height.
#[component]
pub fn Sparkline(
    /// The points from left to right, 0 (bottom) to 1 (top); None where there is no value.
    #[prop(into)]
    points: Signal<Vec<Option<f64>>>,
    /// Low and high around each point, in the same unit; empty for no band.
    #[prop(into, optional)]
    band: Signal<Vec<Option<(f64, f64)>>>,
    /// What the line shows, in one sentence with its newest, lowest and highest value.
    #[prop(into)]
    caption: Signal<String>,
) -> impl IntoView {
    view! {
        <svg
            class="sparkline"
            viewBox="-8 -20 1016 1040"
            preserveAspectRatio="none"
            role="img"
            aria-label=caption
        >
            <title>{caption}</title>
            <path class="sparkline__band" d=move || band_path(&band.read())></path>
            <path class="sparkline__line" d=move || line(&points.read())></path>
        </svg>
    }
}
