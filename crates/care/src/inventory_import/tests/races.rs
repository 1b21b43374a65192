//! Many at once: workers, ISPs, and somebody who cancels.

use super::*;

stories![
    of_two_isps_that_import_the_same_macs_one_gets_them,
    many_workers_do_the_work_once,
    of_cancelling_and_publishing_at_once_one_happens,
];

/// Many workers, until nothing is left to be done. That one gave way to another is no fault.
async fn workers(world: &World, many: usize) {
    world
        .race(many, |_| {
            let db = world.db.clone();
            async move {
                loop {
                    match work(&db).await {
                        Ok(0) => return,
                        Ok(_) | Err(Problem::Busy) => {}
                        Err(problem) => panic!("{problem}"),
                    }
                }
            }
        })
        .await;
}

async fn of_two_isps_that_import_the_same_macs_one_gets_them(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let mut ids = Vec::new();
    for it in [&isp, &far] {
        let id = put(world, it, &it.admin, &file(0..MANY)).await.unwrap();
        begin(world, it, id).await.unwrap();
        ids.push(id);
    }
    workers(world, 4).await;
    let (one, two) = (look(world, &isp, ids[0]).await, look(world, &far, ids[1]).await);
    let all = MANY as i64;
    let (done, late, its) = if one.state == State::Done { (one, two, &far) } else { (two, one, &isp) };
    // Both go from the lowest MAC upwards: who has the first of them has all that both want.
    assert_eq!((done.state, late.state), (State::Done, State::Ready));
    assert_eq!(routers(world).await, (all, all));
    // The other looked at what was left while the first was on its way, and may try for that.
    if late.good > 0 {
        begin(world, its, late.id).await.unwrap();
        workers(world, 4).await;
    }
    let late = look(world, its, late.id).await;
    assert_eq!((late.state, late.good, late.left_out()), (State::Ready, 0, all));
    assert_eq!(routers(world).await, (all, all));
}

async fn many_workers_do_the_work_once(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &isp.admin, &file(0..MANY)).await.unwrap();
    begin(world, &isp, id).await.unwrap();
    workers(world, 6).await;
    assert_eq!(look(world, &isp, id).await.state, State::Done);
    assert_eq!(routers(world).await, (MANY as i64, MANY as i64));
    let told = "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'inventory-import-done'";
    assert_eq!(world.count(told).await, 1);
}

async fn of_cancelling_and_publishing_at_once_one_happens(world: &World) {
    let isp = world.first_isp().await;
    for round in 0..4_usize {
        let id = put(world, &isp, &isp.admin, &file(round * 10..round * 10 + 10)).await.unwrap();
        begin(world, &isp, id).await.unwrap();
        work(&world.db).await.unwrap();
        let before = routers(world).await;
        world
            .race(2, |n| {
                let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
                async move {
                    if n == 0 {
                        work(&db).await.unwrap();
                    } else {
                        let mut tx =
                            crate::access::staff(&db, &hash, &slug).await.unwrap().write(&db).await.unwrap();
                        if cancel(&mut tx, id).await.is_ok() {
                            tx.commit().await.unwrap();
                        }
                    }
                }
            })
            .await;
        work_all(world).await;
        let expected = match look(world, &isp, id).await.state {
            State::Done => (before.0 + 10, before.1),
            State::Cancelled => (before.0, before.1 - 10),
            other => panic!("{other:?}"),
        };
        assert_eq!(routers(world).await, expected);
    }
}
