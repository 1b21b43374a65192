//! The people and things behind a router: invented, but always the same for the same MAC and seed.

mod air;
mod catalog;
mod health;
mod traffic;

pub(crate) use catalog::Hardware;
pub(crate) use health::Samples;
pub(crate) use traffic::Span;

use crate::agent::activate::{Activate, StartReason};
use crate::agent::config::Network;
use crate::agent::firewall::Firewall;
use crate::behaviour::Behaviour;
use crate::dice::Dice;
use crate::mac::Mac;
use catalog::{FAMILIES, FIRST_NAMES, HARDWARE, MODELS, Model};
use std::net::Ipv4Addr;

/// One home: its router, its name and its devices.
#[derive(Debug)]
pub(crate) struct Household {
    pub(crate) mac: Mac,
    pub(crate) hardware: &'static Hardware,
    pub(crate) behaviour: Behaviour,
    /// An access point has no WAN side. The server may change it. Source: captures/14.
    pub(crate) access_point: bool,
    index: usize,
    wan_generation: u64,
    family: &'static str,
    /// Third byte of the LAN's addresses.
    subnet: u8,
    channels: [u8; 2],
    devices: Vec<Device>,
    dice: Dice,
}

/// Something in the home that uses the network.
#[derive(Debug)]
struct Device {
    mac: Mac,
    model: &'static Model,
    owner: &'static str,
    /// Last byte of its address.
    host: u8,
    /// Signal strength in dBm at its usual place.
    rssi: i8,
    /// Bytes since it joined the Wi-Fi, towards the device and from it; they wrap as the driver's do.
    received: u32,
    sent: u32,
    /// It asked for an address in the present slice.
    joined: bool,
}

impl Household {
    /// Home number `index` of a run.
    pub(crate) fn new(mac: Mac, index: usize, behaviour: Behaviour, seed: u64) -> Self {
        let mut dice = Dice::new(seed, mac.to_u64());
        let hardware = dice.pick(HARDWARE).unwrap_or(&catalog::PLAIN);
        let count = dice.between(3, 11);
        let devices = (0..count).map(|number| Device::new(&mut dice, number)).collect();
        Self {
            mac,
            hardware,
            behaviour,
            access_point: behaviour == Behaviour::ApMode,
            index,
            wan_generation: 0,
            family: dice.word(FAMILIES),
            subnet: dice.between(1, 99) as u8,
            channels: [*dice.pick(&[36, 44, 149, 157]).unwrap_or(&36), *dice.pick(&[1, 6, 11]).unwrap_or(&6)],
            devices,
            dice,
        }
    }

    /// The router's other MAC, that of its WAN side.
    fn wan_mac(&self) -> Mac {
        self.mac.plus(0x0000_0200_0000)
    }

    fn lan_ip(&self) -> Ipv4Addr {
        self.lan_address(1)
    }

    fn lan_address(&self, host: u8) -> Ipv4Addr {
        Ipv4Addr::new(192, 168, self.subnet, host)
    }

    /// An address that no other home of the run has: every eighth of the first two thousand homes is in the range
    /// for documentation, all others behind the carrier's translation (RFC 6598), where there is room for millions.
    fn wan_ip(&self) -> Ipv4Addr {
        if self.index.is_multiple_of(8) && self.index / 8 < 250 && self.wan_generation == 0 {
            return Ipv4Addr::new(203, 0, 113, 2 + (self.index / 8) as u8);
        }
        let offset = (self.index as u64 + 2 + self.wan_generation * 131_071) & 0x003f_ffff;
        Ipv4Addr::from(u32::from(Ipv4Addr::new(100, 64, 0, 0)) + offset as u32)
    }

    /// The provider hands out another address.
    pub(crate) fn change_wan_address(&mut self) {
        self.wan_generation += 1;
    }

    /// What the agent says when it starts, `uptime` seconds after the router booted.
    pub(crate) fn activate(&self, reason: StartReason, uptime: u64) -> Activate {
        let old = self.behaviour == Behaviour::OldFirmware;
        let serial = self.hardware.labelled.then(|| format!("PS{:010}", self.mac.to_u64() % 10_000_000_000));
        let agent = if old { "2019.3.1.2" } else { "2022.4.7.1" };
        Activate {
            hardware_type: self.hardware.name.into(),
            uptime,
            firmware_version: if old { self.hardware.old_firmware } else { self.hardware.firmware }.into(),
            unum_agent_version: agent.into(),
            start_reason: reason.word().into(),
            auth_info_key: serial.clone(),
            serial_number: serial,
            wan_mac_address: (!self.access_point).then(|| self.wan_mac().to_string()),
        }
    }

