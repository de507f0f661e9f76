//! Addresses, read and written.

mod round_trip;

use chrono::NaiveDate;
use tailorbird_snapshot::codes;

use super::*;

/// The address is read without an issue and written as `expect`.
fn check(search: &str, expect: &str) -> Query {
    let (query, issues) = parse(search);
    assert_eq!(issues, [], "{search}");
    assert_eq!(format(&query), expect, "{search}");
    query
}

/// The address is read with one issue about this key, and written as `expect`.
fn check_issue(search: &str, key: &str, message: &str, expect: &str) {
    let (query, issues) = parse(search);
    let [issue] = &issues[..] else {
        panic!("{search}: {issues:?}")
    };
    assert_eq!(
        (issue.code, issue.place.as_str()),
        (codes::URL_VALUE, key),
        "{search}"
    );
    assert!(issue.message.contains(message), "{search}: {issue}");
    assert_eq!(format(&query), expect, "{search}");
}

#[test]
fn an_empty_address_is_the_default() {
    for search in [
        "",
        "?",
        "&",
        "?&&",
        "?view=",
        "?q=&runs=&sort=",
        "?runs=10",
        "view",
    ] {
        assert_eq!(check(search, ""), Query::default());
    }
}

#[test]
fn every_key_is_read_and_written_in_order() {
    let all = "view=pr&kind=prs&project=kata&q=a+-b&find=%2310&required=1&status=failing,passed&owner=a,none&runs=20\
        &sort=-rate&group=path&open=a,b&pr=10686&run=WF:597&job=x&base=2024-12-01..2024-12-03\
        &head=597&from=2024-02-29&to=2024-12-21&x=arch&y=hypervisor&cols=name,state\
        &density=compact&cell=6&hide=green,skipped&at=3,4&window=14&min=2&whatif=%2Ba,-b\
        &cluster=c1&data=a.json&data=https://b.example/c.json&theme=dark&zz=1";
    let query = check(all, all);
    assert_eq!(query.view, Some(View::Pr));
    assert_eq!(
        query.sort,
        Some(Sort {
            column: Column::Rate,
            descending: true
        })
    );
    assert_eq!(query.status, [Status::Failing, Status::Passed]);
    assert_eq!(query.from, NaiveDate::from_ymd_opt(2024, 2, 29));
    assert_eq!(query.whatif, ["+a", "-b"]);
    assert_eq!(query.at.as_deref(), Some("3,4"));
    assert_eq!(query.find.as_deref(), Some("#10"));
    let reversed: Vec<&str> = all.rsplit('&').collect();
    let swapped = all.replace(
        "data=a.json&data=https://b.example/c.json",
        "data=https://b.example/c.json&data=a.json",
    );
    check(&reversed.join("&"), &swapped);
}

#[test]
fn every_word_is_read() {
    for view in View::ALL {
        let address = format!("view={}", view.as_str());
        assert_eq!(check(&address, &address).view, Some(view));
    }
    for column in Column::ALL {
        check(
            &format!("sort={}", column.as_str()),
            &format!("sort={}", column.as_str()),
        );
    }
    let words = Status::ALL.map(Status::as_str).join(",");
    check(&format!("status={words}"), &format!("status={words}"));
    assert_eq!(
        Status::ALL
            .iter()
            .filter(|status| status.is_outcome())
            .count(),
        6
    );
    check("theme=light", "theme=light");
    check("kind=nightly", "kind=nightly");
    assert_eq!(check("runs=all", "runs=all").runs, Runs::All);
    check("runs=010", "");
    check("status=failed,,failed", "status=failed");
}

#[test]
fn escapes() {
    assert_eq!(check("q=a+b%20c", "q=a+b+c").q, "a b c");
    assert_eq!(
        check("q=a%2Bb%26c%3Dd%25", "q=a%2Bb%26c=d%25").q,
        "a+b&c=d%"
    );
    assert_eq!(check("q=%2520", "q=%2520").q, "%20");
    assert_eq!(check("q=%C3%A4", "q=%C3%A4").q, "ä");
    assert_eq!(check("q=ä", "q=%C3%A4").q, "ä");
    assert_eq!(check("q=a=b", "q=a=b").q, "a=b");
    assert_eq!(check("%71=x", "q=x").q, "x");
    assert_eq!(check("q=a%0Ab\nc%0D", "q=abc").q, "abc");
    check(
        "q=name:x,y+(a/b)+fails:%3E%3D2+%22p+q%22",
        "q=name:x,y+(a/b)+fails:%3E=2+%22p+q%22",
    );
    check("q=%3c%27%60%7b", "q=%3C%27%60%7B");
}

