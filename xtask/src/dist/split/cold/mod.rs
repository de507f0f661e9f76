//! Pieces of functions that the first view does without, cut out as functions of their own, so that they
//! can come later.

mod body;
mod cut;
mod live;
mod piece;
#[cfg(test)]
mod tests;
mod write;

pub(in crate::dist) use cut::{Found, cut, found, is_piece};
