//! A page of ours that somebody is to be led to once they have shown something. What a request says of it is read by
//! [`Within::parse`] and by nothing else, so that no link can use us to lead people to another site.

use std::fmt::{self, Write as _};
use std::sync::LazyLock;

use axum::http::Method;
use care::access::{Permission as _, may};
use serde::Deserialize;

/// The pages that somebody signs in for, as their doors name them. Where only a form is taken there is no page to be led to;
/// nor is a stream of events one, or a file.
static PAGES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let doors = crate::page_doors().into_iter();
    let looks = doors.filter(|door| door.method == Method::GET && door.who != may::Anyone::NAME);
    looks.map(|door| door.path).filter(|path| !path.ends_with("/live") && !path.contains('.')).collect()
});

/// Pages before signing in that lose nothing by being asked for again: what a link carries is not in their addresses.
const DOORS: [&str; 6] =
    ["/forgot", "/sign-in/factor", "/app/forgot", "/app/sign-in/factor", "/app/sign-up", "/app/claim"];

/// The path of a page of this service, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Within(String);

impl Within {
    /// Reads a path. Browsers take `//host` and `/\host` for other sites, and drop tabs and line ends; so one slash is followed
    /// by something else, and only what our own addresses are made of is let through. And there has to be such a page;
    /// whether whoever is led there may see it, it decides itself.
    pub(crate) fn parse(text: &str) -> Option<Within> {
        Within::of(text, &PAGES)
    }

    /// The same of a page before signing in on which a language can be chosen.
    pub(crate) fn door(text: &str) -> Option<Within> {
        Within::of(text, &DOORS)
    }

    fn of(text: &str, pages: &[&str]) -> Option<Within> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~%?&=+:@,!".contains(c);
        let leads_elsewhere = text.starts_with("//") || text.contains("/.");
        let good = text.starts_with('/') && !leads_elsewhere && text.len() <= 512 && text.chars().all(plain);
        let path = text.split('?').next().unwrap_or_default();
        (good && pages.iter().any(|page| is_of(path, page))).then(|| Within(text.to_owned()))
    }

    /// The page that a form belongs to: the one at the form's own address, or else the nearest above it.
    pub(crate) fn nearest(path: &str) -> Option<Within> {
        std::iter::successors(Some(path), |path| Some(path.rsplit_once('/')?.0)).find_map(Within::parse)
    }

    /// The address of another page that leads here afterwards.
    pub(crate) fn after(&self, page: &str) -> String {
        format!("{page}?next={}", escaped(&self.0))
    }

    /// The path.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether this path is one of a door's.
fn is_of(path: &str, door: &str) -> bool {
    let fits = |(given, named): (&str, &str)| given == named || named.starts_with('{') && !given.is_empty();
    path.split('/').count() == door.split('/').count() && path.split('/').zip(door.split('/')).all(fits)
}

/// The page that somebody is on their way to, as addresses and forms carry it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Next {
    next: String,
}

impl Next {
    /// The page, if it is one.
    pub(crate) fn within(&self) -> Option<Within> {
        Within::parse(&self.next)
    }

    /// Where it leads; to this page, if to none.
    pub(crate) fn or(&self, otherwise: &str) -> String {
        self.within().map_or_else(|| otherwise.to_owned(), |next| next.to_string())
    }

    /// Where choosing a language leads back to; to this page, if to none.
    pub(crate) fn again(&self, otherwise: &str) -> String {
        Within::door(&self.next).map_or_else(|| self.or(otherwise), |door| door.to_string())
    }

    /// As a form carries it on; empty for none.
    pub(crate) fn field(&self) -> String {
        self.or("")
    }
}

/// A page's address that leads on to the next one, where there is one.
pub(crate) fn leading(next: Option<&Within>, page: &str) -> String {
    next.map_or_else(|| page.to_owned(), |next| next.after(page))
}

/// Text as a value in an address or a cookie.
pub(crate) fn escaped(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"/-._~@".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_ours_are_read() {
        for path in ["/account", "/isps/bar-net/settings?invite&email=a%40b.example", "/clusters/x/overview"]
        {
            assert_eq!(Within::parse(path).unwrap().as_str(), path);
        }
    }

    #[test]
    fn nothing_leads_to_another_site() {
        for text in [
            "",
            "https://evil.example/",
            "//evil.example",
            "///evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            " /account",
            "javascript:alert(1)",
            "account",
            "/.//evil.example",
            "/account/../../evil.example",
            "/account#x",
            "/a\u{0}b",
            "/é",
            &format!("/{}", "a".repeat(600)),
        ] {
            assert_eq!(Within::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn there_has_to_be_such_a_page() {
        for text in [
            "/isps",
            "/isps//overview",
            "/isps/bar-net/overview/",
            "/isps/bar-net/no-such-page",
            // These take forms only, or send events or a file; these are for nobody in particular.
            "/isps/bar-net/invitations",
            "/account/sign-outs",
            "/isps/bar-net/live",
            "/isps/bar-net/settings/audit.csv",
            "/sign-in",
            "/join",
            "/mailbox",
        ] {
            assert_eq!(Within::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_form_belongs_to_the_page_at_its_address_or_above_it() {
        let page = |path| Within::nearest(path).map(|it| it.0);
        for (form, expected) in [
            ("/isps/bar-net/invitations/7/revocation", "/isps/bar-net/invitations/7/revocation"),
            ("/isps/bar-net/invitations/7/mails", "/isps/bar-net/invitations/7"),
            ("/isps/bar-net/invitations", "/isps/bar-net"),
            ("/account/two-factor/passkeys/questions", "/account/two-factor"),
            ("/account/sessions/7/sign-outs", "/account"),
        ] {
            assert_eq!(page(form).as_deref(), Some(expected), "{form}");
        }
        for form in ["/sign-in", "/passwords", "//evil.example/account", ""] {
            assert_eq!(page(form), None, "{form}");
        }
    }

    #[test]
    fn it_survives_being_a_parameter() {
        let page = Within::parse("/isps/bar-net/settings?invite&email=a%40b.example").unwrap();
        assert_eq!(
            page.after("/account/proof"),
            "/account/proof?next=/isps/bar-net/settings%3Finvite%26email%3Da%2540b.example"
        );
    }
}
