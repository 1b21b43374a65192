//! What people see of the log under Your account.

use super::super::{By, Own, mine};
use super::*;
use crate::access::Role;
use crate::page::After;
use crate::stories;
use crate::testing::{PASSWORD, Person};
use crate::{collaborator, factor, person, session};

stories![
    people_see_what_they_did_in_their_account_and_what_was_done_to_them,
    nobody_sees_what_others_did,
    pages_of_ones_own_hold_every_entry_once,
    from_where_an_admin_acted_is_not_told,
];

async fn own(world: &World, who: &Person) -> Vec<Own> {
    world.oneself(who, async |tx| mine(tx, After::START).await).await.unwrap().rows
}

async fn people_see_what_they_did_in_their_account_and_what_was_done_to_them(world: &World) {
    let isp = world.first_isp().await;
    let mut uma = world.user(&isp).await;
    let first: Vec<_> = own(world, &uma).await.into_iter().map(|it| (it.kind, it.place)).collect();
    let joined = ("collaborator-joined".to_owned(), Some("Bar Net".to_owned()));
    assert_eq!(first, [("signed-in".to_owned(), None), joined], "how they came in is the first");
    for act in 0..4 {
        world.minutes(1);
        match act {
            0 => world.oneself(&uma, async |tx| person::rename(tx, "Uma Ray").await).await.unwrap(),
            1 => drop(world.with_app(&mut uma).await),
            2 => {
                let level = world
                    .by(&isp, &isp.admin, async |tx| collaborator::change(tx, uma.id, Role::ReadOnly).await);
                level.await.unwrap();
            }
            _ => {
                let reset = world.by(&isp, &isp.admin, async |tx| factor::reset_of(tx, uma.id).await);
                reset.await.unwrap();
            }
        }
    }
    world.mails().await;
    world.minutes(1);
    let uma = world.sign_in(&uma.email, PASSWORD).await.unwrap();
    let seen = own(world, &uma).await;
    let told: Vec<_> = seen.iter().map(|it| (it.kind.as_str(), it.place.as_deref(), &it.by)).collect();
    let ada = By::Other(Some("Ada".to_owned()));
    let here = |it: &By| matches!(it, By::Oneself(_));
    assert_eq!(told[1], ("factor-reset", Some("Bar Net"), &ada));
    assert_eq!(told[2], ("collaborator-changed", Some("Bar Net"), &ada));
    let kinds: Vec<&str> = told.iter().map(|it| it.0).collect();
    let all =
        ["signed-in", "factor-reset", "collaborator-changed", "factor-added", "person-renamed", "signed-in"];
    assert_eq!(kinds[..6], all);
    assert!(told[..6].iter().all(|it| it.1.is_some() != here(it.2)), "{told:?}");
    assert_eq!(seen[0].by, By::Oneself(Some("192.0.2.7".to_owned())), "from where it was");
    assert_eq!(seen[2].details.as_ref().unwrap()["role"], "read_only");
}

async fn nobody_sees_what_others_did(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let before = own(world, &far.admin).await.len();
    let uma = world.user(&isp).await;
    world.oneself(&uma, session::end_all).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| collaborator::change(tx, uma.id, Role::Admin).await).await.unwrap();
    world.mails().await;
    assert_eq!(own(world, &far.admin).await.len(), before);
    let ada = own(world, &isp.admin).await;
    assert_eq!(
        ada.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(),
        ["signed-in", "collaborator-joined"],
        "not what she did to Uma"
    );
    // Row-level security says so too: without a word about whose, only one's own are there.
    let all = async |tx: &mut crate::access::Tx<crate::access::may::Oneself>| {
        let sql = "SELECT COUNT(*) AS n FROM audit WHERE kind <> 'never'";
        crate::db::query(sql).one(tx).await?.get::<i64>("n")
    };
    if world.database == Database::Postgres {
        assert_eq!(world.oneself(&far.admin, all).await.unwrap(), i64::try_from(before).unwrap());
    }
}

async fn pages_of_ones_own_hold_every_entry_once(world: &World) {
    let isp = world.first_isp().await;
    for n in 0..120 {
        let name = format!("Ada {n}");
        world.oneself(&isp.admin, async |tx| person::rename(tx, &name).await).await.unwrap();
        world.advance(std::time::Duration::from_millis(1));
    }
    let (mut after, mut seen) = (Some(After::START), Vec::new());
    while let Some(from) = after {
        let page = world.oneself(&isp.admin, async |tx| mine(tx, from).await).await.unwrap();
        seen.extend(page.rows.iter().map(|it| it.id));
        after = page.next;
    }
    assert_eq!(seen.len(), 122);
    assert!(seen.is_sorted_by(|a, b| a > b), "newest first");
}

async fn from_where_an_admin_acted_is_not_told(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let permit = crate::access::staff(&world.db, &isp.admin.hash(), &isp.slug).await.unwrap();
    let mut tx = permit.from_address("203.0.113.77".to_owned()).write(&world.db).await.unwrap();
    collaborator::change(&mut tx, uma.id, Role::ReadOnly).await.unwrap();
    tx.commit().await.unwrap();
    world.mails().await;
    let seen = format!("{:?}", own(world, &uma).await);
    assert!(seen.contains("collaborator-changed") && !seen.contains("203.0.113.77"), "{seen}");
}
