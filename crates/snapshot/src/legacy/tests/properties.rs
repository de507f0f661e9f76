//! No input makes the decoder stop with a panic, and what it opens is sound.

use proptest::prelude::*;

use super::invariants;
use super::shapes::{KEYS_6, KEYS_7, KEYS_10_NIGHTLY, KEYS_10_PRS, KEYS_13};
use crate::decode;

const FILES: [&str; 5] = [KEYS_6, KEYS_7, KEYS_10_NIGHTLY, KEYS_10_PRS, KEYS_13];

/// Reads whatever it is; what opens is sound, what is refused has a message.
fn survives(input: &[u8]) {
    match decode(input, "f") {
        Ok((snapshot, _)) => invariants(&snapshot),
        Err(err) => assert!(err.to_string().len() > "f: ".len()),
    }
}

/// One piece of JSON, from the words that a legacy file is made of and some that it is not.
fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "3",
            "-1",
            "1.5",
            "1e400",
            "9007199254740993",
            "18446744073709551615",
            "\"Pass\"",
            "\"Fail\"",
            "\"Skip\"",
            "\"Odd\"",
            "\"\"",
            "\"2\"",
            "\"https://github.com/o/r/actions/runs/1/job/2\"",
            "\"https://github.com/o/r/pull/1/checks\"",
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 0..5).prop_map(|v| format!("[{}]", v.join(","))),
            1 => inner.prop_map(|v| format!("{{\"results\": {v}}}")),
        ]
    })
}

fn entry() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "runs",
        "fails",
        "skips",
        "urls",
        "results",
        "run_nums",
        "reruns",
        "rerun_results",
        "attempt_urls",
        "required",
        "pr_runs",
        "pr_urls",
        "pr_results",
        "pr_nums",
        "colour",
    ]);
    prop::collection::vec((key, value()), 0..12).prop_map(|fields| {
        let fields: Vec<String> = fields
            .iter()
            .map(|(k, v)| format!("\"{k}\": {v}"))
            .collect();
        format!("{{{}}}", fields.join(","))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&bytes);
        let mut object = b"{".to_vec();
        object.extend(&bytes);
        survives(&object);
    }

    #[test]
    fn a_valid_file_with_some_bytes_changed(
        file in 0..FILES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = FILES[file].as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        survives(&bytes);
    }

    #[test]
    fn a_valid_file_with_a_piece_moved(
        file in 0..FILES.len(),
        from in any::<prop::sample::Index>(),
        len in 0_usize..60,
        to in any::<prop::sample::Index>(),
    ) {
        let text = FILES[file].as_bytes();
        let from = from.index(text.len());
        let piece = text[from..(from + len).min(text.len())].to_vec();
        let mut bytes = text.to_vec();
        let to = to.index(bytes.len());
        bytes.splice(to..to, piece);
        survives(&bytes);
    }

    #[test]
    fn json_of_odd_jobs(jobs in prop::collection::vec((0..4_u8, entry()), 0..4)) {
        let jobs: Vec<String> = jobs.iter().map(|(n, e)| format!("\"j{n}\": {e}")).collect();
        survives(format!("{{{}}}", jobs.join(",")).as_bytes());
    }
}
