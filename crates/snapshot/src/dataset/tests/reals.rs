//! Copies are no attempts, twins stay two.

use super::*;

/// `NAME#twin:attempt:id` of every real attempt, and the number of copies; in any order of rows.
fn check(rows: &[Attempt], expect: &[&str], copies: usize) {
    for turn in 0..rows.len().max(1) {
        for backwards in [false, true] {
            let mut rows = rows.to_vec();
            rows.rotate_left(turn);
            if backwards {
                rows.reverse();
            }
            let mut history = History::default();
            for row in rows {
                let _ = history.insert_attempt(&key(1), row);
            }
            let real = history.real_attempts(&key(1));
            let told: Vec<String> = real
                .attempts
                .iter()
                .map(|(twin, a)| format!("{}#{twin}:{}:{}", a.job, a.run_attempt, a.job_id))
                .collect();
            assert_eq!(told, expect);
            assert_eq!(real.n_copies, copies);
        }
    }
}

#[test]
fn a_job_that_was_not_rerun_is_copied_not_tried_again() {
    check(
        &[
            attempt(1, "a", 1, 10, "failure"),
            attempt(2, "b", 1, 10, "success"),
            attempt(11, "a", 2, 500, "success"),
            attempt(12, "b", 2, 10, "success"),
            attempt(21, "a", 3, 500, "success"),
            attempt(22, "b", 3, 10, "success"),
        ],
        &["a#1:1:1", "a#1:2:11", "b#1:1:2"],
        3,
    );
}

#[test]
fn attempts_may_have_gaps() {
    check(
        &[
            attempt(1, "a", 1, 10, "failure"),
            attempt(3, "a", 3, 900, "failure"),
        ],
        &["a#1:1:1", "a#1:3:3"],
        0,
    );
}

#[test]
fn a_copy_whose_original_is_not_held_is_an_attempt() {
    check(&[attempt(12, "b", 2, 10, "success")], &["b#1:2:12"], 0);
}

#[test]
fn two_jobs_of_one_name_stay_two_through_a_rerun() {
    let rows = [
        attempt(1, "a", 1, 10, "success"),
        attempt(2, "a", 1, 10, "failure"),
        attempt(11, "a", 2, 10, "success"),
        attempt(12, "a", 2, 700, "success"),
    ];
    check(&rows, &["a#1:1:1", "a#2:1:2", "a#2:2:12"], 1);
    let mut history = History::default();
    for row in rows {
        let _ = history.insert_attempt(&key(1), row);
    }
    assert_eq!(history.real_attempts(&key(1)).n_twins, 1);
}

#[test]
fn a_twin_that_was_numbered_keeps_its_number_without_the_copy_beside_it() {
    let mut numbered = attempt(12, "a", 2, 700, "success");
    numbered.twin = 2;
    check(
        &[
            attempt(1, "a", 1, 10, "success"),
            attempt(2, "a", 1, 10, "failure"),
            numbered,
        ],
        &["a#1:1:1", "a#2:1:2", "a#2:2:12"],
        0,
    );
}

#[test]
fn without_attempt_numbers_the_job_id_tells_the_order() {
    let row = |id, conclusion: &str, secs| Attempt {
        job_id: id,
        job: "a".to_owned(),
        status: "completed".to_owned(),
        conclusion: Some(conclusion.to_owned()),
        duration_secs: secs,
        ..Attempt::default()
    };
    check(
        &[
            row(5, "failure", Some(40)),
            row(7, "failure", Some(40)),
            row(9, "success", Some(40)),
            row(11, "failure", None),
            row(13, "failure", None),
        ],
        &["a#1:0:5", "a#1:0:9", "a#1:0:11", "a#1:0:13"],
        1,
    );
}

#[test]
fn a_source_without_job_ids_is_kept_apart_by_name_and_attempt() {
    check(
        &[
            attempt(0, "a\n  b", 1, 10, "failure"),
            attempt(0, "a b", 2, 90, "success"),
            attempt(0, "c", 1, 10, "success"),
        ],
        &["a b#1:1:0", "a b#1:2:0", "c#1:1:0"],
        0,
    );
}
