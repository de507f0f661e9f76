use proptest::prelude::*;
use tailorbird_snapshot::{Outcome, Verdict};

use super::{legacy_verdict, newest_result, verdict_of};

fn outcomes(text: &str) -> Vec<Outcome> {
    text.chars()
        .map(|c| match c {
            'P' => Outcome::Passed,
            'F' => Outcome::Failed,
            'C' => Outcome::Cancelled,
            'S' => Outcome::Skipped,
            'W' => Outcome::Waiting,
            'R' => Outcome::Running,
            _ => Outcome::Unknown,
        })
        .collect()
}

fn check(attempts: &str, verdict: Verdict, result: Option<Outcome>) {
    assert_eq!(
        verdict_of(&outcomes(attempts)),
        verdict,
        "verdict of {attempts:?}"
    );
    assert_eq!(
        newest_result(&outcomes(attempts)),
        result,
        "result of {attempts:?}"
    );
}

#[test]
fn the_rules_hold_in_their_order() {
    use Outcome as O;
    check("", Verdict::None, None);
    check("P", Verdict::Passed, Some(O::Passed));
    check("PF", Verdict::Flaky, Some(O::Passed));
    check("FP", Verdict::Flaky, Some(O::Failed));
    check("CF", Verdict::Failed, Some(O::Failed));
    check("RF", Verdict::Failed, Some(O::Failed));
    check("CP", Verdict::Passed, Some(O::Passed));
    check("SRC", Verdict::Running, Some(O::Skipped));
    check("WC", Verdict::Running, Some(O::Waiting));
    check("CS", Verdict::Skipped, Some(O::Cancelled));
    check("CU", Verdict::Cancelled, Some(O::Cancelled));
    check("U", Verdict::Unknown, Some(O::Unknown));
}

#[test]
fn a_legacy_cell_is_mixed_never_flaky() {
    let check = |result: &str, older: &str, expect: Verdict| {
        let result = outcomes(result)[0];
        assert_eq!(
            legacy_verdict(result, &outcomes(older)),
            expect,
            "{result:?} over {older:?}"
        );
    };
    check("P", "", Verdict::Passed);
    check("P", "F", Verdict::Mixed);
    check("F", "P", Verdict::Mixed);
    check("F", "U", Verdict::Failed);
    check("F", "FS", Verdict::Failed);
    check("S", "F", Verdict::Skipped);
    check("S", "FP", Verdict::Skipped);
    check("U", "FP", Verdict::Unknown);
}

proptest! {
    #[test]
    fn the_order_of_attempts_never_matters(text in "[PFCSWRU]{0,8}", seed in any::<u64>()) {
        let sorted = outcomes(&text);
        let mut shuffled = sorted.clone();
        let mut state = seed;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(verdict_of(&sorted), verdict_of(&shuffled));
    }
}
