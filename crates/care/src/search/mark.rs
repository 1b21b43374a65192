//! Which parts of a text were found.

use std::ops::Range;

use super::Asked;
use crate::term::fold::{self, Word};

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// As it is written.
    pub text: String,
    /// Whether it is what was asked for.
    pub found: bool,
}

impl Asked {
    /// A name, an address, a mail address: the beginnings of words that were asked for.
    pub fn in_words(&self, text: &str) -> Vec<Part> {
        let ranges = fold::words(text).iter().filter_map(|word| self.start_of(word)).collect();
        parts(text, ranges)
    }

    /// A phone number, a MAC, a serial number: the longest run that was asked for, whatever stands between its letters.
    pub fn in_number(&self, text: &str) -> Vec<Part> {
        let words = fold::words(text);
        let run: Vec<(char, Range<usize>)> = words
            .iter()
            .flat_map(|word| word.text.chars().enumerate().map(|(n, letter)| (letter, word.part(n..n + 1))))
            .collect();
        let letters: Vec<char> = run.iter().map(|(letter, _)| *letter).collect();
        let mut wanted: Vec<Vec<char>> = self.of_numbers().map(|it| it.chars().collect()).collect();
        wanted.sort_by_key(|it| std::cmp::Reverse(it.len()));
        let found = wanted.iter().filter(|it| it.len() > 1).find_map(|it| {
            let at = letters.windows(it.len()).rposition(|window| window == it.as_slice())?;
            Some(run[at].1.start..run[at + it.len() - 1].1.end)
        });
        parts(text, found.into_iter().collect())
    }

    /// The longest beginning of the word that was asked for.
    fn start_of(&self, word: &Word) -> Option<Range<usize>> {
        let asked = self.of_words().filter(|it| !it.is_empty() && word.text.starts_with(it));
        asked.map(|it| it.chars().count()).max().map(|letters| word.part(0..letters))
    }
}

/// Cuts a text at these places, which stand in its order.
fn parts(text: &str, found: Vec<Range<usize>>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut add = |range: Range<usize>, found| {
        if let Some(text) = text.get(range).filter(|text| !text.is_empty()) {
            parts.push(Part { text: text.to_owned(), found });
        }
    };
    let mut done = 0;
    for range in found {
        // Two words may come of one character, such as ½.
        let from = range.start.max(done);
        add(done..from, false);
        add(from..range.end, true);
        done = range.end.max(done);
    }
    add(done..text.len(), false);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text with what was found in brackets.
    fn shown(parts: Vec<Part>) -> String {
        let part = |it: Part| if it.found { format!("[{}]", it.text) } else { it.text };
        parts.into_iter().map(part).collect()
    }

    fn words(asked: &str, text: &str) -> String {
        shown(Asked::parse(asked).unwrap().in_words(text))
    }

    fn number(asked: &str, text: &str) -> String {
        shown(Asked::parse(asked).unwrap().in_number(text))
    }

    #[test]
    fn the_beginnings_of_words_are_marked_as_they_are_written() {
        assert_eq!(words("mul 12", "Jörg Müller, 12 Mulgasse"), "Jörg [Mül]ler, [12] [Mul]gasse");
        assert_eq!(words("o'br", "Mary O'Brien"), "Mary [O]'[Br]ien");
        assert_eq!(words("ana@ma", "ana.lima@mail.example"), "[ana].lima@[ma]il.example");
        assert_eq!(words("zzz", "Ana"), "Ana");
        assert_eq!(words("a", ""), "");
    }

    #[test]
    fn a_run_of_digits_is_marked_with_what_stands_between_them() {
        assert_eq!(number("555 01", "+1 (603) 555-0100"), "+1 (603) [555-01]00");
        assert_eq!(number("+1 603-555-0100", "6035550100"), "[6035550100]");
        assert_eq!(number("+16035550100", "6035550100"), "6[035550100]");
        assert_eq!(number("AA01", "60:6c:63:00:aa:01"), "60:6c:63:00:[aa:01]");
        assert_eq!(number("ana", "6035550100"), "6035550100");
    }

    proptest! {
        #[test]
        fn whatever_is_asked_the_parts_are_the_text(asked in "\\PC{1,20}", text in "\\PC{0,40}") {
            if let Ok(asked) = Asked::parse(&asked) {
                for parts in [asked.in_words(&text), asked.in_number(&text)] {
                    prop_assert_eq!(parts.into_iter().map(|it| it.text).collect::<String>(), text.clone());
                }
            }
        }
    }
}
