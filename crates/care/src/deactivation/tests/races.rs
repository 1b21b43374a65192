//! Stories of people who act on one home at the same moment.

use super::*;

stories![
    of_many_who_deactivate_one_home_one_does,
    a_change_and_a_deactivation_do_not_cross,
    nobody_changes_their_email_and_deactivates_their_home_at_once,
    of_who_takes_it_back_and_who_gives_the_router_away_the_router_is_with_one,
];

async fn of_many_who_deactivate_one_home_one_does(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let outcomes = world.race(8, |_| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            deactivate(&mut tx, id).await?;
            tx.commit().await
        }
    });
    let (right, late): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!(right.len(), 1);
    for refused in late {
        assert_eq!(said(refused), "customer-is-closed");
    }
    let told = "SELECT COUNT(*) AS n FROM timeline WHERE kind = 'customer-deactivated'";
    assert_eq!(world.count(told).await, 1);
}

async fn a_change_and_a_deactivation_do_not_cross(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let outcomes = world.race(8, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            if n % 2 == 0 {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                deactivate(&mut tx, id).await?;
                tx.commit().await
            } else {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                customer::update(&mut tx, id, 1, &account(&format!("Racer {n}"), None)).await?;
                tx.commit().await
            }
        }
    });
    let outcomes = outcomes.await;
    for refused in outcomes.into_iter().filter(Result::is_err) {
        let why = said(refused);
        assert!(["customer-is-closed", "customer-changed-meanwhile"].contains(&why), "{why}");
    }
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    let acts =
        "SELECT COUNT(*) AS n FROM timeline WHERE kind IN ('customer-updated', 'customer-deactivated')";
    assert_eq!(customer.version - 1, world.count(acts).await, "every change of the row is told, once");
    let in_stock = world.count("SELECT COUNT(*) AS n FROM router WHERE customer_id IS NULL").await == 1;
    assert_eq!(customer.closed_at.is_some(), in_stock);
}

async fn nobody_changes_their_email_and_deactivates_their_home_at_once(world: &World) {
    let isp = world.first_isp().await;
    let (id, _) = home(world, &isp).await;
    let ana = world.join(&isp, "ana@mail.example", "user").await;
    let outcomes = world.race(8, |n| {
        let (db, hash, slug) = (world.db.clone(), ana.hash(), isp.slug.clone());
        async move {
            if n % 2 == 0 {
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                deactivate(&mut tx, id).await?;
                tx.commit().await
            } else {
                let account = reached_at(&format!("bo{n}@mail.example"));
                let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                customer::update(&mut tx, id, 1, &account).await?;
                tx.commit().await
            }
        }
    });
    assert!(outcomes.await.iter().all(Result::is_err));
    let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
    assert_eq!((customer.version, customer.closed_at), (1, None));
    assert_eq!(customer.account.information.mailbox().as_deref(), Some("ana@mail.example"));
}

async fn of_who_takes_it_back_and_who_gives_the_router_away_the_router_is_with_one(world: &World) {
    let isp = world.first_isp().await;
    let (mut id, router) = home(world, &isp).await;
    for _ in 0..6 {
        end(world, &isp, &isp.admin, id).await.unwrap();
        let outcomes = world.race(2, |n| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            async move {
                if n == 0 {
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    let restored = restore(&mut tx, id).await?;
                    tx.commit().await?;
                    Ok(restored.with_router.then_some(id))
                } else {
                    let bo = Information::parse("Bo Quill", "2 Oak St", "", "").unwrap();
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    let next = inventory::enable(&mut tx, router, &bo).await?;
                    tx.commit().await?;
                    Ok(Some(next))
                }
            }
        });
        let outcomes: Vec<Result<Option<CustomerId>>> = outcomes.await;
        let with: Vec<CustomerId> = outcomes.into_iter().filter_map(|it| it.ok().flatten()).collect();
        assert_eq!(with.len(), 1, "with one of them");
        assert!(router_of(world, &isp, with[0]).await.is_some());
        id = with[0];
    }
}
