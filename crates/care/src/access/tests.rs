//! Stories of permits: who gets one, and what one that is no longer right opens.

mod golden;
mod isolation;

use super::*;
use crate::db::{Mode, query};
use crate::problem::Problem;
use crate::session::Cookie;
use crate::testing::{World, why};
use crate::{inventory, stories};

stories![
    without_a_session_there_is_no_permit,
    an_isp_of_others_and_one_that_does_not_exist_look_alike,
    a_permit_of_before_a_removal_opens_nothing,
    a_permit_of_before_a_demotion_opens_nothing,
    what_was_looked_at_before_a_demotion_may_still_be_looked_at,
    a_transaction_that_is_not_committed_never_was,
    a_transaction_that_only_looks_cannot_write,
    ids_of_one_transaction_are_in_order,
    a_name_with_a_nul_is_no_fault_of_ours,
];

async fn without_a_session_there_is_no_permit(world: &World) {
    let isp = world.first_isp().await;
    let forged = Cookie::sent("nobody-gave-me-this").hash();
    assert!(matches!(staff::<may::ViewTabs>(&world.db, &forged, &isp.slug).await, Err(Problem::Anonymous)));
    assert!(matches!(person(&world.db, Audience::Portal, &forged).await, Err(Problem::Anonymous)));
    // The row's hash is not the secret.
    let hash = isp.admin.hash();
    let stolen = Cookie::sent(&hash.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>()).hash();
    assert!(matches!(person(&world.db, Audience::Portal, &stolen).await, Err(Problem::Anonymous)));
    // A session of the app is none in the portal.
    world.run("UPDATE session SET audience = 'app'").await;
    assert!(matches!(person(&world.db, Audience::Portal, &hash).await, Err(Problem::Anonymous)));
}

async fn an_isp_of_others_and_one_that_does_not_exist_look_alike(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    for slug in [far.slug.as_str(), "no-such-net", "", "bar-net\u{0}", "BAR-NET"] {
        let refused = staff::<may::ViewTabs>(&world.db, &isp.admin.hash(), slug).await;
        assert!(matches!(refused, Err(Problem::NotFound("isp"))), "{slug:?}: {refused:?}");
    }
}

async fn a_permit_of_before_a_removal_opens_nothing(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let permit = staff::<may::ChangeInventory>(&world.db, &uma.hash(), &isp.slug).await.unwrap();
    world.remove(&isp, &uma).await;
    assert!(matches!(permit.write(&world.db).await, Err(Problem::NotFound("isp"))));
    assert!(matches!(permit.read(&world.db).await, Err(Problem::NotFound("isp"))));
    assert!(
        super::person(&world.db, Audience::Portal, &uma.hash()).await.is_ok(),
        "they are signed in still, and at no ISP"
    );
}

async fn a_permit_of_before_a_demotion_opens_nothing(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let inviting = staff::<may::InviteCollaborators>(&world.db, &kim.hash(), &isp.slug).await.unwrap();
    let changing = staff::<may::ChangeInventory>(&world.db, &kim.hash(), &isp.slug).await.unwrap();
    world.set_role(&isp, &kim, Role::User).await;
    assert!(matches!(inviting.write(&world.db).await, Err(Problem::Forbidden("collaborators"))));
    assert!(changing.write(&world.db).await.is_ok());
    world.set_role(&isp, &kim, Role::ReadOnly).await;
    assert!(matches!(changing.write(&world.db).await, Err(Problem::Forbidden("inventory"))));
}

async fn what_was_looked_at_before_a_demotion_may_still_be_looked_at(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim@barnet.example", "admin").await;
    let permit = staff::<may::ViewTabs>(&world.db, &kim.hash(), &isp.slug).await.unwrap();
    world.set_role(&isp, &kim, Role::ReadOnly).await;
    let tx = permit.read(&world.db).await.unwrap();
    assert!(
        matches!(tx.actor(), Actor::Staff { role: Role::ReadOnly, .. }),
        "in the role of now: {:?}",
        tx.actor()
    );
}

async fn a_transaction_that_is_not_committed_never_was(world: &World) {
    let isp = world.first_isp().await;
    let permit = staff(&world.db, &isp.admin.hash(), &isp.slug).await.unwrap();
    let mut tx = permit.write(&world.db).await.unwrap();
    inventory::add(&mut tx, "60:6c:63:00:aa:01").await.unwrap();
    drop(tx);
    let mut live = world.db.live().listen();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM router").await, 0);
    assert!(live.try_recv().is_err());
    world.stock(&isp, "60:6c:63:00:aa:01").await;
    assert_eq!(live.try_recv().unwrap().isp, isp.id, "open pages hear of what was committed");
}

async fn a_transaction_that_only_looks_cannot_write(world: &World) {
    let isp = world.first_isp().await;
    let permit = staff(&world.db, &isp.admin.hash(), &isp.slug).await.unwrap();
    let mut tx = permit.read(&world.db).await.unwrap();
    let written = inventory::add(&mut tx, "60:6c:63:00:aa:01").await;
    assert!(matches!(written, Err(Problem::Broken(_))), "{written:?}");
}

async fn ids_of_one_transaction_are_in_order(world: &World) {
    let tx = system().read(&world.db).await.unwrap();
    let ids: Vec<_> = (0..1000).map(|_| tx.id()).collect();
    assert!(ids.is_sorted());
    assert!(ids.iter().all(|id| id.get_version_num() == 7));
}

async fn a_name_with_a_nul_is_no_fault_of_ours(world: &World) {
    let isp = world.first_isp().await;
    let renamed = world.oneself(&isp.admin, async |tx| crate::person::rename(tx, "A\u{0}da").await).await;
    assert_eq!(why(renamed, "name"), "text-too-long");
    let mut tx = world.db.begin(Mode::Read).await.unwrap();
    let kept = query("SELECT CAST($1 AS TEXT) AS kept").bind("A\u{0}da").one(&mut tx).await.unwrap();
    assert_eq!(kept.get::<String>("kept").unwrap(), "A\u{fffd}da", "what no parser of ours refused before");
    assert!(
        query("SELECT id FROM isp WHERE slug = $1").bind("\u{0}").optional(&mut tx).await.unwrap().is_none()
    );
}
