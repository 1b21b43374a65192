//! Labels: whose they are, and when they are good.

use super::*;
use crate::access::Audience;
use crate::db::RouterId;
use crate::mac::Mac;

stories![
    whoever_scans_first_is_the_primary_user_and_the_next_one_asks,
    whoever_was_removed_does_not_come_back_by_a_label_that_they_kept,
    of_many_who_scan_at_once_one_claims,
    printing_another_voids_the_one_before,
    a_label_ends_when_its_router_leaves_the_home,
    a_router_in_stock_and_a_home_that_is_closed_are_no_home,
    who_may_not_change_the_inventory_prints_nothing_nor_does_another_isp,
    a_label_is_no_ones_word_for_an_address,
    a_label_of_before_is_none_of_a_router_that_was_deleted_and_added_again,
    the_customers_own_mailbox_hears_of_a_claim_that_is_not_theirs,
];

fn key() -> LabelKey {
    LabelKey::derived(b"the service's own")
}

async fn the_router(world: &World, n: u8) -> RouterId {
    world.router_of(&Mac::parse(&format!("60:6c:63:00:cc:{n:02x}")).unwrap()).await
}

async fn prints(world: &World, isp: &Isp, router: RouterId) -> Code {
    let admin = world.arrive(&isp.admin).await;
    let mut labels = world.by(isp, &admin, async |tx| print(tx, &key(), &[router]).await).await.unwrap();
    labels.remove(0).code
}

async fn scans(world: &World, who: &Person, code: &Code) -> Result<Labelled> {
    world.oneself(who, async |tx| look(tx, &key(), code).await).await
}

async fn claims_by(world: &World, who: &Person, code: &Code) -> Result<CustomerId> {
    world.oneself(who, async |tx| by_label(tx, &key(), code).await).await
}

async fn whoever_scans_first_is_the_primary_user_and_the_next_one_asks(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let code = prints(world, &isp, the_router(world, 1).await).await;
    // Not the customer's own mailbox, and from anywhere: the label is enough.
    let (max, kim) = (world.sign_up("max@mail.example").await, world.sign_up("kim@mail.example").await);
    let seen = scans(world, &max, &code).await.unwrap();
    assert_eq!((seen.home, seen.isp.id, seen.standing), (home, isp.id, Standing::Unclaimed));
    assert_eq!(claims_by(world, &max, &code).await.unwrap(), home);
    let permit = access::home(&world.db, &max.hash(), home).await.unwrap();
    assert!(permit.subscriber().unwrap().primary);
    assert_eq!(claims_by(world, &max, &code).await.unwrap(), home, "clicked twice");
    assert_eq!(scans(world, &kim, &code).await.unwrap().standing, Standing::Claimed);
    assert_eq!(said(claims_by(world, &kim, &code).await), "claim-claimed");
    assert!(access::home(&world.db, &kim.hash(), home).await.is_err());
    world.mails().await;
}

async fn whoever_was_removed_does_not_come_back_by_a_label_that_they_kept(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let code = prints(world, &isp, the_router(world, 1).await).await;
    let max = world.sign_up("max@mail.example").await;
    claims_by(world, &max, &code).await.unwrap();
    // Others use the home: nothing becomes of the label of those who stay.
    let leo = world.join_home(&isp, home, "leo@mail.example").await;
    let remove = async |who: &Person, next| {
        let admin = world.arrive(&isp.admin).await;
        let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, home, who.id, next).await;
        world.by(&isp, &admin, remove).await.unwrap();
    };
    remove(&leo, None).await;
    assert_eq!(scans(world, &max, &code).await.unwrap().standing, Standing::User);
    // Somebody else is invited and has not come yet when Max has to go.
    world.invite_home(&isp, home, "ben@mail.example").await;
    remove(&max, None).await;
    let max = world.sign_in_to_the_app(&max.email).await;
    assert_eq!(said(claims_by(world, &max, &code).await), "gone-label");
    world.mails().await;
}

