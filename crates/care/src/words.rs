//! Every word that a person reads, by key, from one Fluent file a language (`locales/`).
//!
//! Templates ask with [`Words::t`]; sentences that travel through code before they are shown travel as [`Say`].
//! A key that is missing shows itself in brackets, and `cargo xtask tidy` fails on it before that can be seen.

pub mod calendar;
mod number;

use std::str::FromStr;
use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use jiff::Timestamp;

/// A language in which there is every word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, also of those who read none of the others.
    English,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Every one of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// Its code (BCP 47), for `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// What those who speak it call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::Spanish => "Español",
        }
    }

    /// The one that a browser would like best (RFC 9110, 12.5.4): `es-MX,es;q=0.9,en;q=0.8`. A variety of ours is ours.
    pub fn wanted(accept: &str) -> Language {
        let mut best = (Language::English, 0);
        for part in accept.split(',') {
            let (range, rest) = part.split_once(';').unwrap_or((part, ""));
            let primary = range.trim().split('-').next().unwrap_or_default().to_ascii_lowercase();
            let weight = rest.trim().strip_prefix("q=").map_or(Some(1.0), |text| text.parse::<f32>().ok());
            // Thousandths are as fine as a weight gets.
            let weight = weight.filter(|it| (0.0..=1.0).contains(it)).map_or(0, |it| (it * 1000.0) as u32);
            if let Ok(language) = primary.parse()
                && weight > best.1
            {
                best = (language, weight);
            }
        }
        best.0
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }
}

impl FromStr for Language {
    type Err = String;
    /// By its code.
    fn from_str(code: &str) -> Result<Self, String> {
        Language::ALL.into_iter().find(|it| it.code() == code).ok_or_else(|| format!("no language {code:?}"))
    }
}

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(Language);

/// A sentence by its key, with what stands in its gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// The message key.
    pub key: &'static str,
    /// Names and values of its gaps.
    pub args: Vec<(&'static str, Gap)>,
}

/// What stands in a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// A name, a number: the same in every language.
    Text(String),
    /// Words of ours, by their key.
    Words(&'static str),
    /// A moment, told in UTC.
    Time(Timestamp),
}

impl Say {
    /// A sentence without gaps.
    pub fn new(key: &'static str) -> Self {
        Say { key, args: Vec::new() }
    }

    /// The same with one gap filled.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, Gap::Text(value.to_string())));
        self
    }

    /// The same with one gap filled by words of ours: an access level, a kind of something.
    #[must_use]
    pub fn with_words(mut self, name: &'static str, key: &'static str) -> Self {
        self.args.push((name, Gap::Words(key)));
        self
    }

    /// The same with one gap filled by a moment.
    #[must_use]
    pub fn with_time(mut self, name: &'static str, at: Timestamp) -> Self {
        self.args.push((name, Gap::Time(at)));
        self
    }
}

static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(Language::English, include_str!("../../../locales/en.ftl")));
static SPANISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle(Language::Spanish, include_str!("../../../locales/es.ftl")));

fn bundle(language: Language, source: &str) -> FluentBundle<FluentResource> {
    let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    // Fluent hands back what it could parse; `no_file_has_errors` fails on the rest.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    // The only function there is, so its name is free.
    let _ = bundle.add_function("NUMBER", move |given, _| number::function(language, given));
    bundle
}

impl Words {
    /// English: what is for the operator, and for those of whom nobody knows what they read.
    pub fn english() -> Self {
        Words(Language::English)
    }

    /// The words of this language.
    pub fn of(language: Language) -> Self {
        Words(language)
    }

    /// Of which language they are.
    pub fn language(&self) -> Language {
        self.0
    }

