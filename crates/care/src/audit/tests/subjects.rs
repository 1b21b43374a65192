//! What the log tells of somebody whom others did something to, and how it forgets them.

use super::super::erase::erase_personal;
use super::super::{Entry, Filter, erase_by_operator, list};
use super::*;
use crate::access::Role;
use crate::link::Kind;
use crate::page::After;
use crate::stories;
use crate::testing::{PASSWORD, Person, said};
use crate::{access, address_change, collaborator, email::Email, factor, invitation, person};

stories![
    who_was_invited_changed_reset_and_removed_is_erased_without_a_trace,
    who_never_came_is_erased_by_the_address_alone,
    the_operator_erases_whoever_is_gone_and_nobody_who_can_still_sign_in,
    an_entry_from_before_there_were_subjects_is_erased_as_a_whole,
    a_changed_subject_is_found,
    of_an_erased_subject_the_log_still_tells_who_did_what,
];

const BO: &str = "Bo.Quill@BarNet.example";

/// Every act of an Admin's that concerns Bo, and what he did himself, under two addresses.
async fn life(world: &World, isp: &Isp) -> Person {
    let ada = &isp.admin;
    world.by(isp, ada, async |tx| invitation::invite(tx, BO, "user").await).await.unwrap();
    world.mails().await;
    let id = world.by(isp, ada, invitation::list).await.unwrap()[0].id;
    world.by(isp, ada, async |tx| invitation::generate(tx, id).await).await.unwrap();
    world.by(isp, ada, async |tx| invitation::reinvite(tx, id).await).await.unwrap();
    let link = world.mail_to("bo.quill@barnet.example").await.token(Kind::Invitation);
    let mut bo = world.person(world.accept(&link, "Bo Quillfeather").await.unwrap().cookie.unwrap()).await;
    world.by(isp, ada, async |tx| collaborator::change(tx, bo.id, Role::ReadOnly).await).await.unwrap();
    world.oneself(&bo, async |tx| person::rename(tx, "Bo Quillfeather-Wren").await).await.unwrap();
    world.mails().await;
    world.with_app(&mut bo).await;
    world.by(isp, ada, async |tx| factor::reset_of(tx, bo.id).await).await.unwrap();
    world.mails().await;
    moved(world, &world.sign_in(&bo.email, PASSWORD).await.unwrap()).await;
    world.by(isp, ada, async |tx| collaborator::change(tx, bo.id, Role::User).await).await.unwrap();
    world.by(isp, ada, async |tx| collaborator::remove(tx, bo.id).await).await.unwrap();
    // Once more, to the address that is his now; and this time in vain.
    world.by(isp, ada, async |tx| invitation::invite(tx, "wren@new.example", "user").await).await.unwrap();
    world.by(isp, ada, async |tx| collaborator::remove(tx, bo.id).await).await.unwrap();
    world.mails().await;
    bo
}

async fn moved(world: &World, bo: &Person) {
    let to = Email::parse("Wren@new.example").unwrap();
    world.oneself(bo, async |tx| address_change::ask(tx, &to).await).await.unwrap();
    let link = world.mail_to("wren@new.example").await.token(Kind::Address);
    let here =
        access::person(&world.db, access::Audience::Portal, &bo.hash()).await.unwrap().session().unwrap().id;
    world.oneself(bo, async |tx| address_change::confirm(tx, &link, here).await).await.unwrap();
    world.mails().await;
}

/// Rows of the log's tables that say one of these, in whatever case.
async fn traces(world: &World, of: &[&str]) -> Vec<String> {
    let picture = world.picture().await;
    let rows = picture.iter().filter(|(table, _)| table.starts_with("audit")).flat_map(|(_, rows)| rows);
    rows.filter(|row| of.iter().any(|it| row.to_lowercase().contains(it))).cloned().collect()
}

async fn log(world: &World, isp: &Isp) -> Vec<Entry> {
    let all = Filter::default();
    world.by(isp, &isp.admin, async |tx| list(tx, &all, After::START).await).await.unwrap().rows
}

async fn who_was_invited_changed_reset_and_removed_is_erased_without_a_trace(world: &World) {
    let isp = world.first_isp().await;
    let bo = life(world, &isp).await;
    seal_all(world).await;
    let of = ["bo.quill", "quillfeather", "wren"];
    assert!(traces(world, &of).await.len() > 15);
    let before = verified(world).await;
    let erased = world.system(async |tx| erase_personal(tx, bo.id).await).await.unwrap();
    let left = traces(world, &of).await;
    assert!(left.is_empty(), "{left:#?}");
    let after = verified(world).await;
    assert_eq!((after.fault, after.erased), (None, erased), "as many as it says");
    assert_eq!(after.heads, before.heads);
    assert_eq!(world.system(async |tx| erase_personal(tx, bo.id).await).await.unwrap(), 0, "nothing is left");
    assert!(log(world, &isp).await.iter().any(|it| it.kind == "collaborator-removed"));
}

