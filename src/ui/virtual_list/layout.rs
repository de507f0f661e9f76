//! The arithmetic of a list of equally high rows of which a few have something extra below them
//! (an expanded row's details). Heights are pixels. No browser here.

use std::ops::Range;

/// Where each of `count` items lies.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    count: usize,
    row_height: f64,
    /// Index, its own extra height, and the sum of all extra heights before it; by index.
    extras: Vec<(usize, f64, f64)>,
}

impl Layout {
    /// `count` rows of `row_height` each, nothing expanded.
    pub fn new(count: usize, row_height: f64) -> Self {
        Self {
            count,
            row_height,
            extras: Vec::new(),
        }
    }

    /// The number of items.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Says how high the extra part of an item is: 0 for none. An index past the end is kept out.
    pub fn set_extra(&mut self, index: usize, height: f64) {
        if index >= self.count {
            return;
        }
        let at = self.extras.partition_point(|extra| extra.0 < index);
        let present = self.extras.get(at).is_some_and(|extra| extra.0 == index);
        if present {
            self.extras.remove(at);
        }
        if height > 0.0 {
            self.extras.insert(at, (index, height, 0.0));
        }
        let mut before = at
            .checked_sub(1)
            .and_then(|at| self.extras.get(at))
            .map_or(0.0, |it| it.1 + it.2);
        for extra in self.extras.iter_mut().skip(at) {
            extra.2 = before;
            before += extra.1;
        }
    }

    /// The extra height of an item; 0 where none was set.
    pub fn extra(&self, index: usize) -> f64 {
        let at = self.extras.partition_point(|extra| extra.0 < index);
        self.extras
            .get(at)
            .filter(|extra| extra.0 == index)
            .map_or(0.0, |extra| extra.1)
    }

    /// Distance of an item's top from the top of the list; of `count` (or more), the list's height.
    pub fn offset(&self, index: usize) -> f64 {
        let index = index.min(self.count);
        let at = self.extras.partition_point(|extra| extra.0 < index);
        let extra = at.checked_sub(1).and_then(|at| self.extras.get(at));
        index as f64 * self.row_height + extra.map_or(0.0, |extra| extra.1 + extra.2)
    }

    /// The height of the whole list.
    pub fn height_of_all(&self) -> f64 {
        self.offset(self.count)
    }

    /// The item at distance `y` from the top of the list, the nearest one if outside; 0 if empty.
    pub fn index_at(&self, y: f64) -> usize {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.offset(middle + 1) <= y {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low.min(self.count.saturating_sub(1))
    }

    /// The items that touch a window of height `viewport` whose top is `scroll_top` below the top
    /// of the list (negative while the list starts inside the window), and `overscan` more at both
    /// ends.
    pub fn range(&self, scroll_top: f64, viewport: f64, overscan: usize) -> Range<usize> {
        let bottom = scroll_top + viewport;
        let outside = bottom <= 0.0 || scroll_top >= self.height_of_all();
        let first = self.index_at(scroll_top.max(0.0));
        let past = match outside {
            true if bottom <= 0.0 => 0,
            true => self.count,
            // An item that only touches the lower edge is not in sight.
            false => (self.index_at(bottom - 0.5) + 1).min(self.count),
        };
        first.saturating_sub(overscan)..(past + overscan).min(self.count)
    }

    /// `now`, or more of it: while something is open, what was drawn `before` below it stays drawn
    /// (up to `most` items), since taking it away and making it again costs more.
    pub fn keep(&self, now: Range<usize>, before: &Range<usize>, most: usize) -> Range<usize> {
        let is_kept = !self.extras.is_empty()
            && before.start == now.start
            && before.end > now.end
            && before.end <= (now.start + most).min(self.count);
        if is_kept { now.start..before.end } else { now }
    }

    /// How far to scroll so that an item is wholly in sight, with `covered` pixels at the top of
    /// the window hidden by what sticks there; None when it is already.
    pub fn reveal(
        &self,
        index: usize,
        scroll_top: f64,
        viewport: f64,
        covered: f64,
    ) -> Option<f64> {
        let top = self.offset(index);
        let bottom = top + self.row_height;
        if top < scroll_top + covered {
            Some(top - covered)
        } else if bottom > scroll_top + viewport {
            Some(bottom - viewport)
        } else {
            None
        }
    }
}

/// The item that slot `slot` of `slots` shows while `range` is in sight: an item always has the
/// same slot, so scrolling by one row rewrites one slot. None when the slot has nothing to show.
pub fn slot_index(slot: usize, slots: usize, range: &Range<usize>) -> Option<usize> {
    let first = range.start;
    let ahead = (slot + slots).checked_sub(first.checked_rem(slots)?)? % slots;
    Some(first + ahead).filter(|index| *index < range.end)
}

#[cfg(test)]
#[path = "layout_tests.rs"]
mod tests;
