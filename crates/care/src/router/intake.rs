//! The intake: where routers' reports become durable, many at a time.
//!
//! One transaction a report would be one disk flush a report, and staff would wait behind them. So reports queue up for at
//! most a few milliseconds and are written together; a report is acknowledged only when that transaction has committed.
//! The queue is bounded: when it is full the service says that it is busy, and the router says it again later.
//!
//! The right to report is read again in the writing transaction: a statement changes the row only while the certificate
//! that the router showed is still the valid one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use super::known::Known;
use super::report::{Report, StatusReport};
use super::tally::Tally;
use super::{connectivity, started, store};
use crate::access::{self, Permit, Scope, may};
use crate::db::live::Topic;
use crate::db::{Db, IspId, RouterId};
use crate::history::{self, Over};
use crate::known_issue::{self, Finding, Found, Subject};
use crate::problem::{Problem, Result};
use crate::throttle;
use crate::timeline::{self, Happened};

/// Reports that wait to be written, at most. At 2,500 a second that is a good three seconds' worth.
const QUEUE: usize = 8192;
/// Reports in one transaction, at most: the writer's turn stays short.
const BATCH: usize = 256;
/// Bytes in one transaction, about: bodies are kept as they came, and a few large ones are a turn of their own.
const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// Reports of one router that may wait at a time. An agent has one of each kind under way; what sends more is no agent, and
/// must not fill the queue for all others.
const PER_ROUTER: u8 = 8;
/// How long the first of a batch waits for company.
const GATHER: Duration = Duration::from_millis(4);

/// The way in for reports. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake {
    queue: mpsc::Sender<Item>,
    /// How many reports of each router wait.
    waiting: Arc<Mutex<HashMap<RouterId, u8>>>,
}

/// A report on its way.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) isp: IspId,
    pub(super) router: RouterId,
    pub(super) certificate: Vec<u8>,
    /// The place that it came from.
    pub(super) heard_from: Option<String>,
    pub(super) report: Report,
    done: oneshot::Sender<Result<()>>,
}

impl Intake {
    /// Opens the intake; its writer ends when it is told to stop and the queue is empty.
    pub fn open(db: Db, stop: CancellationToken) -> (Intake, impl Future<Output = ()> + Send) {
        let (queue, waiting) = mpsc::channel(QUEUE);
        (Intake { queue, waiting: Arc::default() }, write_all(db, waiting, stop))
    }

    /// Hands in a report and returns once it is durable.
    ///
    /// [`Problem::Busy`] when too many wait already, of all routers or of this one; [`Problem::Forbidden`] when the router's certificate was replaced
    /// meanwhile.
    pub async fn hand_in(&self, permit: &Permit<may::BeRouter>, mut report: Report) -> Result<()> {
        if let Report::Status(status) = &mut report {
            status.clean();
        }
        let (isp, router, certificate) = permit.router()?;
        let _place = Place::take(&self.waiting, router)?;
        let (done, written) = oneshot::channel();
        let heard_from = permit.from().map(throttle::place_of);
        let item = Item { isp, router, certificate: certificate.to_vec(), heard_from, report, done };
        self.queue.try_send(item).map_err(|_| Problem::Busy)?;
        // The writer only goes away without an answer when the service ends.
        written.await.map_err(|_| Problem::Busy)?
    }
}

/// A place in the queue, given back when the report is answered.
struct Place {
    waiting: Arc<Mutex<HashMap<RouterId, u8>>>,
    router: RouterId,
}

impl Place {
    fn take(waiting: &Arc<Mutex<HashMap<RouterId, u8>>>, router: RouterId) -> Result<Place> {
        let mut counts = waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(router).or_default();
        if *count >= PER_ROUTER {
            return Err(Problem::Busy);
        }
        *count += 1;
        Ok(Place { waiting: Arc::clone(waiting), router })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.router) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.router);
            }
        }
    }
}

async fn write_all(db: Db, mut waiting: mpsc::Receiver<Item>, stop: CancellationToken) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let first = tokio::select! {
            biased;
            first = waiting.recv() => first,
            () = stop.cancelled() => None,
        };
        let Some(first) = first else { break };
        let mut bytes = first.report.bytes();
        batch.push(first);
        if waiting.len() < BATCH {
            tokio::time::sleep(GATHER).await;
        }
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Ok(next) = waiting.try_recv() else { break };
            bytes += next.report.bytes();
            batch.push(next);
        }
        let outcome = write(&db, &mut batch).await;
        answer(batch.drain(..), outcome);
    }
}

/// The routers of a batch whose certificate is the valid one. What came under another one is not written: until a moment ago,
/// two may have spoken under one name.
struct Held(HashMap<RouterId, Known>);

impl Held {
    fn holds(&self, item: &Item) -> bool {
        self.0.get(&item.router).is_some_and(|known| known.certificate == item.certificate)
    }
}

