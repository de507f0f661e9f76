//! Runs the chosen steps one after the other and keeps going.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::count::Count;
use super::report::{End, Row, print};
use super::steps::{Step, step_names};
use crate::setup::{Tools, prepare};
use crate::workspace::Workspace;

/// `cargo xtask test [STEP…]`.
pub(crate) fn run(workspace: &Workspace, names: &[String]) -> Result<ExitCode> {
    let steps = choose(names)?;
    let needs: Vec<_> = steps
        .iter()
        .flat_map(|step| step.needs(workspace))
        .collect();
    let begun = Instant::now();
    let tools = prepare(workspace, &needs)?;
    let mut rows = vec![Row {
        name: "set-up",
        end: if tools.check(&needs).is_ok() {
            End::Passed
        } else {
            End::Failed
        },
        count: Count::default(),
        time: begun.elapsed(),
    }];
    for step in steps {
        rows.push(one(workspace, &tools, step, &rows));
    }
    Ok(if print(&rows) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// In the fixed order, each once; what works on the release build brings it along.
fn choose(names: &[String]) -> Result<Vec<Step>> {
    if names.is_empty() {
        return Ok(Step::ALL.to_vec());
    }
    let mut chosen = Vec::new();
    for name in names {
        let step = Step::ALL.into_iter().find(|step| step.name() == name);
        chosen.push(
            step.with_context(|| {
                format!("no step `{name}`; there are {}", step_names().join(", "))
            })?,
        );
    }
    let build = chosen.iter().any(|step| step.after_build());
    let wanted = |step: &Step| chosen.contains(step) || (build && *step == Step::Build);
    Ok(Step::ALL.into_iter().filter(wanted).collect())
}

fn one(workspace: &Workspace, tools: &Tools, step: Step, before: &[Row]) -> Row {
    let mut row = Row {
        name: step.name(),
        end: End::NotRun("set-up"),
        count: Count::default(),
        time: Duration::ZERO,
    };
    let built = |row: &Row| row.name != Step::Build.name() || row.end == End::Passed;
    if step.after_build() && !before.iter().all(built) {
        row.end = End::NotRun("build");
        return row;
    }
    if tools.check(&step.needs(workspace)).is_err() {
        return row;
    }
    println!("\n── {} ──", step.name());
    let begun = Instant::now();
    row.end = match step.run(workspace, tools, &mut row.count) {
        Ok(true) => End::Passed,
        Ok(false) => End::Failed,
        Err(err) => {
            eprintln!("{}: {err:#}", step.name());
            End::Failed
        }
    };
    row.time = begun.elapsed();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expect: &[Step]) {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(choose(&names).unwrap(), expect);
    }

    #[test]
    fn steps_keep_their_order_and_bring_the_build() {
        check(&[], &Step::ALL);
        check(&["native", "format"], &[Step::Format, Step::Native]);
        check(&["size", "size"], &[Step::Build, Step::Size]);
        assert!(choose(&["nothing".to_owned()]).is_err());
    }
}
