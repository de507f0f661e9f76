//! A client and the fake GitHub it talks to.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use tailorbird_github::test_util::{FakeClock, FakeGithub, World};
use tailorbird_github::{Client, Event, Options, RepoName, Token};

/// Nothing is expected to take as long.
const PATIENCE: Duration = Duration::from_secs(30);
/// Long enough for a small answer from this machine, short enough to wait for a server that hangs.
const LITTLE_PATIENCE: Duration = Duration::from_millis(400);
pub(crate) const CANARY: &str = "ghs_canary0123456789";

pub(crate) struct Kit {
    pub(crate) github: FakeGithub,
    pub(crate) client: Client,
    pub(crate) clock: FakeClock,
    events: Rc<RefCell<Vec<Event>>>,
}

pub(crate) fn repo() -> RepoName {
    "o/r".parse().unwrap()
}

pub(crate) fn kit(world: World) -> Kit {
    start(world, None, PATIENCE)
}

/// For servers that hang.
pub(crate) fn impatient(world: World) -> Kit {
    start(world, None, LITTLE_PATIENCE)
}

/// With a deadline so many seconds after the world's present time.
pub(crate) fn kit_until(world: World, deadline_secs: i64) -> Kit {
    start(world, Some(deadline_secs), PATIENCE)
}

fn start(world: World, deadline_secs: Option<i64>, timeout: Duration) -> Kit {
    let now = world.now;
    let github = FakeGithub::start(world).unwrap();
    let options = Options {
        api_url: github.api.url(),
        token: Some(Token::new(CANARY).unwrap()),
        timeout,
        deadline: deadline_secs.map(|secs| now + secs),
        ..Options::default()
    };
    let clock = FakeClock::at(now);
    let mut client = Client::new(options, clock.clone()).unwrap();
    let events = Rc::new(RefCell::new(Vec::new()));
    let told = Rc::clone(&events);
    client.listen(move |event| told.borrow_mut().push(event.clone()));
    Kit {
        github,
        client,
        clock,
        events,
    }
}

impl Kit {
    pub(crate) fn events(&self) -> Vec<Event> {
        self.events.borrow().clone()
    }

    /// Paths and queries that the API was asked.
    pub(crate) fn targets(&self) -> Vec<String> {
        self.github
            .api
            .asked()
            .into_iter()
            .map(|asked| asked.target)
            .collect()
    }
}
