use std::collections::BTreeMap;

use super::*;
use serde_json::Value;

fn options(jobs: usize, nights: usize, prs: usize, seed: u64) -> Options {
    Options {
        jobs,
        nights,
        prs,
        seed,
    }
}

fn read(text: &str) -> BTreeMap<String, Value> {
    serde_json::from_str(text).unwrap()
}

fn words(value: &Value) -> Vec<&str> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect()
}

fn numbers(value: &Value) -> Vec<u64> {
    value
        .as_array()
        .unwrap()
        .iter()
        .map(|n| n.as_u64().unwrap())
        .collect()
}

/// Counts, lengths and the two spellings of "no older attempt". Returns the cells.
fn check_entry(name: &str, entry: &Value, is_nightly: bool) -> usize {
    assert_eq!(entry.as_object().unwrap().len(), 10, "{name}");
    let runs = usize::try_from(entry["runs"].as_u64().unwrap()).unwrap();
    assert!(runs > 0, "{name}");
    for key in [
        "urls",
        "results",
        "run_nums",
        "reruns",
        "rerun_results",
        "attempt_urls",
    ] {
        assert_eq!(entry[key].as_array().unwrap().len(), runs, "{name} {key}");
    }
    let nums = numbers(&entry["run_nums"]);
    assert!(
        nums.windows(2).all(|pair| pair[0] > pair[1]),
        "{name}: not newest first"
    );
    let mut all = words(&entry["results"]);
    let reruns = numbers(&entry["reruns"]);
    for (i, &n) in reruns.iter().enumerate() {
        let older = &entry["rerun_results"][i];
        assert_eq!(older.is_null(), is_nightly && n == 0, "{name}");
        let older = if older.is_null() {
            Vec::new()
        } else {
            words(older)
        };
        assert_eq!(older.len() as u64, n, "{name}");
        let urls = entry["attempt_urls"][i].as_array().unwrap();
        assert_eq!(urls.len() as u64, n + 1, "{name}");
        assert!(!urls[0].is_null(), "{name}");
        for (url, word) in urls.iter().skip(1).zip(&older) {
            assert!(!url.is_null() || (is_nightly && *word == "Skip"), "{name}");
        }
        all.extend(older);
    }
    let count = |word| all.iter().filter(|w| **w == word).count() as u64;
    assert_eq!(entry["fails"], count("Fail"), "{name}");
    assert_eq!(entry["skips"], count("Skip"), "{name}");
    assert_eq!(
        count("Pass") + count("Fail") + count("Skip"),
        all.len() as u64,
        "{name}"
    );
    runs
}

fn check_counts(options: &Options) {
    let sample = generate(options);
    let jobs = read(&sample.job_stats);
    let checks = read(&sample.check_stats);
    assert!(jobs.len() <= options.jobs);
    let cells: usize = jobs
        .iter()
        .map(|(name, e)| check_entry(name, e, true))
        .sum();
    assert!(cells <= options.jobs * options.nights);
    for (name, entry) in &checks {
        assert!(check_entry(name, entry, false) <= options.prs, "{name}");
        if let Some(job) = jobs.get(name) {
            assert_eq!(job["required"], entry["required"], "{name}");
        }
    }
}

#[test]
fn counts_hold() {
    check_counts(&Options::default());
    check_counts(&options(1, 1, 1, 0));
    check_counts(&options(0, 0, 0, 0));
    check_counts(&options(400, 5, 12, u64::MAX));
}

#[test]
fn another_seed_gives_another_sample() {
    assert_ne!(
        generate(&options(20, 5, 5, 1)),
        generate(&options(20, 5, 5, 2))
    );
}

#[test]
fn all_jobs_of_a_run_show_its_reruns() {
    let jobs = read(&generate(&Options::default()).job_stats);
    let mut of_run = BTreeMap::new();
    for entry in jobs.values() {
        for (number, n) in numbers(&entry["run_nums"])
            .into_iter()
            .zip(numbers(&entry["reruns"]))
        {
            assert_eq!(*of_run.entry(number).or_insert(n), n);
        }
    }
    assert_eq!(of_run.len(), 30);
}

