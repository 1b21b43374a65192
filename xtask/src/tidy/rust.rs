//! Just enough of Rust's lexical rules to tell code from comments, strings and tests.

/// The source with comments, and what strings and characters contain, replaced by spaces; lines stay where they were.
pub(super) fn code(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = code.chars().next_back().is_some_and(is_word);
        let opaque = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if first == '"' {
            string(rest)
        } else if first == 'r' && !after_word {
            raw_string(rest)
        } else if first == '\'' {
            character(rest)
        } else {
            0
        };
        let (part, tail) = rest.split_at(opaque.max(first.len_utf8()));
        if opaque == 0 {
            code.push_str(part);
        } else {
            // What held a string is still an expression: `query("…")` must stay a call.
            code.extend(part.chars().map(|c| if c == '\n' || c == '"' { c } else { ' ' }));
        }
        rest = tail;
    }
    code
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_u32, 0);
    while at < text.len() {
        let tail = text.get(at..).unwrap_or_default();
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// `r"…"` and `r#"…"#`; 0 for anything else that begins with an r.
fn raw_string(text: &str) -> usize {
    let hashes = text.chars().skip(1).take_while(|c| *c == '#').count();
    let open = hashes + 2;
    if text.as_bytes().get(open - 1) != Some(&b'"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let length = text.get(open..).and_then(|body| body.find(&close));
    length.map_or(text.len(), |length| open + length + close.len())
}

/// `'x'` and `'\n'`; 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text.get(3..).and_then(|tail| tail.find('\'')).map_or(0, |length| length + 4),
        Some(_) => chars.next().filter(|(_, c)| *c == '\'').map_or(0, |(at, _)| at + 1),
        None => 0,
    }
}

/// Whether this can be part of a name.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether the whole file is tests or their tools.
pub(super) fn is_test_file(path: &str) -> bool {
    path.contains("/tests/")
        || path.ends_with("/tests.rs")
        // Worlds for the stories, behind a feature that nothing shipped turns on.
        || path.contains("/src/testing/")
        || path.ends_with("_tests.rs")
        || path.contains("/benches/")
}

/// Splits a source at its `#[cfg(test)] mod … {`, which by custom ends the file: what ships, and what tests it.
pub(super) fn shipped_and_tests(source: &str) -> (&str, &str) {
    for (at, mark) in source.match_indices("#[cfg(test)]") {
        let item = source.get(at + mark.len()..).unwrap_or_default().trim_start();
        let module = item.trim_start_matches("pub(crate) ").starts_with("mod ");
        if module && item.lines().next().is_some_and(|line| line.ends_with('{')) {
            return source.split_at(at);
        }
    }
    (source, "")
}

/// The places of a word that stands alone, as (line counted from 1, what follows it).
pub(super) fn find_word<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
    code.match_indices(word).filter_map(move |(at, _)| {
        let (before, found) = code.split_at(at);
        let after = found.get(word.len()..)?;
        let alone = !before.ends_with(is_word) && !after.starts_with(is_word);
        alone.then(|| (before.matches('\n').count() + 1, after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_not_code() {
        let source = "a(\"crate::x\"); // crate::y\n/* /* crate::z */ */ b('\"', '\\'', r#\"q\"uery(\"#);";
        let code = code(source);
        assert!(!code.contains("crate") && !code.contains("uery"));
        assert!(code.contains("a(\"") && code.contains("b("));
        assert_eq!(code.lines().count(), 2);
    }

    #[test]
    fn a_lifetime_opens_no_character() {
        assert_eq!(
            code("fn f<'a>(x: &'a str) -> Row<'a> { 'x' }"),
            "fn f<'a>(x: &'a str) -> Row<'a> {     }"
        );
    }

    #[test]
    fn tests_at_the_end_of_a_file_are_told_from_what_ships() {
        let (shipped, tests) = shipped_and_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() {}\n}\n");
        assert!(shipped.contains("fn a") && !shipped.contains("fn b"));
        assert!(tests.contains("fn b"));
        assert_eq!(shipped_and_tests("#[cfg(test)]\nmod tests;\nfn a() {}").1, "");
    }

    #[test]
    fn a_word_is_found_only_where_it_stands_alone() {
        let found: Vec<_> = find_word("subquery(\nquery(q), query_as(", "query").collect();
        assert_eq!(found, [(2, "(q), query_as(")]);
    }
}
