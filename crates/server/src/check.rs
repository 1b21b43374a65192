//! `portico check`: says what is wrong and what to do about it, and changes nothing.

use std::path::Path;

use anyhow::{Context as _, bail};

use crate::cli::StoreArgs;
use crate::config::Config;
use crate::{say, service, store, tls};

pub(crate) async fn run(args: &StoreArgs) -> anyhow::Result<()> {
    let config = store::config(args)?;
    say::line("Configuration  good");
    let findings = [
        ("Storage", storage(&config.data)),
        ("Database", database(&config).await),
        ("Certificates", certificates(&config)),
        ("Mail", mail(&config)),
    ];
    let mut bad = 0;
    for (what, finding) in findings {
        match finding {
            Ok(text) => say::line(&format!("{what:<14} {text}")),
            Err(error) => {
                bad += 1;
                say::line(&format!("{what:<14} WRONG: {error:#}"));
            }
        }
    }
    if bad > 0 {
        bail!("{bad} of the above must be mended before Portico can serve");
    }
    Ok(())
}

fn storage(folder: &Path) -> anyhow::Result<String> {
    if !folder.exists() {
        return Ok(format!("{} is not there yet; serving makes it", folder.display()));
    }
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(folder)?.permissions());
    if mode & 0o077 != 0 {
        bail!("{} can be read by others; run: chmod 700 {}", folder.display(), folder.display());
    }
    tempfile::tempfile_in(folder).with_context(|| format!("{} cannot be written to", folder.display()))?;
    Ok(format!("{} can be written to", folder.display()))
}

async fn database(config: &Config) -> anyhow::Result<String> {
    if config.database.is_none() && !config.data.join(store::DATABASE_FILE).exists() {
        return Ok("SQLite is not there yet; serving makes it".to_owned());
    }
    let db = store::open(config, &config.public_url(config.listen.port())).await?;
    let kind = db.ping().await?;
    let report = db.examine().await?;
    db.close().await;
    Ok(format!("{kind}, {report}"))
}

fn certificates(config: &Config) -> anyhow::Result<String> {
    // Making the listeners' settings is what finds a key that does not fit its certificate.
    if let Some(files) = &config.tls {
        tls::for_pages(tls::Identity::from_files(&files.certificate, &files.key)?)?;
    }
    if let Some(files) = &config.router_tls {
        tls::for_routers(tls::Identity::from_files(&files.certificate, &files.key)?)?;
    }
    Ok("good".to_owned())
}

/// Whether mail can be set up as it is told; the mail server itself is not asked.
fn mail(config: &Config) -> anyhow::Result<String> {
    service::transport(config)?;
    Ok(match &config.smtp {
        Some(smtp) => format!("by {}:{}", smtp.host, smtp.port),
        None => format!("into files in {}", service::mail_folder(config).display()),
    })
}
