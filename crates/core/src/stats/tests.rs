//! Series are strips, newest first; `store::testkit` has the letters.

use tailorbird_snapshot::{Kind, Outcome};

use super::{JobStats, Weather, Window, job_stats, weather_of, wilson};
use crate::state::State;
use crate::store::testkit::{Job, NEWEST, job, store};
use crate::store::{CellIdx, SeriesIdx, Store};

/// Figures of one job over its newest `len` runs. A second job keeps every column in place.
fn stats_of(kind: Kind, job_of: Job, window: Window) -> (Store, JobStats) {
    let store = store(kind, &[job_of, job("~", &"S".repeat(40))]);
    let stats = job_stats(&store, SeriesIdx(0), window);
    (store, stats)
}

fn newest(len: u32) -> Window {
    Window { newest: 0, len }
}

fn number(store: &Store, cell: Option<CellIdx>) -> Option<u64> {
    let runs = store.runs_of(SeriesIdx(0));
    cell.map(|c| runs[store.run(c) as usize].number)
}

/// State word, streak, `≥` where it is open-ended, `fixed` where the flag is set.
fn short(stats: &JobStats) -> String {
    let standing = &stats.standing;
    let open = matches!(
        standing.state,
        State::Failing {
            open_ended: true,
            ..
        }
    );
    let mut text = standing.state.word().to_owned();
    if standing.streak > 0 {
        text.push_str(&format!(
            " {}{}",
            if open { ">=" } else { "" },
            standing.streak
        ));
    }
    if let State::Failing { streak, .. } = standing.state {
        assert_eq!(streak, standing.streak);
    }
    text + if standing.fixed { " fixed" } else { "" }
}

/// `strip` over its newest `len` runs stands so.
fn check(strip: &str, len: u32, expect: &str) {
    let (_, stats) = stats_of(Kind::Nightly, job("a", strip), newest(len));
    assert_eq!(short(&stats), expect, "{strip} over {len}");
    // The words are the same for pull requests.
    let (_, stats) = stats_of(Kind::Prs, job("a", strip), newest(len));
    assert_eq!(short(&stats), expect, "{strip} over {len} of prs");
}

#[test]
fn the_first_rule_that_holds_gives_the_state() {
    check("S", 10, "none");
    check("SCRWU.", 10, "none");
    check("F", 10, "failing >=1");
    check("FP", 10, "broken 1");
    check("FF", 10, "failing >=2");
    check("FFP", 10, "failing 2");
    check("FPF", 10, "broken 1");
    check("P", 10, "passing");
    check("PP", 10, "passing");
    check("PF", 10, "recovered fixed");
    check("PPF", 10, "recovered");
    check("kF", 10, "flaky fixed");
    check("kP", 10, "flaky");
    check("k", 10, "flaky");
    // Failed in the end counts as failed, whatever its verdict.
    check("KP", 10, "broken 1");
    check("KKP", 10, "failing 2");
    check("Pk", 10, "passing");
    check("PK", 10, "recovered fixed");
    // A legacy cell is mixed, never flaky.
    check("mP", 10, "passing");
    check("mF", 10, "recovered fixed");
    check("MP", 10, "broken 1");
}

#[test]
fn what_neither_passed_nor_failed_is_passed_over() {
    check("SF.SFCP", 10, "failing 2");
    check(".F.RWUP", 10, "broken 1");
    check("F....", 10, "failing >=1");
    check("S.PSF", 10, "recovered fixed");
    check("SsF", 10, "failing >=1");
    check("..P.S.F.S.F", 20, "recovered fixed");
}

#[test]
fn the_streak_runs_over_all_history_and_recovered_only_over_the_window() {
    check("FFFFFP", 2, "failing 5");
    check("FFFFFF", 2, "failing >=6");
    check("FP", 1, "broken 1");
    check("PF", 1, "passing fixed");
    check("PPF", 2, "passing");
    check("PPF", 3, "recovered");
    check("SSF", 2, "failing >=1");
    check("SSP", 2, "passing");
}

#[test]
fn a_window_ends_at_its_newest_run() {
    let check = |strip: &str, window: Window, expect: &str| {
        let (_, stats) = stats_of(Kind::Nightly, job("a", strip), window);
        assert_eq!(short(&stats), expect, "{strip} {window:?}");
    };
    check("PFFP", Window { newest: 1, len: 1 }, "failing 2");
    check("FPF", Window { newest: 1, len: 1 }, "passing fixed");
    check("FPF", Window { newest: 1, len: 2 }, "recovered fixed");
    check("FSS", Window { newest: 1, len: 2 }, "none");
}

