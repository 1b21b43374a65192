//! Stories of terms and conditions.

use super::*;
use crate::access;
use crate::db::CustomerId;
use crate::stories;
use crate::testing::{Isp, Person, World, said};
use crate::words::Language::{English, Spanish};

stories![
    whoever_comes_to_a_home_accepts_three_pages_first,
    a_new_version_asks_again_and_only_for_itself,
    an_isps_own_text_takes_the_place_of_porticos_and_gives_it_back,
    what_was_accepted_is_kept_with_its_version_and_time,
    a_page_that_changed_meanwhile_is_not_accepted,
    whoever_signed_up_accepts_where_there_is_one_isp_alone,
    another_isps_pages_do_not_exist,
    of_two_admins_who_publish_at_once_one_does,
];

/// A home, and somebody who accepted the invitation to it and nothing else yet.
async fn a_home(world: &World) -> (Isp, CustomerId, Person) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    let ana = world.join_home(&isp, home, "ana@mail.example").await;
    world.run("DELETE FROM agreement_acceptance").await;
    (isp, home, ana)
}

async fn see(world: &World, who: &Person, slug: &str) -> Pages {
    world.oneself(who, async |tx| pages(tx, slug, English).await).await.unwrap()
}

async fn accepts(world: &World, who: &Person, slug: &str) -> usize {
    let mut accepted = 0;
    while let Some((kind, version)) = see(world, who, slug).await.next().map(|(_, it)| (it.kind, it.version))
    {
        world.oneself(who, async |tx| accept(tx, slug, kind, version).await).await.unwrap();
        accepted += 1;
    }
    accepted
}

async fn publishes(world: &World, isp: &Isp, kind: Kind, seen: i64, text: &str) -> Result<bool> {
    let admin = world.arrive(&isp.admin).await;
    world.by(isp, &admin, async |tx| publish(tx, kind, seen, text).await).await
}

async fn is_asked(world: &World, who: &Person, home: CustomerId) -> bool {
    match access::home(&world.db, &who.hash(), home).await {
        Ok(_) => false,
        Err(Problem::Unaccepted { isp }) => isp == "bar-net",
        Err(other) => panic!("{other:?}"),
    }
}

async fn whoever_comes_to_a_home_accepts_three_pages_first(world: &World) {
    let (isp, home, ana) = a_home(world).await;
    assert!(is_asked(world, &ana, home).await);
    for (nth, kind) in (1..).zip(Kind::ALL) {
        let seen = see(world, &ana, &isp.slug).await;
        let (at, page) = seen.next().unwrap();
        assert_eq!((at, page.kind, page.version), (nth, kind, 0));
        assert!(page.text.contains("Bar Net") || kind == Kind::TermsOfUse, "{}", page.text);
        world.oneself(&ana, async |tx| accept(tx, &isp.slug, kind, 0).await).await.unwrap();
        // Twice is once.
        world.oneself(&ana, async |tx| accept(tx, &isp.slug, kind, 0).await).await.unwrap();
        assert_eq!(is_asked(world, &ana, home).await, nth < 3);
    }
    assert!(see(world, &ana, &isp.slug).await.next().is_none());
    let spanish = world.oneself(&ana, async |tx| pages(tx, &isp.slug, Spanish).await).await.unwrap();
    assert!(spanish.pages[1].text.contains("Esto es lo que"), "{}", spanish.pages[1].text);
}

async fn a_new_version_asks_again_and_only_for_itself(world: &World) {
    let (isp, home, ana) = a_home(world).await;
    assert_eq!(accepts(world, &ana, &isp.slug).await, 3);
    assert!(publishes(world, &isp, Kind::Privacy, 0, "We keep less now.").await.unwrap());
    assert!(is_asked(world, &ana, home).await);
    let seen = see(world, &ana, &isp.slug).await;
    let (at, page) = seen.next().unwrap();
    assert_eq!((at, page.kind, page.version, page.text.as_str()), (2, Kind::Privacy, 1, "We keep less now."));
    assert_eq!(accepts(world, &ana, &isp.slug).await, 1);
    assert!(!is_asked(world, &ana, home).await);
    // The same again is no new version.
    assert!(!publishes(world, &isp, Kind::Privacy, 1, " We keep less now.\r\n").await.unwrap());
    assert!(!is_asked(world, &ana, home).await);
}

