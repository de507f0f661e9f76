//! What holds of any name.

use proptest::prelude::*;

use super::*;

proptest! {
    #[test]
    fn normalising_twice_changes_nothing(raw in "[\\PC\u{0}-\u{20}\u{200b}\u{301}]{0,40}", n in 0..60usize) {
        let once = normalize(&raw.repeat(n)).name;
        prop_assert!(once.chars().count() <= MAX_CHARS);
        let twice = normalize(&once);
        prop_assert_eq!(&twice.name, &once);
        prop_assert_eq!(twice.change, None);
    }

    #[test]
    fn any_name_is_taken_apart(name in "[a-z/(), \"'$\\{\\}é]{0,60}") {
        let found = job(&name);
        prop_assert!(!found.parts.is_empty());
        let mut keys: Vec<_> = found.dimensions.iter().map(|d| &d.key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), found.dimensions.len());
    }

    #[test]
    fn plain_names_are_put_together_again(parts in proptest::collection::vec("[a-z]{1,8}", 1..5)) {
        let found = job(&parts.join(" / "));
        prop_assert_eq!(&found.parts, &parts);
    }
}
