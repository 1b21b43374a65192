//! Chance that repeats: the same seed makes the same home in every run and every release.

/// SplitMix64. Eight bytes of state matter with thousands of homes, and unlike the small generators of random-number
/// libraries its sequence is a promise: "home 17 flaps" stays true after an upgrade.
#[derive(Clone, Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice of their own for each `stream` (a home, a purpose) under one seed.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut mixed = Self(seed ^ stream.wrapping_mul(0xd6e8_feb8_6659_fd93));
        Self(mixed.roll())
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` up to and including `high`; `low` when the range is empty.
    pub(crate) fn between(&mut self, low: u64, high: u64) -> u64 {
        match high.checked_sub(low).and_then(|span| span.checked_add(1)) {
            // The bias of the remainder is below 2^-40 for every range used here.
            Some(span) => low + self.roll() % span,
            None => low,
        }
    }

    /// True once in `n` rolls on average.
    pub(crate) fn one_in(&mut self, n: u64) -> bool {
        self.between(1, n) == 1
    }

    /// One of a table's entries, none from an empty table.
    pub(crate) fn pick<'a, T>(&mut self, table: &'a [T]) -> Option<&'a T> {
        let last = table.len().checked_sub(1)?;
        table.get(self.between(0, last as u64) as usize)
    }

    /// A word from a table, the empty word from an empty one.
    pub(crate) fn word(&mut self, table: &[&'static str]) -> &'static str {
        self.pick(table).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_and_stream_roll_the_same_numbers() {
        let rolls = |seed, stream| {
            let mut dice = Dice::new(seed, stream);
            (0..20).map(|_| dice.between(0, 1000)).collect::<Vec<_>>()
        };
        assert_eq!(rolls(7, 3), rolls(7, 3));
        assert_ne!(rolls(7, 3), rolls(7, 4));
        assert_ne!(rolls(7, 3), rolls(8, 3));
    }

    #[test]
    fn both_ends_of_a_range_come_up_and_nothing_outside_it() {
        let mut dice = Dice::new(1, 1);
        let rolls: Vec<u64> = (0..200).map(|_| dice.between(3, 5)).collect();
        assert!(rolls.contains(&3) && rolls.contains(&5));
        assert!(rolls.iter().all(|roll| (3..=5).contains(roll)));
        assert_eq!(dice.between(9, 2), 9);
    }
}
