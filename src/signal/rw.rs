//! A value that is set.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{self, GetUntracked, Set, Track};

use super::shared::{Held, Shared, as_is};

/// A value that can be read and set; what reads it in a memo, an effect or a drawing follows it. A
/// copy stands for the same.
#[derive(Debug)]
pub struct RwSignal<T> {
    inner: prelude::RwSignal<Shared>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

#[inline(never)]
fn make(value: Shared) -> prelude::RwSignal<Shared> {
    prelude::RwSignal::new(value)
}

#[inline(never)]
fn put(signal: prelude::RwSignal<Shared>, value: Shared) {
    // Nothing is left to follow it where its owner has gone.
    let _ = signal.try_set(value);
}

#[inline(never)]
fn take(signal: prelude::RwSignal<Shared>) -> Option<Shared> {
    signal.try_get_untracked()
}

#[inline(never)]
fn follow(signal: prelude::RwSignal<Shared>) -> Shared {
    signal.track();
    signal.get_untracked()
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal that holds `value`; it goes with what is its owner now.
    pub fn new(value: T) -> Self {
        Self {
            inner: make(Arc::new(value)),
            of: PhantomData,
        }
    }

    /// The value, followed.
    pub fn read(self) -> Held<T> {
        Held(as_is(follow(self.inner)))
    }

    /// The value as it is now.
    pub fn read_untracked(self) -> Held<T> {
        Held(as_is(self.inner.get_untracked()))
    }

    /// What `look` sees in the value, followed.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read())
    }

    /// What `look` sees in the value now.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read_untracked())
    }

    /// Sets the value; nothing happens where its owner has gone.
    pub fn set(self, value: T) {
        put(self.inner, Arc::new(value));
    }

    /// Follows it without a look at the value.
    pub fn track(self) {
        self.inner.track();
    }
}

impl<T: Clone + Send + Sync + 'static> RwSignal<T> {
    /// A copy of the value, followed.
    pub fn get(self) -> T {
        T::clone(&self.read())
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(self) -> T {
        T::clone(&self.read_untracked())
    }

    /// A copy of the value as it is now; None where its owner has gone.
    pub fn try_get_untracked(self) -> Option<T> {
        take(self.inner).map(|value| T::clone(&as_is(value)))
    }

    /// Sets the value to itself after `change`.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        if let Some(mut value) = self.try_get_untracked() {
            change(&mut value);
            self.set(value);
        }
    }
}

/// The reading half of a signal. A copy stands for the same.
#[derive(Debug)]
pub struct Signal<T>(RwSignal<T>);

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(signal)
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Follows it without a look at the value.
    pub fn track(self) {
        self.0.track();
    }

    /// The value, followed.
    pub fn read(self) -> Held<T> {
        self.0.read()
    }

    /// What `look` sees in the value now.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.0.with_untracked(look)
    }
}

impl<T: Clone + Send + Sync + 'static> Signal<T> {
    /// A copy of the value, followed.
    pub fn get(self) -> T {
        self.0.get()
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(self) -> T {
        self.0.get_untracked()
    }
}
