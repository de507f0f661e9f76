//! A crash at any moment loses no more than the run in hand.

use tailorbird_github::parse_time;

use super::kit::{DAY, Kit, nights};
use crate::collect::JOURNAL;

#[test]
fn a_collection_that_was_killed_goes_on_where_it_was() {
    let mut whole = Kit::new(nights(4, 30, 2));
    whole.collect();
    let journal = std::fs::read(whole.folder.join(JOURNAL)).unwrap();
    let n_lines = 4;
    // Killed at any moment of writing: of every line the ends, and some places between.
    let cuts = (0..journal.len()).filter(|at| {
        at % 4_099 == 0
            || journal[*at] == b'\n'
            || at.checked_sub(1).is_some_and(|at| journal[at] == b'\n')
    });
    let mut n_cuts = 0;
    for cut in cuts {
        n_cuts += 1;
        let mut kit = Kit::new(nights(4, 30, 2));
        std::fs::create_dir_all(&kit.folder).unwrap();
        std::fs::write(kit.folder.join(JOURNAL), &journal[..cut]).unwrap();
        // A line is whole without its line feed too.
        let lines = journal[..cut].split(|byte| *byte == b'\n');
        let n_whole = lines
            .filter(|line| serde_json::from_slice::<serde_json::Value>(line).is_ok())
            .count();
        let summary = kit.collect();
        assert_eq!(
            (summary.held, summary.fetched),
            (n_whole, n_lines - n_whole),
            "cut at {cut}"
        );
        assert_eq!(kit.attempts(), whole.attempts(), "cut at {cut}");
        let again = kit.journal();
        assert_eq!(
            again.replay(&mut kit.history).unwrap().len(),
            n_lines,
            "cut at {cut}"
        );
    }
    assert!(n_cuts > 20, "{n_cuts}");
}

#[test]
fn a_journal_that_was_used_is_cleared() {
    let mut kit = Kit::new(nights(1, 2, 1));
    kit.journal().clear().unwrap();
    kit.collect();
    assert!(kit.folder.join(JOURNAL).exists());
    kit.journal().clear().unwrap();
    assert!(!kit.folder.join(JOURNAL).exists());
    assert_eq!(kit.journal().replay(&mut kit.history).unwrap(), []);
}

#[test]
fn a_long_break_leaves_no_gap() {
    let all = nights(110, 2, 1);
    let mut early = all.clone();
    let long_ago = early.now - 70 * DAY;
    early
        .runs
        .retain(|run| parse_time(run["created_at"].as_str().unwrap()).unwrap() < long_ago);
    let n_early = early.runs.len();
    (early.now, early.reset) = (long_ago, long_ago + 3_000);
    let mut kit = Kit::new(early);
    kit.collect();
    let n_held = kit.history.runs().count();
    assert!(n_held < n_early, "the first collection goes back a month");
    *kit.github.world() = all;
    let summary = kit.collect();
    assert_eq!(summary.fetched, 70);
    assert_eq!(kit.history.runs().count(), n_held + 70);
    let pairs = kit.history.commits().count();
    assert_eq!(pairs, n_held + 70 - 1);
}
