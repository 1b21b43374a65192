//! The worker that sends notices.

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
/// How many go at once: push services take their time, and each phone is another connection at worst.
const BATCH: i64 = 32;
/// How long a push service has to answer.
const PATIENCE: Duration = Duration::from_secs(15);
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

/// What a push service said.
enum Answer {
    Taken,
    /// There is no such subscription, or it is another's.
    Gone,
    /// It will never take this one.
    Refused(StatusCode),
    /// It will later, perhaps in as many milliseconds as it says.
    Later {
        why: String,
        after_ms: Option<i64>,
    },
}

impl Sender {
    /// To these services, signed with this key, as the service at this address. `ca` is a root certificate to trust besides those of
    /// the system, PEM.
    ///
    /// # Errors
    /// When the certificate is none, or TLS cannot be set up.
    pub fn new(
        services: Services,
        key: Key,
        site: &Site,
        ca: Option<&[u8]>,
    ) -> std::result::Result<Sender, String> {
        let mut client = reqwest::Client::builder()
            .timeout(PATIENCE)
            // Only to where we were told, and are willing, to go.
            .redirect(reqwest::redirect::Policy::none());
        if let Some(pem) = ca {
            let roots = reqwest::Certificate::from_pem_bundle(pem).map_err(|error| error.to_string())?;
            client = client.tls_certs_merge(roots);
        }
        // Some services answer nobody whose contact is an address that only this machine knows.
        let contact = site.is_secure().then(|| site.origin().to_owned());
        Ok(Sender { client: client.build().map_err(|error| error.to_string())?, services, key, contact })
    }

    async fn send(&self, due: &Due, to: &Subscription, now: i64) -> Result<Answer> {
        let request = self.sealed(due, to, now)?;
        // The operator may have stopped trusting a service; and where we connect is what was looked at.
        if !self.services.accept(request.url().as_str()) {
            return Ok(Answer::Gone);
        }
        let answer = match self.client.execute(request).await {
            Ok(answer) => answer,
            // The error names the address, which is a secret of the browser's.
            Err(error) => {
                return Ok(Answer::Later { why: error.without_url().to_string(), after_ms: None });
            }
        };
        Ok(match answer.status() {
            status if status.is_success() => Answer::Taken,
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
                Answer::Gone
            }
            status if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() => {
                Answer::Later { why: status.to_string(), after_ms: retry_after(answer.headers()) }
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
            .build(due.payload.as_bytes())
            .map_err(Problem::broken)?;
        let mut request = reqwest::Request::try_from(request).map_err(Problem::broken)?;
        let origin = request.url().origin().ascii_serialization();
        let until = (now + SIGNED_MS) / 1000;
        let authorization = self.key.authorization(&origin, until, self.contact.as_deref())?;
        let headers = [
            ("authorization", authorization),
            ("urgency", "normal".to_owned()),
            ("topic", topic(&due.topic)),
        ];
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().map_err(Problem::broken)?);
        }
        Ok(request)
    }
}

/// The name under which a push service keeps only the latest: at most 32 letters of base64url (RFC 8030, section 5.4), which tell it
/// nothing.
fn topic(tag: &str) -> String {
    let mut name = URL_SAFE_NO_PAD.encode(Sha256::digest(tag));
    name.truncate(32);
    name
}

/// In milliseconds, at most six hours; dates are not read, since nobody sends them here.
fn retry_after(headers: &HeaderMap) -> Option<i64> {
    let seconds: i64 = headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?;
    Some(seconds.clamp(1, 6 * 60 * 60) * 1000)
}

/// Sends what is due; gives how many were tried.
pub async fn deliver_due(db: &Db, sender: &Sender) -> Result<usize> {
    let mut tx = access::system().read(db).await?;
    let ids = store::due(&mut tx, BATCH).await?;
    drop(tx);
    if ids.is_empty() {
        return Ok(0);
    }
    let mut tx = access::system().write(db).await?;
    let mut claimed = Vec::new();
    for id in ids {
        // Another worker may have been first.
        claimed.extend(store::claim(&mut tx, id, LEASE_MS).await?);
    }
    let now = tx.now();
    tx.commit().await?;
    let tried = claimed.len();
    let mut sending = JoinSet::new();
    for due in claimed {
        let sender = sender.clone();
        sending.spawn(async move {
            let answer = match &due.to {
                Some(to) if due.expires_at > now => Some(sender.send(&due, to, now).await),
                _ => None,
            };
            (due, answer)
        });
    }
    while let Some(sent) = sending.join_next().await {
        let (due, answer) = sent.map_err(Problem::broken)?;
        settle(db, &due, answer).await?;
    }
    Ok(tried)
}

async fn settle(db: &Db, due: &Due, answer: Option<Result<Answer>>) -> Result<()> {
    let mut tx = access::system().write(db).await?;
    match answer {
        // Nobody may hear it any more, or its time is over.
        None | Some(Ok(Answer::Taken)) => store::done(&mut tx, due.id).await?,
        Some(Ok(Answer::Gone)) => {
            if let Some(to) = &due.to {
                store::gone(&mut tx, due.session, to).await?;
            }
            store::done(&mut tx, due.id).await?;
        }
        Some(Ok(Answer::Later { why, after_ms })) if due.attempts < ATTEMPTS => {
            tracing::info!(notice = %due.id, attempts = due.attempts, why, "a notice could not be sent; trying later");
            let next_at = tx.now() + after_ms.unwrap_or_else(|| pause_ms(due.attempts));
            store::put_off(&mut tx, due.id, next_at).await?;
        }
        Some(Ok(Answer::Later { why, .. })) => {
            tracing::warn!(notice = %due.id, why, "a notice could not be sent; giving it up");
            store::done(&mut tx, due.id).await?;
        }
        Some(Ok(Answer::Refused(status))) => {
            tracing::warn!(notice = %due.id, %status, "a push service refused a notice; giving it up");
            store::done(&mut tx, due.id).await?;
        }
        Some(Err(error)) => {
            tracing::error!(notice = %due.id, %error, "a notice could not be written out; giving it up");
            store::done(&mut tx, due.id).await?;
        }
    }
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
        let pause = match deliver_due(&db, &sender).await {
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
