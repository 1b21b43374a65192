//! Numbers as a language writes them: `1,234.5` and `1234,5`, by the tables of Unicode's CLDR.

use std::sync::LazyLock;

use fluent_bundle::FluentValue;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::{Locale, locale};

use super::Language;

static ENGLISH: LazyLock<Option<DecimalFormatter>> = LazyLock::new(|| formatter(locale!("en")));
static SPANISH: LazyLock<Option<DecimalFormatter>> = LazyLock::new(|| formatter(locale!("es")));

fn formatter(locale: Locale) -> Option<DecimalFormatter> {
    DecimalFormatter::try_new(locale.into(), Default::default()).ok()
}

/// A number, in plain digits, as a language writes it; nothing where it is none.
pub(super) fn write(language: Language, plain: &str) -> Option<String> {
    let formatter = match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    };
    Some(formatter.as_ref()?.format(&plain.parse::<Decimal>().ok()?).to_string())
}

/// `NUMBER($n)` in a message: a number as the language writes it, and anything else as it is.
pub(super) fn function<'a>(language: Language, given: &[FluentValue<'a>]) -> FluentValue<'a> {
    let Some(value) = given.first() else { return FluentValue::Error };
    let said = match value {
        FluentValue::Number(number) => write(language, &number.as_string()),
        FluentValue::String(text) => write(language, text),
        _ => None,
    };
    said.map_or_else(|| value.clone(), FluentValue::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_numbers_its_own_way() {
        let said = |language, text: &str| write(language, text).unwrap();
        let numbers = ["1", "999", "1234", "1234567", "0.768", "-1500"];
        assert_eq!(
            numbers.map(|it| said(Language::English, it)),
            ["1", "999", "1,234", "1,234,567", "0.768", "-1,500"]
        );
        // Spanish groups from five digits on.
        assert_eq!(
            numbers.map(|it| said(Language::Spanish, it)),
            ["1", "999", "1234", "1.234.567", "0,768", "-1500"]
        );
    }
}
