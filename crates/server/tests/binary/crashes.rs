//! The power cord: whatever was acknowledged is there afterwards, and nothing is there by half.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Instant;

use care::access::may;
use care::router;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::browser::Browser;
use super::fleet::{Router, fleet};
use super::isp::{bar_net, database, open, permit};
use super::program::{Portico, Program, portico, run, soon};

const ROUTERS: usize = 8;
/// Reports to be acknowledged before the server is killed, each time.
const LOAD: u64 = 400;

/// A router under load, and the number of its last report that was acknowledged.
struct Busy {
    router: Router,
    acknowledged: AtomicU64,
}

#[tokio::test(flavor = "multi_thread")]
async fn every_report_that_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let (mut server, admin) = bar_net(folder.path()).await;
    let db = open(&server.data).await;
    let routers = fleet(&db, &server.data, &admin, ROUTERS).await;
    db.close().await;
    let routers: Vec<Arc<Busy>> = routers
        .into_iter()
        .map(|router| Arc::new(Busy { router, acknowledged: AtomicU64::new(0) }))
        .collect();
    for kill in 1..=3 {
        hammer_until_killed(server, &routers).await;
        server = Portico::serve(folder.path()).await;
        for busy in &routers {
            assert_all_kept(&server, &admin, busy, kill).await;
        }
    }
}

async fn hammer_until_killed(server: Portico, routers: &[Arc<Busy>]) {
    let (tell, mut heard) = watch::channel(0);
    let mut lanes = JoinSet::new();
    for busy in routers {
        let (busy, tell, mut line) = (busy.clone(), tell.clone(), busy.router.call(&server).await);
        lanes.spawn(async move {
            let mut number = busy.acknowledged.load(SeqCst);
            while let Some(status) = line.report(number + 1).await {
                assert_eq!(status, 200);
                number += 1;
                busy.acknowledged.store(number, SeqCst);
                tell.send_modify(|all| *all += 1);
            }
        });
    }
    soon("acknowledged reports", heard.wait_for(|all| *all >= LOAD)).await.unwrap();
    server.program.kill().await;
    soon("the end of all lines", async {
        while lanes.join_next().await.is_some_and(|ended| ended.is_ok()) {}
    })
    .await;
    assert!(lanes.is_empty(), "a router was refused");
}

async fn assert_all_kept(server: &Portico, admin: &Browser, busy: &Busy, kill: u32) {
    let db = open(&server.data).await;
    let mut tx = permit::<may::ViewCustomers>(&db, admin).await.read(&db).await.unwrap();
    let status = router::of_customer(&mut tx, busy.router.customer).await.unwrap().unwrap().status;
    let (kept, acknowledged) = (status.sequence.unwrap(), busy.acknowledged.load(SeqCst));
    // The one report that was on its way may have been written and its answer lost.
    assert!(kept == acknowledged || kept == acknowledged + 1, "kill {kill}: kept {kept} of {acknowledged}");
    assert_eq!(status.memory_free_percent.map(u64::from), Some(kept % 100), "kill {kill}");
    drop(tx);
    db.close().await;
}

/// The command is killed at many points of its life, and each time it had added all of its routers or none.
#[tokio::test(flavor = "multi_thread")]
async fn routers_are_added_all_or_none_also_when_it_is_killed_midway() {
    const MANY: usize = 5_000;
    const POINTS: u32 = 12;
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["isp", "create", "--name", "Bar Net", "--data", "data"]).await.0);
    let add = |first: usize| {
        let macs = (first..first + MANY).map(|n| format!("4e0000{n:06x}"));
        let mut command = portico(folder.path(), &["inventory", "add", "--isp", "bar-net", "--data", "data"]);
        command.args(macs);
        command
    };
    let begun = Instant::now();
    let (status, said) = Program::start(&mut add(0)).ended().await;
    assert!(status.success() && said.contains("Added 5000"), "{said}");
    let whole = begun.elapsed();
    let mut killed = 0;
    let mut known = MANY;
    for point in 1..=POINTS {
        let first = MANY * usize::try_from(point).unwrap();
        let was_killed = Program::start(&mut add(first)).killed_after(whole * point / POINTS).await;
        killed += u32::from(was_killed);
        let now = routers(folder.path()).await;
        assert!(now == known || now == known + MANY, "{} of {MANY} were added", now - known);
        assert!(was_killed || now > known, "it ended by itself and had added nothing");
        known = now;
    }
    assert!(killed > 1, "it was never killed before its end");
}

async fn routers(folder: &std::path::Path) -> usize {
    let mut connection = database(&folder.join("data")).await;
    let count: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM router").fetch_one(&mut connection).await.unwrap();
    let named: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM router_mac").fetch_one(&mut connection).await.unwrap();
    assert_eq!(count, named);
    usize::try_from(count).unwrap()
}