async fn who_never_came_is_erased_by_the_address_alone(world: &World) {
    let isp = world.first_isp().await;
    let link = world.invite(&isp, "max@mail.example", "user").await;
    world.invite(&isp, "maxi@mail.example", "user").await;
    world.expire("max@mail.example").await;
    let mut tx = access::anyone().from_address("203.0.113.77".to_owned()).write(&world.db).await.unwrap();
    invitation::ask_again(&mut tx, &link).await.unwrap();
    tx.commit().await.unwrap();
    world.mail_to("ada@barnet.example").await;
    let id = world.by(&isp, &isp.admin, invitation::list).await.unwrap()[0].id;
    world.by(&isp, &isp.admin, async |tx| invitation::revoke(tx, id).await).await.unwrap();
    seal_all(world).await;
    let of = ["max@mail.example", "203.0.113.77"];
    assert_eq!(traces(world, &of).await.len(), 4);
    let max = "max@mail.example";
    let erased = world.shell(None, async |tx| erase_by_operator(tx, max).await).await.unwrap();
    assert_eq!((erased, wrong(world).await.as_str()), (3, ""));
    assert!(traces(world, &of).await.is_empty());
    assert_eq!(traces(world, &["maxi@mail.example"]).await.len(), 1, "somebody else's entry stays");
}

async fn the_operator_erases_whoever_is_gone_and_nobody_who_can_still_sign_in(world: &World) {
    let isp = world.first_isp().await;
    let bo = world.join(&isp, "bo@mail.example", "user").await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    let ana = world.join_home(&isp, home, "ana@mail.example").await;
    let erase = async |who: &Person| {
        world.shell(None, async |tx| erase_by_operator(tx, who.email.canonical()).await).await
    };
    for who in [&bo, &ana] {
        assert_eq!(said(erase(who).await), "erase-still-here");
    }
    world.remove(&isp, &bo).await;
    seal_all(world).await;
    assert!(erase(&bo).await.unwrap() > 0);
    assert!(traces(world, &["bo@mail.example"]).await.is_empty());
    assert_eq!((erase(&bo).await.unwrap(), wrong(world).await.as_str()), (0, ""), "nothing is left");
    let told =
        world.count("SELECT COUNT(*) AS n FROM audit WHERE kind = 'audit-erased' AND actor_kind = 'shell'");
    assert_eq!(told.await, 1);
    assert_eq!(said(erase(&ana).await), "erase-still-here");
    world.mails().await;
}

async fn an_entry_from_before_there_were_subjects_is_erased_as_a_whole(world: &World) {
    let isp = world.first_isp().await;
    let kim = world.join(&isp, "kim_b@mail.example", "user").await;
    for address in ["Kim_B@mail.example", "kimxb@mail.example"] {
        let details = Details::from_iter([("email".to_owned(), address.into())]);
        let act = async |tx: &mut crate::access::Tx<crate::access::may::InviteCollaborators>| {
            let scope = &mut **tx;
            note(scope, "collaborator-invited", &details).await
        };
        world.by(&isp, &isp.admin, act).await.unwrap();
    }
    seal_all(world).await;
    world.system(async |tx| erase_personal(tx, kim.id).await).await.unwrap();
    assert!(traces(world, &["kim_b@"]).await.is_empty());
    assert_eq!(traces(world, &["kimxb@"]).await.len(), 1, "an address is no pattern");
    assert_eq!(wrong(world).await, "");
}

async fn a_changed_subject_is_found(world: &World) {
    let isp = world.first_isp().await;
    world.invite(&isp, "max@mail.example", "user").await;
    seal_all(world).await;
    world.run("CREATE TABLE kept AS SELECT * FROM audit_subject").await;
    if world.database == Database::Postgres {
        world.run("ALTER TABLE audit_subject NO FORCE ROW LEVEL SECURITY").await;
    }
    for change in [
        "UPDATE audit_subject SET personal = '{}'",
        "UPDATE audit_subject SET subject_id = isp_id",
        "UPDATE audit_subject SET audit_id = (SELECT a.id FROM audit a WHERE a.kind = 'isp-created')",
    ] {
        tamper(world, &[change]).await;
        let said = wrong(world).await;
        assert!(said.ends_with("was changed after it was written"), "{change}: {said}");
        tamper(world, &["DELETE FROM audit_subject", "INSERT INTO audit_subject SELECT * FROM kept"]).await;
        assert_eq!(wrong(world).await, "", "as before {change}");
    }
    // That there was a subject is part of the entry itself.
    tamper(world, &["UPDATE audit SET subject_digest = NULL WHERE kind = 'collaborator-invited'"]).await;
    assert!(wrong(world).await.ends_with("was changed after it was written"));
}

async fn of_an_erased_subject_the_log_still_tells_who_did_what(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    world
        .by(&isp, &isp.admin, async |tx| collaborator::change(tx, uma.id, Role::ReadOnly).await)
        .await
        .unwrap();
    world.mails().await;
    let told = async || {
        let entries = log(world, &isp).await;
        let it = entries.into_iter().find(|it| it.kind == "collaborator-changed").unwrap();
        (it.personal.and_then(|it| it.actor), it.details.map(|it| it["email"].clone()))
    };
    assert_eq!(told().await, (Some("Ada".to_owned()), Some("uma@bar-net.example".into())));
    world.system(async |tx| erase_personal(tx, uma.id).await).await.unwrap();
    assert_eq!(told().await, (Some("Ada".to_owned()), None));
    world.system(async |tx| erase_personal(tx, isp.admin.id).await).await.unwrap();
    assert_eq!(told().await, (None, None));
}