async fn write(db: &Db, batch: &mut [Item]) -> Result<Held> {
    let mut tx = access::system().write(db).await?;
    // One order for all writers, so that two of them cannot wait for each other. The sort is stable: what one router said
    // stays in order.
    batch.sort_by_key(|item| (item.isp, item.router));
    let mut held = Held(store::batch::hold(&mut tx, batch).await?);
    let statuses = fold(batch.iter().filter(|item| held.holds(item)));
    let mut tally = Tally::default();
    write_statuses(&mut tx, &statuses, &mut held, &mut tally).await?;
    for item in batch.iter().filter(|item| held.holds(item)) {
        match &item.report {
            Report::Status(_) => {}
            Report::Start(start) => {
                tx.enter(item.isp).await?;
                let customer = held.0.get(&item.router).and_then(|known| known.customer);
                started::started(&mut tx, item.router, customer, start, &mut tally).await?;
                tx.tell(Topic::Inventory);
            }
            Report::Post { kind, body, wifi } => {
                store::batch::write_post(&mut tx, item, kind, body, wifi.as_deref()).await?
            }
        }
    }
    tally.write(&mut tx).await?;
    tx.commit().await?;
    Ok(held)
}

async fn write_statuses(
    scope: &mut Scope,
    statuses: &[Folded],
    held: &mut Held,
    tally: &mut Tally,
) -> Result<()> {
    if statuses.is_empty() {
        return Ok(());
    }
    let (now, mut over, mut moves, mut findings) = (scope.now(), Vec::new(), Vec::new(), Vec::new());
    let mut elsewhere = Vec::new();
    for it in statuses {
        let Some(known) = held.0.get_mut(&it.router) else { continue };
        if known.stand(&it.status, it.heard_from.as_deref()) {
            elsewhere.push((it, known.stands.clone()));
        }
        let (span, moved) = known.hear(it.reports, &it.status, now);
        let Some(customer) = known.customer else { continue };
        if let Some(span) = span {
            let at = Subject { customer, router: it.router };
            findings.extend(known.judge(&span, &it.status).into_iter().map(|found| (it.isp, at, found)));
            over.push(Over { isp: it.isp, customer, router: it.router, span });
        }
        moves.extend(moved.filter(|moved| moved.settled).map(|moved| (it, customer, moved)));
    }
    let batch = store::batch::as_json(statuses, &held.0);
    let woken = store::batch::wake(scope, &batch).await?;
    store::batch::write_statuses(scope, &batch).await?;
    for (it, stands) in elsewhere {
        store::place::write(scope, it, &stands).await?;
    }
    history::keep(scope, &over).await?;
    for it in woken {
        tally.woke(&it.counted, now);
        scope.enter(it.isp).await?;
        connectivity::came_online(scope, &it).await?;
    }
    for (it, customer, moved) in moves {
        scope.enter(it.isp).await?;
        let happened = Happened::new("router-wan-moved").router(it.router).customer(customer);
        timeline::note(scope, happened.changed("wan", &moved.before, &moved.after)).await?;
    }
    for (isp, at, finding) in findings {
        scope.enter(isp).await?;
        match finding {
            Finding::Opens(kind, since, evidence) => {
                known_issue::found(scope, &Found { kind, at, since, evidence }).await?;
            }
            Finding::Lasts(kind, evidence) => known_issue::lasts(scope, at, kind, &evidence).await?,
            Finding::Over(kind) => {
                known_issue::over(scope, at, kind).await?;
            }
        }
    }
    Ok(())
}

/// A router's statuses in this batch, as one.
pub(super) struct Folded {
    pub(super) isp: IspId,
    pub(super) router: RouterId,
    pub(super) certificate: Vec<u8>,
    /// Where the last of them came from.
    pub(super) heard_from: Option<String>,
    pub(super) status: StatusReport,
    /// How many they were.
    pub(super) reports: i64,
}

fn fold<'a>(batch: impl Iterator<Item = &'a Item>) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::new();
    for item in batch {
        let Report::Status(status) = &item.report else { continue };
        match folded.last_mut() {
            Some(last) if last.router == item.router => {
                last.status.merge(status.clone());
                last.heard_from.clone_from(&item.heard_from);
                last.reports += 1;
            }
            _ => folded.push(Folded {
                isp: item.isp,
                router: item.router,
                certificate: item.certificate.clone(),
                heard_from: item.heard_from.clone(),
                status: status.clone(),
                reports: 1,
            }),
        }
    }
    folded
}

fn answer(batch: impl Iterator<Item = Item>, outcome: Result<Held>) {
    if let Err(error) = &outcome {
        tracing::error!(%error, "reports could not be written");
    }
    for item in batch {
        let answer = match &outcome {
            Ok(held) if held.holds(&item) => Ok(()),
            Ok(_) => Err(Problem::Forbidden("router")),
            // Not acknowledged, so the router will say it again.
            Err(_) => Err(Problem::Busy),
        };
        // A router that hung up meanwhile hears nothing; what it said is written all the same.
        let _ = item.done.send(answer);
    }
}
