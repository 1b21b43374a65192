//! What a telemetry reply may ask of a router. Source: agent protocol 4 and 8; captures/13.

use serde_json::json;

/// Something a router can be asked to do.
///
/// The list is closed on purpose: an agent runs any other name as a shell script with all rights, so such a name must
/// not be sayable. Left out besides: `crash_me`, which only crashes, and `support_portal_connect`, which opens a remote
/// shell towards a host that its owner gave up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Command {
    /// Reboot the box.
    Reboot,
    /// Restart the agent; the way to give it new settings.
    RestartAgent,
    /// Back to factory settings.
    FactoryReset,
    /// Look for neighbouring networks.
    WirelessScan,
    /// Fetch and apply the configuration we hold.
    PullRouterConfig,
    /// Measure the line.
    SpeedTest,
    /// Measure the line's latency alone.
    CafLatency,
    /// Measure the line's download alone.
    CafDownload,
    /// Measure the line's upload alone.
    CafUpload,
    /// Ask the home's devices for themselves by SSDP.
    DiscoverSsdp,
    /// Ask the home's devices for themselves by mDNS; the services are in the payload.
    DiscoverMdns,
    /// Look for open ports of the home's devices; which, is in the payload.
    PortScan,
    /// Fetch pages as seen from the home; which, is in the payload.
    FetchUrls,
    /// Look for new firmware now.
    UpdateFirmware,
}

impl Command {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Reboot,
        Self::RestartAgent,
        Self::FactoryReset,
        Self::WirelessScan,
        Self::PullRouterConfig,
        Self::SpeedTest,
        Self::CafLatency,
        Self::CafDownload,
        Self::CafUpload,
        Self::DiscoverSsdp,
        Self::DiscoverMdns,
        Self::PortScan,
        Self::FetchUrls,
        Self::UpdateFirmware,
    ];

    /// The agent's name for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reboot => "reboot",
            Self::RestartAgent => "restart_agent",
            Self::FactoryReset => "factory_reset",
            Self::WirelessScan => "wireless_scan",
            Self::PullRouterConfig => "pull_router_config",
            Self::SpeedTest => "speedtest",
            Self::CafLatency => "caf_latency",
            Self::CafDownload => "caf_download",
            Self::CafUpload => "caf_upload",
            Self::DiscoverSsdp => "do_ssdp_discovery",
            Self::DiscoverMdns => "do_mdns_discovery",
            Self::PortScan => "port_scan",
            Self::FetchUrls => "fetch_urls",
            Self::UpdateFirmware => "force_fw_update",
        }
    }

    /// The command of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.name() == name)
    }

    /// Whether the agent comes back to fetch details before it acts.
    pub const fn has_payload(self) -> bool {
        matches!(self, Self::DiscoverMdns | Self::PortScan | Self::FetchUrls)
    }
}

/// The commands of one telemetry reply.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Batch(Vec<Command>);

impl Batch {
    /// How many commands an agent can hold. It drops the rest without a word.
    pub const MOST: usize = 23;

    /// Takes from the front of a router's queue what one reply may carry; ask [`commands`](Self::commands) what that
    /// is, and leave the others for later replies.
    ///
    /// `pull_router_config` goes alone: behind other commands, agents overwrite those with copies of the first.
    pub fn from_front(queue: &[Command]) -> Self {
        let end = match queue {
            [Command::PullRouterConfig, ..] => 1,
            _ => queue
                .iter()
                .take(Self::MOST)
                .take_while(|command| **command != Command::PullRouterConfig)
                .count(),
        };
        Self(queue[..end].to_vec())
    }

    /// What this reply carries, in order.
    pub fn commands(&self) -> &[Command] {
        &self.0
    }

    /// The body of the reply.
    pub fn encode(&self) -> String {
        if self.0.is_empty() {
            return "{}".to_owned();
        }
        let names: Vec<_> = self.0.iter().map(|command| command.name()).collect();
        json!({ "cmds": names }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_router_with_nothing_to_do_gets_an_empty_object() {
        assert_eq!(Batch::from_front(&[]).encode(), "{}");
    }

    #[test]
    fn commands_are_sent_in_their_order() {
        let batch = Batch::from_front(&[Command::SpeedTest, Command::Reboot]);
        assert_eq!(batch.encode(), r#"{"cmds":["speedtest","reboot"]}"#);
    }

    #[test]
    fn a_configuration_is_pulled_alone() {
        let batch = |queue: &[Command]| Batch::from_front(queue).commands().to_vec();
        assert_eq!(batch(&[Command::PullRouterConfig, Command::Reboot]), [Command::PullRouterConfig]);
        assert_eq!(batch(&[Command::Reboot, Command::PullRouterConfig]), [Command::Reboot]);
    }

    #[test]
    fn no_reply_carries_more_than_an_agent_can_hold() {
        assert_eq!(Batch::from_front(&[Command::PortScan; 24]).commands().len(), 23);
    }

    #[test]
    fn no_name_becomes_a_shell_script() {
        for command in Command::ALL {
            assert_eq!(Command::named(command.name()), Some(command));
        }
        for name in ["say_hello", "crash_me", "support_portal_connect", "caf_other", ""] {
            assert_eq!(Command::named(name), None, "{name}");
        }
    }
}
