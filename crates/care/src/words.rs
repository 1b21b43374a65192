//! Every word that a person reads, by key, from one Fluent file a language (`locales/`).
//!
//! Templates ask with [`Words::t`]; sentences that travel through code before they are shown travel as [`Say`].
//! A key that is missing shows itself in brackets, and `cargo xtask tidy` fails on it before that can be seen.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words(&'static FluentBundle<FluentResource>);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Words")
    }
}

/// A sentence by its key, with what stands in its gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// The message key.
    pub key: &'static str,
    /// Names and values of its gaps.
    pub args: Vec<(&'static str, String)>,
}

impl Say {
    /// A sentence without gaps.
    pub fn new(key: &'static str) -> Self {
        Say { key, args: Vec::new() }
    }

    /// The same with one gap filled.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

static ENGLISH: LazyLock<FluentBundle<FluentResource>> =
    LazyLock::new(|| bundle("en", include_str!("../../../locales/en.ftl")));

fn bundle(language: &str, source: &str) -> FluentBundle<FluentResource> {
    let language = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    // Fluent hands back what it could parse; `the_english_file_has_no_errors` fails on the rest.
    let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

impl Words {
    /// English, the language every key exists in.
    pub fn english() -> Self {
        Words(&ENGLISH)
    }

    /// The language's code, for `lang` attributes.
    pub fn language(&self) -> &'static str {
        "en"
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

    /// A sentence that travelled.
    pub fn say(&self, say: &Say) -> String {
        self.format(say.key, &say.args)
    }

    /// The words for a key whose gaps have names that are only known now, such as the details of a timeline entry.
    pub fn told(&self, key: &str, args: &[(String, String)]) -> String {
        self.format(key, args)
    }

    /// Whether there are words for a key.
    pub fn knows(&self, key: &str) -> bool {
        self.0.get_message(key).is_some_and(|message| message.value().is_some())
    }

    fn format<N: AsRef<str>>(&self, key: &str, args: &[(N, String)]) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            return format!("[{key}]");
        };
        let args: FluentArgs<'_> =
            args.iter().map(|(name, value)| (name.as_ref(), number_or_text(value))).collect();
        self.0.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

/// Numbers select plural forms; anything else is text.
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
    fn the_english_file_has_no_errors() {
        let source = include_str!("../../../locales/en.ftl");
        assert!(FluentResource::try_new(source.to_owned()).is_ok());
    }

    #[test]
    fn a_missing_key_shows_itself() {
        assert_eq!(Words::english().t("no-such-key"), "[no-such-key]");
    }

    #[test]
    fn a_number_chooses_the_plural_form() {
        let words = bundle("en", "n = { $n ->\n    [one] one home\n   *[other] { $n } homes\n}");
        let words = Words(Box::leak(Box::new(words)));
        assert_eq!(words.t1("n", "n", 1), "one home");
        assert_eq!(words.t1("n", "n", 2), "2 homes");
    }
}
