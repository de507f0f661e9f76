//! `tailorbird validate`: what is odd in an input.

use anyhow::Result;
use tailorbird_core::format::plural;

use crate::args::ValidateArgs;
use crate::{input, output, sizes};

/// Prints every issue, and how many there are.
pub(crate) fn run(args: &ValidateArgs) -> Result<()> {
    let opened = input::open(&args.input, None)?;
    if args.sizes {
        return output::print(&sizes::text(&opened.inputs)?);
    }
    let (store, issues) = (opened.store, opened.issues);
    if args.json {
        let all: Vec<_> = issues
            .iter()
            .map(|i| serde_json::json!({"code": i.code, "where": i.place, "message": i.message}))
            .collect();
        return output::print(&format!(
            "{}\n",
            serde_json::json!({"format": 1, "issues": all})
        ));
    }
    let mut text = String::new();
    for issue in &issues {
        text.push_str(&format!("{issue}\n"));
    }
    let jobs = plural(store.n_series() as u64, "job", "jobs");
    let cells = plural(store.n_cells() as u64, "result", "results");
    let odd = plural(issues.len() as u64, "odd thing", "odd things");
    text.push_str(&format!("{jobs}, {cells}: {odd}\n"));
    output::print(&text)
}
