//! Commands of the server, carried out by a running agent. Source: agent protocol 8.

use super::{Agent, Done, Event};
use crate::agent::activate::StartReason;
use crate::agent::commands::PULL_ROUTER_CONFIG;
use crate::call::{Cloud, Reply};
use crate::home::Ending;
use crate::home::follow_up::{self, Step};
use crate::home::uplink::Tries;
use crate::stats::count;
use tokio::time::{Instant, sleep};

/// Seconds between two commands of a batch.
const COMMAND_GAP: u64 = 10;
/// Seconds until a configuration that could not be had is asked for again. Source: agent protocol 10.
const PULL_AGAIN: u64 = 60;

impl<C: Cloud> Agent<'_, C> {
    /// A batch is queued and its first command runs at once.
    pub(super) fn take_commands(&mut self, batch: Vec<String>) {
        if batch.is_empty() {
            return;
        }
        batch.into_iter().for_each(|name| self.commands.push(name));
        self.agenda.set(Event::Command, Instant::now());
    }

    pub(super) fn next_command(&mut self, due: Instant) -> Option<Ending> {
        let command = self.commands.pop()?;
        if !self.commands.is_empty() {
            self.after(due, Event::Command, COMMAND_GAP);
        }
        count(&self.home.world.progress.commands);
        match command.as_str() {
            "reboot" => return Some(Ending::Reboot(StartReason::NormalStart)),
            "restart_agent" => return Some(Ending::Restart(StartReason::ServerCommand)),
            "factory_reset" if self.home.house.hardware.openwrt => return Some(Ending::FactoryReset),
            "wireless_scan" => self.make_report(Event::Scan, due),
            "do_ssdp_discovery" => self.searched = true,
            // Parts that a simulated router does not have: an updater, remote support, a debug build.
            "factory_reset" | "force_fw_update" | "support_portal_connect" | "crash_me" => {}
            _ => self.inquire(command),
        }
        None
    }

    pub(super) fn inquire(&mut self, command: String) {
        let Some(call) = follow_up::inquiry(&self.started.caller, &command) else { return };
        let uplink = self.home.uplink.clone();
        self.underway.push(Box::pin(async move {
            let reply = uplink.send(&call, Tries::Thrice).await;
            let answer = reply.filter(Reply::is_success).map(|reply| reply.body);
            Done::Inquiry { command, answer }
        }));
    }

    pub(super) fn follow_up(&mut self, command: &str, answer: Option<Vec<u8>>) {
        if command == PULL_ROUTER_CONFIG {
            return self.apply_config(answer);
        }
        let Some(answer) = answer else { return };
        let home = &mut *self.home;
        let steps = follow_up::results(command, &answer, &self.started.caller, &home.house, &mut home.dice);
        if steps.is_empty() {
            return;
        }
        let (uplink, pace) = (home.uplink.clone(), home.world.pace);
        self.underway.push(Box::pin(async move {
            for Step { after, call } in steps {
                sleep(pace.wait(after)).await;
                uplink.send(&call, Tries::Thrice).await;
            }
            Done::Results
        }));
    }

    /// Takes over a configuration and reports it at once; without one, asks again a minute later.
    fn apply_config(&mut self, answer: Option<Vec<u8>>) {
        let now = Instant::now();
        match answer.filter(|text| !text.is_empty()) {
            Some(text) => {
                self.pulled_config = Some(text);
                self.config_accepted = false;
                self.agenda.set(Event::Config, now);
            }
            None => self.after(now, Event::Pull, PULL_AGAIN),
        }
    }
}
