//! The running agent: reports on time, whether or not earlier ones were answered, and commands.

mod mishaps;
mod orders;

use super::agenda::{Agenda, Event};
use super::startup::{PATIENCE, Started};
use super::uplink::Tries;
use super::{Ending, Home};
use crate::agent::activate::StartReason;
use crate::agent::commands::{self, CommandQueue, PULL_ROUTER_CONFIG};
use crate::agent::telemetry::Delta;
use crate::agent::{compact, config};
use crate::call::{Call, Cloud, Reply};
use crate::household::{Samples, Span};
use crate::stats::{Progress, count};
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Seconds between two looks at the configuration. Source: agent protocol 10.
const CONFIG_CHECK: u64 = 60;
/// `ipt-period: 0` posts about sixteen times a second. Source: agent protocol 3.5.
const NO_PAUSE: Duration = Duration::from_millis(62);

/// What a request that was underway came to.
enum Done {
    Report {
        event: Event,
        due: Instant,
        reply: Option<Reply>,
    },
    /// The answer to the inquiry of a command; none if it was refused.
    Inquiry {
        command: String,
        answer: Option<Vec<u8>>,
    },
    Results,
}

/// An agent between its activation and its end.
struct Agent<'h, C> {
    home: &'h mut Home<C>,
    started: Started,
    agenda: Agenda,
    underway: FuturesUnordered<BoxFuture<'static, Done>>,
    /// Kinds of reports that are underway; there is never more than one of a kind.
    busy: Vec<Event>,
    delta: Delta,
    samples: Samples,
    commands: CommandQueue,
    /// A configuration that came from the server.
    pulled_config: Option<Vec<u8>>,
    config_accepted: bool,
    slice_began: Instant,
    /// Devices were asked for their services since the last slice.
    searched: bool,
    /// The line is down.
    silent: bool,
    heard: Instant,
    _up: Up,
}

impl<C: Cloud> Home<C> {
    /// Reports until something ends the agent.
    pub(super) async fn report(&mut self, started: Started) -> Ending {
        let now = Instant::now();
        let up = Up::new(self.world.progress.clone());
        let mut agent = Agent {
            home: self,
            started,
            agenda: Agenda::default(),
            underway: FuturesUnordered::new(),
            busy: Vec::new(),
            delta: Delta::default(),
            samples: Samples::default(),
            commands: CommandQueue::default(),
            pulled_config: None,
            config_accepted: false,
            slice_began: now,
            searched: false,
            silent: false,
            heard: now,
            _up: up,
        };
        agent.plan(now);
        agent.run().await
    }
}