async fn an_isps_own_text_takes_the_place_of_porticos_and_gives_it_back(world: &World) {
    let (isp, _, ana) = a_home(world).await;
    publishes(world, &isp, Kind::TermsOfUse, 0, "Be kind.").await.unwrap();
    publishes(world, &isp, Kind::TermsOfUse, 1, "").await.unwrap();
    let seen = see(world, &ana, &isp.slug).await;
    assert_eq!(seen.pages[2].version, 2);
    assert!(seen.pages[2].text.contains("Keep your password to yourself"), "{}", seen.pages[2].text);
    let too_long = publishes(world, &isp, Kind::TermsOfUse, 2, &"x".repeat(LONGEST + 1)).await;
    assert_eq!(crate::testing::why(too_long, "text"), "agreement-too-long");
    let (user, ron) = (world.user(&isp).await, world.read_only(&isp).await);
    for who in [&user, &ron] {
        let refused = world.by(&isp, who, async |tx| publish(tx, Kind::Privacy, 0, "x").await).await;
        assert!(matches!(refused, Err(Problem::Forbidden("settings"))), "{refused:?}");
    }
    world.mails().await;
}

async fn what_was_accepted_is_kept_with_its_version_and_time(world: &World) {
    let (isp, _, ana) = a_home(world).await;
    let first = world.db.clock().millis();
    accepts(world, &ana, &isp.slug).await;
    publishes(world, &isp, Kind::Privacy, 0, "We keep less now.").await.unwrap();
    world.minutes(60);
    accepts(world, &ana, &isp.slug).await;
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM agreement_acceptance").await, 4);
    assert_eq!(
        world.count("SELECT MIN(at) AS n FROM agreement_acceptance WHERE kind = 'privacy'").await,
        first
    );
    let again = "SELECT at AS n FROM agreement_acceptance WHERE kind = 'privacy' AND version = 1";
    assert_eq!(world.count(again).await, first + 3_600_000);
}

async fn a_page_that_changed_meanwhile_is_not_accepted(world: &World) {
    let (isp, _, ana) = a_home(world).await;
    publishes(world, &isp, Kind::Privacy, 0, "We keep less now.").await.unwrap();
    for version in [0, 2, -1] {
        let act = world.oneself(&ana, async |tx| accept(tx, &isp.slug, Kind::Privacy, version).await).await;
        assert_eq!(said(act), "agreement-changed");
    }
}

async fn whoever_signed_up_accepts_where_there_is_one_isp_alone(world: &World) {
    let isp = world.first_isp().await;
    let eve = world.sign_up("eve@mail.example").await;
    world.run("DELETE FROM agreement_acceptance").await;
    assert_eq!(world.oneself(&eve, due).await.unwrap(), Some(isp.slug.clone()));
    assert_eq!(accepts(world, &eve, &isp.slug).await, 3);
    assert_eq!(world.oneself(&eve, due).await.unwrap(), None);
    let far = world.second_isp().await;
    let max = world.sign_up("max@mail.example").await;
    world.run("DELETE FROM agreement_acceptance").await;
    assert_eq!(world.oneself(&max, due).await.unwrap(), None, "nobody knows yet whose they will be");
    for slug in [&isp.slug, &far.slug] {
        let refused = world.oneself(&max, async |tx| pages(tx, slug, English).await).await;
        assert!(matches!(refused, Err(Problem::NotFound("isp"))), "{refused:?}");
    }
}

async fn another_isps_pages_do_not_exist(world: &World) {
    let (isp, _, ana) = a_home(world).await;
    let far = world.second_isp().await;
    publishes(world, &far, Kind::Privacy, 0, "Theirs alone.").await.unwrap();
    for slug in [far.slug.as_str(), "no-such-net"] {
        let seen = world.oneself(&ana, async |tx| pages(tx, slug, English).await).await;
        assert!(matches!(seen, Err(Problem::NotFound("isp"))), "{seen:?}");
        let act = world.oneself(&ana, async |tx| accept(tx, slug, Kind::Privacy, 1).await).await;
        assert!(matches!(act, Err(Problem::NotFound("isp"))), "{act:?}");
    }
    assert_eq!(see(world, &ana, &isp.slug).await.pages[1].version, 0);
}

async fn of_two_admins_who_publish_at_once_one_does(world: &World) {
    let isp = world.first_isp().await;
    let outcomes = world.race(4, |n| {
        let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
        async move {
            let mut tx = access::staff(&db, &hash, &slug).await?.write(&db).await?;
            publish(&mut tx, Kind::Privacy, 0, &format!("Text {n}")).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM agreement").await, 1);
}
