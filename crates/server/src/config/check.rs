//! From texts to a configuration that makes sense as a whole.

use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{anyhow, bail};
use care::push::Services;
use tracing_subscriber::EnvFilter;

use super::values::{Contact, Host, Origin, Port, Postgres, Security, Sender};
use super::{Config, KeyFiles, Push, Secret, Settings, Smtp, keys};

pub(super) fn check(settings: &Settings) -> anyhow::Result<Config> {
    let config = Config {
        data: required(settings, "data")?,
        listen: required(settings, "listen")?,
        router_listen: required(settings, "router_listen")?,
        time_listen: optional(settings, "time_listen")?,
        database: optional(settings, "database")?.map(|Postgres(url)| Secret::new(url)),
        router_hosts: list::<Host>(settings, "router_hosts")?.into_iter().map(|Host(name)| name).collect(),
        tls: key_files(settings, "tls_certificate", "tls_key")?,
        router_tls: key_files(settings, "router_tls_certificate", "router_tls_key")?,
        trusted_proxies: list(settings, "trusted_proxies")?,
        smtp: smtp(settings)?,
        push: Push {
            services: Services::new(list(settings, "push.services")?),
            contact: optional(settings, "push.contact")?.map(|Contact(address)| address),
            ca: optional(settings, "push.ca")?,
        },
        log: required(settings, "log")?,
        log_format: required(settings, "log_format")?,
        public_url: optional(settings, "public_url")?.map(|Origin(url)| url),
    };
    if let Err(error) = EnvFilter::try_new(&config.log) {
        return Err(wrong(
            settings,
            "log",
            &format!("a filter such as info or info,portico=debug ({error})"),
        ));
    }
    if config.public_url.is_none() && !config.listen.is_loopback() {
        bail!(
            "listening on {} lets others reach the pages, but the links in mails would still say localhost; \
             set public_url to the address that people use, such as https://care.example.net",
            config.listen
        );
    }
    Ok(config)
}

fn optional<T: FromStr<Err: Display>>(settings: &Settings, name: &str) -> anyhow::Result<Option<T>> {
    let Some(setting) = settings.get(name) else { return Ok(None) };
    setting.text.parse().map(Some).map_err(|expected: T::Err| wrong(settings, name, &expected.to_string()))
}

/// For a key that has a default, or that another one makes necessary.
fn required<T: FromStr<Err: Display>>(settings: &Settings, name: &str) -> anyhow::Result<T> {
    optional(settings, name)?.ok_or_else(|| anyhow!("{name} is not set"))
}

/// Items with commas between; an empty text is an empty list.
fn list<T: FromStr<Err: Display>>(settings: &Settings, name: &str) -> anyhow::Result<Vec<T>> {
    let text = settings.get(name).map_or("", |setting| setting.text.trim());
    let items = text.split(',').map(str::trim).filter(|_| !text.is_empty());
    let parsed = items
        .map(|item| item.parse().map_err(|expected: T::Err| wrong(settings, name, &expected.to_string())));
    parsed.collect()
}

fn key_files(settings: &Settings, certificate: &str, key: &str) -> anyhow::Result<Option<KeyFiles>> {
    let (paths, missing) = match (optional::<PathBuf>(settings, certificate)?, optional(settings, key)?) {
        (None, None) => return Ok(None),
        (Some(certificate), Some(key)) => return Ok(Some(KeyFiles { certificate, key })),
        (Some(_), None) => (certificate, key),
        (None, Some(_)) => (key, certificate),
    };
    bail!("{paths} is set without {missing}; a certificate and its key go together")
}

fn smtp(settings: &Settings) -> anyhow::Result<Option<Smtp>> {
    let is_set = |name: &str| settings.contains_key(name);
    if !settings.keys().any(|name| name.starts_with("smtp.")) {
        return Ok(None);
    }
    if let Some(missing) = ["smtp.host", "smtp.from"].into_iter().find(|name| !is_set(name)) {
        bail!("{missing} is not set; to send mail, at least smtp.host and smtp.from are needed");
    }
    let security = optional(settings, "smtp.security")?.unwrap_or(Security::StartTls);
    let login = match (optional(settings, "smtp.user")?, optional(settings, "smtp.password")?) {
        (Some(user), Some(password)) => Some((user, Secret::new(password))),
        (None, None) => None,
        _ => bail!("smtp.user and smtp.password go together; set both or neither"),
    };
    let ca = optional(settings, "smtp.ca")?;
    if ca.is_some() && security == Security::None {
        bail!("smtp.ca is set, but smtp.security is none, so no certificate would be looked at");
    }
    let Sender(from) = required(settings, "smtp.from")?;
    let Host(host) = required(settings, "smtp.host")?;
    Ok(Some(Smtp {
        host,
        port: optional(settings, "smtp.port")?.map_or(security.port(), |Port(port)| port),
        security,
        ca,
        login,
        from,
    }))
}

/// Names the place to mend, what belongs there, and what was found unless it is a secret.
fn wrong(settings: &Settings, name: &str, expected: &str) -> anyhow::Error {
    let Some(setting) = settings.get(name) else { return anyhow!("{name}: expected {expected}") };
    if keys::find(name).is_some_and(|key| key.secret) {
        anyhow!("{}: expected {expected}", setting.origin)
    } else {
        anyhow!("{}: expected {expected}, found \"{}\"", setting.origin, setting.text)
    }
}
