//! `portico.toml`.

use std::path::Path;

use anyhow::{Context, bail};
use toml::{Table, Value};

use super::keys::{self, KEYS};
use super::{Setting, Settings};

pub(super) fn read(path: &Path) -> anyhow::Result<Settings> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text, &path.display().to_string())
}

/// `name` is the file's, for messages.
pub(super) fn parse(text: &str, name: &str) -> anyhow::Result<Settings> {
    let table: Table = match toml::from_str(text) {
        Ok(table) => table,
        // The library's own message quotes the line, and that may be the one with the password.
        Err(error) => {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            bail!("{name}, line {}: {}", before.matches('\n').count() + 1, error.message());
        }
    };
    let mut settings = Settings::new();
    collect(table, "", name, &mut settings)?;
    Ok(settings)
}

fn collect(table: Table, prefix: &str, file: &str, settings: &mut Settings) -> anyhow::Result<()> {
    for (key, value) in table {
        let full = format!("{prefix}{key}");
        if let Value::Table(inner) = value {
            collect(inner, &format!("{full}."), file, settings)?;
            continue;
        }
        let Some(key) = keys::find(&full) else {
            let nearest = keys::nearest(&full, KEYS.iter().map(|key| key.name.to_owned()));
            bail!("{file}: there is no setting `{full}`; did you mean `{nearest}`?");
        };
        let origin = format!("{file}: `{full}`");
        let Some(text) = text_of(value) else {
            bail!("{origin} must be a text, a number, or a list of texts");
        };
        settings.insert(key.name, Setting { text, origin });
    }
    Ok(())
}

/// A list becomes what it would be in a variable: its items with commas between.
fn text_of(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<&str>> = items.iter().map(Value::as_str).collect();
            items.map(|items| items.join(","))
        }
        _ => None,
    }
}
