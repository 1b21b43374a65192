//! Two processes on one PostgreSQL database are one Portico.

use care::db::{Clock, Db, Site};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::browser::Browser;
use super::fleet::fleet;
use super::isp::set_up;
use super::program::{Portico, run};

/// A database of its own on the tests' server; it goes when the server goes.
async fn database() -> String {
    let server = std::env::var("PORTICO_TEST_POSTGRES").unwrap_or_else(|_| {
        panic!("PORTICO_TEST_POSTGRES is not set; `cargo xtask test` starts a PostgreSQL server and runs every test")
    });
    // Nobody else takes this name: it is that of a folder which exists nowhere else.
    let folder = tempfile::Builder::new().prefix("binary_").tempdir().unwrap();
    let name = folder.path().file_name().unwrap().to_str().unwrap().to_owned();
    let mut connection = PgConnection::connect(&server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(format!("CREATE DATABASE \"{name}\"")))
        .execute(&mut connection)
        .await
        .unwrap();
    format!("{}/{name}", server.rsplit_once('/').unwrap().0)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_in_one_process_is_seen_and_heard_in_the_other() {
    let url = database().await;
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let (success, said) = run(folders[0].path(), &["migrate", "--database", &url, "--data", "data"]).await;
    assert!(success && said.contains("PostgreSQL database is up to date"), "{said}");
    let a = Portico::serve_with(folders[0].path(), &["--database", &url]).await;
    let mut at_a = set_up(&a).await;
    let b = Portico::serve_with(folders[1].path(), &["--database", &url]).await;
    assert_eq!(b.set_up_link(), None, "the other process knows that there is an ISP");

    // One session is good at both.
    let mut at_b = Browser::at(&b);
    at_b.session = at_a.session.clone();
    let mut events = at_b.listen().await;
    at_a.submit("/isps/bar-net/inventory", &[("macs", "4e:00:00:99:00:01")]).await;
    events.hear("event: changed\ndata: inventory").await;
    assert!(at_b.get("/isps/bar-net/inventory").await.body.contains("4e:00:00:99:00:01"));

    let db = Db::postgres(&url, Clock::system(), Site::new(&a.origin)).await.unwrap();
    let routers = fleet(&db, &a.data, &at_a, 1).await;
    db.close().await;
    assert!(!at_b.get("/isps/bar-net/online").await.body.contains(&routers[0].mac));
    let answer = routers[0].call(&a).await.report(0).await;
    assert_eq!(answer.unwrap(), 200);
    events.hear("event: changed\ndata: customers").await;
    let page = at_b.get("/isps/bar-net/online").await;
    assert!(page.body.contains(&routers[0].mac), "the router that reports to one is online at the other");
}
