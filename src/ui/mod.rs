//! Building blocks that know no CI word and nothing of the project: they draw what they are given
//! and report what was chosen. Each has one style file of the same name.

mod badge;
mod button;
mod dialog;
mod empty_state;
mod icon;
mod menu;
mod meter;
mod progress;
mod select;
mod suggest;
mod text_field;
mod toggle;
pub mod virtual_list;
mod weather;

pub use badge::BadgeLook;
pub use button::{Button, ButtonLook};
pub use dialog::Dialog;
pub use empty_state::{EmptyLook, EmptyState};
pub use icon::{IconShape, icon};
pub use menu::{Menu, MenuKind, MenuLooks, MenuOption};
pub use meter::meter;
pub use progress::progress_bar;
pub use select::select;
pub use suggest::{Suggest, Suggestion, option_id};
pub use text_field::TextField;
pub use toggle::toggle;
pub use weather::{Weather, weather_picture};
