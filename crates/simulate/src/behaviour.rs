//! What is special about a home, so that a support desk has something to look at.

/// How a simulated home behaves. All but [`Behaviour::Steady`] show a different trouble.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Behaviour {
    /// Reports on time and has nothing to complain about.
    Steady,
    /// Goes silent for several periods and comes back, again and again.
    Flapping,
    /// The agent or the whole router starts anew every few minutes.
    Rebooting,
    /// The processor is always near its limit.
    HighCpu,
    /// Hardly any memory is left.
    LowMemory,
    /// Says `no_dns` in every report.
    NoDns,
    /// Boots with a clock years off, sets it from the server and says `no_time` ever after.
    WrongClock,
    /// Works for some minutes, then is never heard of again.
    GoesOffline,
    /// Runs firmware that is years old.
    OldFirmware,
    /// Gets another public address every few minutes.
    WanChanges,
    /// A mere access point behind another router: no WAN side. Source: captures/14.
    ApMode,
}

impl Behaviour {
    /// Every behaviour but the steady one, in the order in which a mix hands them out.
    pub const TROUBLED: [Self; 10] = [
        Self::GoesOffline,
        Self::Rebooting,
        Self::HighCpu,
        Self::Flapping,
        Self::LowMemory,
        Self::NoDns,
        Self::OldFirmware,
        Self::WanChanges,
        Self::WrongClock,
        Self::ApMode,
    ];
}

/// Which homes of a run have which behaviour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mix {
    /// All behave alike.
    All(Behaviour),
    /// This share of the homes (0 to 1) is troubled. The troubled homes are spread evenly and take the troubles in
    /// turn, so that even twenty homes at one half show every kind.
    Troubled(f64),
}

impl Mix {
    /// The behaviour of home number `index` (from 0). The seed decides with which trouble the round begins.
    #[must_use]
    pub fn behaviour(self, index: usize, seed: u64) -> Behaviour {
        match self {
            Self::All(behaviour) => behaviour,
            Self::Troubled(share) => {
                let share = share.clamp(0.0, 1.0);
                let troubled_before = (index as f64 * share) as u64;
                let troubled_with = ((index + 1) as f64 * share) as u64;
                if troubled_with == troubled_before {
                    return Behaviour::Steady;
                }
                let kinds = Behaviour::TROUBLED.len() as u64;
                let turn = (troubled_before % kinds + seed % kinds) % kinds;
                Behaviour::TROUBLED[turn as usize]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn twenty_homes_at_one_half_show_every_trouble_once() {
        let homes: Vec<Behaviour> = (0..20).map(|index| Mix::Troubled(0.5).behaviour(index, 3)).collect();
        assert_eq!(homes.iter().filter(|home| **home == Behaviour::Steady).count(), 10);
        assert_eq!(homes.iter().collect::<HashSet<_>>().len(), 11);
    }

    #[test]
    fn a_share_of_nothing_or_of_everything_is_taken_at_its_word() {
        assert!((0..500).all(|index| Mix::Troubled(0.0).behaviour(index, 1) == Behaviour::Steady));
        assert!((0..500).all(|index| Mix::Troubled(1.0).behaviour(index, 1) != Behaviour::Steady));
    }

    #[test]
    fn the_same_index_and_seed_always_give_the_same_home() {
        let draw = |seed| (0..100).map(|i| Mix::Troubled(0.3).behaviour(i, seed)).collect::<Vec<_>>();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }
}
