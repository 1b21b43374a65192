//! What the router says of itself: addresses, memory, processor.

use super::Household;
use crate::agent::telemetry::Telemetry;
use crate::behaviour::Behaviour;

impl Household {
    /// The readings of this moment, but for the samples of processor and memory.
    pub(crate) fn readings(&self, samples: &Samples) -> Telemetry {
        let gateway = !self.access_point;
        Telemetry {
            lan_ip_address: Some(self.lan_ip().to_string()),
            lan_other_ipv6_addresses: Some(self.lan_ipv6()),
            wan_ip_address: gateway.then(|| self.wan_ip().to_string()),
            wan_other_ipv6_addresses: Some(self.wan_ipv6()),
            wan_mac_address: gateway.then(|| self.wan_mac().to_string()),
            mem_free: samples.memory.map(|(free, _)| free),
            mem_available: samples.memory.map(|(_, available)| available),
            cpu_usage: samples.cpu.map(|cpu| cpu.usage),
            cpu_softirq: samples.cpu.map(|cpu| cpu.softirq),
            cpu_max_usage: samples.cpu.filter(|cpu| cpu.several).map(|cpu| cpu.max_usage),
            cpu_max_softirq: samples.cpu.filter(|cpu| cpu.several).map(|cpu| cpu.softirq),
            ..Telemetry::default()
        }
    }

    pub(super) fn lan_ipv6(&self) -> Vec<String> {
        vec![format!("fd{:02x}::1/64", self.subnet), format!("{}/64", self.mac.link_local())]
    }

    pub(super) fn wan_ipv6(&self) -> Vec<String> {
        vec![format!("{}/64", self.wan_mac().link_local())]
    }

    /// Takes a sample. The first one of an agent has no processor load, which is a difference of two.
    pub(crate) fn sample(&mut self, samples: &mut Samples) {
        let memory = match self.behaviour {
            Behaviour::LowMemory => {
                let free = self.dice.between(1, 3);
                (free, free + self.dice.between(0, 2))
            }
            _ => {
                let free = 46 + self.mac.to_u64() % 20 + self.dice.between(0, 3);
                (free, free + 18)
            }
        };
        let usage = match self.behaviour {
            Behaviour::HighCpu => self.dice.between(93, 99),
            // Mostly the same, so that an idle router has nothing to say.
            _ => self.mac.to_u64() % 7 + 3 + if self.dice.one_in(4) { self.dice.between(1, 25) } else { 0 },
        };
        let max_usage = (usage + self.dice.between(0, 6)).min(100);
        if samples.memory.is_some() {
            let several = self.hardware.several_cores;
            let softirq = usage.div_ceil(40) as u8;
            samples.cpu = Some(Cpu { usage: usage as u8, max_usage: max_usage as u8, softirq, several });
        }
        samples.memory = Some((memory.0 as u8, memory.1 as u8));
    }
}

/// The last samples of a running agent, in percent.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Samples {
    memory: Option<(u8, u8)>,
    cpu: Option<Cpu>,
}

#[derive(Clone, Copy, Debug)]
struct Cpu {
    usage: u8,
    max_usage: u8,
    softirq: u8,
    /// There are several processors to be the busiest of.
    several: bool,
}
