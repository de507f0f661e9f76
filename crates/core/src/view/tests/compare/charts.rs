//! The charts of both sides.

use super::super::nights::Nights;
use super::*;

#[test]
fn both_sides_are_two_columns_and_days_a_rate_a_night() {
    let mut nights = Nights::default();
    for (id, day, letters) in [(1, 1, "PF"), (2, 2, "FF"), (3, 4, "PP"), (4, 5, "PF")] {
        let [one, two] = [&letters[..1], &letters[1..]];
        nights.run("a", id, day, &[("one", one), ("two", two)]);
    }
    let store = nights.store();
    let view = compare(&store, &between(Some("1"), Some("3"))).unwrap();
    assert_eq!(view.charts.len(), 1);
    assert_eq!(
        view.charts[0].charts[0].caption,
        "Older: passed 1, failed 1, skipped 0, other 0. Newer: passed 2, failed 0, skipped 0, \
         other 0."
    );
    let base = Some("2025-12-02..2025-12-03");
    let head = Some("2025-12-05..2025-12-06");
    let view = compare(&store, &between(base, head)).unwrap();
    let [sides, nights] = &view.charts[..] else {
        panic!("{} charts", view.charts.len());
    };
    assert_eq!(sides.points[0].left, view.base.results);
    assert_eq!(sides.points[1].left, view.head.results);
    let rates = |search: Option<&str>| {
        let query = Query {
            q: search.unwrap_or_default().to_owned(),
            ..between(base, head)
        };
        let view = compare(&store, &query).unwrap();
        view.charts[1].charts[0].series[0].values.clone()
    };
    assert_eq!(nights.marked, [(0, 1), (3, 4)]);
    let rate = |one: f64| Some(one);
    assert_eq!(
        rates(None),
        [rate(0.5), rate(0.0), None, rate(1.0), rate(0.5)]
    );
    assert_eq!(
        rates(Some("name:two")),
        [rate(0.0), rate(0.0), None, rate(1.0), rate(0.0)]
    );
}
