//! `PORTICO_*` variables: a key in capitals, `smtp.host` as `PORTICO_SMTP_HOST`.

use std::ffi::OsString;

use anyhow::bail;

use super::keys::{self, KEYS};
use super::{Setting, Settings};

/// Tests and the build use variables of their own beside the product's.
const NOT_OURS: &str = "PORTICO_TEST_";

/// An empty variable counts as none, since that is how most tools that pass variables on leave one out.
pub(super) fn read(environment: impl IntoIterator<Item = (OsString, OsString)>) -> anyhow::Result<Settings> {
    let mut settings = Settings::new();
    for (variable, text) in environment {
        let Some(variable) = variable.to_str().filter(|name| name.starts_with("PORTICO_")) else { continue };
        if variable.starts_with(NOT_OURS) || text.is_empty() {
            continue;
        }
        let Some(key) = KEYS.iter().find(|key| variable_of(key.name) == variable) else {
            let nearest = keys::nearest(variable, KEYS.iter().map(|key| variable_of(key.name)));
            bail!("the variable {variable} is not a setting; did you mean {nearest}?");
        };
        let Ok(text) = text.into_string() else { bail!("the variable {variable} is not UTF-8") };
        settings.insert(key.name, Setting { text, origin: format!("the variable {variable}") });
    }
    Ok(settings)
}

fn variable_of(key: &str) -> String {
    format!("PORTICO_{}", key.replace('.', "_").to_uppercase())
}
