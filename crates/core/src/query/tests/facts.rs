//! Conditions on what is known of a row beside its name.

use super::super::Metric;
use super::{Row, read};
use crate::state::State;

fn check_row(row: &Row, passes: &[&str], fails: &[&str]) {
    for text in passes {
        assert!(read(text).unwrap().matches(row), "{text} should pass");
    }
    for text in fails {
        assert!(!read(text).unwrap().matches(row), "{text} should fail");
    }
}

#[test]
fn facts_of_a_row() {
    let mut row = Row::named("ci / x");
    row.state = State::Failing {
        streak: 1,
        open_ended: true,
    };
    row.kind = "test";
    row.owners = &["Runtime", "ann"];
    row.dimensions = &[("hypervisor", "CLH"), ("Host", "Größe 1")];
    check_row(
        &row,
        &[
            "is:failing",
            "is:broken,failing",
            "IS:FAILING",
            "-is:broken",
            "kind:test,build",
        ],
        &[
            "is:broken",
            "is:fixed",
            "is:mixed",
            "kind:build",
            "required:yes",
            "required:no",
        ],
    );
    check_row(
        &row,
        &[
            "owner:runtime",
            "owner:ANN",
            "hypervisor:clh",
            "Hypervisor:qemu,clh",
            "host:\"größe 1\"",
        ],
        &[
            "owner:none",
            "owner:run",
            "hypervisor:cl",
            "-hypervisor:clh",
            "arch:x",
            "host:größe",
        ],
    );
    row.state = State::NewlyBroken;
    row.flags = "mixed";
    row.required = Some(false);
    row.owners = &[];
    check_row(
        &row,
        &[
            "is:broken",
            "is:mixed",
            "required:no",
            "required:yes,no",
            "owner:none",
            "is:fixed,mixed",
        ],
        &["is:failing", "is:fixed", "required:yes", "is:none"],
    );
    row.state = State::Passing;
    row.flags = "fixed";
    check_row(
        &row,
        &["is:passing", "is:fixed"],
        &["is:recovered", "is:flaky", "is:mixed"],
    );
}

#[test]
fn figures_of_a_row() {
    let mut row = Row::named("x");
    row.metrics = &[
        (Metric::Fails, 2.0),
        (Metric::Rate, 89.5),
        (Metric::Flakes, 0.0),
        (Metric::P50, 1_800.0),
        (Metric::Since, 604_800.0),
    ];
    check_row(
        &row,
        &[
            "fails:2",
            "fails:=2",
            "fails:>1",
            "fails:>=2",
            "fails:<3",
            "fails:<=2",
            "fails:1,2",
        ],
        &[
            "fails:1",
            "fails:=3",
            "fails:>2",
            "fails:>=3",
            "fails:<2",
            "fails:<=1",
            "-fails:2",
        ],
    );
    check_row(
        &row,
        &[
            "rate:<90",
            "rate:<90%",
            "rate:89.5",
            "rate:89.5%",
            "flakes:0",
            "p50:30m",
            "p50:>=0.5h",
        ],
        &[
            "rate:>=90",
            "flakes:>0",
            "p50:>30m",
            "p50:<1800s",
            "p50:0",
            "p50:>1h30m",
        ],
    );
    check_row(
        &row,
        &["since:7d", "since:8d", "since:>6d", "p50:>0"],
        &["since:6d", "since:<7d"],
    );
    check_row(
        &row,
        &["-streak:>=1"],
        &["streak:>=0", "streak:<5", "reruns:0"],
    );
}
