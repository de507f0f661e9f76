//! The colours of the grid: a canvas knows no tokens, so they are read off elements that have them.

use tailorbird_core::text::decimal;

use super::grid_paint::BOX;
use crate::browser;

/// Attribute of the elements whose colours are drawn with: one for each verdict, then the others.
pub(super) const INK: &str = "data-ink";

/// The colours, as the style has them.
#[derive(Clone, Debug, Default)]
pub(super) struct Inks {
    /// Ground and glyph of each verdict, in the order of the enum.
    pub(super) cells: Vec<(String, String)>,
    /// The grounds as numbers.
    pub(super) grounds: Vec<[u8; 4]>,
    /// The ground of the box, and the colour of its words.
    pub(super) page: (String, String),
    /// Lines, and faint words.
    pub(super) line: (String, String),
    /// The cursor.
    pub(super) accent: String,
    family: String,
}

impl Inks {
    /// Reads them off the legend; None while it is not on the page.
    pub(super) fn read() -> Option<Self> {
        let mut all = browser::colours_of(INK);
        let accent = all.pop()?.1;
        let line = all.pop()?;
        let page = all.pop()?;
        let numbers = |(ground, _): &(String, String)| rgba(ground);
        Some(Self {
            grounds: all.iter().map(numbers).collect(),
            cells: all,
            page,
            line,
            accent,
            family: browser::font_family_of(BOX),
        })
    }

    /// A font of this size.
    pub(super) fn font(&self, size: f64) -> String {
        let mut font = size.to_string();
        font.push_str("px ");
        font.push_str(&self.family);
        font
    }
}

/// `rgb(1, 2, 3)` or `rgba(1, 2, 3, 0.5)` as numbers; what is none of these is not seen.
fn rgba(text: &str) -> [u8; 4] {
    let inside = text.split_once('(').map_or("", |(_, rest)| rest);
    let mut out = [0, 0, 0, 255];
    let parts = inside.trim_end_matches(')').split([',', ' ', '/']);
    let numbers = parts.filter_map(|part| decimal(part.trim()));
    for (at, (slot, number)) in out.iter_mut().zip(numbers).enumerate() {
        let number = if at == 3 { number * 255.0 } else { number };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 255"
        )]
        let byte = number.clamp(0.0, 255.0).round() as u8;
        *slot = byte;
    }
    out
}
