//! Opening the data folder and the database.

use std::path::Path;

use anyhow::Context as _;
use care::db::{Clock, Db, Site};

use crate::cli::StoreArgs;
use crate::config::Config;

/// The embedded database's file in the data folder.
pub(crate) const DATABASE_FILE: &str = "portico.db";

/// Where the origin of the server's pages is left.
const ORIGIN_FILE: &str = "origin";

/// The configuration that a command's flags, the environment and the file give.
pub(crate) fn config(store: &StoreArgs) -> anyhow::Result<Config> {
    Config::load(store.config.as_deref(), std::env::vars_os(), store.settings())
}

/// Makes the data folder, for its owner's eyes only: it holds keys and people's data.
pub(crate) fn make_data_folder(folder: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("the data folder {} could not be made", folder.display()))?;
    // One that was there before may be open to others.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .with_context(|| format!("the data folder {} could not be closed to others", folder.display()))
}

/// Opens the database, and makes the embedded one if it is not there.
pub(crate) async fn open(config: &Config, public_url: &str) -> anyhow::Result<Db> {
    let (clock, site) = (Clock::system(), Site::new(public_url));
    match &config.database {
        Some(url) => Db::postgres(url.reveal(), clock, site)
            .await
            .context("the PostgreSQL database could not be reached"),
        None => {
            make_data_folder(&config.data)?;
            let file = config.data.join(DATABASE_FILE);
            let opened = Db::sqlite(&file, clock, site).await;
            opened.with_context(|| format!("the database {} could not be opened", file.display()))
        }
    }
}

/// Leaves in the data folder where its server's pages are: a command of the shell prints links, and was not told the
/// server's flags.
pub(crate) fn leave_origin(config: &Config, origin: &str) -> anyhow::Result<()> {
    std::fs::write(config.data.join(ORIGIN_FILE), origin).context("the data folder could not be written to")
}

/// What is set, else where the folder's server was last, else the default.
fn origin(config: &Config) -> String {
    let left = || std::fs::read_to_string(config.data.join(ORIGIN_FILE)).ok();
    let known = config.set_public_url().map(str::to_owned).or_else(left);
    known.unwrap_or_else(|| config.public_url(config.listen.port()))
}

/// Opens it for a command of the shell, brought up to date.
pub(crate) async fn open_for_shell(store: &StoreArgs) -> anyhow::Result<Db> {
    let config = config(store)?;
    let db = open(&config, &origin(&config)).await?;
    db.migrate().await.context("the database could not be brought up to date")?;
    Ok(db)
}