    pub(crate) fn firewall(&self) -> Firewall {
        let network = format!("{}/24", self.lan_address(0));
        Firewall::of(&network, self.hardware.wan_interface, !self.access_point)
    }

    /// The configuration that the router has unless the server gave it another.
    pub(crate) fn config(&self) -> String {
        let lan_ip = self.lan_ip().to_string();
        let ssid = self.ssid(air::Band::Five);
        let network = Network {
            lan_ip: &lan_ip,
            wan_interface: self.hardware.wan_interface,
            ssid: &ssid,
            passphrase: "simulated-passphrase",
            channel: self.channels[0],
            access_point: self.access_point,
        };
        if self.hardware.openwrt { network.uci() } else { network.shell() }
    }

    /// What a device answers when the router asks it over HTTP; none if nothing at that address would.
    pub(crate) fn web_page(&self, url: &str) -> Option<String> {
        let rest = url.strip_prefix("http://")?;
        let host = rest.split(['/', ':']).next()?;
        let device = self.devices.iter().find(|device| self.lan_address(device.host).to_string() == host)?;
        device.model.ssdp?;
        let name = device.host_name();
        Some(format!("<root><device><friendlyName>{name}</friendlyName></device></root>"))
    }

    /// Ports that a scan of the device with this MAC finds open.
    pub(crate) fn open_ports(&self, mac: &str) -> &'static [u16] {
        let device = self.devices.iter().find(|device| device.mac.to_string() == mac);
        device.map(|device| device.model.open_ports).unwrap_or_default()
    }
}

impl Device {
    fn new(dice: &mut Dice, number: u64) -> Self {
        let model = dice.pick(MODELS).unwrap_or(&catalog::LAPTOP);
        let [a, b, c] = model.maker;
        let tail = dice.between(0, 0xff_ffff).to_be_bytes();
        Self {
            mac: Mac([a, b, c, tail[5], tail[6], tail[7]]),
            model,
            owner: dice.word(FIRST_NAMES),
            // Strides of twenty keep the addresses of a home apart.
            host: (20 + number * 20 + dice.between(0, 19)) as u8,
            rssi: -(dice.between(38, 78) as i8),
            received: 0,
            sent: 0,
            joined: true,
        }
    }

    fn host_name(&self) -> String {
        self.model.host_name.replace("{}", self.owner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    const FIRST: Mac = Mac([0x60, 0x6c, 0x63, 0, 0, 0]);

    fn home(index: usize) -> Household {
        Household::new(FIRST.plus(index as u64), index, Behaviour::WanChanges, 1)
    }

    #[test]
    fn no_two_homes_share_a_public_address_even_after_it_changed() {
        let mut seen = HashSet::new();
        for index in 0..10_000 {
            let mut home = home(index);
            for _ in 0..3 {
                assert!(seen.insert(home.wan_ip()), "home {index}: {}", home.wan_ip());
                home.change_wan_address();
            }
        }
    }

    #[test]
    fn public_addresses_are_from_ranges_that_nobody_owns() {
        for ip in (0..10_000).map(|index| home(index).wan_ip().octets()) {
            assert!(matches!(ip, [203, 0, 113, 1..=254] | [100, 64..=127, _, _]), "{ip:?}");
        }
    }

    #[test]
    fn the_devices_of_a_home_have_addresses_of_their_own() {
        for index in 0..200 {
            let home = home(index);
            let hosts: HashSet<u8> = home.devices.iter().map(|device| device.host).collect();
            assert_eq!(hosts.len(), home.devices.len());
            assert!(!hosts.contains(&1));
        }
    }

    #[test]
    fn the_same_mac_and_seed_are_the_same_home() {
        assert_eq!(format!("{:?}", home(5)), format!("{:?}", home(5)));
        assert_ne!(home(5).config(), home(6).config());
    }

    #[test]
    fn an_access_point_does_not_speak_of_a_wan_side() {
        let home = Household::new(FIRST, 0, Behaviour::ApMode, 1);
        assert!(home.activate(StartReason::NormalStart, 40).wan_mac_address.is_none());
        assert!(!home.firewall().nat.contains("MASQUERADE"));
    }
}
