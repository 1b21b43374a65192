//! The worker that sends notices.

use std::collections::HashSet;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use sha2::{Digest as _, Sha256};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use web_push_native::p256::PublicKey;
use web_push_native::{Auth, WebPushBuilder};

use super::store::{self, Due};
use super::{Key, Services, Subscription};
use crate::access;
use crate::db::{Db, Site};
use crate::problem::{Problem, Result};

/// A worker that dies holds a notice no longer than this.
const LEASE_MS: i64 = 2 * 60 * 1000;
/// How many are looked for at once, and how many of them are on their way at a time: push services take their time.
const BATCH: i64 = 256;
const LANES: usize = 32;
/// How long a push service has to answer: shorter than a restart waits.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a signature is good; at most a day (RFC 8292, section 2).
const SIGNED_MS: i64 = 12 * 60 * 60 * 1000;
/// A notice is given up after as many attempts, if its time is not over before.
const ATTEMPTS: i64 = 8;

/// Sends to push services.
#[derive(Debug, Clone)]
pub struct Sender {
    client: reqwest::Client,
    services: Services,
    key: Key,
    contact: Option<String>,
}

/// What became of a notice.
enum Answer {
    Taken,
    /// Nobody may hear it any more, or its time is over.
    Moot,
    /// There is no such subscription any more.
    Gone,
    /// It will not be taken: of a fault of ours, as a rule.
    Refused(StatusCode),
    /// It may be later, perhaps in as many milliseconds as the push service says; `silent` if that does not answer at all.
    Later {
        why: String,
        after_ms: Option<i64>,
        silent: bool,
    },
}

impl Answer {
    fn silent(why: String) -> Answer {
        Answer::Later { why, after_ms: None, silent: true }
    }
}

/// What connects to push services. `ca` holds root certificates to trust besides those of the system, PEM.
///
/// # Errors
/// When there is no certificate in it, or TLS cannot be set up.
pub fn client(ca: Option<&[u8]>) -> std::result::Result<reqwest::Client, String> {
    let mut client = reqwest::Client::builder()
        .timeout(PATIENCE)
        // Only to where we were told, and are willing, to go.
        .redirect(reqwest::redirect::Policy::none());
    if let Some(pem) = ca {
        let roots = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| error.to_string())?;
        if roots.is_empty() {
            return Err("it holds no certificate".to_owned());
        }
        client = client.tls_certs_merge(roots);
    }
    client.build().map_err(|error| error.to_string())
}

impl Sender {
    /// By this client to these services, signed with this key, as the service at this address. `contact` is where the operators of push
    /// services reach ours, and begins with `mailto:` or `https:`; without one it is that address, unless only this machine knows it.
    pub fn new(
        client: reqwest::Client,
        services: Services,
        key: Key,
        site: &Site,
        contact: Option<String>,
    ) -> Sender {
        let contact = contact.or_else(|| site.is_secure().then(|| site.origin().to_owned()));
        Sender { client, services, key, contact }
    }

    async fn send(&self, due: &Due, to: &Subscription, now: i64) -> Result<Answer> {
        let request = self.sealed(due, to, now)?;
        // The operator may have stopped trusting a service; and where we connect is what was looked at.
        if !self.services.accept(request.url().as_str()) {
            return Ok(Answer::Gone);
        }
        let answer = match self.client.execute(request).await {
            Ok(answer) => answer,
            Err(error) => return Ok(Answer::silent(told(error))),
        };
        Ok(match answer.status() {
            status if status.is_success() => Answer::Taken,
            StatusCode::NOT_FOUND | StatusCode::GONE => Answer::Gone,
            status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                let after_ms = retry_after(answer.headers());
                Answer::Later { why: status.to_string(), after_ms, silent: false }
            }
            status => Answer::Refused(status),
        })
    }

    /// The request, its body such that only that browser can read it.
    fn sealed(&self, due: &Due, to: &Subscription, now: i64) -> Result<reqwest::Request> {
        let public = PublicKey::from_sec1_bytes(&to.p256dh).map_err(Problem::broken)?;
        let left = u64::try_from((due.expires_at - now) / 1000).unwrap_or(0);
        let endpoint = to.endpoint.parse().map_err(Problem::broken)?;
        let request = WebPushBuilder::new(endpoint, public, Auth::from(to.auth))
            .with_valid_duration(Duration::from_secs(left))
            .build(padded(&due.payload))
            .map_err(Problem::broken)?;
        let mut request = reqwest::Request::try_from(request.map(with_room)).map_err(Problem::broken)?;
        let origin = request.url().origin().ascii_serialization();
        let until = (now + SIGNED_MS) / 1000;
        let authorization = self.key.authorization(&origin, until, self.contact.as_deref())?;
        let headers =
            [("authorization", authorization), ("urgency", "normal".to_owned()), ("topic", topic(due))];
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().map_err(Problem::broken)?);
        }
        Ok(request)
    }
}

/// All notices of about one length look alike on their way: spaces after JSON are nothing.
fn padded(payload: &str) -> Vec<u8> {
    let length = payload.len().next_multiple_of(256);
    format!("{payload:<length$}").into_bytes()
}

/// The size of records in the body's header has to be greater than the one record there is (RFC 8291, section 4), and comes as great as
/// it. Nothing else depends on it (RFC 8188, section 2.1).
fn with_room(mut body: Vec<u8>) -> Vec<u8> {
    const RECORD_SIZE: std::ops::Range<usize> = 16..20;
    if let Some(size) = body.get_mut(RECORD_SIZE) {
        size.copy_from_slice(&4096_u32.to_be_bytes());
    }
    body
}