#[test]
fn a_breakage_has_a_begin_and_a_last_good_run() {
    let check = |strip: &str, since: Option<u64>, good: Option<u64>| {
        let (store, stats) = stats_of(Kind::Nightly, job("a", strip), newest(1));
        let ago = |cell| number(&store, cell).map(|n| NEWEST - n);
        assert_eq!(ago(stats.standing.broken_since), since, "{strip}");
        assert_eq!(ago(stats.standing.last_good), good, "{strip}");
    };
    check("FFSFP", Some(3), Some(4));
    check("FS.PF", Some(0), Some(3));
    check("FFF", Some(2), None);
    check("PF", None, None);
    check("S", None, None);
}

/// Counts as `passed failed skipped cancelled running unknown`.
fn check_counts(strip: &str, len: u32, expect: [u32; 6]) {
    let (_, stats) = stats_of(Kind::Nightly, job("a", strip), newest(len));
    let r = stats.results;
    let counts = [
        r.passed,
        r.failed,
        r.skipped,
        r.cancelled,
        r.running,
        r.unknown,
    ];
    assert_eq!(counts, expect, "{strip} over {len}");
    assert_eq!(stats.runs(), expect.iter().sum::<u32>());
    assert_eq!(r.decided(), r.passed + r.failed);
}

#[test]
fn every_cell_of_the_window_is_counted_once_by_its_result() {
    check_counts("PFSCWRU", 10, [1, 1, 1, 1, 2, 1]);
    check_counts("PF.SP", 10, [2, 1, 1, 0, 0, 0]);
    check_counts("PF.SP", 3, [1, 1, 0, 0, 0, 0]);
    check_counts("PF.SP", 1, [1, 0, 0, 0, 0, 0]);
    check_counts("....P", 4, [0; 6]);
    check_counts("mMsxkK", 10, [3, 2, 1, 0, 0, 0]);
}

#[test]
fn attempts_are_counted_for_pull_requests_only() {
    let (_, prs) = stats_of(Kind::Prs, job("a", "mMsxP"), newest(10));
    let attempts = prs.attempts.unwrap();
    // passed, failed, cancelled, skipped, waiting, running, unknown
    assert_eq!(attempts.0, [4, 4, 0, 2, 0, 0, 0]);
    assert_eq!(attempts.all(), 10);
    assert_eq!((prs.reruns, prs.mixed, prs.flaky), (Some(5), Some(3), None));
    assert_eq!(prs.flakes(), Some(3));

    let (_, nightly) = stats_of(Kind::Nightly, job("a", "mMsxP"), newest(10));
    assert_eq!((nightly.reruns, nightly.attempts), (None, None));
    assert_eq!((nightly.mixed, nightly.flaky), (Some(3), None));

    for kind in [Kind::Nightly, Kind::Prs] {
        let (_, bare) = stats_of(kind, job("a", "PF").bare(), newest(10));
        assert_eq!((bare.reruns, bare.attempts), (None, None));
        assert_eq!((bare.mixed, bare.flaky, bare.flakes()), (None, None, None));
    }
}

#[test]
fn attempts_outside_the_window_do_not_count() {
    let (_, prs) = stats_of(Kind::Prs, job("a", "Pmm"), newest(2));
    assert_eq!((prs.reruns, prs.mixed), (Some(1), Some(1)));
    assert_eq!(prs.attempts.map(|a| a.all()), Some(3));
}

#[test]
fn rates_are_of_what_passed_or_failed() {
    let rate = |strip: &str| {
        stats_of(Kind::Nightly, job("a", strip), newest(10))
            .1
            .results
            .pass_rate()
    };
    assert_eq!(rate("PPPF"), Some(0.75));
    assert_eq!(rate("PSCRWU."), Some(1.0));
    assert_eq!(rate("FS"), Some(0.0));
    assert_eq!(rate("SCRWU"), None, "n/a, never 0 or 100 %");
    assert_eq!(rate("mK"), Some(0.5));
}

#[test]
fn the_newest_result_and_the_last_failure_are_of_the_window() {
    let check = |strip: &str, len: u32, result: Option<Outcome>, failure: Option<u32>| {
        let (_, stats) = stats_of(Kind::Nightly, job("a", strip), newest(len));
        assert_eq!(stats.newest_result, result, "{strip}");
        assert_eq!(stats.last_failure, failure, "{strip}");
    };
    check(".SPFF", 10, Some(Outcome::Skipped), Some(3));
    check("FP", 10, Some(Outcome::Failed), Some(0));
    check("PPF", 2, Some(Outcome::Passed), None);
    check("..F", 2, None, None);
}