    /// The languages there are, for pages that offer them.
    pub fn languages(&self) -> &'static [Language] {
        &Language::ALL
    }

    /// The words for a key.
    pub fn t(&self, key: &str) -> String {
        self.format::<&str>(key, &[])
    }

    /// The words for a key with one gap.
    pub fn t1(&self, key: &str, name: &'static str, value: impl ToString) -> String {
        self.format(key, &[(name, value.to_string())])
    }

    /// The words for a key with two gaps.
    pub fn t2(
        &self,
        key: &str,
        first: &'static str,
        one: impl ToString,
        second: &'static str,
        two: impl ToString,
    ) -> String {
        self.format(key, &[(first, one.to_string()), (second, two.to_string())])
    }

    /// A number as the language writes it, for where it stands alone; within a sentence the message says `NUMBER($n)`.
    pub fn number(&self, number: impl ToString) -> String {
        let text = number.to_string();
        number::write(self.0, &text).unwrap_or(text)
    }

    /// A sentence that travelled.
    pub fn say(&self, say: &Say) -> String {
        let args = say.args.iter().map(|(name, gap)| {
            let text = match gap {
                Gap::Text(text) => text.clone(),
                Gap::Words(key) => self.t(key),
                Gap::Time(at) => calendar::said_in_utc(*at, *self),
            };
            (*name, text)
        });
        self.format(say.key, &args.collect::<Vec<_>>())
    }

    /// The words for a key whose gaps have names that are only known now, such as the details of a timeline entry.
    pub fn told(&self, key: &str, args: &[(String, String)]) -> String {
        self.format(key, args)
    }

    /// Whether there are words for a key.
    pub fn knows(&self, key: &str) -> bool {
        self.0.bundle().get_message(key).is_some_and(|message| message.value().is_some())
    }

    fn format<N: AsRef<str>>(&self, key: &str, args: &[(N, String)]) -> String {
        let bundle = self.0.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (name.as_ref(), number_or_text(value))).collect();
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// Numbers select plural forms, and are written as they are unless the message says otherwise; anything else is text.
fn number_or_text(value: &str) -> FluentValue<'_> {
    match value.parse::<i64>() {
        // A value such as "007" is a name, not a number.
        Ok(number) if number.to_string() == value => number.into(),
        _ => value.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_has_errors() {
        for source in [include_str!("../../../locales/en.ftl"), include_str!("../../../locales/es.ftl")] {
            assert!(FluentResource::try_new(source.to_owned()).is_ok());
        }
    }

    #[test]
    fn a_browser_gets_the_language_it_likes_best_of_those_there_are() {
        for (accept, language) in [
            ("es-MX,es;q=0.9,en;q=0.8", Language::Spanish),
            ("en-GB,en;q=0.9,es;q=0.8", Language::English),
            ("de,es;q=0.5,en;q=0.3", Language::Spanish),
            ("en;q=0.3, ES;q=0.7", Language::Spanish),
            ("es;q=0", Language::English),
            ("est,*", Language::English),
            ("es;q=nonsense,es;q=9", Language::English),
            ("", Language::English),
        ] {
            assert_eq!(Language::wanted(accept), language, "{accept}");
        }
    }

    #[test]
    fn words_of_ours_in_a_gap_are_in_the_language_of_the_sentence() {
        let say = Say::new("mail-invited-role").with_words("role", "role-read-only");
        assert_ne!(Words::of(Language::Spanish).say(&say), Words::english().say(&say));
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(Words::english().t("no-such-key"), "[no-such-key]");
    }

    /// The number of a router is no count of anything.
    #[test]
    fn what_counts_is_grouped_and_a_name_of_digits_is_not() {
        let english = Words::english();
        assert_eq!(english.t1("wifi-devices", "n", 12_345), "12,345 devices");
        let words = Words::of(Language::Spanish);
        assert_eq!(words.number(12_345), "12.345");
        assert_eq!(words.number("00:11"), "00:11");
        assert!(english.t1("said-customer-updated", "value", "12345").contains("12345"));
    }

    #[test]
    fn a_number_chooses_the_plural_form() {
        let (english, spanish) = (Words::english(), Words::of(Language::Spanish));
        assert_eq!([1, 2].map(|n| english.t1("time-days", "n", n)), ["1 day ago", "2 days ago"]);
        assert_ne!(spanish.t1("time-days", "n", 1), spanish.t1("time-days", "n", 2).replace('2', "1"));
    }
}
