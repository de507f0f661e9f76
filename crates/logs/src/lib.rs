//! From the log of a failed job to its failing test cases and a short excerpt that is safe to
//! publish. Pure: bytes in, a [`Digest`] out; knows no file, no network and no clock. Reads line by
//! line in bounded memory and linear time, whatever the log holds.

mod cargo;
mod cut;
mod digest;
mod excerpt;
mod found;
mod go;
mod junit;
mod line;
mod mask;
mod nextest;
mod pytest;
mod scan;
mod tap;

pub use digest::{Digest, MAX_EXCERPT, MAX_TESTS, TestCase};
pub use excerpt::excerpt_of;
pub use mask::mask;
pub use scan::{Scanner, digest};

#[cfg(test)]
mod tests;
