//! Every door, by those who once had access, never had it, or have it elsewhere.
//!
//! Whom each of them is like, and where not, is typed by hand from what ought to be.

use axum::http::Method;
use care::mobile_user;
use care::testing::World;
use web::page_doors;

use crate::app::{TestApp, Who};
use crate::doors::{compare, is_of_the_app, knock};
use crate::golden::{Row, Variant, names_a_place, table};
use crate::matrix::Cells;

care::stories![
    every_door_is_shut_to_those_who_have_no_access,
    whoever_is_signed_in_to_the_app_is_nobody_at_every_door_of_the_portal,
];

/// The outsiders, each with whom they are answered like.
const OUTSIDERS: [(Who, Who); 4] = [
    // An expired link opens nothing; it can only ask for a new one.
    (Who::Expired, Who::Nobody),
    // A person with an account, and with no place.
    (Who::Removed, Who::Stranger),
    // A session of the app is none in the portal.
    (Who::Subscriber, Who::Nobody),
    // A router's certificate opens no page.
    (Who::Router, Who::Nobody),
];

/// What this one is answered here, where it is not what the one they are like is answered.
fn otherwise(who: Who, row: &Row) -> Option<Vec<u16>> {
    let asks = ["/renew", "/renewals", "/app/renew", "/app/renewals"];
    let asks = asks.contains(&row.path.as_str()) && row.method == Method::POST;
    match who {
        Who::Expired if asks => Some(vec![200]),
        // What they were part of does not exist any more, nor does anything in it, nor anything else.
        Who::Removed if names_a_place(&row.path) => Some(vec![404; Variant::of(&row.path).len()]),
        _ => None,
    }
}

async fn every_door_is_shut_to_those_who_have_no_access(world: &World) {
    let app = TestApp::new(world).await;
    let (mut cells, mut wrong) = (Cells::default(), Vec::new());
    for (who, like) in OUTSIDERS {
        let mut browser = app.of(who).await;
        for row in table() {
            let replies = knock(&app, who, &mut browser, &row).await;
            cells.add(&row, who, &replies);
            let statuses = otherwise(who, &row).unwrap_or_else(|| row.statuses[&like].clone());
            wrong.extend(compare(who, &row.with([(who, statuses)].into()), &replies));
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    cells.leave(world, "outsiders");
    world.mails().await;
}

/// With the cookie that the app itself gave: whatever the portal would make of it, it does not look at it.
async fn whoever_is_signed_in_to_the_app_is_nobody_at_every_door_of_the_portal(world: &World) {
    let app = TestApp::new(world).await;
    let (phone, who) = (app.of(Who::Primary).await, Who::Primary);
    assert!(phone.cookie("portico-app").is_some() && phone.cookie("portico").is_none());
    let mut browser = phone.fork();
    let (mut cells, mut wrong) = (Cells::default(), Vec::new());
    let portal = page_doors().into_iter().filter(|door| !is_of_the_app(door));
    let portal: Vec<(Method, &str)> = portal.map(|door| (door.method, door.path)).collect();
    for row in table().iter().filter(|row| portal.contains(&(row.method.clone(), &row.path))) {
        let replies = knock(&app, who, &mut browser, row).await;
        cells.add(row, who, &replies);
        let statuses = row.statuses[&Who::Nobody].clone();
        wrong.extend(compare(who, &row.with([(who, statuses)].into()), &replies));
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    let home = mobile_user::path(app.one.customer);
    assert_eq!(phone.get("/app").await.location(), home, "and in the app they are signed in all along");
    cells.leave(world, "app-cookie");
    world.mails().await;
}