async fn of_many_who_scan_at_once_one_claims(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let code = prints(world, &isp, the_router(world, 1).await).await;
    let mut people = Vec::new();
    for n in 0..6 {
        people.push(world.sign_up(&format!("p{n}@mail.example")).await);
    }
    let outcomes = world.race(6, |n| {
        let (db, hash, code) = (world.db.clone(), people[n].hash(), code.clone());
        async move {
            let permit = access::person(&db, Audience::App, &hash).await?;
            let mut tx = permit.write(&db).await?;
            by_label(&mut tx, &key(), &code).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    let admin = world.arrive(&isp.admin).await;
    let list = async |tx: &mut Tx<may::ViewCustomers>| mobile_user::list(tx, home).await;
    let users = world.by(&isp, &admin, list).await.unwrap();
    assert!(users.len() == 1 && users[0].primary, "{users:?}");
    world.mails().await;
}

async fn printing_another_voids_the_one_before(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let router = the_router(world, 1).await;
    let (first, second) = (prints(world, &isp, router).await, prints(world, &isp, router).await);
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(said(scans(world, &eve, &first).await), "gone-label");
    assert_eq!(said(claims_by(world, &eve, &first).await), "gone-label");
    assert_eq!(scans(world, &eve, &second).await.unwrap().home, home);
    // Nor is it good at a service that has another key.
    let other = LabelKey::derived(b"another service's");
    let elsewhere = world.oneself(&eve, async |tx| look(tx, &other, &second).await).await;
    assert_eq!(said(elsewhere), "gone-label");
    world.mails().await;
}

async fn a_label_ends_when_its_router_leaves_the_home(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let router = the_router(world, 1).await;
    let code = prints(world, &isp, router).await;
    let eve = world.sign_up("eve@mail.example").await;
    let admin = world.arrive(&isp.admin).await;
    let close = async |tx: &mut Tx<_>| crate::deactivation::deactivate(tx, home).await;
    world.by(&isp, &admin, close).await.unwrap();
    world.enable(&isp, router, "Bo Berg").await;
    // Whoever has a picture of it does not claim the next home.
    assert_eq!(said(scans(world, &eve, &code).await), "gone-label");
    assert_eq!(said(claims_by(world, &eve, &code).await), "gone-label");
    let next = prints(world, &isp, router).await;
    assert!(scans(world, &eve, &next).await.is_ok());
    world.mails().await;
}

async fn a_router_in_stock_and_a_home_that_is_closed_are_no_home(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:cc:01").await;
    let code = prints(world, &isp, router).await;
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(said(claims_by(world, &eve, &code).await), "label-at-no-home");
    // Printed before it is sent out, it is good when the router is enabled.
    let home = world.enable(&isp, router, "Bo Berg").await;
    assert_eq!(claims_by(world, &eve, &code).await.unwrap(), home);
    world.mails().await;
}

async fn who_may_not_change_the_inventory_prints_nothing_nor_does_another_isp(world: &World) {
    let (isp, _) = a_home(world, EVES).await;
    let router = the_router(world, 1).await;
    let (ron, far) = (world.read_only(&isp).await, world.second_isp().await);
    let refused = world.by(&isp, &ron, async |tx| print(tx, &key(), &[router]).await).await;
    assert!(matches!(refused, Err(Problem::Forbidden("inventory"))), "{refused:?}");
    let theirs = world.stock(&far, "60:6c:63:00:dd:01").await;
    let good = prints(world, &far, theirs).await;
    // With one of another's among them none is made, and the one of before stays good.
    let refused = world.by(&far, &far.admin, async |tx| print(tx, &key(), &[theirs, router]).await).await;
    assert!(matches!(refused, Err(Problem::NotFound("router"))), "{refused:?}");
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(said(scans(world, &eve, &good).await), "label-at-no-home");
    for routers in [vec![], vec![theirs; MOST + 1]] {
        let refused = world.by(&far, &far.admin, async |tx| print(tx, &key(), &routers).await).await;
        assert_eq!(said(refused), "labels-how-many");
    }
    world.minutes(11);
    let stale = world.by(&far, &far.admin, async |tx| print(tx, &key(), &[theirs]).await).await;
    assert!(matches!(stale, Err(Problem::Prove)), "{stale:?}");
    world.mails().await;
}

async fn a_label_is_no_ones_word_for_an_address(world: &World) {
    let (isp, home) = a_home(world, EVES).await;
    let code = prints(world, &isp, the_router(world, 1).await).await;
    let max = world.sign_up("max@mail.example").await;
    world.run("UPDATE person SET verified_at = NULL WHERE email = 'max@mail.example'").await;
    assert_eq!(said(claims_by(world, &max, &code).await), "presence-unproven");
    assert!(access::home(&world.db, &max.hash(), home).await.is_err());
    world.mails().await;
}

async fn a_label_of_before_is_none_of_a_router_that_was_deleted_and_added_again(world: &World) {
    let isp = world.first_isp().await;
    let before = world.stock(&isp, "60:6c:63:00:cc:01").await;
    let old = prints(world, &isp, before).await;
    let admin = world.arrive(&isp.admin).await;
    world.by(&isp, &admin, async |tx| crate::inventory::delete(tx, &[before]).await).await.unwrap();
    let far = world.second_isp().await;
    let router = world.stock(&far, "60:6c:63:00:cc:01").await;
    // The first label of the new row, as the old one was of the row before.
    let new = prints(world, &far, router).await;
    world.enable(&far, router, "Bo Berg").await;
    let eve = world.sign_up("eve@mail.example").await;
    assert_eq!(said(claims_by(world, &eve, &old).await), "gone-label");
    assert!(scans(world, &eve, &new).await.is_ok());
    world.mails().await;
}

async fn the_customers_own_mailbox_hears_of_a_claim_that_is_not_theirs(world: &World) {
    let (isp, _) = a_home(world, EVES).await;
    let code = prints(world, &isp, the_router(world, 1).await).await;
    let max = world.sign_up("max@mail.example").await;
    world.mails().await;
    claims_by(world, &max, &code).await.unwrap();
    let mail = world.mail_to("eve@mail.example").await;
    assert!(mail.text.contains("max@mail.example is the primary user"), "{}", mail.text);
}
