//! CI words as looks: glyphs, classes and hints. No state, no address.

use tailorbird_core::format::{NOT_AVAILABLE, plural};
use tailorbird_core::state::State;
use tailorbird_core::stats::Weather;
use tailorbird_core::view::CellView;
use tailorbird_core::{Kind, Outcome, Verdict};

use crate::node::{Node, Text, el};
use crate::ui::{self, BadgeLook};

/// A streak of this many failed results is drawn solid.
const LONG_STREAK: u32 = 8;

/// The glyph of a verdict: status is never told by colour alone.
pub const fn glyph(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "✓",
        Verdict::Failed => "✕",
        Verdict::Flaky | Verdict::Mixed => "◐",
        Verdict::Skipped | Verdict::Cancelled => "–",
        Verdict::Running => "◌",
        Verdict::Unknown => "?",
        Verdict::None => "",
    }
}

/// What stands in a cell of a strip: the glyph, and after it, small, how many attempts are listed
/// where these are more than one (a plus for more than nine) and `are_own`, not those of the run.
pub fn cell_words(cell: &CellView, are_own: bool) -> Text {
    const DIGITS: [&str; 8] = ["²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
    let glyph = glyph(cell.verdict);
    let Some(more) = cell.attempts.checked_sub(2).filter(|_| are_own) else {
        return glyph.into();
    };
    let digit = DIGITS.get(more as usize).unwrap_or(&"⁺");
    [glyph, digit].concat().into()
}

/// The shape of a verdict in a small cell, as parts (left, top, width, height) of its width and
/// height. Passed is the pale ground alone, failed the solid one.
pub const fn shape(verdict: Verdict) -> &'static [[f64; 4]] {
    match verdict {
        Verdict::Flaky | Verdict::Mixed => &[
            [0.0, 0.0, 1.0, 0.12],
            [0.0, 0.88, 1.0, 0.12],
            [0.0, 0.0, 0.14, 1.0],
            [0.86, 0.0, 0.14, 1.0],
        ],
        Verdict::Skipped => &[[0.2, 0.44, 0.6, 0.14]],
        Verdict::Cancelled => &[[0.2, 0.2, 0.6, 0.14], [0.2, 0.66, 0.6, 0.14]],
        Verdict::Running => &[[0.0, 0.5, 1.0, 0.5]],
        Verdict::Unknown => &[[0.36, 0.15, 0.28, 0.7]],
        Verdict::Passed | Verdict::Failed | Verdict::None => &[],
    }
}

/// Whether a cell that has room for it bears the glyph too.
pub const fn has_glyph(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::Passed | Verdict::Failed | Verdict::Flaky | Verdict::Mixed
    )
}

/// The class of a cell of the strip.
pub const fn cell_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Passed => "cell cell--passed",
        Verdict::Failed => "cell cell--failed",
        Verdict::Flaky | Verdict::Mixed => "cell cell--mixed",
        Verdict::Skipped | Verdict::Cancelled => "cell cell--skipped",
        Verdict::Running => "cell cell--running",
        Verdict::Unknown => "cell cell--unknown",
        Verdict::None => "cell",
    }
}

/// The glyph of an attempt's outcome.
pub const fn outcome_glyph(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "✓",
        Outcome::Failed => "✕",
        Outcome::Skipped | Outcome::Cancelled => "–",
        Outcome::Running | Outcome::Waiting => "◌",
        Outcome::Unknown => "?",
    }
}

/// The class that colours the words of an outcome.
pub const fn outcome_class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "good",
        Outcome::Failed => "bad",
        _ => "muted",
    }
}

/// What a cell says on hover.
pub fn cell_title(cell: &CellView, kind: Kind) -> String {
    let mut text = cell.run.text(kind);
    text.push_str(": ");
    match (cell.verdict, cell.result) {
        (Verdict::None, _) => text.push_str("not in this run"),
        (Verdict::Mixed, Some(result)) => {
            text.push_str("mixed, newest ");
            text.push_str(result.as_str());
        }
        (verdict, _) => text.push_str(verdict.as_str()),
    }
    if cell.attempts > 1 {
        text.push_str(", ");
        text.push_str(&plural(u64::from(cell.attempts), "attempt", "attempts"));
        text.push_str(" listed");
    }
    text
}

/// The look of a state's badge.
pub const fn state_look(state: State) -> BadgeLook {
    match state {
        State::Failing { streak, .. } if streak >= LONG_STREAK => BadgeLook::Worst,
        State::Failing { .. } | State::NewlyBroken => BadgeLook::Bad,
        State::Flaky | State::Recovered => BadgeLook::Unsure,
        State::Passing => BadgeLook::Good,
        State::NoResult => BadgeLook::Absent,
    }
}

/// The picture of a weather.
pub const fn weather(weather: Weather) -> ui::Weather {
    match weather {
        Weather::Stormy => ui::Weather::Stormy,
        Weather::Rainy => ui::Weather::Rainy,
        Weather::Cloudy => ui::Weather::Cloudy,
        Weather::PartlySunny => ui::Weather::PartlySunny,
        Weather::Sunny => ui::Weather::Sunny,
    }
}

/// A number, or `n/a`.
pub fn number(n: Option<u32>) -> String {
    or_not(n.map(|n| n.to_string()).as_ref())
}

/// Words, or `n/a`.
pub fn or_not(words: Option<&String>) -> String {
    words.map_or_else(|| NOT_AVAILABLE.to_owned(), Clone::clone)
}

/// A figure as a button that tells what it is made of.
pub fn explain_button(figure: impl Into<Text>, value: String) -> Node {
    el("button")
        .class("explain")
        .with("type", "button")
        .with("data-explain", figure.into())
        .with("title", "What this number is made of")
        .text(value)
}
