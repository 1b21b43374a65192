//! What the devices of a home did in one slice.

use super::{Device, Household};
use crate::agent::devices as wire;
use crate::dice::Dice;

/// A piece of time: the wall clock at its end (milliseconds since 1970) and its length in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) end_unix_ms: i64,
    pub(crate) length_ms: u64,
}

/// Bytes in a packet, on average. Only for packet counters.
const PACKET: u64 = 800;

impl Household {
    /// The next slice. With `searched` the devices have answered a search for services.
    pub(crate) fn slice(&mut self, span: Span, searched: bool) -> wire::Slice {
        // The captured build sees hardly anything of its LAN while it is not the gateway. Source: agent protocol 5.
        let fingerprint = (!self.access_point).then(|| self.fingerprint(searched));
        let (mut devices, mut dns, mut received, mut sent) = (vec![], vec![], 0, 0);
        for index in 0..if self.access_point { 0 } else { self.devices.len() } {
            let Some(device) = self.devices.get_mut(index) else { break };
            let Some((conn, down, up)) = device.talk(&mut self.dice, span.length_ms, &mut dns) else {
                continue;
            };
            received += down;
            sent += up;
            let (ip, mac) = (device.host, device.mac.to_string());
            devices.push(wire::Device {
                ifname: "br-lan".into(),
                ip: self.lan_address(ip).to_string(),
                mac,
                conn,
            });
        }
        let packets = ((received + sent) / PACKET) as u32;
        let connections = devices.iter().map(|device| device.conn.len() as u32).sum();
        let table_stats = vec![
            wire::Table::of_traffic("dns_names", dns.len() as u32 * 3, dns.len() as u32),
            wire::Table::of_traffic("dns_ips", dns.len() as u32 * 3, dns.len() as u32),
            wire::Table::of_traffic("connections", packets, connections),
            wire::Table::of_traffic("devices", packets, devices.len() as u32),
            wire::Table::of_traffic("festats", 0, 0),
        ];
        let interfaces = vec![self.lan(span, sent, received, packets), self.wan(span, received, sent)];
        for device in &mut self.devices {
            // Leases are renewed now and then.
            device.joined = self.dice.one_in(240);
        }
        wire::Slice { devices, dns, interfaces, table_stats, fingerprint }
    }

    fn lan(&self, span: Span, received: u64, sent: u64, packets: u32) -> wire::Interface {
        wire::Interface {
            ifname: "br-lan".into(),
            other_ipv6_addresses: self.lan_ipv6(),
            mac: self.mac.to_string(),
            ip: self.lan_ip().to_string(),
            mask: "255.255.255.0".into(),
            wan: 0,
            kind: if self.hardware.openwrt { 9 } else { -1 },
            slice: 0,
            end_sec: span.end_unix_ms.div_euclid(1000),
            end_msec: span.end_unix_ms.rem_euclid(1000) as u16,
            len_msec: span.length_ms,
            bytes_in: received as u32,
            bytes_out: sent as u32,
            proc_pkts: packets,
            pcap_pkts: packets,
            miss_pkts: 0,
        }
    }

    fn wan(&self, span: Span, received: u64, sent: u64) -> wire::Interface {
        // The router's own traffic comes on top.
        let own = span.length_ms / 2;
        wire::Interface {
            ifname: self.hardware.wan_interface.into(),
            other_ipv6_addresses: self.wan_ipv6(),
            mac: self.wan_mac().to_string(),
            ip: self.wan_ip().to_string(),
            wan: 1,
            kind: if self.hardware.openwrt { 7 } else { -1 },
            ..self.lan(span, received + own, sent + own, 0)
        }
    }

