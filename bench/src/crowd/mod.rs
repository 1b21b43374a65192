//! A crowd: very many customers in a hundred ISPs, on either database.
//!
//! The first ISP has a tenth of all customers, the others share the rest, so that whatever is measured in the first grows as
//! the crowd does. Rows are written as the product's verbs would leave them, a table of an ISP at a time, since a million activations
//! would take hours. What customers and routers are found by is made by the product itself.

mod rows;
mod write;

use crate::say;
use anyhow::{Context, Result};
use care::access::{self, Audience};
use care::db::{Clock, Db, IspId, Site};
use care::email::Email;
use care::invitation;
use care::isp::{self, Name, Slug};
use care::person::{self, Password};
use care::session::{Device, From};
use care::words::Language;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};
use std::path::PathBuf;
use tempfile::TempDir;
use write::Writer;

/// ISPs.
const ISPS: usize = 100;

/// The crowd; its folder is removed at the end, and so is its database on PostgreSQL.
pub(crate) struct Crowd {
    folder: TempDir,
    postgres: Option<(String, String)>,
    /// A session of an Admin of the first ISP.
    pub(crate) session: String,
    /// A home of the first ISP, with all the history that is kept of one.
    pub(crate) home: String,
}

impl Crowd {
    /// Makes it with so many customers; on the PostgreSQL server of this address, or else on SQLite.
    pub(crate) async fn make(customers: usize, server: Option<&str>) -> Result<Crowd> {
        let folder = tempfile::tempdir().context("no folder for the data")?;
        std::fs::create_dir_all(folder.path().join("data"))?;
        let postgres = match server {
            Some(server) => Some((server.to_owned(), create(server, customers).await?)),
            None => None,
        };
        let mut crowd = Crowd { folder, postgres, session: String::new(), home: String::new() };
        let db = crowd.open().await?;
        db.migrate().await?;
        let isps = make_isps(&db).await?;
        crowd.session = join(&db, *isps.first().context("there is no ISP")?).await?;
        let now = db.clock().millis();
        crowd.home = rows::home(now);
        db.close().await;
        let mut writer = match crowd.database() {
            Some(url) => Writer::postgres(&url).await?,
            None => Writer::sqlite(&crowd.data().join("portico.db")).await?,
        };
        let first = customers / 10;
        for (number, isp) in isps.iter().enumerate() {
            let share = if number == 0 { first } else { (customers - first) / (ISPS - 1) };
            rows::fill(&mut writer, &isp.to_string(), number, share, now).await?;
        }
        writer.finish().await?;
        say(&format!("  {customers} customers are there"));
        Ok(crowd)
    }

    /// What `--data` takes.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// What `--database` takes, if it is not in the folder.
    pub(crate) fn database(&self) -> Option<String> {
        self.postgres.as_ref().map(|(server, name)| beside(server, name))
    }

    /// The name of its database on the PostgreSQL server, and the server.
    pub(crate) fn postgres(&self) -> Option<(&str, &str)> {
        self.postgres.as_ref().map(|(server, name)| (server.as_str(), name.as_str()))
    }

    async fn open(&self) -> Result<Db> {
        let site = Site::new("http://localhost");
        Ok(match self.database() {
            Some(url) => Db::postgres(&url, Clock::system(), site).await?,
            None => Db::sqlite(&self.data().join("portico.db"), Clock::system(), site).await?,
        })
    }

    /// Removes it.
    pub(crate) async fn remove(self) -> Result<()> {
        if let Some((server, name)) = &self.postgres {
            run(server, format!("DROP DATABASE {name} WITH (FORCE)")).await?;
        }
        Ok(())
    }
}

/// A new database on the server; its name is ours.
async fn create(server: &str, customers: usize) -> Result<String> {
    let name = format!("bench_{customers}_{}", std::process::id());
    run(server, format!("CREATE DATABASE {name}")).await?;
    // Portico refuses to serve from one that may forget what it was told, as a server for tests may be set.
    run(server, format!("ALTER DATABASE {name} SET synchronous_commit = on")).await?;
    Ok(name)
}

