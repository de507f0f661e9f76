//! `cargo xtask dist`: what trunk cannot do to a built page, done in its post-build hook.

mod digest;
mod files;
mod glue;
mod hook;
mod html;
mod loader;
mod offers;
mod policy;
mod publish;
mod scripts;
mod split;
mod start;
mod styles;

pub(crate) use hook::run;
pub(crate) use publish::{NAMES, PIECES, TELLING};
pub(crate) use split::{Seen, SeenPiece, list, list_pieces};
