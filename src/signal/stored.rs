//! A value that nothing follows.

use std::marker::PhantomData;
use std::sync::{Arc, Mutex};

use leptos::prelude::{self, GetValue};

use super::shared::{Shared, as_is};

/// A value that is kept as long as its owner, and that nothing follows. A copy stands for the same.
#[derive(Debug)]
pub struct StoredValue<T> {
    inner: prelude::StoredValue<Shared>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}

#[inline(never)]
fn make(value: Shared) -> prelude::StoredValue<Shared> {
    prelude::StoredValue::new(value)
}

#[inline(never)]
fn take(stored: prelude::StoredValue<Shared>) -> Option<Shared> {
    stored.try_get_value()
}

impl<T: Send + 'static> StoredValue<T> {
    /// Keeps `value`.
    pub fn new(value: T) -> Self {
        Self {
            inner: make(Arc::new(Mutex::new(value))),
            of: PhantomData,
        }
    }

    /// What `act` makes of the value; None where its owner has gone. The value may not be asked
    /// for in `act`.
    pub fn try_update_value<U>(self, act: impl FnOnce(&mut T) -> U) -> Option<U> {
        let value = as_is::<Mutex<T>>(take(self.inner)?);
        let mut value = value.try_lock().ok()?;
        Some(act(&mut value))
    }

    /// Changes the value, where it is still kept.
    pub fn update_value(self, act: impl FnOnce(&mut T)) {
        self.try_update_value(act);
    }

    /// Puts another value in place. The one before ends afterwards, so that what it does at its end
    /// finds the new one.
    pub fn set_value(self, value: T) {
        let before = self.try_update_value(|kept| std::mem::replace(kept, value));
        drop(before);
    }
}

impl<T: Clone + Default + Send + 'static> StoredValue<T> {
    /// A copy of the value; the type's default where its owner has gone.
    pub fn get_value(self) -> T {
        self.try_get_value().unwrap_or_default()
    }
}

impl<T: Clone + Send + 'static> StoredValue<T> {
    /// A copy of the value; None where its owner has gone.
    pub fn try_get_value(self) -> Option<T> {
        self.try_update_value(|value| value.clone())
    }
}
