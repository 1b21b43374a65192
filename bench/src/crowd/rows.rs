//! The rows of an ISP of the crowd. Nothing is left to chance: the same crowd each time.

use super::write::{Kind, Table, Writer};
use anyhow::Result;
use care::customer::Information;
use care::mac::Mac;
use serde_json::{Value, json};
use std::collections::BTreeMap;

use Kind::{Bool, Id, Int, Text};

const PLAN: Table = Table(
    "plan",
    &[
        ("isp_id", Id),
        ("id", Id),
        ("name", Text),
        ("name_key", Text),
        ("down_kbit", Int),
        ("up_kbit", Int),
        ("customers", Int),
    ],
);
const CUSTOMER: Table = Table(
    "customer",
    &[
        ("isp_id", Id),
        ("id", Id),
        ("name", Text),
        ("address", Text),
        ("email", Text),
        ("phone", Text),
        ("created_at", Int),
        ("plan_id", Id),
    ],
);
const ROUTER: Table = Table(
    "router",
    &[
        ("isp_id", Id),
        ("id", Id),
        ("mac", Text),
        ("customer_id", Id),
        ("added_at", Int),
        ("enabled_at", Int),
        ("hardware", Text),
        ("firmware", Text),
        ("agent_version", Text),
        ("online", Bool),
        ("since", Int),
        ("last_report", Int),
        ("period_ms", Int),
        ("status", Text),
        ("heard_at", Int),
        ("flapping_since", Int),
        ("home_key", Text),
    ],
);
const ROUTER_MAC: Table = Table("router_mac", &[("mac", Text), ("isp_id", Id), ("router_id", Id)]);
const TERM: Table = Table("search_term", &[("isp_id", Id), ("term", Text), ("target", Id)]);
const TALLY: Table = Table(
    "router_tally",
    &[("isp_id", Id), ("state", Text), ("model", Text), ("firmware", Text), ("routers", Int)],
);
const START: Table = Table(
    "router_start",
    &[("isp_id", Id), ("id", Id), ("customer_id", Id), ("router_id", Id), ("at", Int), ("reason", Text)],
);
const TIMELINE: Table = Table(
    "timeline",
    &[
        ("isp_id", Id),
        ("id", Id),
        ("at", Int),
        ("kind", Text),
        ("customer_id", Id),
        ("router_id", Id),
        ("actor_kind", Text),
        ("details", Text),
    ],
);
const ISSUE: Table = Table(
    "known_issue",
    &[
        ("isp_id", Id),
        ("id", Id),
        ("customer_id", Id),
        ("router_id", Id),
        ("kind", Text),
        ("since", Int),
        ("evidence", Text),
        ("folded", Bool),
        ("snoozed_until", Int),
        ("note", Text),
    ],
);
const HISTORY: Table = Table(
    "history",
    &[
        ("isp_id", Id),
        ("customer_id", Id),
        ("router_id", Id),
        ("span_ms", Int),
        ("at", Int),
        ("reports", Int),
        ("known", Int),
        ("cpu_sum", Int),
        ("cpu_max", Int),
        ("memory_sum", Int),
        ("memory_min", Int),
    ],
);
const DOWNTIME: Table = Table(
    "downtime",
    &[("isp_id", Id), ("customer_id", Id), ("router_id", Id), ("began_at", Int), ("ended_at", Int)],
);
const SAMPLE: Table =
    Table("connectivity", &[("isp_id", Id), ("at", Int), ("online", Int), ("offline", Int)]);

const FIRST: [&str; 24] = [
    "Maria", "Ana", "John", "Wei", "Fatima", "Olga", "Luca", "Priya", "Chen", "Noah", "Emma", "Yusuf",
    "Sofia", "Ivan", "Leila", "Hugo", "Nina", "Omar", "Greta", "Diego", "Aiko", "Pavel", "Zoe", "Kofi",
];
const LAST: [&str; 31] = [
    "Garcia",
    "Smith",
    "Kowalski",
    "Nguyen",
    "Okafor",
    "Johansson",
    "Rossi",
    "Patel",
    "Kim",
    "Novak",
    "Silva",
    "Haddad",
    "Larsen",
    "Moreau",
    "Schmidt",
    "Tanaka",
    "Ivanova",
    "Murphy",
    "Costa",
    "Weber",
    "Ortiz",
    "Dubois",
    "Eriksen",
    "Fischer",
    "Lopez",
    "Mbeki",
    "Petrov",
    "Quinn",
    "Reyes",
    "Sato",
    "Vargas",
];
const STREETS: [&str; 13] = [
    "Elm Street",
    "Oak Avenue",
    "Mill Lane",
    "High Street",
    "Park Road",
    "Station Road",
    "Church Lane",
    "Hill Road",
    "River Walk",
    "Maple Drive",
    "School Lane",
    "North Street",
    "Garden Close",
];
const MODELS: [&str; 5] = ["Fibre Gate 2100", "Fibre Gate 2100", "Fibre Gate 1800", "Home Hub 4", "Mesh One"];
const FIRMWARE: [&str; 6] = ["4.2.1", "4.2.1", "4.2.1", "4.2.0", "4.1.7", "3.9.2"];