#[test]
fn lists_hold_commas_and_backslashes() {
    assert_eq!(
        check("open=a%5C,b,c%5C%5C", "open=a%5C,b,c%5C%5C").open,
        ["a,b", "c\\"]
    );
    assert_eq!(check("open=a%2Cb", "open=a,b").open, ["a", "b"]);
    assert_eq!(check("open=a%5Cb", "open=a%5C%5Cb").open, ["a\\b"]);
    assert_eq!(check("owner=,a,,b,", "owner=a,b").owner, ["a", "b"]);
    assert_eq!(check("whatif=+a,-b", "whatif=%2Ba,-b").whatif, ["+a", "-b"]);
}

#[test]
fn unknown_keys_stay_as_they_are() {
    check(
        "zz=%zz+1&view=runs&a&=x&b=%2f",
        "view=runs&zz=%zz+1&a&=x&b=%2f",
    );
    check("View=runs", "View=runs");
    check("%ff=1", "%ff=1");
    check("??x=1", "&?x=1");
    check("&?x=1", "&?x=1");
}

#[test]
fn values_that_mean_nothing() {
    check_issue("view=nope", "view", "\"nope\"", "");
    check_issue("view=Runs&q=a", "view", "\"Runs\"", "q=a");
    check_issue("kind=Prs", "kind", "\"Prs\"", "");
    check_issue("required=yes", "required", "\"yes\"", "");
    check_issue("status=failed,red", "status", "\"red\"", "status=failed");
    for value in ["0", "-1", "1.5", "4294967296", "ten", "%2B5", "٣"] {
        let (query, issues) = parse(&format!("runs={value}"));
        assert_eq!((query.runs, issues.len()), (Runs::Count(10), 1), "{value}");
    }
    check_issue("sort=--rate", "sort", "\"--rate\"", "");
    check_issue("sort=wealth", "sort", "\"wealth\"", "");
    check_issue("pr=0", "pr", "\"0\"", "");
    check_issue("pr=18446744073709551616", "pr", "18446744073709551616", "");
    check("pr=18446744073709551615", "pr=18446744073709551615");
    for value in [
        "2023-02-29",
        "2024-1-01",
        "2024-01-01-",
        "0000-01-01",
        "20240101",
        "24-01-01",
    ] {
        check_issue(&format!("from={value}"), "from", value, "");
    }
    check_issue("theme=auto", "theme", "auto", "");
    check_issue("whatif=a,-b", "whatif", "\"a\"", "whatif=-b");
    check_issue("whatif=-", "whatif", "\"-\"", "");
}

#[test]
fn bad_escapes() {
    for value in ["%", "%2", "%zz", "a%2", "%ff", "%C3", "%ED%A0%80", "%+1"] {
        check_issue(
            &format!("q={value}&view=runs"),
            "q",
            "bad percent escape",
            "view=runs",
        );
    }
}

#[test]
fn repeated_keys() {
    check_issue("view=runs&view=pr", "view", "more than once", "view=runs");
    check_issue("owner=a&owner=b", "owner", "more than once", "owner=a");
    check("view=&view=pr", "view=pr");
    check("data=a&data=b", "data=a&data=b");
}

