//! `tailorbird pr`: one pull request.

use anyhow::{Result, anyhow};
use comfy_table::{Table, presets};
use tailorbird_core::pull::{self, Check, PullView};

use crate::args::{ListFormat, PrArgs};
use crate::{UsageError, input, output};

/// Finds the pull request, judges its red checks and prints it.
pub(crate) fn run(args: &PrArgs) -> Result<()> {
    let opened = input::open(std::slice::from_ref(&args.input), args.config.as_deref())?;
    let store = &opened.store;
    let project = match &args.project {
        Some(_) => input::project(store, args.project.as_deref())?,
        None => None,
    };
    let found = pull::find(store, project.as_deref(), args.number);
    let at = found.map_err(|err| UsageError(format!("failed to {err}")))?;
    let view = pull::view(store, at, &opened.settings.config);
    let view = view.ok_or_else(|| anyhow!("pull request {} has no column", args.number))?;
    output::print(&match args.format {
        ListFormat::Table => table(&view),
        ListFormat::Markdown => pull::markdown(&view),
        ListFormat::Json => format!("{}\n", pull::json(&view)),
    })
}

/// A line for each check, red ones with their class and why.
fn table(view: &PullView) -> String {
    let mut out = Table::new();
    out.load_preset(presets::NOTHING);
    out.set_header(["result", "class", "req", "check", "why"]);
    for check in &view.checks {
        let class = check.judged.as_ref().map(|judged| judged.class.as_str());
        let required = if check.required == Some(true) {
            "yes"
        } else {
            ""
        };
        let result = check.result.as_str();
        let why = why(check);
        out.add_row([
            result,
            class.unwrap_or_default(),
            required,
            &check.name,
            &why,
        ]);
    }
    let title = view.title.as_deref().unwrap_or_default();
    format!(
        "PR #{} {title}\n{}\n\n{out}\n",
        view.number,
        pull::sentence(view)
    )
}

/// The first fact, or what is missing.
fn why(check: &Check) -> String {
    let Some(judged) = &check.judged else {
        return String::new();
    };
    let facts: Vec<&str> = judged.evidence.iter().map(|e| e.text.as_str()).collect();
    match facts.as_slice() {
        [] => judged.missing.join("; "),
        [one] => (*one).to_owned(),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}