#[test]
fn weather_is_of_the_newest_ten_decided_cells() {
    use Weather as W;
    let check = |strip: &str, len: u32, expect: Option<Weather>| {
        let (_, stats) = stats_of(Kind::Nightly, job("a", strip), newest(len));
        assert_eq!(stats.weather, expect, "{strip} over {len}");
    };
    check("PP", 10, None);
    check("PPSSS.", 10, None);
    check("PPP", 10, Some(W::Sunny));
    check("PPP", 2, None);
    check("PPPPF", 10, Some(W::Sunny));
    check("PPPFF", 10, Some(W::PartlySunny));
    check("PPF", 10, Some(W::PartlySunny));
    check("PPFFF", 10, Some(W::Cloudy));
    check("PFFFF", 10, Some(W::Rainy));
    check("PFF", 10, Some(W::Rainy));
    check("FFF", 10, Some(W::Stormy));
    check("PFFFFF", 10, Some(W::Stormy));
    // The eleventh decided cell does not count, skips and holes do not fill a place.
    check("PPPPPPPPSSPP.FFFF", 40, Some(W::Sunny));
    check("FFFFFFFFFFPPPPPPPPPP", 40, Some(W::Stormy));
}

#[test]
fn weather_has_five_bands_of_twenty_per_cent() {
    use Weather as W;
    for n in 3..=10 {
        for passed in 0..=n {
            let expect = match f64::from(passed) / f64::from(n) {
                r if r >= 0.8 => W::Sunny,
                r if r >= 0.6 => W::PartlySunny,
                r if r >= 0.4 => W::Cloudy,
                r if r >= 0.2 => W::Rainy,
                _ => W::Stormy,
            };
            assert_eq!(weather_of(passed, n), Some(expect), "{passed} of {n}");
        }
    }
    assert_eq!((weather_of(0, 0), weather_of(2, 2)), (None, None));
    let words = [W::Stormy, W::Rainy, W::Cloudy, W::PartlySunny, W::Sunny].map(W::word);
    assert_eq!(
        words,
        ["stormy", "rainy", "cloudy", "partly sunny", "sunny"]
    );
}

/// Computed apart, in Python: z = 1.959963984540054, p = k/n,
/// `(p + z*z/2/n -+ z*sqrt(p*(1-p)/n + z*z/4/n/n)) / (1 + z*z/n)`.
#[test]
fn wilson_intervals_match_values_computed_apart() {
    let check = |hits: u32, n: u32, low: f64, high: f64| {
        let i = wilson(hits, n).unwrap();
        assert!((i.low - low).abs() < 1e-12, "{hits} of {n}: {i:?}");
        assert!((i.high - high).abs() < 1e-12, "{hits} of {n}: {i:?}");
    };
    check(0, 1, 0.0, 0.793_450_685_622_762_6);
    check(1, 1, 0.206_549_314_377_237_42, 1.0);
    check(1, 3, 0.061_491_944_720_396_215, 0.792_340_399_197_952_3);
    check(9, 10, 0.595_849_973_204_761_6, 0.982_123_786_904_927_1);
    check(0, 10, 0.0, 0.277_532_799_862_889_2);
    check(10, 10, 0.722_467_200_137_110_6, 1.0);
    check(40, 80, 0.392_974_150_861_197_2, 0.607_025_849_138_802_9);
    check(1340, 1499, 0.877_321_534_743_551, 0.908_523_168_347_586_2);
    assert_eq!(wilson(0, 0), None);
}

#[test]
fn an_interval_holds_its_rate_and_exact_ends_are_exact() {
    for n in 1..60_u32 {
        for hits in 0..=n {
            let i = wilson(hits, n).unwrap();
            let rate = f64::from(hits) / f64::from(n);
            assert!(0.0 <= i.low && i.low <= rate && rate <= i.high && i.high <= 1.0);
            assert_eq!(i.low == 0.0, hits == 0, "{hits} of {n}");
            assert_eq!(i.high == 1.0, hits == n, "{hits} of {n}");
        }
    }
}

#[test]
fn the_failure_bound_does_not_let_one_of_one_outrank_forty_of_eighty() {
    let bound = |strip: &str| {
        let (_, stats) = stats_of(Kind::Nightly, job("a", strip), newest(100));
        stats.results.failure_bound()
    };
    assert!(bound(&"FP".repeat(40)) > bound("F"));
    assert!(bound("FF") > bound("F"));
    assert_eq!(bound("P"), Some(0.0));
    assert_eq!(bound("S"), None);
}

#[test]
fn a_window_holds_its_columns_only() {
    let w = Window { newest: 2, len: 3 };
    let held: Vec<u32> = (0..10).filter(|c| w.holds(*c)).collect();
    assert_eq!(held, [2, 3, 4]);
    assert!(!Window::default().holds(0));
    assert!(
        Window {
            newest: 1,
            len: u32::MAX
        }
        .holds(u32::MAX - 1)
    );
}