impl<C: Cloud> Agent<'_, C> {
    /// The first times: everything at once, except that radios, scans and slices have a start-up time of their own.
    /// Source: agent protocol 3.
    fn plan(&mut self, now: Instant) {
        let periods = self.started.settings.periods;
        if periods.sysinfo > 0 {
            self.home.house.sample(&mut self.samples);
            self.after(now, Event::Sample, periods.sysinfo);
        }
        for event in [Event::Telemetry, Event::Config, Event::Firewall] {
            self.agenda.set(event, now);
        }
        self.after(now, Event::Radios, 5);
        if periods.scan > 0 {
            self.after(now, Event::Scan, 10);
        }
        self.after(now, Event::Devices, periods.devices);
        self.plan_mishap(now);
    }

    fn after(&mut self, from: Instant, event: Event, seconds: u64) {
        self.agenda.set(event, from + self.home.world.pace.seconds(seconds));
    }

    async fn run(&mut self) -> Ending {
        loop {
            while let Some((event, due)) = self.agenda.take_due(Instant::now()) {
                if let Some(ending) = self.fall_due(event, due) {
                    return ending;
                }
            }
            let next = self.agenda.next().unwrap_or_else(Instant::now);
            tokio::select! {
                Some(done) = self.underway.next(), if !self.underway.is_empty() => {
                    if let Some(ending) = self.settle(done) {
                        return ending;
                    }
                }
                () = sleep_until(next) => {}
            }
        }
    }

    fn fall_due(&mut self, event: Event, due: Instant) -> Option<Ending> {
        let periods = self.started.settings.periods;
        match event {
            Event::Telemetry => self.after(due, event, periods.telemetry),
            Event::Devices => self.after(due, event, periods.devices),
            Event::Radios => self.after(due, event, periods.radios),
            Event::Firewall if periods.firewall == 0 => self.agenda.set(event, due + NO_PAUSE),
            Event::Firewall => self.after(due, event, periods.firewall),
            Event::Scan if periods.scan > 0 => self.after(due, event, periods.scan),
            Event::Scan => {}
            Event::Config => {
                self.after(due, event, CONFIG_CHECK);
                if self.config_accepted {
                    return None;
                }
            }
            Event::Sample => {
                self.after(due, event, periods.sysinfo);
                self.home.house.sample(&mut self.samples);
                return None;
            }
            Event::Command => return self.next_command(due),
            Event::Pull => {
                self.inquire(PULL_ROUTER_CONFIG.to_owned());
                return None;
            }
            Event::Mishap => return self.mishap(due),
            Event::Return => {
                self.silent = false;
                self.plan_mishap(due);
                return None;
            }
        }
        self.make_report(event, due);
        None
    }

    /// Sends a report unless the one before is still underway; then this one is lost.
    fn make_report(&mut self, event: Event, due: Instant) {
        let progress = self.home.world.progress.clone();
        if self.busy.contains(&event) {
            count(&progress.missed);
            if event == Event::Devices {
                self.slice_began = Instant::now();
            }
            return;
        }
        let Some(call) = self.compose(event) else { return };
        if self.silent {
            return;
        }
        count(&progress.sent);
        self.busy.push(event);
        let tries = match event {
            Event::Telemetry | Event::Firewall => Tries::Once,
            _ => Tries::Thrice,
        };
        let uplink = self.home.uplink.clone();
        self.underway.push(Box::pin(async move {
            let reply = uplink.send(&call, tries).await;
            Done::Report { event, due, reply }
        }));
    }

    fn compose(&mut self, event: Event) -> Option<Call> {
        let caller = &self.started.caller;
        match event {
            Event::Telemetry => {
                let mut now = self.home.house.readings(&self.samples);
                now.no_dns = self.started.no_dns.then(|| "1".into());
                now.no_time = self.started.no_time.then(|| "1".into());
                Some(caller.telemetry(compact(&self.delta.attempt(&now))))
            }
            Event::Devices => {
                let length_ms = u64::try_from(self.slice_began.elapsed().as_millis()).unwrap_or(u64::MAX);
                self.slice_began = Instant::now();
                let span = Span { end_unix_ms: self.home.unix_ms(), length_ms };
                let searched = std::mem::take(&mut self.searched);
                Some(caller.devices(compact(&self.home.house.slice(span, searched))))
            }
            Event::Radios => Some(caller.radios(compact(&self.home.house.radios()))),
            Event::Scan => Some(caller.neighbours(compact(&self.home.house.neighbours()))),
            Event::Firewall => Some(caller.firewall(compact(&self.home.house.firewall()))),
            Event::Config => Some(caller.config(match &self.pulled_config {
                Some(text) => config::upload(text),
                None => config::upload(self.home.house.config().as_bytes()),
            })),
            _ => None,
        }
    }

    fn settle(&mut self, done: Done) -> Option<Ending> {
        let (event, due, reply) = match done {
            Done::Results => return None,
            Done::Inquiry { command, answer } => {
                self.follow_up(&command, answer);
                return None;
            }
            Done::Report { event, due, reply } => (event, due, reply),
        };
        self.busy.retain(|busy| *busy != event);
        let Some(reply) = reply else {
            count(&self.home.world.progress.lost);
            let given_up = self.heard.elapsed() > self.home.world.pace.seconds(PATIENCE);
            return (event == Event::Telemetry && given_up)
                .then_some(Ending::Restart(StartReason::ConnectivityCheck));
        };
        if event == Event::Telemetry {
            self.heard = Instant::now();
        }
        if reply.is_success() {
            self.home.world.progress.acknowledged(due.elapsed());
            match event {
                Event::Telemetry => {
                    self.delta.accepted();
                    self.take_commands(commands::delivered(&reply.body));
                }
                Event::Config => self.config_accepted = true,
                _ => {}
            }
        } else if event == Event::Telemetry && reply.status == 400 {
            return Some(Ending::Provision);
        }
        None
    }
}

/// Counts a home as up for as long as its agent runs, however it ends.
struct Up(Arc<Progress>);

impl Up {
    fn new(progress: Arc<Progress>) -> Self {
        count(&progress.up);
        Self(progress)
    }
}

impl Drop for Up {
    fn drop(&mut self) {
        self.0.up.fetch_sub(1, Relaxed);
    }
}
