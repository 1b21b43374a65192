//! `portico serve`.

use anyhow::{Context as _, bail};
use care::access::{self, Audience};
use care::setup;

use crate::cli::ServeArgs;
use crate::config::Config;
use crate::service::{self, Service};
use crate::{logging, say, store};

pub(crate) async fn run(args: &ServeArgs) -> anyhow::Result<()> {
    let config = Config::load(args.store.config.as_deref(), std::env::vars_os(), args.settings())?;
    logging::start(&config.log, config.log_format)?;
    if args.dev && !(config.is_for_this_machine_alone() && config.smtp.is_none()) {
        bail!(
            "--dev shows every mail, links included, to whoever asks; it is for a server on loopback that sends no mail"
        );
    }
    let mut service = start(&config, args.dev).await?;
    service.until_told_to_stop().await?;
    say::line("Stopping.");
    service.stop().await;
    Ok(())
}

async fn start(config: &Config, dev: bool) -> anyhow::Result<Service> {
    say::line(concat!("Portico ", env!("CARGO_PKG_VERSION")));
    let bound = service::bind(config, &care::db::Clock::system()).await?;
    store::leave_origin(config, bound.public_url())?;
    let db = store::open(config, bound.public_url()).await?;
    say::line(&format!("  Database  {}, bringing it up to date", db.ping().await?));
    db.migrate().await.context("the database could not be brought up to date")?;
    if let Err(error) = db.examine().await {
        // Serving goes on: better with one line of defence than not at all. `portico check` says the same.
        say::error(&format!("portico: the database is not as it should be: {error}"));
    }
    let service = bound.serve(config, db, dev).await?;
    say::line(&format!("  Data      {}", config.data.display()));
    say::line(&format!("  Pages     {}", service.public_url));
    say::line(&format!("  Routers   {}", service.router_url));
    match &config.smtp {
        Some(smtp) => say::line(&format!("  Mail      by {}:{}", smtp.host, smtp.port)),
        None => say::line(&format!("  Mail      into files in {}", service::mail_folder(config).display())),
    }
    if dev {
        say::line(&format!("  Mailbox   {}/mailbox", service.public_url));
    }
    offer_set_up(&service).await?;
    say::line("Ready.");
    Ok(service)
}

/// Prints the one-time link while there is no ISP.
async fn offer_set_up(service: &Service) -> anyhow::Result<()> {
    let mut tx = access::system().write(&service.db).await?;
    let token = setup::offer(&mut tx).await?;
    tx.commit().await?;
    if let Some(token) = token {
        say::line("");
        say::line("No ISP yet. Open this link to set up the first one (it works once, for a day):");
        say::line(&format!("  {}", token.address(Audience::Portal, service.db.site())));
        say::line("");
    }
    Ok(())
}