async fn run(server: &str, sql: String) -> Result<()> {
    let mut connection = PgConnection::connect(server).await.context("no PostgreSQL there")?;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
    Ok(connection.close().await?)
}

/// The same server, another database.
fn beside(server: &str, name: &str) -> String {
    server.rsplit_once('/').map_or_else(|| server.to_owned(), |(server, _)| format!("{server}/{name}"))
}

async fn make_isps(db: &Db) -> Result<Vec<IspId>> {
    let wrong = |why: care::words::Say| anyhow::anyhow!(why.key);
    let mut isps = Vec::with_capacity(ISPS);
    for number in 0..ISPS {
        let slug = if number == 0 { crate::stock::SLUG.to_owned() } else { format!("isp-{number}") };
        let mut tx = access::shell(None).write(db).await?;
        let name = Name::parse(&format!("ISP {number}")).map_err(wrong)?;
        isps.push(isp::create(&mut tx, &name, &Slug::parse(&slug).map_err(wrong)?).await?);
        tx.commit().await?;
    }
    Ok(isps)
}

async fn join(db: &Db, isp: IspId) -> Result<String> {
    let wrong = |why: care::words::Say| anyhow::anyhow!(why.key);
    let email = Email::parse(&crate::stock::address(0)).map_err(wrong)?;
    let hashed = Password::chosen(crate::stock::PASSWORD, &[]).map_err(wrong)?.hash().await?;
    let mut tx = access::shell(Some(isp)).write(db).await?;
    let token = invitation::invite_admin(&mut tx, &email).await?;
    tx.commit().await?;
    let from = From {
        audience: Audience::Portal,
        address: "127.0.0.1".to_owned(),
        agent: "bench".to_owned(),
        device: Device::random(),
        language: Language::English,
    };
    let mut tx = access::anyone().write(db).await?;
    let accepted = invitation::accept_new(&mut tx, &token, &person::Name::default(), &hashed, &from).await?;
    tx.commit().await?;
    Ok(accepted.cookie.context("whoever is new gets a session")?.reveal().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::access::may;
    use care::connectivity::{self, Filter, Order};
    use care::known_issue::{self, Wanted};
    use care::search::{self, Asked};
    use care::session::Cookie;

    /// As the product reads it: lists, counts and search agree on who is there.
    #[tokio::test]
    async fn a_small_crowd_is_what_it_says() {
        let crowd = Crowd::make(1000, None).await.unwrap();
        let db = crowd.open().await.unwrap();
        let cookie = Cookie::sent(&crowd.session);
        let permit = access::staff::<may::ViewTabs>(&db, &cookie.hash(), crate::stock::SLUG).await.unwrap();
        let mut tx = permit.read(&db).await.unwrap();
        let counts = care::router::counts(&mut tx).await.unwrap();
        assert_eq!((counts.online + counts.offline, counts.in_stock), (100, 5));
        let mut listed = 0;
        for online in [true, false] {
            let page =
                connectivity::list(&mut tx, online, &Filter::default(), Order::USUAL, None).await.unwrap();
            listed += page.rows.len();
        }
        assert_eq!(listed, 100);
        let issues = known_issue::list(&mut tx, Wanted::default(), None).await.unwrap();
        assert_eq!(issues.rows.len(), 24, "nineteen are offline, five are busy");
        drop(tx);
        let permit =
            access::staff::<may::ViewCustomers>(&db, &cookie.hash(), crate::stock::SLUG).await.unwrap();
        let mut tx = permit.read(&db).await.unwrap();
        let found = search::find(&mut tx, &Asked::parse(&rows::name(7)).unwrap(), 10).await.unwrap();
        assert!(found.complete && found.hits.iter().any(|hit| hit.name == rows::name(7)));
    }
}
