//! Stories of the first start.

use super::*;
use crate::access::{self, Audience};
use crate::link::Token;
use crate::stories;
use crate::testing::{World, from, password, said, wanted};

stories![
    the_set_up_link_founds_an_isp_and_signs_its_admin_in,
    a_set_up_link_works_once,
    a_second_start_voids_the_first_link,
    a_start_after_set_up_offers_no_link,
    a_link_printed_before_the_operator_made_an_isp_is_refused,
    a_set_up_link_lives_for_a_day,
    of_many_who_use_one_set_up_link_one_founds_an_isp,
];

async fn fresh(world: &World) -> Token {
    world.system(offer).await.unwrap().unwrap()
}

async fn found(world: &World, token: &Token, isp: &str) -> Result<Accepted> {
    let (wanted, password) = (wanted(isp, "Ada", "ada@barnet.example"), password().await);
    world.anyone(async |tx| complete(tx, token, &wanted, &password, &from()).await).await
}

async fn the_set_up_link_founds_an_isp_and_signs_its_admin_in(world: &World) {
    let token = fresh(world).await;
    assert!(token.address(Audience::Portal, world.db.site()).starts_with("http://localhost:8080/setup#s1_"));
    world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    let accepted = found(world, &token, "Bar Net").await.unwrap();
    assert_eq!(accepted.slug, "bar-net");
    let cookie = accepted.cookie.unwrap();
    let permit = access::staff::<may::ManageSettings>(&world.db, &cookie.hash(), "bar-net").await.unwrap();
    assert_eq!(permit.staff().unwrap().role, Role::Admin);
    assert_eq!(permit.session().unwrap().called(), "Ada");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM isp WHERE state = 'active' AND admins = 1").await, 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM person WHERE verified_at IS NOT NULL").await, 1);
    let permit = access::staff::<may::ViewTabs>(&world.db, &cookie.hash(), "bar-net").await.unwrap();
    let told = timeline::recent(&mut permit.read(&world.db).await.unwrap(), 10).await.unwrap();
    let kinds: Vec<_> = told.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["collaborator-joined", "isp-created"], "the latest first, also within one moment");
}

async fn a_set_up_link_works_once(world: &World) {
    let token = fresh(world).await;
    found(world, &token, "Bar Net").await.unwrap();
    assert_eq!(said(found(world, &token, "Mallory Net").await), "gone-setup");
    assert_eq!(said(world.anyone(async |tx| look(tx, &token).await).await), "gone-setup");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM isp").await, 1);
}

async fn a_second_start_voids_the_first_link(world: &World) {
    let (first, second) = (fresh(world).await, fresh(world).await);
    assert_eq!(said(found(world, &first, "Bar Net").await), "gone-setup");
    assert!(found(world, &second, "Bar Net").await.is_ok());
}

async fn a_start_after_set_up_offers_no_link(world: &World) {
    world.first_isp().await;
    assert!(world.system(offer).await.unwrap().is_none());
}

async fn a_link_printed_before_the_operator_made_an_isp_is_refused(world: &World) {
    let token = fresh(world).await;
    world.second_isp().await;
    assert_eq!(said(found(world, &token, "Bar Net").await), "setup-done");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM isp").await, 1);
}

async fn a_set_up_link_lives_for_a_day(world: &World) {
    let token = fresh(world).await;
    world.minutes(24 * 60 - 1);
    world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    world.minutes(1);
    assert_eq!(said(found(world, &token, "Bar Net").await), "gone-setup");
}

async fn of_many_who_use_one_set_up_link_one_founds_an_isp(world: &World) {
    let (token, password) = (fresh(world).await, password().await);
    let outcomes = world.race(8, |n| {
        let (db, token, password) = (world.db.clone(), token.clone(), password.clone());
        async move {
            let wanted = wanted(&format!("Net {n}"), "Ada", "ada@barnet.example");
            let mut tx = access::anyone().write(&db).await?;
            complete(&mut tx, &token, &wanted, &password, &from()).await?;
            tx.commit().await
        }
    });
    assert_eq!(outcomes.await.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM isp").await, 1);
}
