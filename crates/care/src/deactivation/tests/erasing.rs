//! Stories of what is left of somebody when their time is over.

use super::*;
use crate::audit;
use crate::isp::{Rules, update_rules};

stories![
    when_their_time_is_over_nothing_is_left_of_them,
    a_long_timeline_goes_in_small_turns,
    a_longer_time_holds_for_those_who_are_gone_already,
    who_is_back_is_not_erased,
];

/// All that the database holds, where it holds one of these.
async fn traces(world: &World, of: &[&str]) -> Vec<String> {
    let picture = world.picture().await;
    let rows = picture.into_iter().flat_map(|(table, rows)| {
        rows.into_iter().map(move |row| format!("{table}: {row}")).collect::<Vec<_>>()
    });
    rows.filter(|row| of.iter().any(|it| row.to_lowercase().contains(&it.to_lowercase()))).collect()
}

async fn erase_all(world: &World) -> usize {
    let mut turns = 0;
    while erase_due(&world.db).await.unwrap() {
        turns += 1;
        assert!(turns < 1000, "it never ends");
    }
    turns
}

const DAY: u64 = 24 * 60;

async fn when_their_time_is_over_nothing_is_left_of_them(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let (id, _) = home(world, &isp).await;
    world.by(&isp, &isp.admin, async |tx| customer::note_visit(tx, id).await).await.unwrap();
    let renamed = account("Ana Quillfeather", None);
    world.by(&isp, &isp.admin, async |tx| customer::update(tx, id, 1, &renamed).await).await.unwrap();
    let other = world.stock(&isp, "60:6c:63:00:aa:02").await;
    let stays = world.enable(&isp, other, "Bo Stays").await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    world.minutes(89 * DAY);
    assert_eq!(erase_all(world).await, 0, "not a day too early");
    let telling = ["Ana Lima", "Quillfeather", "Ana@Mail.example", "555 0100", "wan Elm", "post Elm"];
    assert!(!traces(world, &telling).await.is_empty());
    let isp = later(world, isp, DAY).await;
    assert!(erase_all(world).await > 0);
    let ids = [id.0.simple().to_string(), id.to_string()];
    let left = traces(world, &[&telling[..], &[&ids[0], &ids[1]]].concat()).await;
    // The digests of the log's entries are over what was there, and tell nothing.
    assert!(left.is_empty(), "{left:#?}");
    let gone = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await;
    assert!(matches!(gone, Err(Problem::NotFound("customer"))), "{gone:?}");
    assert!(world.by(&isp, &isp.admin, async |tx| customer::find(tx, stays).await).await.is_ok());
    world.minutes(1);
    audit::seal(&world.db).await.unwrap();
    let verified = world.system(async |tx| audit::verify(tx, &[]).await).await.unwrap();
    assert!(verified.fault.is_none(), "the log is whole: {:?}", verified.fault);
    let erased = "SELECT COUNT(*) AS n FROM audit WHERE kind = 'customer-erased'";
    assert_eq!(world.count(erased).await, 1);
    drop(far);
}

async fn a_long_timeline_goes_in_small_turns(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    for n in 0..450 {
        let account = account(&format!("Ana {n}"), None);
        world.by(&isp, &isp.admin, async |tx| customer::update(tx, id, n + 1, &account).await).await.unwrap();
    }
    end(world, &isp, &isp.admin, id).await.unwrap();
    world.minutes(90 * DAY);
    let of_home = "SELECT COUNT(*) AS n FROM timeline WHERE customer_id IS NOT NULL";
    let before = world.count(of_home).await;
    assert!(erase_due(&world.db).await.unwrap());
    assert_eq!(before - world.count(of_home).await, 200);
    assert!(erase_all(world).await >= 3);
    assert_eq!(world.count(of_home).await, 0);
}

async fn a_longer_time_holds_for_those_who_are_gone_already(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    let rules = Rules::parse("on", "365", "400").unwrap();
    world.by(&isp, &isp.admin, async |tx| update_rules(tx, &rules).await).await.unwrap();
    world.minutes(364 * DAY);
    assert_eq!(erase_all(world).await, 0);
    world.minutes(DAY);
    assert!(erase_all(world).await > 0);
}

async fn who_is_back_is_not_erased(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    end(world, &isp, &isp.admin, id).await.unwrap();
    back(world, &isp, id).await.unwrap();
    world.minutes(1000 * DAY);
    assert_eq!(erase_all(world).await, 0);
}
