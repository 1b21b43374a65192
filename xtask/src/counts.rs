//! How many tests ran, read from the closing lines of the runners themselves.

use std::fmt;
use std::ops::AddAssign;

/// Tests that passed and tests that did not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Counts {
    /// Adds up every closing line in what a runner printed: cargo's own (`test result: …`, one a binary), nextest's
    /// (`… tests run: …`), and the journeys' (`journeys: …`). Whatever neither passed nor was left out has failed: nextest
    /// has words of its own for a test that timed out or could not start.
    pub(crate) fn read(output: &str) -> Self {
        let mut sum = Self::default();
        for line in output.lines().filter_map(closing) {
            for part in without_parentheses(line).split([',', ';']) {
                let mut words = part.split_whitespace();
                let Some(number) = words.next().and_then(|number| number.parse::<u64>().ok()) else {
                    continue;
                };
                match words.next() {
                    Some("passed") => sum.passed += number,
                    Some("skipped" | "ignored" | "measured" | "filtered") | None => {}
                    Some(_) => sum.failed += number,
                }
            }
        }
        sum
    }
}

fn closing(line: &str) -> Option<&str> {
    if let Some((_, rest)) = line.split_once("test result: ") {
        // "ok. 3 passed; …; finished in 0.1s": the verdict goes with its full stop, the time is no count.
        let counts = rest.split_once(". ")?.1;
        return Some(counts.split("; finished").next().unwrap_or(counts));
    }
    let marks = ["tests run: ", "test run: ", "journeys: "];
    marks.iter().find_map(|mark| line.split_once(mark).map(|(_, rest)| rest))
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary_of_cargo_test_is_counted() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s\n\
                      test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        assert_eq!(Counts::read(output), Counts { passed: 7, failed: 2 });
    }

    #[test]
    fn a_test_that_nextest_gave_up_on_has_failed() {
        let line =
            "     Summary [ 12.3s] 9 tests run: 6 passed (1 slow, 1 leaky), 1 failed, 2 timed out, 4 skipped";
        assert_eq!(Counts::read(line), Counts { passed: 6, failed: 3 });
    }

    #[test]
    fn journeys_are_counted() {
        assert_eq!(Counts::read("journeys: 5 passed, 1 failed"), Counts { passed: 5, failed: 1 });
    }

    #[test]
    fn a_runner_that_printed_no_closing_line_counts_nothing() {
        assert_eq!(Counts::read("3 passed the door\ntests run away"), Counts::default());
    }
}
