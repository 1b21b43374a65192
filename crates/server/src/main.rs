//! The binary `portico`: configuration, TLS, wiring, subcommands. No product logic.

mod check;
mod cli;
mod clusters;
mod config;
mod demo;
mod listen;
mod logging;
mod roles;
mod say;
mod serve;
mod service;
mod shell;
mod simulation;
mod store;
mod tls;

use std::process::ExitCode;

use clap::Parser as _;

use cli::{AdminCommand, Cli, ClusterCommand, Command, InventoryCommand, IspCommand, PersonCommand};

fn main() -> ExitCode {
    let command = Cli::parse().into_command();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Serve(args) => serve::run(&args).await,
        Command::Demo(args) => demo::run(&args).await,
        Command::Simulate(args) => simulation::run(&args).await,
        Command::Migrate(args) => shell::migrate(&args).await,
        Command::Isp(IspCommand::Create { name, slug, store }) => {
            shell::create_isp(&name, slug.as_deref(), &store).await
        }
        Command::Isp(IspCommand::List(store)) => shell::list_isps(&store).await,
        Command::Cluster(command) => cluster(command).await,
        Command::Admin(AdminCommand::Invite { place, email, store }) => {
            shell::invite_admin(&place, &email, &store).await
        }
        Command::Person(PersonCommand::ResetTwoFactor { email, store }) => {
            shell::reset_two_factor(&email, &store).await
        }
        Command::Person(PersonCommand::EraseFromAuditLog { email, store }) => {
            shell::erase_from_audit_log(&email, &store).await
        }
        Command::Inventory(InventoryCommand::Add { isp, macs, store }) => {
            shell::add_inventory(&isp, &macs, &store).await
        }
        Command::Roles { tsv } => {
            say::text(&if tsv { roles::tsv() } else { roles::table() });
            Ok(())
        }
        Command::Check(args) => check::run(&args).await,
    }
}

async fn cluster(command: ClusterCommand) -> anyhow::Result<()> {
    match command {
        ClusterCommand::Create { name, slug, store } => {
            clusters::create(&name, slug.as_deref(), &store).await
        }
        ClusterCommand::List(store) => clusters::list(&store).await,
        ClusterCommand::Add { cluster, isp, store } => clusters::add(&cluster, &isp, &store).await,
        ClusterCommand::Remove { isp, store } => clusters::remove(&isp, &store).await,
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    // One line, causes included: what went wrong, and where.
    say::error(&format!("portico: {error:#}"));
    ExitCode::FAILURE
}
