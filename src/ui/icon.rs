//! The icons: one path each on a 16 × 16 grid, drawn in the colour of the text. Always decoration:
//! the element around it carries the words.

use crate::node::{Node, el};

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum IconShape {
    Auto,
    Brand,
    Check,
    ChevronDown,
    ChevronRight,
    Close,
    Columns,
    Copy,
    Cross,
    Dash,
    Download,
    External,
    HalfCircle,
    Help,
    Link,
    Moon,
    Reload,
    Ring,
    Saved,
    Search,
    Sun,
    Upload,
    Warning,
}

impl IconShape {
    /// The path's data.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Auto | Self::HalfCircle => {
                "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 3v10A5 5 0 0 1 8 3z"
            }
            Self::Brand => {
                "M1.6 14.4c.3-2.2.4-3.6.9-5C4 5.2 8.3 3 14.4 2.4c-.8 1.1-1 2-1.4 3.2\
                 C11.7 9.9 8.7 12 4.8 11.8L3 14.4z"
            }
            Self::Check => "M3 8.5l3.5 3.5L13 4.5",
            Self::ChevronDown => "M4 6l4 4 4-4",
            Self::ChevronRight => "M6 4l4 4-4 4",
            Self::Close | Self::Cross => "M4 4l8 8M12 4l-8 8",
            Self::Columns => "M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Dash => "M4 8h8",
            Self::Download => "M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",
            Self::External => "M9.5 2.5h4v4M13.5 2.5L7.5 8.5M6.5 3.5h-4v10h10v-4",
            Self::Help => "M5.8 5.8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.7M8 12.2v.1",
            Self::Link => {
                "M6.5 9.5l3-3M7.5 4.5L9 3a2.8 2.8 0 0 1 4 4l-1.5 1.5\
                 M8.5 11.5L7 13a2.8 2.8 0 0 1-4-4l1.5-1.5"
            }
            Self::Moon => "M13.5 9.7A6 6 0 0 1 6.3 2.5a6 6 0 1 0 7.2 7.2z",
            Self::Reload => "M13.5 3v3.5H10M13.2 6.5A5.5 5.5 0 1 0 13.5 9",
            Self::Ring => "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z",
            Self::Saved => "M4 2h8v12l-4-3-4 3z",
            Self::Search => "M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.5 10.5L14 14",
            Self::Sun => {
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z\
                 M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9L13 13\
                 M3 13l1.1-1.1M11.9 4.1L13 3"
            }
            Self::Upload => "M8 10.5v-8M4.5 6L8 2.5 11.5 6M2.5 13.5h11",
            Self::Warning => "M8 2L14.5 13.5h-13zM8 6.5v3M8 11.5v.1",
        }
    }

    const fn class(self) -> &'static str {
        match self {
            Self::Auto | Self::HalfCircle | Self::Brand => "icon icon--filled",
            _ => "icon",
        }
    }
}

/// An icon, hidden from assistive technology.
pub fn icon(shape: IconShape) -> Node {
    let path = el("path")
        .with("fill-rule", "evenodd")
        .with("d", shape.path());
    el("svg")
        .class(shape.class())
        .with("viewBox", "0 0 16 16")
        .with("aria-hidden", "true")
        .child(path)
}
