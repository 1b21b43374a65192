//! What people type of themselves and of each other: names, and how somebody is reached: a mail address, a phone number, a web
//! address. Each may be left empty here; whoever needs it says so.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};
use url::{Host, Url};

use crate::email::Email;
use crate::words::Say;

/// One line of text of at most so many characters; line breaks and runs of spaces become one space.
///
/// It stands in other people's lists and mails, so it is what it looks like: no control characters, and none of those that are not
/// seen or that turn the order of letters around. Two of them join letters in some scripts and parts of emoji, and may stay.
pub(crate) fn line(text: &str, most: usize) -> Result<String, Say> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Say::new("text-too-long").with("most", most));
    }
    let joins = |c: char| matches!(c, '\u{200c}' | '\u{200d}');
    let hidden = |c: char| {
        use GeneralCategory::{Format, PrivateUse, Unassigned};
        matches!(c.general_category(), Format | PrivateUse | Unassigned)
    };
    if text.chars().any(|c| hidden(c) && !joins(c)) || (!text.is_empty() && text.chars().all(joins)) {
        return Err(Say::new("text-unseen"));
    }
    Ok(text)
}

/// An address as typed, or empty.
pub(crate) fn email(text: &str) -> Result<String, Say> {
    if text.trim().is_empty() {
        Ok(String::new())
    } else {
        Email::parse(text).map(|email| email.shown().to_owned())
    }
}

/// Digits with the signs that people write between them; what it means is for people and phones.
pub(crate) fn phone(text: &str) -> Result<String, Say> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " +-()./x".contains(c));
    if text.is_empty() || (plain && (3..=20).contains(&digits)) {
        Ok(text)
    } else {
        Err(Say::new("invalid-phone"))
    }
}

/// A page that people are sent to, or empty: on the public web, by https, without a name or a password in it.
pub(crate) fn web(text: &str) -> Result<String, Say> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(String::new());
    }
    let url = Url::parse(text).map_err(|_| Say::new("invalid-web"))?;
    let named = matches!(url.host(), Some(Host::Domain(name)) if name.contains('.'));
    let plain = url.username().is_empty() && url.password().is_none();
    if url.scheme() == "https" && named && plain && url.as_str().len() <= 200 {
        Ok(url.into())
    } else {
        Err(Say::new("invalid-web"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_what_it_looks_like() {
        assert_eq!(line("  Ada \n  Lovelace ", 80).unwrap(), "Ada Lovelace");
        assert_eq!(line(" \t\u{2028} ", 80).unwrap(), "");
        for text in ["Ñandú", "می\u{200c}خواهم", "👩\u{200d}🔧 Ana", "O’Neill-Ōta", "李小龍"]
        {
            assert_eq!(line(text, 80).unwrap(), text);
        }
        for text in ["a".repeat(81).as_str(), "A\u{0}da", "A\u{7}da", "Ada\u{1b}[2J"] {
            assert_eq!(line(text, 80).unwrap_err().key, "text-too-long", "{text:?}");
        }
        for text in [
            "\u{200b}",
            "\u{200d}",
            "Ada\u{202e}nimdA",
            "\u{2066}Ada",
            "A\u{ad}da",
            "\u{feff}Ada",
            "\u{e0041}",
            "\u{e000}",
        ] {
            assert_eq!(line(text, 80).unwrap_err().key, "text-unseen", "{text:?}");
        }
    }

    #[test]
    fn a_web_address_is_one_that_people_can_be_sent_to() {
        assert_eq!(web(" https://Help.BarNet.example/faq ").unwrap(), "https://help.barnet.example/faq");
        assert_eq!(web("").unwrap(), "");
        for text in [
            "http://help.barnet.example",
            "javascript:alert(1)",
            "//help.barnet.example",
            "help.barnet.example",
            "https://user:secret@barnet.example",
            "https://localhost/",
            "https://192.0.2.1/",
            "https:// x",
            "data:text/html,x",
        ] {
            assert_eq!(web(text).unwrap_err().key, "invalid-web", "{text}");
        }
        assert!(web(&format!("https://barnet.example/{}", "a".repeat(200))).is_err());
    }
}
