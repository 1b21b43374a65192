//! Stories of plans.

use super::*;
use crate::access;
use crate::customer::{self, Account, Written};
use crate::db::CustomerId;
use crate::stories;
use crate::testing::{Isp, World, why};
use crate::words::Gap;

stories![
    plans_are_added_changed_and_deleted,
    two_plans_cannot_have_one_name_however_it_is_written,
    a_plan_that_customers_have_says_how_many_and_stays,
    of_who_deletes_a_plan_and_who_gives_it_away_one_is_refused,
    another_isps_plan_does_not_exist,
    there_are_only_so_many_plans,
    who_changes_what_a_colleague_changed_meanwhile_is_told_and_overwrites_nothing,
];

fn tier(name: &str, down: &str) -> Tier {
    Tier::parse(name, down, "20").unwrap()
}

async fn put(world: &World, isp: &Isp, tier: &Tier) -> Result<PlanId> {
    world.by(isp, &isp.admin, async |tx| add(tx, tier).await).await
}

async fn all(world: &World, isp: &Isp) -> Vec<Plan> {
    world.by(isp, &isp.admin, async |tx: &mut Tx<may::ManageSettings>| list(tx).await).await.unwrap()
}

async fn plans_are_added_changed_and_deleted(world: &World) {
    let isp = world.first_isp().await;
    let slow = put(world, &isp, &tier("Basic", "50")).await.unwrap();
    put(world, &isp, &tier("Family", "300")).await.unwrap();
    let names: Vec<String> = all(world, &isp).await.into_iter().map(|plan| plan.tier.name).collect();
    assert_eq!(names, ["Family", "Basic"], "the fastest first");
    let faster = tier("Basic Plus", "500.5");
    world.by(&isp, &isp.admin, async |tx| change(tx, slow, 1, &faster).await).await.unwrap();
    assert_eq!(all(world, &isp).await[0].tier, faster);
    let gone = world.by(&isp, &isp.admin, async |tx| remove(tx, slow).await).await.unwrap();
    assert_eq!((gone, all(world, &isp).await.len()), (faster, 1));
    let again = world.by(&isp, &isp.admin, async |tx| remove(tx, slow).await).await;
    assert!(matches!(again, Err(Problem::NotFound("plan"))), "{again:?}");
}

async fn two_plans_cannot_have_one_name_however_it_is_written(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    put(world, &isp, &tier("Café  300", "300")).await.unwrap();
    assert_eq!(why(put(world, &isp, &tier("CAFÉ 300", "100")).await, "name"), "plan-name-taken");
    let other = put(world, &isp, &tier("Other", "100")).await.unwrap();
    let renamed =
        world.by(&isp, &isp.admin, async |tx| change(tx, other, 1, &tier("café 300", "1")).await).await;
    assert_eq!(why(renamed, "name"), "plan-name-taken");
    assert!(put(world, &far, &tier("Café 300", "300")).await.is_ok(), "another ISP's are its own");
}

async fn customer_with(world: &World, isp: &Isp, mac: &str, plan: PlanId) -> CustomerId {
    let router = world.stock(isp, mac).await;
    let id = world.enable(isp, router, "Ana Lima").await;
    world.by(isp, &isp.admin, async |tx| customer::update(tx, id, 1, &with(plan)).await).await.unwrap();
    id
}

fn with(plan: PlanId) -> Account {
    let id = plan.to_string();
    let written =
        Written { name: "Ana Lima", address: "1 Elm St", billing_day: "1", plan: &id, ..Written::default() };
    Account::parse(written).unwrap()
}

async fn a_plan_that_customers_have_says_how_many_and_stays(world: &World) {
    let isp = world.first_isp().await;
    let plan = put(world, &isp, &tier("Family", "300")).await.unwrap();
    customer_with(world, &isp, "60:6c:63:00:aa:01", plan).await;
    customer_with(world, &isp, "60:6c:63:00:aa:02", plan).await;
    let refused = world.by(&isp, &isp.admin, async |tx| remove(tx, plan).await).await;
    let Err(Problem::Conflict(say)) = refused else { panic!("deleted") };
    assert_eq!((say.key, say.args), ("plan-in-use", vec![("n", Gap::Text("2".to_owned()))]));
}

