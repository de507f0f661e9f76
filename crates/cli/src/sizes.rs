//! How many bytes a result of a data set takes, raw and gzip.

use std::io::Write;
use std::sync::Arc;

use anyhow::{Result, bail};
use comfy_table::{CellAlignment, Table as TextTable, presets};
use flate2::Compression;
use flate2::write::GzEncoder;
use tailorbird_core::store::Input;
use tailorbird_snapshot::dataset::{
    Attempt, Encoded, History, MAX_RESULTS, Options, Part, encode, restore,
};

use crate::UsageError;

/// What a result may take, raw and gzip, without texts of failures and runners.
const BARS: [u32; 2] = [25, 8];

/// Bytes of some shards.
#[derive(Clone, Copy, Default)]
struct Size {
    results: u64,
    raw: usize,
    gzip: usize,
}

/// A table of all shards, and the whole without texts of failures and runners against its bars.
pub(crate) fn text(inputs: &[Input]) -> Result<String> {
    let shards = inputs.iter().flat_map(|input| &input.snapshot.part.shards);
    let (mut whole, mut bare) = (Vec::new(), Vec::new());
    // One by one, as the rows of years take much more memory than their columns.
    for shard in shards {
        let rows = restore([&Part {
            manifest: None,
            shards: vec![Arc::clone(shard)],
        }]);
        whole.extend(sizes(&encoded(&rows))?);
        bare.extend(sizes(&encoded(&without_texts(&rows)))?);
    }
    if whole.is_empty() {
        bail!(UsageError(
            "--sizes needs a data set with shards".to_owned()
        ));
    }
    let mut out = TextTable::new();
    out.load_preset(presets::NOTHING);
    out.set_header([
        "shard",
        "results",
        "bytes",
        "gzip",
        "per result",
        "gzip per result",
    ]);
    for (name, size) in &whole {
        out.add_row(line(name, *size));
    }
    let sum = |all: &[(String, Size)]| {
        all.iter().fold(Size::default(), |a, (_, b)| Size {
            results: a.results + b.results,
            raw: a.raw + b.raw,
            gzip: a.gzip + b.gzip,
        })
    };
    out.add_row(line("all", sum(&whole)));
    let bare = sum(&bare);
    out.add_row(line("columns (see below)", bare));
    for column in 1..6 {
        if let Some(column) = out.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    let good = within(bare.raw, bare.results, BARS[0]) && within(bare.gzip, bare.results, BARS[1]);
    let verdict = if good { "within" } else { "above" };
    Ok(format!(
        "{out}\nThe columns without texts of failures and runners are {verdict} the bars of {} \
         bytes a result and {} gzip.\n",
        BARS[0], BARS[1]
    ))
}

/// Whether so many results take at most `bar` bytes each.
const fn within(bytes: usize, results: u64, bar: u32) -> bool {
    bytes as u64 <= results * bar as u64
}

fn line(name: &str, size: Size) -> [String; 6] {
    let each = |bytes: usize| match size.results {
        0 => "n/a".to_owned(),
        #[expect(clippy::cast_precision_loss, reason = "shown with two decimals")]
        n => format!("{:.2}", bytes as f64 / n as f64),
    };
    [
        name.to_owned(),
        size.results.to_string(),
        size.raw.to_string(),
        size.gzip.to_string(),
        each(size.raw),
        each(size.gzip),
    ]
}

fn encoded(rows: &History) -> Encoded {
    encode(
        rows,
        &Options {
            generated_at: 0,
            tool: String::new(),
            max_results: MAX_RESULTS,
            retired: Vec::new(),
        },
    )
}

fn sizes(files: &Encoded) -> Result<Vec<(String, Size)>> {
    let mut out = Vec::new();
    for (info, text) in files.shards.iter().zip(&files.texts) {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        gzip.write_all(text.as_bytes())?;
        let size = Size {
            results: info.results,
            raw: text.len(),
            gzip: gzip.finish()?.len(),
        };
        out.push((info.file.clone(), size));
    }
    Ok(out)
}

/// The same rows without what the bars leave out.
fn without_texts(rows: &History) -> History {
    let mut out = History::default();
    for run in rows.runs() {
        for attempt in rows.attempts(&run.key) {
            let bare = Attempt {
                runner: None,
                failing_step: None,
                failing_tests: std::collections::BTreeSet::new(),
                excerpt: None,
                ..attempt.clone()
            };
            let _ = out.insert_attempt(&run.key, bare);
        }
        let _ = out.insert_run(run.clone());
    }
    out
}
