//! A value that is worked out of others.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{self, GetUntracked, Track};

use super::shared::{Held, Shared, as_is};

type Work = Box<dyn Fn(Option<Shared>) -> (Shared, bool) + Send + Sync>;

/// A value worked out of the signals that were read for it, once for each change of them; what
/// reads it is told only where it differs. A copy stands for the same.
#[derive(Debug)]
pub struct Memo<T> {
    inner: prelude::Memo<Shared>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

#[inline(never)]
fn make(work: Work) -> prelude::Memo<Shared> {
    prelude::Memo::new_owning(work)
}

#[inline(never)]
fn follow(memo: prelude::Memo<Shared>) -> Shared {
    memo.track();
    memo.get_untracked()
}

#[inline(never)]
fn take(memo: prelude::Memo<Shared>) -> Option<Shared> {
    memo.try_get_untracked()
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// A memo; `work` is given the value before.
    pub fn new(work: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let work = move |before: Option<Shared>| {
            let before: Option<Arc<T>> = before.map(as_is);
            let now = work(before.as_deref());
            match before {
                Some(before) if *before == now => (before as Shared, false),
                _ => (Arc::new(now) as Shared, true),
            }
        };
        Self {
            inner: make(Box::new(work)),
            of: PhantomData,
        }
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// A memo whose value counts as another one each time it is worked out: for what is larger to compare than
    /// to draw.
    pub fn of_view(work: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let work = move |_: Option<Shared>| (Arc::new(work()) as Shared, true);
        Self {
            inner: make(Box::new(work)),
            of: PhantomData,
        }
    }

    /// The value, followed.
    pub fn read(self) -> Held<T> {
        Held(as_is(follow(self.inner)))
    }

    /// What `look` sees in the value, followed.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        look(&self.read())
    }

    /// Follows it without a look at the value.
    pub fn track(self) {
        drop(follow(self.inner));
    }
}

impl<T: Clone + Send + Sync + 'static> Memo<T> {
    /// A copy of the value, followed.
    pub fn get(self) -> T {
        T::clone(&self.read())
    }

    /// A copy of the value as it is now.
    pub fn get_untracked(self) -> T {
        T::clone(&as_is(self.inner.get_untracked()))
    }

    /// A copy of the value as it is now; None where its owner has gone.
    pub fn try_get_untracked(self) -> Option<T> {
        take(self.inner).map(|value| T::clone(&as_is(value)))
    }
}