const FIVE_MINUTES: i64 = 5 * 60 * 1000;
const HOUR: i64 = 12 * FIVE_MINUTES;
const DAY: i64 = 24 * HOUR;
/// Longer than a run takes, so that nobody falls silent meanwhile.
const PERIOD: i64 = 10 * DAY;

/// The name of a customer.
pub(crate) fn name(n: usize) -> String {
    format!("{} {}", FIRST[n % FIRST.len()], LAST[n / 7 % LAST.len()])
}

/// When the crowd's customers came.
fn born(now: i64) -> i64 {
    now - 300 * DAY
}

/// The home of the first ISP whose pages are asked for: online, and with all the history that is kept of one.
pub(super) fn home(now: i64) -> String {
    id(born(now), 3, 0, HOME)
}

const HOME: usize = 1;

/// An id that says its time first, as the product's do.
fn id(at: i64, kind: u8, isp: usize, n: usize) -> String {
    format!("{at:012x}7{kind:x}{:02x}80{isp:04x}{n:010x}", n & 0xff)
}

/// Fills one ISP.
pub(super) async fn fill(
    writer: &mut Writer,
    isp: &str,
    number: usize,
    customers: usize,
    now: i64,
) -> Result<()> {
    let isp = isp.replace('-', "");
    let born = born(now);
    let plan = |n: usize| id(born, 1, number, n % 5);
    let (mut rows, mut tally) = (Rows::default(), BTreeMap::<(&str, &str, &str), i64>::new());
    for n in 0..5 {
        let has = customers / 5 + usize::from(n < customers % 5);
        let name = format!("Plan {n}");
        rows.plans.push(vec![
            json!(isp),
            json!(plan(n)),
            json!(name),
            json!(name.to_lowercase()),
            json!(100_000),
            json!(20_000),
            json!(has),
        ]);
    }
    // Beside the customers, a twentieth as many routers in stock.
    for n in 0..customers + customers / 20 {
        let (router, mac) = (id(born, 2, number, n), mac(number, n));
        let known = Mac::parse(&mac).map_err(|why| anyhow::anyhow!(why.key))?;
        let (model, firmware) = (MODELS[n % MODELS.len()], FIRMWARE[n / 3 % FIRMWARE.len()]);
        let at_home = n < customers;
        // Four in five are online; of the others a few never were.
        let online = at_home && n % 5 != 0;
        let heard = at_home && n % 100 != 0;
        let (model, firmware) = if heard { (model, firmware) } else { ("", "") };
        let since = now - (n as i64 * 7919) % (30 * DAY);
        let state = match (at_home, online, heard) {
            (false, ..) => "new",
            (true, true, _) => "online",
            (true, false, true) => "offline",
            (true, false, false) => "never",
        };
        *tally.entry((state, model, firmware)).or_default() += 1;
        let customer = at_home.then(|| id(born, 3, number, n));
        let text = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        rows.routers.push(vec![
            json!(isp),
            json!(router),
            json!(mac),
            json!(customer),
            json!(born + n as i64),
            if at_home { json!(born + n as i64) } else { Value::Null },
            text(model),
            text(firmware),
            if heard { json!("2024.1.0") } else { Value::Null },
            json!(online),
            json!(since),
            if heard { json!(if online { now } else { since }) } else { Value::Null },
            json!(PERIOD),
            if heard {
                json!(format!(r#"{{"wan_ipv4":"203.0.{}.{}","cpu_percent":12}}"#, n / 256 % 256, n % 256))
            } else {
                Value::Null
            },
            if heard { json!(born + n as i64) } else { Value::Null },
            if online && n % 500 == 1 { json!(since) } else { Value::Null },
            json!(if at_home { name(n).to_lowercase() } else { String::new() }),
        ]);
        rows.macs.push(vec![json!(mac), json!(isp), json!(router)]);
        let found_by = care::router::found_by(&known, None);
        rows.terms.extend(found_by.into_iter().map(|term| vec![json!(isp), json!(term), json!(router)]));
        let Some(customer) = customer else { continue };
        let address = format!("{} {}, Dover", n % 240 + 1, STREETS[n / 240 % STREETS.len()]);
        let (email, phone) = (
            format!("{}{n}@mail.example", FIRST[n % FIRST.len()]),
            format!("+1 603 {:07}", n * 37 % 10_000_000),
        );
        let who = Information::parse(&name(n), &address, &email, &phone)?;
        let found_by = who.found_by();
        rows.terms.extend(found_by.into_iter().map(|term| vec![json!(isp), json!(term), json!(customer)]));
        rows.customers.push(vec![
            json!(isp),
            json!(customer),
            json!(who.name),
            json!(who.address),
            json!(who.email),
            json!(who.phone),
            json!(born + n as i64),
            json!(plan(n)),
        ]);
        if n % 10 == 0 {
            let at = now - (n as i64 * 104_729) % (7 * DAY);
            rows.starts.push(vec![
                json!(isp),
                json!(id(at, 4, number, n)),
                json!(customer),
                json!(router),
                json!(at),
                json!("power"),
            ]);
        }
        if let Some((kind, evidence)) = wrong(n, (heard, online)) {
            rows.issues.push(vec![
                json!(isp),
                json!(id(since, 6, number, n)),
                json!(customer),
                json!(router),
                json!(kind),
                json!(since),
                json!(evidence.to_string()),
                json!(false),
                json!(0),
                json!(""),
            ]);
        }
        let down = |began: i64, ended: Option<i64>| {
            vec![json!(isp), json!(customer), json!(router), json!(began), json!(ended)]
        };
        if heard && !online {
            rows.downtimes.push(down(since, None));
        } else if n % 10 == 1 {
            rows.downtimes.push(down(since - HOUR, Some(since)));
        }
        for (span, spans) in if (number, n) == (0, HOME) { ALL_SPANS } else { A_FEW_SPANS } {
            rows.history.extend((1..=spans).map(|before| {
                let (at, reports) = ((now / span - before) * span, span / 30_000);
                let numbers =
                    [span, at, reports, reports, reports * 12, 40 + at % 50, reports * 60, 20 + at % 30];
                let mut row = vec![json!(isp), json!(customer), json!(router)];
                row.extend(numbers.map(Value::from));
                row
            }));
        }
        let entry = |at: i64, kind: &str| {
            vec![
                json!(isp),
                json!(id(at, 5, number, n)),
                json!(at),
                json!(kind),
                json!(customer),
                json!(router),
                json!("router"),
                json!("{}"),
            ]
        };
        rows.timeline.push(entry(born + n as i64, "router-online"));
        rows.timeline.push(entry(since, if online { "router-online" } else { "router-offline" }));
    }
    let homes = customers as i64;
    rows.samples = (0..8 * 288)
        .map(|n| {
            vec![
                json!(isp),
                json!((now / FIVE_MINUTES - n) * FIVE_MINUTES),
                json!(homes * 4 / 5),
                json!(homes / 5),
            ]
        })
        .collect();
    let kinds = tally.into_iter();
    rows.tally = kinds
        .map(|((state, model, firmware), n)| {
            vec![json!(isp), json!(state), json!(model), json!(firmware), json!(n)]
        })
        .collect();
    rows.write(writer).await
}

/// Spans of history and how many of each: of one home all that a home may have, of others some.
const ALL_SPANS: [(i64, i64); 3] = [(FIVE_MINUTES, 2 * 288), (HOUR, 35 * 24), (DAY, 290)];
const A_FEW_SPANS: [(i64, i64); 3] = [(FIVE_MINUTES, 0), (HOUR, 1), (DAY, 1)];

/// What is wrong with a home, with its evidence: as the rules would have it, which then have nothing to do.
fn wrong(n: usize, (heard, online): (bool, bool)) -> Option<(&'static str, Value)> {
    match n {
        _ if heard && !online => Some(("offline", json!({ "with": "none" }))),
        _ if n % 20 == 7 => Some(("high-cpu", json!({ "mean": 97, "peak": 99 }))),
        _ => None,
    }
}

/// Below 4e: nobody's.
fn mac(isp: usize, n: usize) -> String {
    format!("4e:{isp:02x}:{:02x}:{:02x}:{:02x}:01", n >> 16 & 255, n >> 8 & 255, n & 255)
}

#[derive(Default)]
struct Rows {
    plans: Vec<Vec<Value>>,
    customers: Vec<Vec<Value>>,
    routers: Vec<Vec<Value>>,
    macs: Vec<Vec<Value>>,
    terms: Vec<Vec<Value>>,
    tally: Vec<Vec<Value>>,
    starts: Vec<Vec<Value>>,
    timeline: Vec<Vec<Value>>,
    issues: Vec<Vec<Value>>,
    history: Vec<Vec<Value>>,
    downtimes: Vec<Vec<Value>>,
    samples: Vec<Vec<Value>>,
}

impl Rows {
    async fn write(mut self, writer: &mut Writer) -> Result<()> {
        // In the order of the key, so that it only grows at its end.
        self.terms
            .sort_by(|one, next| one[1..].iter().map(Value::as_str).cmp(next[1..].iter().map(Value::as_str)));
        for (table, rows) in [
            (&PLAN, &self.plans),
            (&CUSTOMER, &self.customers),
            (&ROUTER, &self.routers),
            (&ROUTER_MAC, &self.macs),
            (&TERM, &self.terms),
            (&TALLY, &self.tally),
            (&START, &self.starts),
            (&TIMELINE, &self.timeline),
            (&ISSUE, &self.issues),
            (&HISTORY, &self.history),
            (&DOWNTIME, &self.downtimes),
            (&SAMPLE, &self.samples),
        ] {
            writer.write(table, rows).await?;
        }
        Ok(())
    }
}
