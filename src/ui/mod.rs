//! Building blocks that know no CI word and nothing of the project: they draw what they are given
//! and report what was chosen. Each has one style file of the same name.

mod badge;
mod button;
mod dialog;
mod empty_state;
mod focus;
mod icon;
mod menu;
mod meter;
pub mod node;
mod popover;
mod progress;
mod text_field;
mod toggle;
mod tooltip;
pub mod virtual_list;
mod weather;

pub use badge::{Badge, BadgeLook};
pub use button::{Button, ButtonLook};
pub use dialog::Dialog;
pub use empty_state::{EmptyLook, EmptyState};
pub use focus::{close_on_leave, focus_id, next_id};
pub use icon::{Icon, IconShape};
pub use menu::{Menu, MenuKind, MenuOption};
pub use meter::meter;
pub use popover::Popover;
pub use progress::{ProgressBar, Spinner};
pub use text_field::TextField;
pub use toggle::Toggle;
pub use tooltip::Tooltip;
pub use weather::{Weather, weather_picture};
