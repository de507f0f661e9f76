//! What a long collection tells while it goes on.

/// Hears how far it is.
pub trait Progress {
    /// A stage begins, of so many steps.
    fn begin(&mut self, what: &str, n_steps: u64);

    /// A step of it is done.
    fn step(&mut self, what: &str);

    /// Something to know, in a sentence.
    fn note(&mut self, text: &str);
}

/// Tells nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _: &str, _: u64) {}
    fn step(&mut self, _: &str) {}
    fn note(&mut self, _: &str) {}
}
