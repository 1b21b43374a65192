//! A page of ours that somebody is to be led back to. What a request says of it is read by [`Within::parse`] and by nothing
//! else, so that no link can use us to lead people to another site.

use std::fmt;

/// The path of a page of this service, with its query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Within(String);

impl Within {
    /// Reads a path. Browsers take `//host` and `/\host` for other sites, and drop tabs and line ends; so one slash is followed
    /// by something else, and only what our own addresses are made of is let through.
    pub(crate) fn parse(text: &str) -> Option<Within> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~%?&=+:@,!".contains(c);
        let leads_elsewhere = text.starts_with("//") || text.contains("/.");
        let good = text.starts_with('/') && !leads_elsewhere && text.len() <= 512 && text.chars().all(plain);
        good.then(|| Within(text.to_owned()))
    }

    /// The page from which a form was sent, by what the browser says of itself.
    pub(crate) fn of_referer(referer: &str, origin: &str) -> Option<Within> {
        let path = referer.strip_prefix(origin)?;
        Within::parse(path.split('#').next().unwrap_or_default())
    }

    /// As the value of a query's parameter.
    fn escaped(&self) -> String {
        let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
        let escape = |c: char| if plain(c) { c.to_string() } else { format!("%{:02X}", u32::from(c)) };
        self.0.chars().map(escape).collect()
    }

    /// The address of another page that leads back here afterwards.
    pub(crate) fn after(&self, page: &str) -> String {
        format!("{page}?next={}", self.escaped())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_ours_are_read() {
        for path in
            ["/", "/account", "/isps/bar-net/settings?invite&email=a%40b.example", "/clusters/x/overview"]
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
    fn only_a_referer_of_our_own_is_believed() {
        let own = |referer| Within::of_referer(referer, "https://care.example.net").map(|it| it.0);
        assert_eq!(own("https://care.example.net/account?x=1#y").as_deref(), Some("/account?x=1"));
        assert_eq!(own("https://care.example.net.evil.example/account"), None);
        assert_eq!(own("https://care.example.net@evil.example/"), None);
        assert_eq!(own("https://evil.example/account"), None);
        assert_eq!(own("https://care.example.net"), None);
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
