//! An import and the power cord: it goes on where it was, and nothing is in the inventory by half.

use std::fmt::Write as _;
use std::path::Path;

use super::browser::Browser;
use super::isp::{bar_net, database};
use super::program::{Portico, soon};

/// A hundred turns of the worker's.
const MANY: i64 = 100_000;
const KILLS: i64 = 4;

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_killed_again_and_again_ends_as_one_that_was_not() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, mut admin) = bar_net(folder.path()).await;
    let macs = (0..MANY).fold(String::new(), |mut text, n| {
        writeln!(text, "4e00{n:08x}").unwrap();
        text
    });
    let import = admin.upload("/isps/bar-net/inventory/imports", &macs).await;
    let agreed = [("good", "100000"), ("left_out", "0")];
    assert_eq!(admin.submit(&format!("{import}/publication"), &agreed).await, import);
    let mut killed_midway = 0;
    for kill in 1..=KILLS {
        let place = soon("the import goes on", until(&mut admin, &import, MANY * kill / (KILLS + 1))).await;
        server.program.kill().await;
        killed_midway += u32::from(place < MANY);
        let (routers, done) = kept(folder.path()).await;
        assert!(routers == 0 || done && routers == MANY, "kill {kill}: {routers} of {MANY}");
        server = Portico::serve(folder.path()).await;
        let session = admin.session.take();
        admin = Browser::at(&server);
        admin.session = session;
    }
    assert!(killed_midway > 1, "it was never killed on its way");
    soon("its end", async {
        while !admin.get(&import).await.body.contains("100,000 routers are in the inventory.") {}
    })
    .await;
    assert_eq!(kept(folder.path()).await, (MANY, true));
    server.program.terminate();
}

/// Waits until the import has come so far, or to its end; gives where it is.
async fn until(admin: &mut Browser, import: &str, wanted: i64) -> i64 {
    loop {
        let page = admin.get(import).await.body;
        let place = page.split("<progress value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let place = place.map_or(MANY, |place| place.parse().unwrap());
        if place >= wanted {
            return place;
        }
    }
}

/// How many routers there are, and whether the import says that it is done.
async fn kept(folder: &Path) -> (i64, bool) {
    let mut connection = database(&folder.join("data")).await;
    let routers = sqlx::query_scalar("SELECT COUNT(*) FROM router").fetch_one(&mut connection).await.unwrap();
    let done = "SELECT COUNT(*) FROM inventory_import WHERE state = 'done'";
    let done: i64 = sqlx::query_scalar(done).fetch_one(&mut connection).await.unwrap();
    let named: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM router_mac").fetch_one(&mut connection).await.unwrap();
    assert!(done == 0 || named == routers, "{named} MACs and {routers} routers");
    (routers, done == 1)
}
