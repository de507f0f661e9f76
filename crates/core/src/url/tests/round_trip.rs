//! What is written is what is read, for any query and any text.

use chrono::NaiveDate;
use proptest::prelude::*;
use tailorbird_snapshot::{Issue, Kind};

use super::super::*;

/// Any text that is there, without the line breaks that an address cannot keep.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-c ,\\\\+%&=?#/()<>\"'-]{1,8}"].prop_map(|text| {
        let text = text.replace(['\n', '\r'], "");
        if text.is_empty() {
            "x".to_owned()
        } else {
            text
        }
    })
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(text())
}

fn list() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..4)
}

fn day() -> impl Strategy<Value = Option<NaiveDate>> {
    proptest::option::of((1..=9999, 1..=366_u32))
        .prop_map(|day| day.and_then(|(year, day)| NaiveDate::from_yo_opt(year, day)))
}

fn one_of<T: Copy + std::fmt::Debug + 'static>(
    words: &'static [T],
) -> impl Strategy<Value = Option<T>> {
    proptest::option::of(prop::sample::select(words))
}

prop_compose! {
    fn typed()(
        view in one_of(&View::ALL),
        kind in one_of(&[Kind::Nightly, Kind::Prs]),
        theme in one_of(&Theme::ALL),
        required in any::<bool>(),
        status in prop::sample::subsequence(&Status::ALL[..], 0..5),
        runs in prop_oneof![Just(Runs::All), (1..=u32::MAX).prop_map(Runs::Count)],
        sort in proptest::option::of((prop::sample::select(&Column::ALL[..]), any::<bool>())),
        pr in proptest::option::of(1..=u64::MAX),
        (from, to) in (day(), day()),
        data in prop::collection::vec("(https://|http://localhost/|\\./|//)[a-z][a-z+%&#é]{0,5}", 0..3),
        unknown in prop::collection::vec("[zA?%][a-z?%+]{0,3}(=[a-z%+=?]{0,5})?", 0..3),
    ) -> Query {
        let sort = sort.map(|(column, descending)| Sort { column, descending });
        Query {
            view, kind, theme, required, status, runs, sort, pr, from, to, data, unknown,
            ..Query::default()
        }
    }
}

prop_compose! {
    fn queries()(
        typed in typed(),
        q in prop_oneof![Just(String::new()), text()],
        lists in prop::array::uniform4(list()),
        whatif in prop::collection::vec(("[+-]", text()).prop_map(|(sign, id)| sign + &id), 0..3),
        texts in prop::collection::vec(maybe(), 15),
    ) -> Query {
        let [owner, open, cols, hide] = lists;
        let mut texts = texts.into_iter();
        let mut next = || texts.next().flatten();
        Query {
            q, owner, open, cols, hide, whatif,
            project: next(), group: next(), run: next(), job: next(), base: next(), head: next(),
            x: next(), y: next(), density: next(), cell: next(), at: next(), window: next(),
            min: next(), cluster: next(), find: next(),
            ..typed
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(15000))]

    #[test]
    fn a_query_survives_its_address(query in queries()) {
        let address = format(&query);
        let nothing: Vec<Issue> = Vec::new();
        prop_assert_eq!(parse(&address), (query, nothing), "{}", address);
        let own = |byte: u8| byte.is_ascii_graphic() && !b"\"#<>'".contains(&byte);
        prop_assert!(address.bytes().all(own), "{}", address);
    }

    #[test]
    fn any_address_is_read(search in prop_oneof![
        any::<String>(),
        "([a-z]{1,2}|q|view|runs|data|open|whatif|value)=[a-c0-9%+,&=:/?\\\\]{0,8}(&(q|status|display)=\\PC{0,4})?",
    ]) {
        let (query, _) = parse(&search);
        let again = format(&query);
        prop_assert_eq!(parse(&again), (query, Vec::new()));
        if let Some(new) = translate_old(&search) {
            prop_assert_eq!(translate_old(&new), None);
        }
    }
}
