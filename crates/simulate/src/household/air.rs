//! The home's Wi-Fi and that of its neighbours.

use super::catalog::FAMILIES;
use super::{Device, Household};
use crate::agent::hex;
use crate::agent::neighbours::{Neighbour, NeighbourExtras, Neighbours, ScannedRadio};
use crate::agent::radios as wire;
use crate::dice::Dice;
use crate::mac::Mac;

/// Percent of the scale on which the real agent's backend grades signals. Source: captures/32.
const BEST_QUALITY: u8 = 70;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Band {
    Five,
    TwoPointFour,
}

impl Household {
    pub(super) fn ssid(&self, band: Band) -> String {
        match band {
            Band::Five => format!("{}-5G", self.family),
            Band::TwoPointFour => self.family.to_owned(),
        }
    }

    /// Both radios with the stations on them.
    pub(crate) fn radios(&mut self) -> wire::Radios {
        wire::Radios { radios: vec![self.radio(Band::Five), self.radio(Band::TwoPointFour)] }
    }

    fn radio(&mut self, band: Band) -> wire::Radio {
        let five = band == Band::Five;
        let ssid = hex(self.ssid(band).as_bytes());
        let mut stas = Vec::new();
        for device in self.devices.iter().filter(|device| !device.model.wired && device.model.fast == five) {
            stas.push(device.station(&mut self.dice, five));
        }
        let extras = wire::AccessPointExtras {
            max_txpower: if five { 23 } else { 20 },
            noise: if five { -95 } else { -90 },
            txpower_offset: 0,
        };
        let access_point = wire::AccessPoint {
            interface: if five { "wlan0" } else { "wlan1" }.into(),
            ssid,
            bssid: self.mac.plus(if five { 1 << 32 } else { 1 << 33 }).to_string(),
            mode: "ap".into(),
            // The plain build says 0 whatever the band. Source: agent protocol 6.
            kind: i8::from(five && self.hardware.openwrt),
            extras,
            stas,
        };
        let hwmode = if five { "11anac" } else { "11bgn" };
        wire::Radio {
            name: if five { "phy0" } else { "phy1" }.into(),
            kind: i8::from(!five),
            channel: self.channels[usize::from(!five)],
            extras: wire::RadioExtras { hwmode: hwmode.into(), country: "US".into() },
            vaps: vec![access_point],
        }
    }

    /// A scan of both bands. Neighbours stay where they are; their signal wavers.
    pub(crate) fn neighbours(&mut self) -> Neighbours {
        let mut around = Dice::new(self.mac.to_u64(), 0x000a_1100);
        let mut radio = |name: &'static str, kind: i8, channels: &[u8], suffix: &str| {
            let count = around.between(1, 6);
            let scanlist = (0..count).map(|_| {
                let strength = around.between(55, 88) + self.dice.between(0, 4);
                let open = around.one_in(9);
                let ssid = format!("{}{suffix}", around.word(FAMILIES));
                Neighbour {
                    bssid: Mac([0x02; 6]).plus(around.between(1, 1 << 40)).to_string(),
                    ssid: hex(ssid.as_bytes()),
                    chan: around.pick(channels).copied().unwrap_or(1),
                    rssi: -(strength as i8),
                    extras: NeighbourExtras {
                        quality: (110 - strength.min(110)) as u8,
                        max_quality: BEST_QUALITY,
                        mode: "master".into(),
                        encryption: if open { "none" } else { "wpa2 psk (ccmp)" }.into(),
                    },
                }
            });
            ScannedRadio { name: name.into(), kind, scanlist: scanlist.collect() }
        };
        let five = radio("phy0", 0, &[36, 44, 149, 157], "-5G");
        let two = radio("phy1", 1, &[1, 6, 11], "");
        Neighbours { radios: vec![five, two] }
    }
}

impl Device {
    fn station(&self, dice: &mut Dice, five: bool) -> wire::Station {
        let rssi = self.rssi.saturating_add(dice.between(0, 6) as i8 - 3);
        // A weaker signal allows a slower modulation.
        let mcs = (9 + (i16::from(rssi) + 45).min(0) / 6).clamp(0, 9) as u8;
        let rate = wire::Rate {
            rate: if five { 86_670 } else { 14_440 } * (u32::from(mcs) + 1),
            mcs: if five { mcs } else { mcs.min(7) },
            bw: if five { 80 } else { 20 },
            short_gi: 1,
            ht: u8::from(!five),
            vht: u8::from(five),
            nss: 2,
        };
        let extras = wire::StationExtras {
            rx_rate: rate.clone(),
            tx_rate: rate,
            inact_ms: dice.between(0, 4_000) as u32,
            tx_pkts: self.received / 900,
            tx_retr: self.received / 40_000 * u32::from(10 - mcs),
            tx_fail: self.received / 900_000,
            rx_pkts: self.sent / 300,
            tx_bytes: self.received,
            rx_bytes: self.sent,
            auth_ok: 1,
            wme: 1,
        };
        wire::Station { mac: self.mac.to_string(), rssi, extras }
    }
}