/// The results of each job, newest first, one letter each.
fn histories(jobs: &BTreeMap<String, Value>) -> Vec<String> {
    let letters = |e: &Value| {
        words(&e["results"])
            .iter()
            .map(|w| w[..1].to_owned())
            .collect()
    };
    jobs.values().map(letters).collect()
}

#[test]
fn every_kind_of_history_is_there() {
    let sample = generate(&Options::default());
    let jobs = read(&sample.job_stats);
    let histories = histories(&jobs);
    let some = |what: &str, fits: &dyn Fn(&str) -> bool| {
        assert!(histories.iter().filter(|h| fits(h)).count() >= 2, "{what}");
    };
    some("newly broken", &|h| h.starts_with("FP"));
    some("long failing", &|h| {
        h.starts_with("FFFFFF") && h.contains('P')
    });
    some("never passed", &|h| {
        h.len() > 5 && h.chars().all(|c| c == 'F')
    });
    some("fixed", &|h| h.starts_with("PF"));
    some("recovered", &|h| {
        h.starts_with("PP") && h[..h.len().min(10)].contains('F')
    });
    some("always skipped", &|h| h.chars().all(|c| c == 'S'));
    some("always passed", &|h| h.chars().all(|c| c == 'P'));
    some("not in every run", &|h| h.len() < 30);
    let gone = jobs
        .values()
        .filter(|e| numbers(&e["run_nums"])[0] < 1_200)
        .count();
    let new = jobs
        .values()
        .filter(|e| numbers(&e["run_nums"]).last() > Some(&1_171))
        .count();
    assert!(gone > 0 && new > 0);
    let checks = read(&sample.check_stats);
    for (what, file) in [("nightly", &jobs), ("checks", &checks)] {
        let required = file.values().filter(|e| e["required"] == true).count() * 100;
        assert!(
            (40..=50).contains(&(required / file.len())),
            "{what}: {required}"
        );
        let is_mixed = |e: &Value| {
            words(&e["results"])
                .iter()
                .zip(e["rerun_results"].as_array().unwrap())
                .any(|(word, older)| {
                    *word == "Pass" && !older.is_null() && words(older).contains(&"Fail")
                })
        };
        assert!(file.values().any(is_mixed), "{what}: no mixed cell");
    }
    assert!(
        sample.job_stats.contains("null],"),
        "no attempt without URL"
    );
    for family in [
        "gatekeeper",
        "skipper / skipper",
        "static-checks (make static-checks)",
    ] {
        assert!(checks.contains_key(family), "{family}");
    }
}

#[test]
fn ids_exceed_32_bits_and_are_unique() {
    let sample = generate(&Options::default());
    let mut seen = std::collections::BTreeSet::new();
    for text in [&sample.job_stats, &sample.check_stats] {
        for part in text.split("/job/").skip(1) {
            let id: u64 = part.split('"').next().unwrap().parse().unwrap();
            assert!(id > u64::from(u32::MAX));
            assert!(seen.insert(id), "{id}");
        }
    }
}

#[test]
fn every_owner_and_category_of_the_page_has_jobs() {
    use tailorbird_core::names::Matchers;
    let text = include_str!("../../../../public/config.json");
    let (config, _) = tailorbird_snapshot::config::decode(text.as_bytes(), "config.json").unwrap();
    let matchers = Matchers::new(&config);
    assert_eq!(matchers.issues(), []);
    let checks = read(&generate(&Options::default()).check_stats);
    let names: Vec<&str> = checks.keys().map(String::as_str).collect();
    assert_eq!(matchers.unused(&names), []);
    let owned = names
        .iter()
        .filter(|name| !matchers.owners(name).is_empty())
        .count();
    assert!(owned * 2 > names.len(), "{owned}");
    assert!(owned < names.len(), "no job is without an owner");
}

#[test]
fn both_files_are_written() {
    let dir = std::env::temp_dir().join(format!("tailorbird-sample-{}", std::process::id()));
    let options = options(3, 2, 2, 5);
    write_legacy(&options, &dir.join("new")).unwrap();
    let text = std::fs::read_to_string(dir.join("new/check_stats.json")).unwrap();
    assert_eq!(text, generate(&options).check_stats);
    assert!(dir.join("new/job_stats.json").exists());
    std::fs::remove_dir_all(&dir).unwrap();
}
