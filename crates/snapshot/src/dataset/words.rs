//! GitHub's words for how an attempt or a run stands, each pair one letter in a shard.

use crate::Outcome;

/// Letter, status and conclusion. A pair that is not among them is written as [`ODD`] and in full.
pub(super) const LETTERS: [(u8, &str, Option<&str>); 16] = [
    (b's', "completed", Some("success")),
    (b'f', "completed", Some("failure")),
    (b'k', "completed", Some("skipped")),
    (b'c', "completed", Some("cancelled")),
    (b't', "completed", Some("timed_out")),
    (b'n', "completed", Some("neutral")),
    (b'a', "completed", Some("action_required")),
    (b'x', "completed", Some("startup_failure")),
    (b'z', "completed", Some("stale")),
    (b'-', "completed", None),
    (b'q', "queued", None),
    (b'p', "in_progress", None),
    (b'w', "waiting", None),
    (b'r', "requested", None),
    (b'e', "pending", None),
    (b'.', "", None),
];

/// The letter of a pair that has none of its own.
pub(super) const ODD: u8 = b'?';

/// The pair of a letter. None for [`ODD`] and for letters that nobody wrote.
pub(super) fn pair(letter: u8) -> Option<(&'static str, Option<&'static str>)> {
    let found = LETTERS.iter().find(|l| l.0 == letter);
    found.map(|l| (l.1, l.2))
}

/// What a letter comes to; [`ODD`] stands for any other word.
pub(super) fn outcome(letter: u8) -> Outcome {
    pair(letter).map_or(Outcome::Unknown, |(status, conclusion)| {
        Outcome::from_words(status, conclusion)
    })
}
