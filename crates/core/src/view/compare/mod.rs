//! Two runs or two spans of days beside each other: what differs, and for days what did so more
//! than by chance. Knows no words of the command line and no page.

mod build;
mod lists;
mod measured;
mod offers;
mod parts;
mod sheet;
mod sides;

pub use build::compare;
pub(super) use build::{in_nights, in_side, tested_jobs};
pub use offers::{Offer, Offers, offers};
pub use parts::{CompareLine, CompareList, CompareView, What};
pub(super) use sheet::sheet;
pub use sides::SideView;
pub(super) use sides::{axes, run_title};
