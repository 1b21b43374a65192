//! What was typed into the search, as it is looked for.

use crate::term::{LETTERS, cut, fold};
use crate::words::Say;

/// Characters that may be typed.
const MOST: usize = 100;
/// Characters of a field; the statements that cut one say this number. One more than a term has, so that none is full.
const FIELD: usize = 65;
const _: () = assert!(FIELD == LETTERS + 1);
/// A number with more digits than this says the country it is in, which its other spelling may leave out: the last ones decide.
const DIGITS: (usize, usize) = (10, 9);

/// A question to the search: some words, each of which is the beginning of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The words as beginnings of terms, in the order in which they were typed; without those that another one begins with.
    pub(super) words: Vec<String>,
    /// All that was typed, as the beginning of one term; the likeliest reading first.
    pub(super) whole: Vec<String>,
}

impl Asked {
    /// Reads what was typed.
    pub fn parse(text: &str) -> Result<Asked, Say> {
        if text.chars().count() > MOST {
            return Err(Say::new("search-too-long").with("most", MOST));
        }
        let typed: Vec<&str> = text.split_whitespace().collect();
        let mut words: Vec<String> =
            typed.iter().map(|word| beginning(word)).filter(|it| !it.is_empty()).collect();
        if words.is_empty() {
            return Err(Say::new("search-no-words"));
        }
        let mut whole = vec![phrase(text)];
        if typed.iter().all(|word| is_number(word)) {
            let number = words.concat();
            whole.push(cut(&number));
            whole.extend(without_country(&number));
        }
        let mut seen = std::collections::HashSet::new();
        whole.retain(|it| !it.is_empty() && seen.insert(it.clone()));
        words = longest(&words);
        Ok(Asked { words, whole })
    }

    /// The beginnings that something has all of: one for each word.
    pub(crate) fn words(&self) -> &[String] {
        &self.words
    }

    /// The beginnings of which one is enough: what was typed, as a whole.
    pub(crate) fn whole(&self) -> &[String] {
        &self.whole
    }

    /// The beginnings that a text's own words may have.
    pub(super) fn of_words(&self) -> impl Iterator<Item = &str> {
        let whole = self.whole.iter().flat_map(|phrase| phrase.split(' '));
        whole.chain(self.words.iter().flat_map(|word| word.split(' ')))
    }

    /// What may stand inside a number, whatever stands between its digits.
    pub(super) fn of_numbers(&self) -> impl Iterator<Item = String> {
        self.whole.iter().chain(&self.words).map(|it| it.replace(' ', ""))
    }
}

/// Without words that are the beginning of another one, and with each once: who has something that begins with `baker` has something
/// that begins with `b`.
fn longest(words: &[String]) -> Vec<String> {
    let covered = |(n, word): (usize, &String)| {
        let others = words.iter().enumerate().filter(|(m, _)| *m != n);
        others.into_iter().any(|(m, it)| it.starts_with(word.as_str()) && (it.len() > word.len() || m < n))
    };
    words.iter().enumerate().filter(|it| !covered(*it)).map(|(_, word)| word.clone()).collect()
}

/// Beginnings in one text, each in a field of as many characters: a statement takes so many values and no more, and cuts it again.
pub(crate) fn fields<'a>(beginnings: impl IntoIterator<Item = &'a str>) -> String {
    beginnings.into_iter().map(|it| format!("{it:FIELD$}")).collect()
}

/// A word of the question as the beginning of a term: digits and pairs in one run, as they are kept, and anything else in the words
/// that signs part it into.
fn beginning(word: &str) -> String {
    if is_number(word) {
        cut(&word.to_ascii_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), ""))
    } else {
        phrase(word)
    }
}

fn phrase(text: &str) -> String {
    cut(&fold::words(text).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" "))
}

/// Whether it may be a phone number or a MAC, or a part of one.
fn is_number(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_hexdigit())
        && word.chars().all(|c| c.is_ascii_hexdigit() || "+-()./:".contains(c))
}

/// A phone number as it may have been written down: without the country, and without what is dialled before it.
fn without_country(number: &str) -> Option<String> {
    if !number.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let (long, kept) = DIGITS;
    if number.len() > long {
        return number.get(number.len() - kept..).map(str::to_owned);
    }
    Some(number.trim_start_matches('0').to_owned()).filter(|it| it.len() < number.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::term::Terms;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let asked = Asked::parse(text).unwrap();
        (asked.words, asked.whole)
    }

    fn texts(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn words_are_beginnings_and_so_is_all_of_it() {
        assert_eq!(read(" ÁNA  lim "), (texts(&["ana", "lim"]), texts(&["ana lim"])));
        assert_eq!(read("O'Br"), (texts(&["o br"]), texts(&["o br"])));
        assert_eq!(read("ana.l@mai"), (texts(&["ana l mai"]), texts(&["ana l mai"])));
    }

    #[test]
    fn digits_and_pairs_are_one_run_however_they_are_parted() {
        for mac in ["60:6C:63", "60-6c-63", "606c.63", "60 6c 63", "606c63"] {
            assert!(read(mac).1.contains(&"606c63".to_owned()), "{mac}");
        }
        assert_eq!(read("(603) 555-0100").1, texts(&["603 555 0100", "6035550100"]));
        assert_eq!(read("(603) 555-0100").0, texts(&["603", "5550100"]));
    }

    #[test]
    fn a_phone_number_is_also_looked_for_without_its_country() {
        assert!(read("+1 603 555 0100").1.contains(&"035550100".to_owned()));
        assert!(read("0603 555").1.contains(&"603555".to_owned()));
        assert!(!read("60:6c:63:00:aa:01").1.iter().any(|it| it.len() == 9));
    }

    #[test]
    fn a_word_that_begins_another_one_is_not_looked_for_twice() {
        let asked = read("221 B Baker Street, Flat 3, 3 London NW1 6XE baker");
        assert_eq!(asked.0, texts(&["221", "baker", "street", "flat", "3", "london", "nw1", "6xe"]));
        assert_eq!(asked.1, texts(&["221 b baker street flat 3 3 london nw1 6xe baker"]));
        assert_eq!(fields(["ab", "ü"]).chars().count(), 2 * FIELD);
    }

    #[test]
    fn too_much_and_nothing_are_refused_with_a_sentence() {
        let refused = |text: &str| Asked::parse(text).unwrap_err().key;
        assert_eq!(refused(&"a".repeat(101)), "search-too-long");
        for nothing in ["", "  ", "?!", "\u{301}"] {
            assert_eq!(refused(nothing), "search-no-words", "{nothing:?}");
        }
        assert!(Asked::parse(&"ß".repeat(100)).is_ok());
    }

    proptest! {
        #[test]
        fn a_name_is_found_by_the_beginning_of_each_of_its_words(name in "\\PC{1,8}( \\PC{1,8}){0,3}", letters in 1..9_usize) {
            // What has more words than anybody's name is found by the first of them.
            prop_assume!(fold::words(&name).len() <= 16);
            let terms = Terms::default().text(&name).into_sorted();
            for word in name.split_whitespace() {
                // Whole characters as people type them: an accent that stands alone belongs to its letter.
                let typed: String = word.chars().take(letters).collect();
                if let Ok(asked) = Asked::parse(&typed) {
                    let found = asked.whole.iter().any(|it| terms.iter().any(|term| term.starts_with(it)));
                    prop_assert!(found, "{typed:?} of {name:?}: {asked:?} in {terms:?}");
                }
            }
        }
    }
}
