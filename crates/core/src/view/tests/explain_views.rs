//! Figures of every view: what is explained is what is shown, and what is counted makes it.

use tailorbird_snapshot::Kind;

use super::explain::ask;
use super::runs::asking;
use crate::format::percent;
use crate::store::Store;
use crate::store::testkit::{self, job};
use crate::view::{self, Explained, FigureAt, Measure, TreeItem, VERDICTS};

pub(super) fn nightly() -> Store {
    let jobs = [
        job("ci / k8s / a (amd64)", "PFFPP").required(),
        job("ci / k8s / b (s390x)", "FPmPS").required(),
        job("ci / build / c", "SmPP."),
        job("ci / build / d", "RCUPM"),
        job("lint", "PFPF."),
        job("came", "P...."),
        job("went", ".FPPP"),
    ];
    testkit::store(Kind::Nightly, &jobs)
}

pub(super) fn pulls() -> Store {
    let jobs = [
        job("ci / a", "PFS").required(),
        job("ci / b", "FPP").required(),
        job("ci / c", "RMP"),
        job("ci / d", "PC."),
    ];
    testkit::store(Kind::Prs, &jobs)
}

fn count_of(found: &Explained, word: &str) -> u32 {
    let lines = found.counted.iter();
    let lines = lines.filter(|l| l.said.split([' ', ':']).any(|w| w == word));
    u32::try_from(lines.count()).unwrap()
}

/// Numbers before "attempt" and "attempts".
fn attempts(found: &Explained) -> usize {
    let of = |l: &view::CountedIn| {
        let mut words = l.said.rsplit(' ').skip(1);
        words.next().unwrap().parse::<usize>().unwrap()
    };
    found.counted.iter().map(of).sum()
}

/// What was counted makes the value.
pub(super) fn holds(found: &Explained) {
    let n = found.n_counted();
    let value = found.value.as_str();
    assert!(
        !found.title.is_empty() && !found.formula.is_empty(),
        "{found:?}"
    );
    if value == "n/a" {
        assert!(n == 0 || found.figure == "weather", "{found:?}");
        return;
    }
    let (passed, failed) = (count_of(found, "passed"), count_of(found, "failed"));
    let share = |of: u32| percent(Some(f64::from(passed) / f64::from(of)));
    match found.figure {
        "rate" => assert_eq!(value, share(passed + failed), "{found:?}"),
        "first" => assert!(value.starts_with(&share(passed + failed)), "{found:?}"),
        "low" | "high" => assert!(passed + failed > 0),
        "required" => {
            let (of, sep) = (
                n.to_string(),
                if value.contains('/') { "/" } else { " of " },
            );
            assert_eq!(value, [&passed.to_string(), sep, &of].concat(), "{found:?}");
        }
        "attempts" => assert_eq!(value, attempts(found).to_string(), "{found:?}"),
        "reruns" => assert_eq!(value, (attempts(found) - n).to_string(), "{found:?}"),
        "p10" | "p50" | "p90" | "p95" | "queue-p50" | "queue-p90" => {
            assert!(
                found.counted.iter().any(|l| l.said.ends_with(value)),
                "{found:?}"
            );
        }
        "weather" | "duration" | "verdict" | "class" | "state" | "worst" => {}
        "last" => assert_eq!(n, usize::from(value != "–")),
        _ => assert_eq!(value, n.to_string(), "{found:?}"),
    }
}

/// Explains all of a line, checks each, and gives word and value of each.
fn values(store: &Store, of: &str, kind: &str, what: &str) -> Vec<(&'static str, String)> {
    let found = ask(store, of, &FigureAt::line(kind, what));
    found.iter().for_each(holds);
    found.into_iter().map(|e| (e.figure, e.value)).collect()
}

fn shown<const N: usize>(
    figures: [Measure; N],
    text: impl Fn(Measure) -> String,
) -> Vec<(&'static str, String)> {
    figures.into_iter().map(|m| (m.word(), text(m))).collect()
}

#[test]
fn every_figure_of_a_job_is_what_its_row_and_its_history_show() {
    for store in [nightly(), pulls()] {
        for of in ["runs=10", "runs=3"] {
            let kind = if store.has(Kind::Prs) {
                Kind::Prs
            } else {
                Kind::Nightly
            };
            let rows = asking(&store, of, |asking| {
                let row = |at: &u32| view::row(asking.store, asking.table, *at).unwrap();
                asking.rows.iter().map(row).collect::<Vec<_>>()
            });
            for row in rows {
                let expect = shown(view::RowView::FIGURES, |m| row.figure(m, kind));
                assert_eq!(values(&store, of, "job", &row.id), expect);
                assert_eq!(row.figure(Measure::Fails, kind), row.fails.to_string());
                let view = asking(&store, of, |a| view::job(a, &row.id)).unwrap();
                let whole = view
                    .figures
                    .iter()
                    .map(|f| (f.measure.word(), f.whole.1.clone()));
                let lately = view
                    .figures
                    .iter()
                    .map(|f| (f.measure.word(), f.window.1.clone()));
                assert_eq!(
                    values(&store, of, "whole", &row.id),
                    whole.collect::<Vec<_>>()
                );
                assert_eq!(
                    values(&store, of, "lately", &row.id),
                    lately.collect::<Vec<_>>()
                );
            }
        }
    }
}

