//! How somebody is reached: a mail address, a phone number, a web address; each may be left empty.

use url::{Host, Url};

use crate::email::Email;
use crate::words::Say;

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