async fn of_who_deletes_a_plan_and_who_gives_it_away_one_is_refused(world: &World) {
    let isp = world.first_isp().await;
    for round in 0..6 {
        let plan = put(world, &isp, &tier(&format!("Plan {round}"), "300")).await.unwrap();
        let router = world.stock(&isp, &format!("60:6c:63:00:ab:0{round}")).await;
        let id = world.enable(&isp, router, "Ana Lima").await;
        let outcomes = world.race(2, |n| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            async move {
                if n == 0 {
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    remove(&mut tx, plan).await?;
                    tx.commit().await
                } else {
                    let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
                    customer::update(&mut tx, id, 1, &with(plan)).await?;
                    tx.commit().await
                }
            }
        });
        let outcomes = outcomes.await;
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let customer = world.by(&isp, &isp.admin, async |tx| customer::find(tx, id).await).await.unwrap();
        let there = all(world, &isp).await.iter().any(|it| it.id == plan);
        assert_eq!(customer.account.plan.is_some(), there, "nobody has a plan that is no more");
    }
}

async fn another_isps_plan_does_not_exist(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let theirs = put(world, &far, &tier("Far", "300")).await.unwrap();
    let found = world.by(&isp, &isp.admin, async |tx| find(tx, theirs).await).await;
    assert!(matches!(found, Err(Problem::NotFound("plan"))), "{found:?}");
    let changed =
        world.by(&isp, &isp.admin, async |tx| change(tx, theirs, 1, &tier("Mine", "1")).await).await;
    assert!(matches!(changed, Err(Problem::NotFound("plan"))), "{changed:?}");
    let removed = world.by(&isp, &isp.admin, async |tx| remove(tx, theirs).await).await;
    assert!(matches!(removed, Err(Problem::NotFound("plan"))), "{removed:?}");
    assert_eq!((all(world, &isp).await.len(), all(world, &far).await[0].tier.name.as_str()), (0, "Far"));
}

async fn there_are_only_so_many_plans(world: &World) {
    let isp = world.first_isp().await;
    let tiers: Vec<Tier> = (0..=MOST).map(|n| tier(&format!("Plan {n}"), "300")).collect();
    let filled = world
        .by(&isp, &isp.admin, async |tx| {
            for tier in &tiers[1..] {
                add(tx, tier).await?;
            }
            Ok(())
        })
        .await;
    assert!(filled.is_ok());
    assert_eq!(why(put(world, &isp, &tiers[0]).await, "name"), "too-many-plans");
}

#[test]
fn a_tier_says_beside_each_field_what_is_wrong() {
    let Err(Problem::Invalid(fields)) = Tier::parse(" ", "fast", "") else { panic!("accepted") };
    for (field, why) in [("name", "missing-plan-name"), ("down", "invalid-speed"), ("up", "missing-speed")] {
        assert_eq!(fields.why(field).map(|say| say.key), Some(why), "{field}");
    }
}

async fn who_changes_what_a_colleague_changed_meanwhile_is_told_and_overwrites_nothing(world: &World) {
    let isp = world.first_isp().await;
    let id = put(world, &isp, &tier("Basic", "50")).await.unwrap();
    let outcomes = world.race(2, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let permit = access::staff::<may::ManageSettings>(&db, &hash, &slug).await?;
            let mut tx = permit.write(&db).await?;
            change(&mut tx, id, 1, &tier(&format!("Basic {n}"), "60")).await?;
            tx.commit().await
        }
    });
    let (done, refused): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 1));
    let now = all(world, &isp).await.remove(0);
    assert_eq!(now.version, 2);
    let Err(Problem::Conflict(say)) = &refused[0] else { panic!("{refused:?}") };
    assert_eq!(say.key, "plan-changed-meanwhile");
    assert!(say.args.contains(&("plan", Gap::Text(now.tier.name.clone()))), "{say:?}: what it is now");
    world.by(&isp, &isp.admin, async |tx| change(tx, id, 2, &tier("Mine", "70")).await).await.unwrap();
    assert_eq!(all(world, &isp).await[0].tier, tier("Mine", "70"));
}