#[test]
fn places_of_data() {
    for place in [
        "a.json",
        "./a",
        "../a?b",
        "/a",
        "//h.example/a",
        "https://h.example/a",
        "HTTPS://h/a",
        "http://localhost/a",
        "http://LOCALHOST:80",
        "http://127.0.0.1:8080/a",
        "http://[::1]/a",
        "http://[::1]:1/a",
        "a/b:c",
        "?a:b",
        "http://127.1.2.3/",
    ] {
        let (query, issues) = parse(&format!("data={place}"));
        assert_eq!(
            (query.data, issues),
            (vec![place.to_owned()], vec![]),
            "{place}"
        );
    }
    for place in [
        "javascript:alert(1)",
        "JavaScript:x",
        "%01javascript:x",
        "java%09script:x",
        "+javascript:x",
        "data:text/json,1",
        "blob:https://x",
        "http://h.example/a",
        "http://localhost.example/a",
        "http://127.0.0.1.example/",
        "http://127.evil",
        "http://localhost@h.example/",
        "ftp://h/a",
        "https:h/a",
        "https://",
        "https://a@h/",
        "http://localhost%5C@h.example/%00",
        "file:///a",
        "a:b",
        ":x",
        "http:localhost",
        "https:///a",
    ] {
        let (query, issues) = parse(&format!("data={place}"));
        assert_eq!((query.data.len(), issues.len()), (0, 1), "{place}");
    }
}

#[test]
fn huge_addresses() {
    let (query, issues) = parse(&format!("view=runs&q={}", "a".repeat(1_000_000)));
    assert_eq!((query, issues.len()), (Query::default(), 1));
    for piece in [
        "runs=1&",
        "data=x:&",
        "data=a&",
        "status=%zz&",
        "x",
        "&",
        "a=b&",
        "q=%",
    ] {
        let (query, issues) = parse(&piece.repeat(1_000_000 / piece.len()));
        assert!(
            issues.len() <= 3 && query.data.len() <= 64,
            "{piece}: {}",
            issues.len()
        );
    }
    let (query, issues) = parse(&format!("status={}", "x,".repeat(400_000)));
    assert_eq!((query, issues.len()), (Query::default(), 1));
    assert!(issues[0].message.len() < 200);
}

fn check_old(search: &str, expect: &str) {
    assert_eq!(translate_old(search).as_deref(), Some(expect), "{search}");
}

#[test]
fn old_links() {
    check_old("?display=nightly", "view=nightly");
    check_old("?display=prchecks", "view=prs");
    check_old("display=prsingle&pr=10686", "view=pr&pr=10686");
    check_old(
        "?display=nightly&matchMode=and&value=a&value=b+c",
        "view=nightly&q=a+%22b+c%22",
    );
    check_old(
        "?display=nightly&matchMode=or&value=a&value=b",
        "view=nightly&q=a+OR+b",
    );
    check_old("?value=a&value=b", "q=a+OR+b");
    check_old("?value=run%20k8s", "q=%22run+k8s%22");
    check_old(
        "?value=run%2520k8s%2520%2528a%252C%2520b%2529",
        "q=%22run+k8s+(a,+b)%22",
    );
    check_old("?value=a%252Bb", "q=a%2Bb");
    check_old("?value=100%25", "q=100%25");
    check_old("?value=-E&value=", "q=%22-E%22");
    check_old("?value=50%", "q=50%25");
    check_old("?value=%25252B", "q=%252B");
    check_old("?matchMode=and", "");
    check_old(
        "?display=prsingle&pr=x&zz=%2f&data=a",
        "view=pr&pr=x&zz=%2f&data=a",
    );
    check_old("?display=odd", "view=odd");
    assert!(!parse("view=odd").1.is_empty());
}

#[test]
fn new_links_are_not_old() {
    for search in [
        "",
        "?",
        "?view=pr&pr=1",
        "?pr=1",
        "?q=a&value=b",
        "?view=runs&display=nightly",
        "?zz",
    ] {
        assert_eq!(translate_old(search), None, "{search}");
    }
}

#[test]
fn another_view_has_nothing_opened_and_the_same_one_keeps_it() {
    let opened = Query {
        view: Some(View::Nightly),
        q: "k8s".into(),
        open: vec!["a".into()],
        job: Some("b".into()),
        ..Query::default()
    };
    let mut same = opened.clone();
    same.lead_to(View::Nightly);
    assert_eq!(same, opened);
    let mut other = opened;
    other.lead_to(View::Prs);
    assert_eq!(format(&other), "view=prs&q=k8s");
}