/// The name under which a push service keeps only the latest: at most 32 letters of base64url (RFC 8030, section 5.4). Of each phone
/// another one, so that it does not tell which phones are of one home.
fn topic(due: &Due) -> String {
    let digest = Sha256::new().chain_update(due.session.0).chain_update(&due.topic).finalize();
    let mut name = URL_SAFE_NO_PAD.encode(digest);
    name.truncate(32);
    name
}

/// Why a connection failed, with what lies behind, and without the address, which is a secret of the browser's.
fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |it| it.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// In milliseconds, at most six hours; dates are not read, since nobody sends them here.
fn retry_after(headers: &HeaderMap) -> Option<i64> {
    let seconds: i64 = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(seconds.clamp(1, 6 * 60 * 60) * 1000)
}

/// Sends what is due; gives how many were tried.
///
/// So many are on their way at a time, and the next one goes as soon as one of them is done. A push service that does not answer is
/// left alone for the rest of this call: the phones of others need not wait for it.
pub async fn deliver_due(db: &Db, sender: &Sender) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let ids = store::due(&mut tx, BATCH).await?;
    drop(tx);
    let mut round = Round { db, sending: JoinSet::new(), silent: HashSet::new(), failed: None };
    let mut tried = 0;
    for id in ids {
        if round.sending.len() >= LANES {
            round.settle_one().await;
        }
        // One at a time: whoever writes notices meanwhile, in whatever order, waits for one row at most.
        let mut tx = access::system().write(db).await?;
        let claimed = store::claim(&mut tx, id, LEASE_MS).await?;
        let now = tx.now();
        tx.commit().await?;
        // Another worker may have been first.
        let Some(due) = claimed else { continue };
        tried += 1;
        round.send(sender, due, now);
    }
    while !round.sending.is_empty() {
        round.settle_one().await;
    }
    round.failed.map_or(Ok(tried), Err)
}

/// Notices on their way.
struct Round<'a> {
    db: &'a Db,
    sending: JoinSet<(Due, Result<Answer>)>,
    /// The origins of services that did not answer.
    silent: HashSet<String>,
    /// The first that could not be written down; the others are all the same.
    failed: Option<Problem>,
}

impl Round<'_> {
    fn send(&mut self, sender: &Sender, due: Due, now: i64) {
        let is_silent = due.to.as_ref().is_some_and(|to| self.silent.contains(&to.origin()));
        let sender = sender.clone();
        self.sending.spawn(async move {
            let answer = match &due.to {
                Some(_) if is_silent => Ok(Answer::silent("it did not answer a moment ago".to_owned())),
                Some(to) if due.expires_at > now => sender.send(&due, to, now).await,
                _ => Ok(Answer::Moot),
            };
            (due, answer)
        });
    }

    async fn settle_one(&mut self) {
        let settled = match self.sending.join_next().await {
            None => return,
            Some(Err(error)) => Err(Problem::broken(error)),
            Some(Ok((due, answer))) => {
                if let (Ok(Answer::Later { silent: true, .. }), Some(to)) = (&answer, &due.to) {
                    self.silent.insert(to.origin());
                }
                settle(self.db, &due, answer).await
            }
        };
        if let Err(error) = settled {
            self.failed.get_or_insert(error);
        }
    }
}

async fn settle(db: &Db, due: &Due, answer: Result<Answer>) -> Result<()> {
    let mut tx = access::system().write(db).await?;
    let to = due.to.as_ref().map(Subscription::origin);
    match answer {
        Ok(Answer::Later { why, after_ms, .. }) if due.attempts < ATTEMPTS => {
            tracing::info!(notice = %due.id, attempts = due.attempts, to, why, "a notice could not be sent; trying later");
            let next_at = tx.now() + after_ms.unwrap_or_else(|| pause_ms(due.attempts));
            store::put_off(&mut tx, due.id, next_at).await?;
            return tx.commit().await;
        }
        Ok(Answer::Taken | Answer::Moot) => {}
        Ok(Answer::Gone) => {
            if let Some(to) = &due.to {
                store::gone(&mut tx, due.session, to).await?;
            }
        }
        Ok(Answer::Later { why, .. }) => {
            tracing::warn!(notice = %due.id, to, why, "a notice could not be sent; giving it up");
        }
        // Its own clock, contact and key are what the operator can look at; nobody's subscription is to blame.
        Ok(Answer::Refused(status)) => {
            tracing::warn!(notice = %due.id, to, %status, "a push service refused a notice; giving it up");
        }
        Err(error) => {
            tracing::error!(notice = %due.id, %error, "a notice could not be written out; giving it up");
        }
    }
    store::done(&mut tx, due.id).await?;
    tx.commit().await
}

/// 15 s after the first attempt, three times as long after each further one, at most two hours.
fn pause_ms(attempts: i64) -> i64 {
    let further = u32::try_from(attempts.clamp(1, 8) - 1).unwrap_or(0);
    (15_000 * 3_i64.pow(further)).min(2 * 60 * 60 * 1000)
}

/// Sends notices until it is told to stop.
pub async fn run_worker(db: Db, sender: Sender, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let delivered =
            tokio::select! { () = stop.cancelled() => return, it = deliver_due(&db, &sender) => it };
        let pause = match delivered {
            Ok(0) => Duration::from_millis(500),
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "notices could not be sent");
                Duration::from_secs(5)
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}