    fn fingerprint(&self, searched: bool) -> wire::Fingerprint {
        let mac = |device: &Device| device.mac.to_string();
        let joined = || self.devices.iter().filter(|device| device.joined);
        let server = self.lan_ip().octets();
        let dhcp: Vec<_> = joined()
            .map(|device| {
                let ip = self.lan_address(device.host).octets();
                let (host, vendor) = (device.host_name(), device.model.vendor_class);
                let blob = wire::dhcp_options(device.mac.0, ip, server, &host, vendor);
                wire::Dhcp { mac: mac(device), blob }
            })
            .collect();
        let mdns: Vec<_> = self
            .devices
            .iter()
            .filter_map(|device| {
                let (name, txt, port) = device.model.mdns?;
                Some(wire::Mdns { name: name.into(), mac: mac(device), blob: wire::txt_record(txt), port })
            })
            .collect();
        let useragent: Vec<_> = joined()
            .filter_map(|device| {
                Some(wire::UserAgent { mac: mac(device), data: vec![device.model.user_agent?.into()] })
            })
            .collect();
        let ssdp: Vec<_> = self
            .devices
            .iter()
            .filter(|_| searched)
            .filter_map(|device| Some((device, device.model.ssdp?)))
            .map(|(device, server)| {
                let ip = self.lan_address(device.host);
                let info = format!(
                    "CACHE-CONTROL: max-age=1800\r\nEXT:\r\nLOCATION: http://{ip}:8060/dial/dd.xml\r\n\
                     SERVER: {server}\r\nST: upnp:rootdevice\r\nUSN: uuid:{:012x}::upnp:rootdevice\r\n",
                    device.mac.to_u64()
                );
                wire::Ssdp { info, mac: mac(device) }
            })
            .collect();
        let table = |name, held: usize| wire::Table::of_fingerprints(name, held as u32 * 2, held as u32);
        let table_stats = vec![
            table("dhcp", dhcp.len()),
            table("ssdp", ssdp.len()),
            table("mdns", mdns.len()),
            table("useragent", useragent.len()),
        ];
        wire::Fingerprint { ssdp, dhcp, mdns, useragent, table_stats }
    }
}

impl Device {
    /// Its connections and the bytes to and from it; none if it was silent.
    fn talk(
        &mut self,
        dice: &mut Dice,
        length_ms: u64,
        dns: &mut Vec<wire::Name>,
    ) -> Option<(Vec<wire::Connection>, u64, u64)> {
        if dice.one_in(5) {
            return None;
        }
        // In use every third slice, idling along otherwise.
        let appetite = if dice.one_in(3) { self.model.appetite } else { self.model.appetite / 50 };
        let (mut connections, mut received, mut sent) = (vec![], 0, 0);
        for service in self.model.services {
            if dice.one_in(3) {
                continue;
            }
            let down = appetite * length_ms / 1000 * dice.between(20, 100) / 100 + dice.between(200, 2_000);
            let up = down / dice.between(6, 30) + dice.between(150, 900);
            if dns.iter().all(|known| known.name != service.name) {
                dns.push(wire::Name { name: service.name.into(), ip: service.ip.into() });
            }
            let mut add = |down: u64, up: u64| {
                received += down;
                sent += up;
                connections.push(wire::Connection {
                    r_port: Some(service.port),
                    r_ip: service.ip.into(),
                    proto: service.proto,
                    b_in: [down as u32],
                    b_out: [up as u32],
                });
            };
            // The same peer may come twice, a bug of the real agent that readers must sum up.
            if dice.one_in(6) {
                add(0, 74);
            }
            add(down, up);
        }
        let b_out = [dice.between(60, 600) as u32];
        if self.model.mdns.is_some() {
            let (r_ip, b_in) = ("224.0.0.251".into(), [0]);
            connections.push(wire::Connection { r_port: Some(5353), r_ip, proto: 17, b_in, b_out });
        } else if self.joined {
            let (r_ip, b_in) = ("224.0.0.22".into(), [0]);
            connections.push(wire::Connection { r_port: None, r_ip, proto: 2, b_in, b_out });
        }
        self.received = self.received.wrapping_add(received as u32);
        self.sent = self.sent.wrapping_add(sent as u32);
        (!connections.is_empty()).then_some((connections, received, sent))
    }
}