#[test]
fn every_figure_of_a_run_is_what_its_row_and_its_head_show() {
    let store = nightly();
    for of in ["", "&q=ci", "&required=1"] {
        let list = ["view=runs", of].concat();
        let rows = asking(&store, &list, view::runs).rows;
        assert_eq!(rows.len(), 5);
        for row in rows {
            let expect = shown(view::RunRow::FIGURES, |m| row.text(m));
            assert_eq!(values(&store, &list, "runs", &row.word), expect);
            let address = ["view=run&run=", &row.word, of].concat();
            let head = asking(&store, &address, view::run).unwrap();
            let expect = shown(view::RunRow::FIGURES, |m| head.row.text(m));
            assert_eq!(values(&store, &address, "run", ""), expect);
            assert_eq!(
                head.row.text(Measure::Fails),
                head.row.counts.failed.to_string()
            );
            for part in &head.against.lists {
                let found = values(&store, &address, "diff", part.part.as_str());
                assert_eq!(found, [("jobs", part.jobs.len().to_string())]);
            }
        }
    }
}

#[test]
fn what_the_filters_leave_out_of_a_run_is_told() {
    let store = nightly();
    let found = ask(&store, "view=runs&q=k8s", "runs:500:passed").remove(0);
    assert_eq!(found.value, "1");
    assert_eq!(
        found.left_out,
        [
            ("failed results", 1),
            ("results of jobs that the filters leave out", 4)
        ]
    );
    assert_eq!(found.counted[0].name, "ci / k8s / a (amd64)");
    assert!(found.counted[0].job.is_some());
}

#[test]
fn every_figure_of_a_group_and_of_a_branch_is_shown_and_made_of_its_jobs() {
    let store = nightly();
    let of = "group=path";
    let groups = asking(&store, of, |a| {
        view::shown(a.store, a.table, a.rows, a.query.group.as_deref()).groups
    });
    assert_eq!(groups.len(), 3);
    for group in groups {
        let found = values(&store, of, "group", &group.label);
        let (jobs, broken) = (group.jobs.to_string(), group.broken.to_string());
        assert_eq!(found[..2], [("jobs", jobs), ("broken", broken)]);
    }
    let of = "view=tree&open=all";
    let lines = asking(&store, of, view::tree).lines;
    let mut n = 0;
    for line in &lines {
        if let TreeItem::Branch { id, .. } = &line.item {
            let expect = shown(view::TreeSums::FIGURES, |m| {
                line.sums.text(m, Kind::Nightly)
            });
            assert_eq!(values(&store, of, "tree", id), expect);
            n += 1;
        }
    }
    assert_eq!(n, 3);
}

#[test]
fn every_number_of_a_comparison_is_made_of_its_lines() {
    let store = nightly();
    let of = "view=compare&base=497&head=500";
    let view = asking(&store, of, view::compare).unwrap();
    assert!(view.lists.len() > 2);
    for list in &view.lists {
        let found = values(&store, of, "list", list.what.key());
        assert_eq!(found, [("jobs", list.lines.len().to_string())]);
    }
    for (word, side) in [("base", &view.base), ("head", &view.head)] {
        let expect = shown(view::SideView::FIGURES, |m| side.text(m));
        assert_eq!(values(&store, of, "side", word), expect);
        assert_eq!(side.text(Measure::Passed), side.results.passed.to_string());
    }
}

#[test]
fn every_figure_of_a_pull_request_is_made_of_its_checks() {
    let store = pulls();
    for of in ["view=pr", "view=pr&q=b", "view=pr&status=failed"] {
        let lines = asking(&store, of, |a| {
            let lines = view::pulls(a).lines.into_iter();
            lines.map(|l| (l.run.number, l.counts)).collect::<Vec<_>>()
        });
        for (number, counts) in lines {
            let number = number.to_string();
            let expect = shown(view::PullCounts::FIGURES, |m| counts.text(m));
            assert_eq!(values(&store, of, "pulls", &number), expect);
            let of = [of, "&pr=", &number].concat();
            let (counts, red) = asking(&store, &of, |a| {
                let pull = view::pull_of(a.store, "", a.query.pr.unwrap(), a.config).unwrap();
                let view = view::pr(a, &pull);
                let red = view.red.iter();
                let class = |c: &view::CheckView<'_>| c.check.judged.as_ref().unwrap().class;
                let red = red.map(|c| (c.id.clone(), class(c).title()));
                (view.counts, red.collect::<Vec<_>>())
            });
            let expect = shown(view::PullCounts::FIGURES, |m| counts.text(m));
            assert_eq!(values(&store, &of, "pr", ""), expect);
            for (id, class) in red {
                let found = values(&store, &of, "check", &id);
                assert_eq!(found, [("class", class.to_owned())]);
            }
        }
    }
}

#[test]
fn every_count_and_every_cell_of_the_grid_is_explained() {
    let store = nightly();
    let of = "view=grid";
    let (grid, names) = asking(&store, of, |a| {
        let grid = view::grid(a);
        let place = |row, column| view::Place { row, column };
        let names = (0..7).map(|row| grid.name(a, place(row, 1)).unwrap());
        let names: Vec<String> = names.collect();
        (grid, names)
    });
    for verdict in VERDICTS {
        let n = grid.counts[verdict as usize].to_string();
        let found = values(&store, of, "grid", verdict.as_str());
        assert_eq!(found, [("cells", n)]);
    }
    for (row, name) in names.iter().enumerate() {
        let found = ask(&store, of, &FigureAt::line("cell", name)).remove(0);
        let verdict = grid.rows[row].verdicts[1];
        let word = match verdict.as_str() {
            "none" => "not in this run",
            word => word,
        };
        assert_eq!(found.value, word);
        assert_eq!(found.counted.is_empty(), word == "not in this run");
    }
}
