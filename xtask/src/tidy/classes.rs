//! A class that a template names is one that a style sheet has: a name that was mistyped, or whose rules went, leaves an element bare,
//! and nothing else tells. What only happens to contain the name (a comment, a value, a longer name) is no rule for it.

use super::tree::Tree;
use super::{Complaint, rust};
use std::collections::BTreeSet;

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut styled = BTreeSet::new();
    for sheet in tree.under("crates/web/assets/", &[".css"]) {
        styled.extend(classes_of(&sheet.text));
    }
    let mut complaints = Vec::new();
    for file in tree.under("crates/web/src/", &[".html"]) {
        for (line, name) in named(&file.text) {
            if !styled.contains(&name) {
                let text = format!(
                    "no style sheet has a rule for the class `{name}`: use one that has, or remove it"
                );
                complaints.push(Complaint::new(&file.path, line, text));
            }
        }
    }
    complaints
}

/// The classes that the selectors of a style sheet name.
fn classes_of(sheet: &str) -> Vec<String> {
    let sheet = without(sheet, "/*", "*/", "");
    let mut classes = Vec::new();
    let mut prelude = String::new();
    for c in sheet.chars() {
        match c {
            '{' => {
                // What begins with @ holds rules, and has a condition and no selector.
                if !prelude.trim_start().starts_with('@') {
                    classes.extend(
                        prelude.split('.').skip(1).map(|it| it.chars().take_while(is_name).collect()),
                    );
                }
                prelude.clear();
            }
            ';' | '}' => prelude.clear(),
            _ => prelude.push(c),
        }
    }
    classes
}

/// The classes that a template names, each with its line. One that is put together when the page is made is not known here.
fn named(template: &str) -> Vec<(usize, String)> {
    let text = without(template, "{#", "#}", "");
    let text = without(&without(&text, "{{", "}}", PUT_IN), "{%", "%}", "");
    let mut names = Vec::new();
    for (start, call) in text.match_indices("class=\"") {
        let (before, after) =
            (text.get(..start).unwrap_or_default(), text.get(start + call.len()..).unwrap_or_default());
        if before.ends_with(rust::is_word) || before.ends_with('-') {
            continue;
        }
        let line = before.matches('\n').count() + 1;
        let value = after.split('"').next().unwrap_or_default();
        names.extend(
            value.split_whitespace().filter(|it| !it.contains(PUT_IN)).map(|it| (line, it.to_owned())),
        );
    }
    names
}

/// Stands where a template puts something in.
const PUT_IN: &str = "\u{0}";

fn is_name(c: &char) -> bool {
    rust::is_word(*c) || *c == '-'
}

/// The text with each part from `open` to `close` replaced; its lines stay where they are.
fn without(text: &str, open: &str, close: &str, instead: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let (part, left) = after.split_once(close).unwrap_or((after, ""));
        kept.push_str(before);
        kept.push_str(instead);
        kept.extend(part.matches('\n'));
        rest = left;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &str = "/* .lost */\n@layer page {\n  .list > .row:hover, .a-b::after { margin: .5rem; background: url(x.png); }\n\
                         @media (max-width: 44.5rem) { .narrow { inset: 0 } }\n}\n";

    fn complaints(template: &str) -> Vec<(usize, String)> {
        let files = [("crates/web/assets/x.css", SHEET), ("crates/web/src/staff/a.html", template)];
        let name = |text: &str| text.split('`').nth(1).unwrap_or_default().to_owned();
        check(&Tree::of(&files)).into_iter().map(|it| (it.line, name(&it.text))).collect()
    }

    #[test]
    fn a_class_without_a_rule_is_told_where_it_is() {
        assert_eq!(complaints("<p class=\"list\">\n<p class=\"row losing\">"), [(2, "losing".to_owned())]);
    }

    #[test]
    fn a_comment_a_value_and_a_longer_name_are_no_rule() {
        for name in ["lost", "5rem", "png", "a", "rem", "media"] {
            assert_eq!(complaints(&format!("<p class=\"{name}\">")), [(1, name.to_owned())]);
        }
    }

    #[test]
    fn a_choice_of_the_template_is_looked_at_and_what_it_puts_in_is_not() {
        let chosen = "<p class=\"a-b{% if let Some(x) = it.of(\"narrow\") %} narrow{% else %} wide{% endif %}\n {{ it.tone }} x-{{ n }}\">";
        assert_eq!(complaints(chosen), [(1, "wide".to_owned())]);
        assert_eq!(complaints("{# <p class=\"old\"> #}\n{{ k(\"x\") }}<p data-class=\"y\">"), []);
    }
}
