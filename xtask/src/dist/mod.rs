//! `cargo xtask dist`: what trunk cannot do to a built page, done in its post-build hook.

mod digest;
mod glue;
mod hook;
mod html;
mod loader;
mod policy;
mod scripts;
mod styles;

pub(crate) use hook::run;
