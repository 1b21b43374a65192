//! What a running agent has to do, and when.

use tokio::time::Instant;

/// Everything that falls due. The first six are reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Telemetry,
    Config,
    Firewall,
    Radios,
    Scan,
    Devices,
    /// Take a sample of processor and memory.
    Sample,
    /// Run the next command.
    Command,
    /// Ask again for the configuration that could not be had.
    Pull,
    /// What this home's behaviour has in store.
    Mishap,
    /// The end of a silence.
    Return,
}

impl Event {
    const ALL: [Self; 11] = [
        Self::Telemetry,
        Self::Config,
        Self::Firewall,
        Self::Radios,
        Self::Scan,
        Self::Devices,
        Self::Sample,
        Self::Command,
        Self::Pull,
        Self::Mishap,
        Self::Return,
    ];
}

/// One time for each event that is to come.
#[derive(Debug, Default)]
pub(super) struct Agenda([Option<Instant>; Event::ALL.len()]);

impl Agenda {
    /// Sets the time of an event, in place of the one before.
    pub(super) fn set(&mut self, event: Event, at: Instant) {
        self.0[event as usize] = Some(at);
    }

    /// Takes the earliest event if its time has come. Of several at once the one named first.
    pub(super) fn take_due(&mut self, now: Instant) -> Option<(Event, Instant)> {
        let (event, at) = self.earliest()?;
        if at > now {
            return None;
        }
        self.0[event as usize] = None;
        Some((event, at))
    }

    /// When the earliest event falls due.
    pub(super) fn next(&self) -> Option<Instant> {
        self.earliest().map(|(_, at)| at)
    }

    fn earliest(&self) -> Option<(Event, Instant)> {
        let set = Event::ALL.into_iter().filter_map(|event| Some((event, self.0[event as usize]?)));
        set.min_by_key(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn events_come_in_the_order_of_their_times_and_only_once() {
        let now = Instant::now();
        let mut agenda = Agenda::default();
        agenda.set(Event::Radios, now + Duration::from_secs(5));
        agenda.set(Event::Firewall, now);
        agenda.set(Event::Telemetry, now);
        assert_eq!(agenda.take_due(now), Some((Event::Telemetry, now)));
        assert_eq!(agenda.take_due(now), Some((Event::Firewall, now)));
        assert_eq!(agenda.take_due(now), None);
        assert_eq!(agenda.next(), Some(now + Duration::from_secs(5)));
    }

    #[test]
    fn every_event_has_its_own_place() {
        for (place, event) in Event::ALL.into_iter().enumerate() {
            assert_eq!(event as usize, place);
        }
    }
}
