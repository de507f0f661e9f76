//! The token goes into one header to one host. A canary is looked for everywhere else.

use tailorbird_github::test_util::{Fault, Reply, World};
use tailorbird_github::{Client, Error, Options, SystemClock, Token};

use crate::kit::{CANARY, impatient, repo};

#[test]
fn no_error_event_or_cache_holds_the_token() {
    let echo = |status: u16| {
        let body = format!(r#"{{"message":"you sent Bearer {CANARY} and {CANARY}"}}"#);
        Reply::new(status, body)
    };
    let mut kit = impatient(World::default());
    let mut told = Vec::new();
    let place = format!("https://{CANARY}.example/{CANARY}");
    let replies = [
        echo(403),
        echo(401),
        echo(422),
        echo(404),
        echo(418),
        echo(200),
        Reply::failing(Fault::Hang),
        Reply::failing(Fault::Truncate(3)),
        Reply::new(302, "").with("location", "https://other.example/x?token=1"),
        Reply::new(200, "[]").with("link", format!("<{place}>; rel=\"next\"")),
    ];
    for reply in replies {
        for _ in 0..9 {
            kit.github.world().fail("/rules", reply.clone());
        }
        if let Err(err) = kit.client.rules(&repo(), "main") {
            told.push(format!("{err} {err:?}"));
        }
        kit.github.world().faults.clear();
    }
    assert!(told.len() >= 8, "{told:#?}");
    told.extend(
        kit.events()
            .iter()
            .map(|event| format!("{event} {event:?}")),
    );
    kit.client.repository(&repo()).unwrap();
    told.push(String::from_utf8(kit.client.cache().to_json()).unwrap());
    told.push(format!("{:?}", kit.client.spent()));
    for text in &told {
        assert!(!text.contains(CANARY), "{text}");
    }
    for asked in kit.github.api.asked() {
        assert!(!asked.target.contains(CANARY));
        assert_eq!(
            asked.header("authorization"),
            Some(format!("Bearer {CANARY}").as_str())
        );
        assert!(
            asked
                .header("user-agent")
                .unwrap()
                .starts_with("tailorbird/")
        );
        assert_eq!(asked.header("x-github-api-version"), Some("2022-11-28"));
    }
}

#[test]
fn a_token_is_not_sent_over_open_connections() {
    let options = Options {
        api_url: "http://api.github.example".to_owned(),
        token: Some(Token::new(CANARY).unwrap()),
        ..Options::default()
    };
    assert!(!format!("{options:?}").contains(CANARY));
    let err = Client::new(options, SystemClock).err().unwrap();
    assert!(matches!(err, Error::ApiUrl(_)), "{err}");
}

#[test]
fn without_a_token_no_header_is_sent() {
    let github = tailorbird_github::test_util::FakeGithub::start(World::default()).unwrap();
    let options = Options {
        api_url: github.api.url(),
        ..Options::default()
    };
    let mut client = Client::new(options, SystemClock).unwrap();
    client.repository(&repo()).unwrap();
    assert_eq!(github.api.asked()[0].header("authorization"), None);
}
