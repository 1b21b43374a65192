//! `portico demo`: a throw-away ISP with people, customers and simulated homes.
//!
//! Nothing is put into the database behind the product's back: people are invited and accept, routers are added and
//! enabled, by the same verbs as in the portal; and the homes report over the real protocol, with TLS and certificates.

mod people;
mod stock;

use std::time::Duration;

use anyhow::Context as _;
use simulate::{Homes, Mac, Mix, Options, Ramp, Simulation, TrustedCa};
use tokio_util::sync::CancellationToken;

use crate::cli::DemoArgs;
use crate::config::Config;
use crate::simulation::FIRST;
use crate::{logging, say, service, store};

/// Some routers stay in stock, so that there is something to enable.
const IN_STOCK: u64 = 12;
/// Homes of one street, whose line is cut after a while: what an outage looks like. Too few homes have no such street.
const STREET: usize = 12;
/// When it is cut: when all of a small demo are online.
const CUT: Duration = Duration::from_secs(120);
/// The share of homes with a trouble of some kind.
const TROUBLED: f64 = 0.15;

pub(crate) async fn run(args: &DemoArgs) -> anyhow::Result<()> {
    let folder = tempfile::Builder::new().prefix("portico-demo-").tempdir()?;
    // An empty file, so that a portico.toml in this folder, which is for the real thing, is left alone.
    let no_settings = folder.path().join("portico.toml");
    std::fs::write(&no_settings, "")?;
    let flags = [
        ("data", folder.path().join("data").display().to_string()),
        ("listen", args.listen.clone()),
        ("router_listen", args.router_listen.clone()),
    ];
    let config = Config::load(Some(&no_settings), [], flags)?;
    logging::start(&config.log, config.log_format)?;

    say::line("Portico demo: a throw-away ISP with simulated homes. Ctrl-C ends it, and nothing stays.");
    let bound = service::bind(&config, &care::db::Clock::system()).await?;
    let db = store::open(&config, bound.public_url()).await?;
    db.migrate().await.context("the database could not be made")?;
    let mut service = bound.serve(&config, db, true).await?;
    let homes = usize::try_from(args.homes.get())?;

    let staff = people::invite_all(&service.db).await?;
    let first = stock::fill(&service.db, &staff.admin, &macs(homes)?).await?;
    let subscriber = match first {
        Some(home) => Some(people::move_in(&service.db, &staff.admin, home).await?),
        None => None,
    };

    say::line("");
    say::line(&format!("  Pages    {}", service.public_url));
    say::line(&format!("  App      {}/app", service.public_url));
    say::line(&format!("  Mailbox  {}/mailbox", service.public_url));
    say::line(&format!("  Routers  {}", service.router_url));
    say::line("");
    for person in staff.people.iter().chain(&subscriber) {
        say::line(&format!("  {:<11} {:<26} {}", person.role, person.email, person.password));
    }
    say::line("");
    say::line(&format!("{homes} homes come online: the first twenty at once, the others one by one."));
    if homes >= 8 * STREET {
        say::line(
            "After two minutes the line of one street is cut. Other troubles are known issues within half an hour.",
        );
    }

    let mut options = Options::new(
        service.router_url.parse()?,
        TrustedCa::Pem(service.ca_pem.clone().into_bytes()),
        folder.path().join("homes"),
    );
    let street = if homes >= 8 * STREET { STREET } else { 0 };
    options.homes = Homes::Numbered { first: FIRST, count: homes - street };
    options.ramp = Ramp { first: 20, within: Duration::from_secs(3), then_per_second: 3.0 };
    options.mix = Mix::Troubled(TROUBLED);
    let stop = CancellationToken::new();
    let first = FIRST.plus(u64::try_from(homes - street)?);
    let street = Options {
        homes: Homes::Numbered { first, count: street },
        mix: Mix::Troubled(0.0),
        state_dir: folder.path().join("street"),
        ..options.clone()
    };
    let street = tokio::spawn(live_on(street, stop.child_token()));
    let simulation = tokio::spawn(Simulation::prepare(options).await?.run(stop.clone()));
    service.until_told_to_stop().await?;
    say::line("Stopping.");
    stop.cancel();
    simulation.await??;
    street.await??;
    service.stop().await;
    Ok(())
}

/// The homes of the street, until their line is cut.
async fn live_on(street: Options, stop: CancellationToken) -> anyhow::Result<()> {
    let cut = stop.clone();
    tokio::spawn(async move {
        tokio::time::sleep(CUT).await;
        cut.cancel();
    });
    Simulation::prepare(street).await?.run(stop).await?;
    Ok(())
}

/// The MACs of the simulated homes, and some more.
fn macs(homes: usize) -> anyhow::Result<Macs> {
    let enabled = Homes::Numbered { first: FIRST, count: homes }.macs();
    let spare =
        (0..IN_STOCK).map(|step| FIRST.plus(u64::try_from(homes).unwrap_or(u64::MAX) + step)).collect();
    Ok(Macs { enabled, spare })
}

/// Which routers there are.
struct Macs {
    /// At customers.
    enabled: Vec<Mac>,
    /// In stock.
    spare: Vec<Mac>,
}
