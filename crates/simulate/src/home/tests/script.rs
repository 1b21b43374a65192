//! A server that is a function from a request to an answer.

use crate::behaviour::{Behaviour, Mix};
use crate::call::{Call, Cloud, Reply};
use crate::clock::{Pace, WallClock};
use crate::home::{Home, World};
use crate::identity::Store;
use crate::mac::Mac;
use crate::stats::{Counts, Progress};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::{Instant, timeout};

pub(super) const ROUTER: Mac = Mac([0x60, 0x6c, 0x63, 0, 0xaa, 1]);
const PAIR: &str = "-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n\
                    -----BEGIN RSA PRIVATE KEY-----\nYQ==\n-----END RSA PRIVATE KEY-----\n";
const NOW_MS: i64 = 1_795_286_200_000;

/// A request as the server saw it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Whole seconds since the home was switched on.
    pub(super) at: u64,
    /// What stands after the MAC, or the whole path if no MAC is in it.
    pub(super) what: String,
    pub(super) body: Vec<u8>,
    pub(super) identified: bool,
}

impl Seen {
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The text of a key of the body.
    pub(super) fn says(&self, key: &str) -> String {
        self.json()[key].as_str().unwrap_or_default().to_owned()
    }
}

pub(super) enum Answer {
    Now(u16, &'static str),
    Late(Duration),
    Nothing,
}

pub(super) use Answer::{Late, Nothing, Now};

/// Special answers: from what was asked and how many requests of that kind came before.
type Rules = Box<dyn Fn(&str, usize) -> Option<Answer> + Send + Sync>;

#[derive(Clone)]
struct Script {
    seen: Arc<Mutex<Vec<Seen>>>,
    rules: Arc<Rules>,
    clock: WallClock,
    begun: Instant,
}

impl Cloud for Script {
    async fn exchange(&self, call: &Call) -> anyhow::Result<Reply> {
        let mac = format!("{ROUTER}/");
        let what = call.path.split_once(&mac).map_or(call.path.as_str(), |(_, rest)| rest).to_owned();
        let before = {
            let mut seen = self.seen.lock().unwrap();
            let before = seen.iter().filter(|seen| seen.what == what).count();
            let (at, identified) = (self.begun.elapsed().as_secs(), call.identity.is_some());
            seen.push(Seen { at, what: what.clone(), body: call.body.clone(), identified });
            before
        };
        let (status, body) = match (self.rules)(&what, before) {
            Some(Nothing) => anyhow::bail!("the line is dead"),
            Some(Now(status, body)) => (status, body.to_owned()),
            Some(Late(delay)) => {
                // An answer that is under way for so long; the clock is the test's.
                let _ = timeout(delay, std::future::pending::<()>()).await;
                (200, "{}".to_owned())
            }
            None => match what.as_str() {
                "/time" => (200, (self.clock.unix_ms() / 1000).to_string()),
                "certificate" => (200, PAIR.to_owned()),
                _ => (200, "{}".to_owned()),
            },
        };
        Ok(Reply { status, body: body.into_bytes() })
    }
}

/// What came of a life.
pub(super) struct Told {
    seen: Vec<Seen>,
    pub(super) counts: Counts,
    /// The home went offline by itself.
    pub(super) gone: bool,
}

impl Told {
    /// All requests of one kind.
    pub(super) fn of(&self, what: &str) -> Vec<Seen> {
        self.seen.iter().filter(|seen| seen.what == what).cloned().collect()
    }

    /// When requests of one kind came, in seconds.
    pub(super) fn times(&self, what: &str) -> Vec<u64> {
        self.of(what).iter().map(|seen| seen.at).collect()
    }

    pub(super) fn all(&self) -> &[Seen] {
        &self.seen
    }

    pub(super) fn reasons(&self) -> Vec<String> {
        self.of("activate").iter().map(|seen| seen.says("start_reason")).collect()
    }
}

/// Switches a home on for some seconds of paused time.
pub(super) async fn live(
    behaviour: Behaviour,
    seconds: u64,
    rules: impl Fn(&str, usize) -> Option<Answer> + Send + Sync + 'static,
) -> Told {
    live_at(1.0, behaviour, seconds, rules).await
}

/// The same at another speed.
pub(super) async fn live_at(
    speed: f64,
    behaviour: Behaviour,
    seconds: u64,
    rules: impl Fn(&str, usize) -> Option<Answer> + Send + Sync + 'static,
) -> Told {
    let folder = tempfile::tempdir().unwrap();
    let clock = WallClock::showing(NOW_MS);
    let progress = Arc::new(Progress::default());
    let world = World {
        pace: Pace::new(speed),
        clock,
        store: Store::open(folder.path()).unwrap(),
        progress: progress.clone(),
        periods: None,
        mix: Mix::All(behaviour),
        seed: 5,
    };
    let seen = Arc::default();
    let rules: Arc<Rules> = Arc::new(Box::new(rules));
    let script = Script { seen, rules, clock, begun: Instant::now() };
    let home = Home::new(Arc::new(world), script.clone(), ROUTER, 0);
    // Not on the second: what falls due in the last one still happens.
    let life = Duration::from_secs(seconds) + Duration::from_millis(500);
    let gone = timeout(life, home.live()).await.is_ok();
    let seen = script.seen.lock().unwrap().clone();
    Told { seen, counts: progress.counts(), gone }
}

/// Every request is answered as usual.
pub(super) fn kindly(_: &str, _: usize) -> Option<Answer> {
    None
}
