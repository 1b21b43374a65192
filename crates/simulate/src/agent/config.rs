//! The router's configuration as text. Source: agent protocol 10.

/// What a simulated router has to configure.
#[derive(Debug)]
pub(crate) struct Network<'a> {
    pub(crate) lan_ip: &'a str,
    pub(crate) wan_interface: &'a str,
    pub(crate) ssid: &'a str,
    pub(crate) passphrase: &'a str,
    pub(crate) channel: u8,
    pub(crate) access_point: bool,
}

impl Network<'_> {
    /// Shell-style assignments, as `linux_generic` prints them. Source: captures/41.
    pub(crate) fn shell(&self) -> String {
        let Self { lan_ip, wan_interface, ssid, passphrase, channel, .. } = self;
        format!(
            "ifname_wan=\"{wan_interface}\"\nifname_lan=\"br-lan\"\nipaddr_lan=\"{lan_ip}\"\n\
             subnet_lan=\"255.255.255.0\"\nifname_wlan=\"wlan0\"\nphyname_wlan=\"phy0\"\n\
             ssid_wlan=\"{ssid}\"\npassphrase_wlan=\"{passphrase}\"\nchannel_wlan=\"{channel}\"\n\
             hwmode_wlan=\"11a\"\ncountry_wlan=\"US\"\n"
        )
    }

    /// The packages of OpenWrt as `uci export` prints them, cut down to those that matter here.
    pub(crate) fn uci(&self) -> String {
        let Self { lan_ip, wan_interface, ssid, passphrase, channel, access_point } = self;
        let mode = if *access_point { "ap" } else { "gw" };
        format!(
            "package minim\n\nconfig unum 'unum'\n\toption opmode '{mode}'\n\n\
             package network\n\nconfig interface 'lan'\n\toption type 'bridge'\n\toption proto 'static'\n\
             \toption ipaddr '{lan_ip}'\n\toption netmask '255.255.255.0'\n\n\
             config interface 'wan'\n\toption ifname '{wan_interface}'\n\toption proto 'dhcp'\n\n\
             package wireless\n\nconfig wifi-device 'radio0'\n\toption type 'mac80211'\n\
             \toption channel '{channel}'\n\toption hwmode '11a'\n\toption country 'US'\n\n\
             config wifi-iface 'default_radio0'\n\toption device 'radio0'\n\toption network 'lan'\n\
             \toption mode 'ap'\n\toption ssid '{ssid}'\n\toption encryption 'psk2'\n\
             \toption key '{passphrase}'\n\n"
        )
    }
}

/// The body of an upload: the text and one NUL byte.
pub(crate) fn upload(text: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(text.len() + 1);
    body.extend_from_slice(text);
    body.push(0);
    body
}
