//! A value of any type behind a pointer.

use std::any::Any;
use std::ops::Deref;
use std::sync::Arc;

/// The one type of value that the reactive graph sees.
pub(super) type Shared = Arc<dyn Any + Send + Sync>;

/// A value that was read. It stays as it was read, whatever the signal holds by then.
#[derive(Debug)]
pub struct Held<T>(pub(super) Arc<T>);

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// The value as what it is. Each signal is made with its type and keeps it, so there is no other.
pub(super) fn as_is<T: Send + Sync + 'static>(value: Shared) -> Arc<T> {
    match value.downcast() {
        Ok(value) => value,
        Err(_) => unreachable!("a signal holds the type that it was made with"),
    }
}
