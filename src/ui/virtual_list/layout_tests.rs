//! Tests of the list's arithmetic, against the plain sum.

use super::{Layout, slot_index};

fn plain_offset(heights: &[f64], index: usize) -> f64 {
    heights.iter().take(index).sum()
}

fn mixed() -> (Layout, Vec<f64>) {
    let mut layout = Layout::new(20, 34.0);
    let mut heights = vec![34.0; 20];
    for (index, extra) in [
        (7, 120.0),
        (3, 50.0),
        (19, 10.0),
        (7, 80.0),
        (0, 5.0),
        (3, 0.0),
    ] {
        layout.set_extra(index, extra);
        heights[index] = 34.0 + extra;
    }
    (layout, heights)
}

#[test]
fn offsets_are_the_sum_of_what_is_above() {
    let (layout, heights) = mixed();
    for index in 0..=20 {
        assert_eq!(
            layout.offset(index),
            plain_offset(&heights, index),
            "{index}"
        );
    }
    assert_eq!(layout.height_of_all(), heights.iter().sum::<f64>());
    assert_eq!(layout.extra(7), 80.0);
    assert_eq!(layout.extra(3), 0.0);
}

#[test]
fn every_pixel_belongs_to_its_item() {
    let (layout, heights) = mixed();
    for index in 0..20 {
        let top = plain_offset(&heights, index);
        assert_eq!(layout.index_at(top), index);
        assert_eq!(layout.index_at(top + heights[index] - 0.1), index);
    }
    assert_eq!(layout.index_at(-5.0), 0);
    assert_eq!(layout.index_at(1e9), 19);
}

#[test]
fn range_holds_all_that_is_in_sight_and_no_more() {
    let layout = Layout::new(100, 34.0);
    assert_eq!(layout.range(0.0, 340.0, 0), 0..10);
    assert_eq!(layout.range(1.0, 340.0, 0), 0..11);
    assert_eq!(layout.range(340.0, 340.0, 3), 7..23);
    assert_eq!(layout.range(-200.0, 340.0, 0), 0..5);
    assert_eq!(layout.range(3300.0, 340.0, 2), 95..100);
}

#[test]
fn what_was_drawn_below_an_opened_item_stays() {
    let mut layout = Layout::new(100, 34.0);
    assert_eq!(layout.keep(0..10, &(0..18), 48), 0..10, "nothing is open");
    layout.set_extra(3, 200.0);
    assert_eq!(layout.keep(0..10, &(0..18), 48), 0..18);
    assert_eq!(layout.keep(0..20, &(0..18), 48), 0..20, "more is in sight");
    assert_eq!(layout.keep(5..15, &(0..18), 48), 5..15, "it was scrolled");
    assert_eq!(layout.keep(0..10, &(0..49), 48), 0..10, "too many");
    assert_eq!(Layout::new(9, 34.0).keep(0..9, &(0..18), 48), 0..9);
}

#[test]
fn nothing_in_sight_is_an_empty_range_at_that_end() {
    let layout = Layout::new(100, 34.0);
    assert_eq!(layout.range(-1000.0, 340.0, 0), 0..0);
    assert!(layout.range(9000.0, 340.0, 0).len() <= 1);
    let empty = Layout::new(0, 34.0);
    assert_eq!(empty.range(0.0, 340.0, 5), 0..0);
    assert_eq!(empty.height_of_all(), 0.0);
}

#[test]
fn reveal_scrolls_as_little_as_needed() {
    let layout = Layout::new(100, 34.0);
    assert_eq!(layout.reveal(5, 0.0, 340.0, 80.0), None);
    assert_eq!(layout.reveal(1, 100.0, 340.0, 80.0), Some(34.0 - 80.0));
    assert_eq!(
        layout.reveal(20, 0.0, 340.0, 80.0),
        Some(21.0 * 34.0 - 340.0)
    );
}

#[test]
fn an_extra_past_the_end_is_kept_out() {
    let mut layout = Layout::new(2, 34.0);
    layout.set_extra(2, 100.0);
    assert_eq!(layout.height_of_all(), 68.0);
}

#[test]
fn slots_show_each_item_once_and_keep_it() {
    for start in 0..30 {
        let range = start..start + 7;
        let mut shown: Vec<_> = (0..8)
            .filter_map(|slot| slot_index(slot, 8, &range))
            .collect();
        shown.sort_unstable();
        assert_eq!(shown, range.clone().collect::<Vec<_>>());
        for index in range.clone() {
            assert_eq!(slot_index(index % 8, 8, &range), Some(index));
        }
    }
    assert_eq!(slot_index(0, 0, &(0..3)), None);
}
