//! Text as it is compared: lower case, without accents, in words.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word of a text, folded, with where each of its letters came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Letters and digits alone.
    pub(crate) text: String,
    /// Where the word starts in the text.
    start: usize,
    /// Where the letter that gave it ends in the text, for each letter of the folded word.
    ends: Vec<usize>,
}

impl Word {
    /// The part of the text that gave these letters of the folded word.
    pub(crate) fn part(&self, letters: Range<usize>) -> Range<usize> {
        let before = letters.start.checked_sub(1).and_then(|n| self.ends.get(n)).copied();
        let last = letters.end.checked_sub(1).and_then(|n| self.ends.get(n)).copied();
        let start = before.unwrap_or(self.start);
        start..last.unwrap_or(start)
    }
}

/// The words of a text, in their order: runs of letters and digits. Everything else parts words and is forgotten, so that one
/// spelling is as good as another.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        for letter in folded(c) {
            if !letter.is_alphanumeric() {
                inside = false;
                continue;
            }
            if !inside {
                words.push(Word { text: String::new(), start: at, ends: Vec::new() });
                inside = true;
            }
            if let Some(word) = words.last_mut() {
                word.text.push(letter);
                word.ends.push(end);
            }
        }
        // An accent that is a character of its own belongs to its letter.
        if inside
            && is_combining_mark(c)
            && let Some(last) = words.last_mut().and_then(|word| word.ends.last_mut())
        {
            *last = end;
        }
    }
    words
}

/// What is left of a character: its base letters in lower case.
fn folded(c: char) -> impl Iterator<Item = char> {
    let letters = std::iter::once(c).nfkd().flat_map(char::to_lowercase);
    letters.filter(|letter| !is_combining_mark(*letter)).flat_map(spelt)
}

/// Letters that have no accent to lose by Unicode's tables, and that many keyboards lack, as people spell them without.
fn spelt(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'þ' => ('t', Some('h')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ł' => ('l', None),
        'ħ' => ('h', None),
        'ı' => ('i', None),
        'ς' => ('σ', None),
        other => (other, None),
    };
    std::iter::once(first).chain(second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn case_accents_and_signs_are_forgotten() {
        for (text, expected) in [
            ("Müller", vec!["muller"]),
            ("ÅSE Bjørnstad-Łuk", vec!["ase", "bjornstad", "luk"]),
            ("O'Brien", vec!["o", "brien"]),
            ("Straße", vec!["strasse"]),
            ("STRASSE", vec!["strasse"]),
            ("José", vec!["jose"]),
            ("Jose\u{301}", vec!["jose"]),
            ("İstanbul", vec!["istanbul"]),
            ("ΟΔΟΣ οδος", vec!["οδοσ", "οδοσ"]),
            ("１２ Elm", vec!["12", "elm"]),
            (" -- ", vec![]),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn a_part_of_a_word_is_found_in_the_text_it_came_from() {
        let text = "für Müller & Strauß";
        let part = |word: usize, letters| &text[words(text)[word].part(letters)];
        assert_eq!(part(1, 0..3), "Mül");
        assert_eq!(part(1, 1..2), "ü");
        // Half of a letter is all of it.
        assert_eq!(part(2, 5..6), "ß");
        let apart = "Jose\u{301} b";
        assert_eq!(&apart[words(apart)[0].part(0..4)], "Jose\u{301}");
    }

    proptest! {
        #[test]
        fn what_was_folded_folds_to_itself(text in "\\PC{0,24}") {
            let once = said(&text).join(" ");
            prop_assert_eq!(said(&once).join(" "), once);
        }

        #[test]
        fn every_part_of_every_word_can_be_cut_out_of_the_text(text in "\\PC{0,24}") {
            for word in words(&text) {
                let letters = word.text.chars().count();
                for end in 1..=letters {
                    prop_assert!(text.get(word.part(0..end)).is_some_and(|part| !part.is_empty()));
                }
            }
        }
    }
}
