//! The address of a figure: `KIND:OF:FIGURE`, as in `run:ci.yaml:597:failed`. Without a figure it
//! means all figures of the same line, `run:ci.yaml:597:`; a tile is its bare name.

/// Where a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FigureAt<'a> {
    /// What has the figure: `job`, `group`, `run`, `runs`, `tree`, …
    pub kind: &'a str,
    /// Which one: an id, a number or a name, in which colons may stand.
    pub of: &'a str,
    /// Word of the figure; empty: all that it has.
    pub figure: &'a str,
}

impl<'a> FigureAt<'a> {
    /// Reads an address. Any text is one, though few have a figure.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        let (kind, rest) = text.split_once(':').unwrap_or(("tile", text));
        let (of, figure) = rest.rsplit_once(':').unwrap_or(("", rest));
        Self { kind, of, figure }
    }

    /// All figures of a line: what the words of figures are appended to.
    #[must_use]
    pub fn line(kind: &str, of: &str) -> String {
        [kind, ":", of, ":"].concat()
    }
}
