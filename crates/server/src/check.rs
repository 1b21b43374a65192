//! `portico check`: says what is wrong and what to do about it, and changes nothing.

use std::path::Path;

use anyhow::{Context as _, bail};
use care::db::Db;

use crate::cli::CheckArgs;
use crate::config::Config;
use crate::{say, service, store, tls};

mod audit;
mod storage;

pub(crate) async fn run(args: &CheckArgs) -> anyhow::Result<()> {
    let config = store::config(&args.store)?;
    say::line("Configuration  good");
    // Before the database is opened, which would close the folder to others.
    let mut findings = vec![("Storage", folder(&config.data))];
    let mut kept = None;
    let db = open(&config).await;
    match &db {
        Ok(Some(db)) => {
            let database = database(db).await;
            let sound = database.is_ok();
            findings.push(("Database", database));
            // In a database that is not as it should be, there may be no log to be read.
            if sound {
                findings.push(("Audit log", audit::log(db, args.audit_heads.as_deref()).await));
                if args.storage {
                    kept = Some(storage::report(db).await?);
                }
            }
        }
        Ok(None) => findings.push(("Database", Ok("SQLite is not there yet; serving makes it".to_owned()))),
        Err(error) => findings.push(("Database", Err(anyhow::anyhow!("{error:#}")))),
    }
    findings.push(("Certificates", certificates(&config)));
    findings.push(("Mail", mail(&config)));
    findings.push(("Notices", notices(&config)));
    if let Ok(Some(db)) = db {
        db.close().await;
    }
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
    if let Some(text) = kept {
        say::line("");
        say::line(&text);
    }
    if bad > 0 {
        bail!("{bad} of the above must be mended before Portico can serve");
    }
    Ok(())
}

fn folder(folder: &Path) -> anyhow::Result<String> {
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

/// The database; none where serving has not made it yet.
async fn open(config: &Config) -> anyhow::Result<Option<Db>> {
    if config.database.is_none() && !config.data.join(store::DATABASE_FILE).exists() {
        return Ok(None);
    }
    store::open(config, &config.public_url(config.listen.port())).await.map(Some)
}

async fn database(db: &Db) -> anyhow::Result<String> {
    Ok(format!("{}, {}", db.ping().await?, db.examine().await?))
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

/// Whether notices can be set up as it is told; no push service is asked.
fn notices(config: &Config) -> anyhow::Result<String> {
    service::push_client(config)?;
    Ok(if config.push.services.any() { "by push services" } else { "off" }.to_owned())
}

/// Whether mail can be set up as it is told; the mail server itself is not asked.
fn mail(config: &Config) -> anyhow::Result<String> {
    service::transport(config)?;
    Ok(match &config.smtp {
        Some(smtp) => format!("by {}:{}", smtp.host, smtp.port),
        None => format!("into files in {}", service::mail_folder(config).display()),
    })
}
