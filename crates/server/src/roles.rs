//! What each role may do, as text: the matrix that the server enforces, in the words of the Roles page.

use std::fmt::Write as _;

use care::access::{Ability, Role};
use care::words::Words;

/// How wide the table's column of abilities is; longer ones take several lines.
const WIDTH: usize = 64;

/// Tab-separated, for other programs.
pub(crate) fn tsv() -> String {
    let mut text = String::from("ability");
    for role in Role::ALL {
        let _ = write!(text, "\t{role}");
    }
    text.push('\n');
    for (ability, may) in rows() {
        let _ = writeln!(text, "{ability}\t{}", may.map(|may| if may { "yes" } else { "no" }).join("\t"));
    }
    text
}

/// For people.
pub(crate) fn table() -> String {
    let w = Words::english();
    let mut text = String::new();
    let mut line = |ability: &str, cells: [String; 3]| {
        let [admin, user, read_only] = cells;
        let line = format!("{ability:<WIDTH$}  {admin:<5}  {user:<4}  {read_only}");
        let _ = writeln!(text, "{}", line.trim_end());
    };
    line(&w.t("roles-ability"), Role::ALL.map(|role| w.t(role.key())));
    for (ability, may) in rows() {
        let mut cells = may.map(|may| w.t(if may { "yes" } else { "no" }));
        for part in wrapped(&ability) {
            line(&part, std::mem::take(&mut cells));
        }
    }
    text
}

/// Each ability in words, and which of [`Role::ALL`] have it.
fn rows() -> impl Iterator<Item = (String, [bool; 3])> {
    let w = Words::english();
    Ability::ALL.iter().map(move |it| (w.t(it.words()), Role::ALL.map(|role| role.may(*it))))
}

/// Broken between words, so that no line is wider than [`WIDTH`].
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
