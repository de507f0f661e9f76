//! Something to be undone later. JavaScript values may not leave their thread, so they stay in a
//! thread-local list and a guard is only its place there: it can go into `on_cleanup` and signals.

use std::cell::RefCell;

type Undo = Box<dyn FnOnce()>;

thread_local! {
    static UNDO: RefCell<Vec<Option<Undo>>> = const { RefCell::new(Vec::new()) };
}

/// Undoes something once, when dropped or when [`Guard::run`] is called.
#[derive(Debug)]
#[must_use = "dropping the guard undoes what it stands for"]
pub struct Guard {
    place: usize,
}

impl Guard {
    /// A guard that calls `undo` at its end.
    pub fn new(undo: impl FnOnce() + 'static) -> Self {
        Self::boxed(Box::new(undo))
    }

    fn boxed(undo: Undo) -> Self {
        let place = UNDO.with_borrow_mut(|list| {
            // Place 0 is never given out: it marks a guard that has run.
            if list.is_empty() {
                list.push(None);
            }
            let free = list
                .iter()
                .skip(1)
                .position(Option::is_none)
                .map(|at| at + 1);
            match free.and_then(|at| Some((at, list.get_mut(at)?))) {
                Some((at, slot)) => {
                    *slot = Some(undo);
                    at
                }
                None => {
                    list.push(Some(undo));
                    list.len() - 1
                }
            }
        });
        Self { place }
    }

    /// Undoes now; dropping the guard afterwards does nothing.
    pub fn run(&mut self) {
        let place = std::mem::take(&mut self.place);
        let undo = UNDO
            .try_with(|list| list.borrow_mut().get_mut(place).and_then(Option::take))
            .ok()
            .flatten();
        if let Some(undo) = undo {
            undo();
        }
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.run();
    }
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use std::cell::Cell;
    use std::rc::Rc;

    #[test]
    fn undoes_once_and_reuses_places() {
        let count = Rc::new(Cell::new(0));
        let make = |by: i32| {
            let count = Rc::clone(&count);
            Guard::new(move || count.set(count.get() + by))
        };
        let mut first = make(1);
        let second = make(10);
        first.run();
        let third = make(100);
        drop(first);
        assert_eq!(count.get(), 1);
        drop(third);
        drop(second);
        assert_eq!(count.get(), 111);
    }
}
