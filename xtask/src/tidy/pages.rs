//! Pages live under a Content-Security-Policy without inline script or style. A browser would drop these silently.
//!
//! Mails are not pages: their programs know no style sheets, so the templates in `care` may carry style attributes.

use super::tree::Tree;
use super::{Complaint, rust};

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.under("crates/web/", &[".html", ".svg"]) {
        for (start, _) in file.text.match_indices('<') {
            let tag = file.text.get(start..).and_then(|rest| rest.split('>').next()).unwrap_or_default();
            if let Some(text) = broken(&tag.to_ascii_lowercase()) {
                let line = file.text.get(..start).unwrap_or_default().matches('\n').count() + 1;
                complaints.push(Complaint::new(&file.path, line, text));
            }
        }
    }
    complaints
}

fn broken(tag: &str) -> Option<&'static str> {
    let name: String = tag.chars().skip(1).take_while(|c| rust::is_word(*c)).collect();
    let has = |wanted: fn(&str) -> bool| attributes(tag).any(wanted);
    match name.as_str() {
        "style" => Some("no <style>: put the rule into the style sheet"),
        "script" if !has(|attribute| attribute == "src") => {
            Some("no inline <script>: make it a module with a src")
        }
        _ if has(|attribute| attribute == "style") => {
            Some("no style=: use a class, or an SVG presentation attribute")
        }
        _ if has(|attribute| attribute.len() > 2 && attribute.starts_with("on")) => {
            Some("no on…= handlers: listen in a module")
        }
        _ => None,
    }
}

/// The names before each `=`.
fn attributes(tag: &str) -> impl Iterator<Item = &str> {
    tag.match_indices('=').filter_map(move |(at, _)| {
        let before = tag.get(..at)?;
        let start =
            before.rfind(|c: char| c.is_whitespace() || c == '"' || c == '\'').map_or(0, |space| space + 1);
        // Between quotes it is a value, such as the query of a link.
        let quoted = before.matches('"').count() % 2 == 1;
        (!quoted).then(|| before.get(start..)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaints(html: &str) -> usize {
        check(&Tree::of(&[("crates/web/src/a.html", html)])).len()
    }

    #[test]
    fn what_the_policy_would_drop_is_told() {
        assert_eq!(complaints("<p style=\"color: red\">"), 1);
        assert_eq!(complaints("<button\n  type=\"button\"\n  onclick=\"go()\">"), 1);
        assert_eq!(complaints("<script>go()</script>"), 1);
        assert_eq!(complaints("<STYLE>p {}</STYLE>"), 1);
    }

    #[test]
    fn what_it_lets_through_passes() {
        assert_eq!(complaints("<script type=\"module\" src=\"/a.js\"></script>"), 0);
        assert_eq!(complaints("<a href=\"/x?style=1&onclick=2\" class=\"on\">one = two</a>"), 0);
        assert_eq!(complaints("<link rel=\"stylesheet\" href=\"/a.css\"><svg fill=\"var(--x)\">"), 0);
    }

    #[test]
    fn a_mail_may_carry_its_own_style() {
        assert!(check(&Tree::of(&[("crates/care/src/a.html", "<p style=\"x\">")])).is_empty());
    }
}
