//! Renames of the configuration, as a user sees them.

use serde_json::json;
use tailorbird_snapshot::Kind;
use tailorbird_snapshot::config::{Config, Rename};
use tailorbird_snapshot::dataset::{Attempt, History, Run};

use crate::tool::{folder, output, stats, written};

/// Six nights, all red: three under the old name, three under the new one.
fn history() -> History {
    let mut rows = History::default();
    for night in 1..=6_u32 {
        let at = 1_764_547_200 + i64::from(night) * 86_400;
        let mut run = Run::new("kata", u64::from(night), "ci.yaml", Kind::Nightly, at);
        run.number = Some(u64::from(night));
        let job = if night <= 3 { "run (old)" } else { "run (new)" };
        let attempt = Attempt {
            job_id: u64::from(night),
            job: job.to_owned(),
            run_attempt: 1,
            status: "completed".to_owned(),
            conclusion: Some("failure".to_owned()),
            ..Attempt::default()
        };
        let _ = rows.insert_attempt(&run.key, attempt);
        let _ = rows.insert_run(run);
    }
    rows
}

#[test]
fn both_names_are_one_row_with_one_streak() {
    let mut rows = history();
    let path = written("renames-none", &rows).display().to_string();
    let alone = stats(&[&path]);
    assert_eq!(alone["jobs"].as_array().unwrap().len(), 2);
    // By the configuration that is given, and by the one that comes with the data.
    let file = folder("renames-config").join("tailorbird.toml");
    let text = "repository = \"o/kata\"\n\
                renames = [{ from = \"run  (old)\", to = \"run (new)\" }]\n";
    std::fs::write(&file, text).unwrap();
    let file = file.display().to_string();
    let given = stats(&[&path, "--config", &file]);
    let mut rename = Rename::default();
    (rename.from, rename.to) = ("run (old)".to_owned(), "run (new)".to_owned());
    let mut config = Config::default();
    config.renames.push(rename);
    rows.set_config(config);
    let riding = written("renames-riding", &rows).display().to_string();
    for out in [given, stats(&[&riding])] {
        let jobs = out["jobs"].as_array().unwrap();
        assert_eq!(jobs.len(), 1, "{jobs:?}");
        assert_eq!(jobs[0]["name"], json!("run (new)"));
        assert_eq!(jobs[0]["streak"], json!(6));
        assert_eq!(out["issues"], json!([]));
    }
    // A rename that did its work was seen.
    let told = output(&["validate", &riding]);
    assert!(told.starts_with("1 job, 6 results"), "{told}");
    let told = output(&["validate", &path, "--config", &file]);
    assert!(!told.contains("config-never-seen"), "{told}");
}
