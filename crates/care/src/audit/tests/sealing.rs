//! Who links what, and in which order.

use super::*;
use crate::access;
use crate::stories;
use crate::testing::tell;

stories![
    turns_are_small_and_nothing_is_left_out,
    each_place_has_a_chain_of_its_own,
    many_sealers_at_once_make_one_chain,
];

async fn turns_are_small_and_nothing_is_left_out(world: &World) {
    let isp = world.first_isp().await;
    acts(world, &isp, 150).await;
    assert_eq!(seal(&world.db).await.unwrap(), 64 + 1, "a turn at each of the two places");
    assert_eq!(seal(&world.db).await.unwrap(), 64);
    assert_eq!(seal(&world.db).await.unwrap(), 152 - 128);
    assert_eq!(seal(&world.db).await.unwrap(), 0);
    let found = verified(world).await;
    assert_eq!((found.fault, found.entries, found.unsealed), (None, 153, 0));
}

async fn each_place_has_a_chain_of_its_own(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    acts(world, &isp, 2).await;
    seal_all(world).await;
    let found = verified(world).await;
    let at = |isp: &Isp| found.heads.iter().find(|head| head.place == place(isp)).unwrap().number;
    assert_eq!((at(&isp), at(&far)), (4, 3));
}

async fn many_sealers_at_once_make_one_chain(world: &World) {
    let isp = world.first_isp().await;
    let (db, id) = (world.db.clone(), isp.id);
    let outcomes = world
        .race(12, |n| {
            let db = db.clone();
            async move {
                for _ in 0..20 {
                    if n % 2 == 0 {
                        let mut tx = access::shell(Some(id)).write(&db).await?;
                        let scope = &mut *tx;
                        note(scope, "isp-updated", &Details::new()).await?;
                        tx.commit().await?;
                    } else {
                        seal(&db).await?;
                    }
                }
                Ok::<(), crate::Problem>(())
            }
        })
        .await;
    for outcome in outcomes {
        outcome.unwrap();
    }
    seal_all(world).await;
    let found = verified(world).await;
    assert_eq!((found.fault, found.entries, found.unsealed), (None, 3 + 120, 0));
}

/// Ids are made when a transaction begins its work; commits come in any order.
#[test]
fn a_row_that_commits_late_is_linked_late_and_never_skipped() {
    tell(Database::Postgres, async |world| {
        let isp = world.first_isp().await;
        let mut late = access::shell(Some(isp.id)).write(&world.db).await.unwrap();
        let scope = &mut *late;
        note(scope, "isp-updated", &Details::new()).await.unwrap();
        world.minutes(5);
        acts(world, &isp, 1).await;
        seal_all(world).await;
        assert_eq!(verified(world).await.entries, 4);
        late.commit().await.unwrap();
        assert_eq!(verified(world).await.unsealed, 1);
        seal_all(world).await;
        let found = verified(world).await;
        assert_eq!((found.fault, found.entries, found.unsealed), (None, 5, 0));
        let order = "SELECT COUNT(*) AS n
                     FROM audit a JOIN audit_seal s ON s.audit_id = a.id
                     JOIN audit b ON b.isp_id = a.isp_id AND b.kind = a.kind AND b.id <> a.id
                     JOIN audit_seal t ON t.audit_id = b.id WHERE a.kind = 'isp-updated' AND a.id < b.id AND s.number = t.number + 1";
        assert_eq!(world.count(order).await, 1, "the older id has the later number");
    });
}
