//! When and how a drawing changes the page.

/// Makes a change of the page, which it is given, and does what has to be done before and after.
pub type Around = fn(&mut dyn FnMut());

/// When elements that were taken over move to their place among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// At once.
    #[default]
    Now,
    /// At a later drawing: moving an element costs as much as making it, and what has a position
    /// of its own looks the same wherever it stands.
    Later,
}
