//! The agent's queue of commands, with its one well-known bug.

use serde::Deserialize;
use std::collections::VecDeque;

/// Source: agent protocol 8.
const LONGEST_NAME: usize = 127;
const LONGEST_QUEUE: usize = 23;
/// The command that jumps the queue.
pub(crate) const PULL_ROUTER_CONFIG: &str = "pull_router_config";

/// The commands in an answer to telemetry. An answer that is no JSON object or says a key twice brings none.
pub(crate) fn delivered(answer: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Answer {
        #[serde(default)]
        cmds: Vec<String>,
    }
    serde_json::from_slice::<Answer>(answer).map(|answer| answer.cmds).unwrap_or_default()
}

/// Commands waiting their turn.
#[derive(Debug, Default)]
pub(crate) struct CommandQueue(VecDeque<String>);

impl CommandQueue {
    /// Takes one command in. Names that are too long and commands beyond the limit are dropped.
    pub(crate) fn push(&mut self, name: String) {
        if name.is_empty() || name.len() > LONGEST_NAME || self.0.len() >= LONGEST_QUEUE {
            return;
        }
        if name == PULL_ROUTER_CONFIG {
            // It goes to the front, and the move overwrites the others with the first of them.
            if let Some(first) = self.0.front().cloned() {
                self.0.iter_mut().for_each(|pending| pending.clone_from(&first));
            }
            self.0.push_front(name);
        } else {
            self.0.push_back(name);
        }
    }

    pub(crate) fn pop(&mut self) -> Option<String> {
        self.0.pop_front()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(names: &[&str]) -> Vec<String> {
        let mut queue = CommandQueue::default();
        names.iter().for_each(|name| queue.push((*name).to_owned()));
        std::iter::from_fn(|| queue.pop()).collect()
    }

    #[test]
    fn commands_run_in_the_order_in_which_they_came() {
        assert_eq!(order(&["wireless_scan", "reboot"]), ["wireless_scan", "reboot"]);
    }

    #[test]
    fn pulling_the_configuration_jumps_the_queue_and_spoils_it() {
        let names = ["speedtest", "port_scan", "reboot", PULL_ROUTER_CONFIG];
        assert_eq!(order(&names), [PULL_ROUTER_CONFIG, "speedtest", "speedtest", "speedtest"]);
        assert_eq!(order(&[PULL_ROUTER_CONFIG, "reboot"]), [PULL_ROUTER_CONFIG, "reboot"]);
    }

    #[test]
    fn a_flood_or_an_endless_name_is_dropped() {
        assert_eq!(order(&["reboot"; 40]).len(), LONGEST_QUEUE);
        assert!(order(&["", &"x".repeat(128)]).is_empty());
    }

    #[test]
    fn only_a_sound_answer_delivers() {
        assert_eq!(delivered(br#"{"cmds": ["reboot"]}"#), ["reboot"]);
        for answer in [&b""[..], b"{}", b"[]", b"ok", br#"{"cmds":["a"],"cmds":["b"]}"#] {
            assert!(delivered(answer).is_empty());
        }
    }
}
