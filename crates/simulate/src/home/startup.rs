//! From a started agent to an activated one: time, certificate, activation. Source: agent protocol 3.

use super::uplink::Tries;
use super::{Ending, Home};
use crate::agent::activate::StartReason;
use crate::agent::calls::Caller;
use crate::agent::compact;
use crate::agent::settings::Settings;
use crate::behaviour::Behaviour;
use crate::call::{Cloud, Reply};
use crate::identity::Identity;
use crate::stats::count;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// Milliseconds by which a clock may be off before the agent sets it.
const TOLERANCE_MS: u64 = 300_000;
/// Seconds without any HTTP answer after which the agent starts itself anew.
pub(super) const PATIENCE: u64 = 600;

/// An activated agent.
#[derive(Debug)]
pub(super) struct Started {
    pub(super) settings: Settings,
    pub(super) caller: Caller,
    pub(super) no_dns: bool,
    pub(super) no_time: bool,
}

impl<C: Cloud> Home<C> {
    pub(super) async fn start_up(&mut self, reason: StartReason) -> Result<Started, Ending> {
        if self.identity.is_none() {
            self.identity = self.world.store.load(self.house.mac).map(Arc::new);
        }
        let (no_dns, no_time) = self.check_connectivity().await;
        self.provision().await?;
        let settings = self.activate(reason).await?;
        let gzip_above = if self.house.hardware.gzip { settings.gzip_requests } else { 0 };
        let caller = Caller { gzip_above, ..self.caller() };
        Ok(Started { settings, caller, no_dns, no_time })
    }

    fn caller(&self) -> Caller {
        Caller { mac: self.house.mac, identity: self.identity.clone(), gzip_above: 0 }
    }

    /// Asks for the time until an answer comes, and corrects the clock by it. Tells whether names cannot be resolved
    /// and whether the clock had to be set: a slow start ends with the agent distrusting name resolution.
    /// Source: agent protocol 3.3.
    async fn check_connectivity(&mut self) -> (bool, bool) {
        let pace = self.world.pace;
        let mut no_dns = self.house.behaviour == Behaviour::NoDns;
        let mut window = Instant::now() + pace.seconds(120);
        let mut quiet = 30;
        let mut doubted = false;
        loop {
            let reply = self.uplink.send(&self.caller().time(), Tries::Once).await;
            if let Some(reply) = reply.filter(Reply::is_success) {
                let told_ms = leading_digits(&reply.body).saturating_mul(1000);
                if told_ms.abs_diff(self.unix_ms()) <= TOLERANCE_MS {
                    return (no_dns, false);
                }
                if doubted {
                    self.clock_error_ms = told_ms - self.world.clock.unix_ms();
                    return (no_dns, true);
                }
                doubted = true;
            }
            if Instant::now() < window {
                sleep(pace.seconds(5)).await;
            } else {
                no_dns = true;
                quiet = (quiet + 5).min(120);
                sleep(pace.seconds(quiet)).await;
                window = Instant::now() + pace.seconds(30);
            }
        }
    }

    /// Asks for a certificate until there is one. Source: agent protocol 3.4.
    async fn provision(&mut self) -> Result<(), Ending> {
        if self.identity.is_some() {
            return Ok(());
        }
        let call = self.caller().certificate();
        let mut backoff = Backoff::up_to(600);
        loop {
            let reply = self.uplink.send(&call, Tries::Thrice).await;
            let answer = reply.as_ref().filter(|reply| reply.is_success());
            if let Some(identity) =
                answer.and_then(|reply| Identity::find(&String::from_utf8_lossy(&reply.body)))
            {
                count(&self.world.progress.certificates);
                if let Err(error) = self.world.store.keep(self.house.mac, &identity) {
                    tracing::warn!(error = format!("{error:#}"), "the certificate lasts for this run only");
                }
                self.identity = Some(Arc::new(identity));
                return Ok(());
            }
            self.wait_after(&mut backoff, reply.is_some()).await?;
        }
    }

    /// Introduces itself until the server agrees. Source: agent protocol 3.5.
    async fn activate(&mut self, reason: StartReason) -> Result<Settings, Ending> {
        let periods = self.world.periods.unwrap_or_default();
        let mut settings =
            Settings { periods, gzip_requests: 0, access_point: self.starts_as_access_point() };
        let mut backoff = Backoff::up_to(180);
        loop {
            let uptime = self.booted.elapsed().as_secs() + 30;
            let body = compact(&self.house.activate(reason, uptime));
            let reply = self.uplink.send(&self.caller().activate(body), Tries::Thrice).await;
            match &reply {
                Some(reply) if reply.is_success() => {
                    count(&self.world.progress.activations);
                    settings.obey(&reply.body);
                    settings.periods = self.world.periods.unwrap_or(settings.periods);
                    self.house.access_point = settings.access_point;
                    return Ok(settings);
                }
                Some(reply) if reply.status == 400 => return Err(Ending::Provision),
                _ => self.wait_after(&mut backoff, reply.is_some()).await?,
            }
        }
    }

    fn starts_as_access_point(&self) -> bool {
        self.house.behaviour == Behaviour::ApMode
    }

    /// Waits before the next attempt, or gives up after ten minutes without a sign of the server.
    async fn wait_after(&mut self, backoff: &mut Backoff, answered: bool) -> Result<(), Ending> {
        let pace = self.world.pace;
        if answered {
            backoff.heard = Instant::now();
        } else if backoff.heard.elapsed() > pace.seconds(PATIENCE) {
            return Err(Ending::Restart(StartReason::ConnectivityCheck));
        }
        backoff.delay = (backoff.delay + self.dice.between(0, 29)).min(backoff.longest);
        sleep(pace.wait(Duration::from_secs(backoff.delay))).await;
        Ok(())
    }
}

/// Each delay is the one before and up to 29 s more.
struct Backoff {
    delay: u64,
    longest: u64,
    heard: Instant,
}

impl Backoff {
    /// With delays of at most `longest` seconds.
    fn up_to(longest: u64) -> Self {
        Self { delay: 0, longest, heard: Instant::now() }
    }
}

/// The number that a text begins with; 0 if it begins with something else, as C reads numbers.
fn leading_digits(text: &[u8]) -> i64 {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: i64, digit| number.saturating_mul(10).saturating_add(i64::from(digit - b'0')))
}
