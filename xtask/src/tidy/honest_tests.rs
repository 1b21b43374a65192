//! A test waits for what it wants to see, never for a while; and a test that is there runs.

use super::tree::Tree;
use super::{Complaint, rust};

/// What a journey does not do.
const HURRIED: [&str; 7] = ["waitForTimeout", "setTimeout", ".skip(", ".todo(", ".only(", "skip:", "todo:"];

pub(super) fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for file in tree.under("", &[".rs"]) {
        let code = rust::code(&file.text);
        for (line, _) in rust::find_word(&code, "ignore").filter(|(line, _)| attribute(&code, *line)) {
            complaints.push(Complaint::new(
                &file.path,
                line,
                "repair this test or remove it; none is switched off",
            ));
        }
        // Cut in the source: the mark is an attribute and looks the same in both.
        let (shipped, tests) = rust::shipped_and_tests(&code);
        let (before, tests) =
            if rust::is_test_file(&file.path) { ("", code.as_str()) } else { (shipped, tests) };
        let sleeps = rust::find_word(tests, "sleep").chain(rust::find_word(tests, "sleep_until"));
        for (line, _) in sleeps.filter(|(_, after)| after.starts_with('(')) {
            let line = before.matches('\n').count() + line;
            complaints.push(Complaint::new(
                &file.path,
                line,
                "wait for what the test wants to see, not for a while",
            ));
        }
    }
    for file in tree.under("e2e/journeys/", &[".mjs"]) {
        for (at, line) in file.text.lines().enumerate() {
            for word in HURRIED.iter().filter(|word| line.contains(**word)) {
                let text = format!(
                    "no `{word}` in a journey: every one runs, and waits for what a person would see"
                );
                complaints.push(Complaint::new(&file.path, at + 1, text));
            }
        }
    }
    complaints
}

fn attribute(code: &str, line: usize) -> bool {
    code.lines().nth(line - 1).is_some_and(|text| text.trim_start().starts_with("#["))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_that_is_switched_off_or_sleeps_is_told() {
        let tree = Tree::of(&[
            (
                "a.rs",
                "fn wait() { thread::sleep(x) }\n#[cfg(test)]\nmod tests {\n tokio::time::sleep(x).await;\n}",
            ),
            ("b/tests.rs", "// thread::sleep(x)\n#[ignore = \"slow\"]\nfn f() { ignore(\"#[ignore]\") }"),
        ]);
        let places: Vec<_> = check(&tree).into_iter().map(|c| (c.path, c.line)).collect();
        assert_eq!(places, [("a.rs".to_owned(), 4), ("b/tests.rs".to_owned(), 2)]);
    }

    #[test]
    fn a_journey_waits_for_what_it_sees() {
        let tree = Tree::of(&[(
            "e2e/journeys/a.mjs",
            "await page.waitForURL('/');\nawait page.waitForTimeout(100);",
        )]);
        assert_eq!(check(&tree).len(), 1);
    }
}
