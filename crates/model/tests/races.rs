//! Many at once, on both databases: whatever meets, one outcome stands, and whoever comes late is told what happened.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may fail loudly, and tells what it saw"
)]

use std::collections::BTreeMap;

use care::access::{self, Place, Role, Tx};
use care::db::{Db, InvitationId, LinkHash, PersonId};
use care::link::{Kind, Token};
use care::testing::{Isp, Person, World, called, from, password};
use care::{Problem, collaborator, invitation, isp, recovery};

care::stories![
    of_two_admins_who_end_each_others_access_one_remains,
    of_accepting_revoking_and_reinviting_at_once_one_outcome_stands,
    recovering_an_invitation_meets_renewing_and_revoking_it,
    whoever_looks_around_is_in_nobodys_way,
    the_operators_link_meets_whom_it_brings_back,
];

/// How often each meeting happens. `cargo xtask prove` asks for thousands; the ordinary test takes seconds.
fn times() -> usize {
    std::env::var("PORTICO_RACES").map_or(40, |text| text.parse().unwrap())
}

/// What one Admin tries to do to the other.
#[derive(Debug, Clone, Copy)]
enum Attack {
    Remove,
    Demote,
    LeaveOneself,
}

async fn of_two_admins_who_end_each_others_access_one_remains(world: &World) {
    let ada = world.first_isp().await.admin;
    let kim = world.second_isp().await.admin;
    let attacks = [Attack::Remove, Attack::Demote, Attack::LeaveOneself];
    let mut won = [0, 0];
    let mut late = BTreeMap::<&str, usize>::new();
    for wave in 0..times().div_ceil(4) {
        let mut isps = Vec::new();
        for n in 0..4 {
            isps.push(of_both(world, &ada, &kim, wave * 4 + n).await);
        }
        // Eight at once: the two of each of four ISPs, now the one first and now the other.
        let outcomes = world.race(8, |n| {
            let (which, side) = (n / 2, (n + n / 2 + wave) % 2);
            let attack = attacks[(which + wave + side * wave) % 3];
            let pair = [(ada.id, ada.hash()), (kim.id, kim.hash())];
            let (db, slug) = (world.db.clone(), isps[which].slug.clone());
            async move { (which, side, end_access(&db, &slug, &pair, side, attack).await) }
        });
        let mut ended = [0; 4];
        for (which, side, outcome) in outcomes.await {
            match outcome {
                Ok(()) => {
                    won[side] += 1;
                    ended[which] += 1;
                }
                Err(problem) => *late.entry(told(&problem)).or_default() += 1,
            }
        }
        // Whoever was demoted may leave as well; but never do both lose what the other took.
        assert!(ended.iter().all(|ended| *ended > 0), "nobody came first: {ended:?}");
        for place in &isps {
            let roles = [role(world, place, &ada).await, role(world, place, &kim).await];
            let admins = roles.iter().filter(|role| **role == Some(Role::Admin)).count();
            assert_eq!(admins, 1, "{roles:?} at {}", place.slug);
        }
        world.mails().await;
    }
    println!("of {}, the one came first {} times, the other {}; late: {late:?}", times(), won[0], won[1]);
    assert!(won[0] > 0 && won[1] > 0, "only ever one of them came first: {won:?}");
}

/// An ISP of which both are Admin.
async fn of_both(world: &World, ada: &Person, kim: &Person, n: usize) -> Isp {
    let (name, slug) = (format!("Race {n}"), format!("race-{n}"));
    let (name, slug) = (isp::Name::parse(&name).unwrap(), isp::Slug::parse(&slug).unwrap());
    let id = world.shell(None, async |tx| isp::create(tx, &name, &slug).await).await.unwrap();
    for admin in [ada, kim] {
        let invited = world.shell(Some(id), async |tx| invitation::invite_admin(tx, &admin.email).await);
        let token = invited.await.unwrap();
        world.oneself(admin, async |tx| invitation::accept_signed_in(tx, &token).await).await.unwrap();
    }
    Isp { id, place: Place::Isp, slug: slug.as_str().to_owned(), admin: ada.clone() }
}

/// One of the two ends the other's access, or their own; whose it is, the other one keeps theirs.
async fn end_access(
    db: &Db,
    slug: &str,
    pair: &[(PersonId, LinkHash); 2],
    side: usize,
    attack: Attack,
) -> care::Result<()> {
    let ((_, mine), (other, _)) = (&pair[side], &pair[1 - side]);
    match attack {
        Attack::Remove => {
            let mut tx = access::staff(db, mine, slug).await?.write(db).await?;
            collaborator::remove(&mut tx, *other).await?;
            tx.commit().await
        }
        Attack::Demote => {
            let mut tx = access::staff(db, mine, slug).await?.write(db).await?;
            collaborator::change(&mut tx, *other, Role::ReadOnly).await?;
            tx.commit().await
        }
        Attack::LeaveOneself => {
            let mut tx = access::person(db, access::Audience::Portal, mine).await?.write(db).await?;
            collaborator::leave(&mut tx, slug).await?;
            tx.commit().await
        }
    }
}

/// What a seat's racers try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Try {
    Accept,
    AcceptToo,
    Revoke,
    Reinvite,
}

async fn of_accepting_revoking_and_reinviting_at_once_one_outcome_stands(world: &World) {
    const TRIES: [Try; 4] = [Try::Accept, Try::Revoke, Try::Reinvite, Try::AcceptToo];
    let isp = world.first_isp().await;
    let hashed = password().await;
    let mut ends = BTreeMap::<&str, usize>::new();
    let mut late = BTreeMap::<&str, usize>::new();
    for wave in 0..times().div_ceil(2) {
        let mut seats = Vec::new();
        for n in 0..2 {
            let email = format!("bo{}@mail.example", wave * 2 + n);
            // An Admin's acceptance also counts on the ISP's own row.
            let token = world.invite(&isp, &email, if wave % 2 == 0 { "user" } else { "admin" }).await;
            let id = world.seat(&isp, &email).await.0.unwrap().id;
            seats.push((email, token, id));
        }
        // Eight at once: four for each of two seats, each of them first in its turn.
        let outcomes = world.race(8, |n| {
            let (which, what) = (n / 4, TRIES[(n + wave) % 4]);
            let (_, token, id) = seats[which].clone();
            let (db, hash, slug, hashed) =
                (world.db.clone(), isp.admin.hash(), isp.slug.clone(), hashed.clone());
            async move {
                let done = match what {
                    Try::Accept | Try::AcceptToo => accept(&db, &token, &hashed).await,
                    Try::Revoke | Try::Reinvite => envelope(&db, &hash, &slug, id, what).await,
                };
                (which, what, done)
            }
        });
        let mut won = [const { Vec::new() }; 2];
        for (which, what, outcome) in outcomes.await {
            match outcome {
                Ok(()) => won[which].push(what),
                Err(problem) => *late.entry(told(&problem)).or_default() += 1,
            }
        }
        let mailed = world.mails().await;
        for ((email, token, _), won) in seats.iter().zip(&won) {
            let (invited, role) = world.seat(&isp, email).await;
            let state = invited.unwrap().state;
            let ended: Vec<_> = won.iter().filter(|what| **what != Try::Reinvite).collect();
            assert_eq!(ended.len(), 1, "{won:?}");
            let (expected, member) = match ended[0] {
                Try::Revoke => ("revoked", None),
                _ if wave % 2 == 0 => ("accepted", Some(Role::User)),
                _ => ("accepted", Some(Role::Admin)),
            };
            assert_eq!((state.as_str(), role), (expected, member), "{won:?}");
            let renewed = mailed.iter().filter(|it| it.to == *email && it.text.contains("#i1_"));
            for token in renewed.map(|it| it.token(Kind::Invitation)).chain([token.clone()]) {
                let opened = world.anyone(async |tx| invitation::open(tx, &token).await).await;
                assert!(
                    matches!(opened, Err(Problem::Gone(_))),
                    "a link outlives its invitation: {opened:?}"
                );
            }
            *ends.entry(expected).or_default() += 1;
        }
    }
    println!("{ends:?}; late: {late:?}");
}

/// Forgot Password holds its own link and wants the invitation; the envelope holds the invitation and wants all its links.
async fn recovering_an_invitation_meets_renewing_and_revoking_it(world: &World) {
    let isp = world.first_isp().await;
    let hashed = password().await;
    let mut late = BTreeMap::<&str, usize>::new();
    let mut accepted = 0;
    for wave in 0..times().div_ceil(2) {
        let address = format!("cy{wave}@mail.example");
        world.invite(&isp, &address, "admin").await;
        let email = care::email::Email::parse(&address).unwrap();
        world.anyone(async |tx| recovery::ask(tx, &email, access::Audience::Portal).await).await.unwrap();
        let reset = world.mail_to(&address).await.token(Kind::Reset);
        let id = world.seat(&isp, &address).await.0.unwrap().id;
        let outcomes = world.race(4, |n| {
            let (db, hash, slug) = (world.db.clone(), isp.admin.hash(), isp.slug.clone());
            let (reset, hashed, what) = (
                reset.clone(),
                hashed.clone(),
                [Try::Accept, Try::Reinvite, Try::Accept, Try::Revoke][(n + wave) % 4],
            );
            async move {
                let done = match what {
                    Try::Accept | Try::AcceptToo => recover(&db, &reset, &hashed).await,
                    Try::Reinvite | Try::Revoke => envelope(&db, &hash, &slug, id, what).await,
                };
                (what, done)
            }
        });
        let mut won = Vec::new();
        for (what, outcome) in outcomes.await {
            match outcome {
                Ok(()) => won.push(what),
                Err(problem) => *late.entry(told(&problem)).or_default() += 1,
            }
        }
        let (invited, role) = world.seat(&isp, &address).await;
        let state = invited.unwrap().state;
        let expected = match &won[..] {
            won if won.contains(&Try::Accept) => ("accepted", Some(Role::Admin)),
            won if won.contains(&Try::Revoke) => ("revoked", None),
            _ => ("pending", None),
        };
        assert_eq!((state.as_str(), role), expected, "{won:?}");
        accepted += usize::from(state == "accepted");
        world.mails().await;
    }
    println!("{accepted} accepted; late: {late:?}");
}

async fn recover(db: &Db, token: &Token, hashed: &care::person::Hashed) -> care::Result<()> {
    let mut tx = access::anyone().write(db).await?;
    recovery::choose(&mut tx, token, hashed).await?;
    tx.commit().await
}

/// Every request notes when and where its sender was last seen. Meanwhile they are removed, lowered and given another password.
async fn whoever_looks_around_is_in_nobodys_way(world: &World) {
    let (mut isp, far) = (world.first_isp().await, world.second_isp().await);
    let mut cluster = world.cluster("Bar Group", &[&isp, &far]).await;
    let hashed = password().await;
    for wave in 0..times().div_ceil(4) {
        isp.admin = world.arrive(&isp.admin).await;
        cluster.admin = world.arrive(&cluster.admin).await;
        let (admin, head) = (&isp.admin, &cluster.admin);
        let address = format!("di{wave}@mail.example");
        let di = world.join(&isp, &address, "user").await;
        world.by(&cluster, head, async |tx| invitation::invite(tx, &address, "user").await).await.unwrap();
        let email = di.email.clone();
        world.mails().await;
        world.anyone(async |tx| recovery::ask(tx, &email, access::Audience::Portal).await).await.unwrap();
        let reset = world.mail_to(&address).await.token(Kind::Reset);
        world.minutes(2);
        let outcomes = world.race(8, |n| {
            let (db, hashed, reset) = (world.db.clone(), hashed.clone(), reset.clone());
            let (di, admin, head) = (di.clone(), admin.clone(), head.clone());
            let (isp, far, cluster) = (isp.slug.clone(), far.slug.clone(), cluster.slug.clone());
            async move {
                match (n + wave) % 8 {
                    0 | 4 => look(&db, &di, &isp).await,
                    1 => look(&db, &di, &far).await,
                    2 => {
                        let mut tx = access::staff(&db, &admin.hash(), &isp).await?.write(&db).await?;
                        collaborator::remove(&mut tx, di.id).await?;
                        tx.commit().await
                    }
                    3 => {
                        let mut tx = access::cluster(&db, &head.hash(), &cluster).await?.write(&db).await?;
                        collaborator::change(&mut tx, di.id, Role::Admin).await?;
                        tx.commit().await
                    }
                    5 => {
                        let mut tx = access::cluster(&db, &head.hash(), &cluster).await?.write(&db).await?;
                        collaborator::remove(&mut tx, di.id).await?;
                        tx.commit().await
                    }
                    6 => {
                        let mut tx = access::cluster(&db, &head.hash(), &cluster).await?.write(&db).await?;
                        isp::update(&mut tx, "Bar Group", "#0f766e").await?;
                        tx.commit().await
                    }
                    _ => recover(&db, &reset, &hashed).await,
                }
            }
        });
        for problem in outcomes.await.into_iter().filter_map(Result::err) {
            // Signed out by the new password, removed, or changed by the other: all answers, and no fault.
            if !matches!(problem, Problem::Anonymous) {
                told(&problem);
            }
        }
        assert_eq!(role(world, &isp, &di).await, None);
        assert_eq!(role(world, &cluster, &di).await, None);
        world.mails().await;
    }
}

/// Somebody who was an Admin is still signed in, and opens pages while they use the link that makes them one again.
async fn the_operators_link_meets_whom_it_brings_back(world: &World) {
    let isp = world.first_isp().await;
    let hashed = password().await;
    let mut users = Vec::new();
    for wave in 0..times().div_ceil(4) {
        users.push(world.join(&isp, &format!("em{wave}@mail.example"), "user").await);
    }
    for (wave, em) in users.into_iter().enumerate() {
        let token = world
            .shell(Some(isp.id), async |tx| invitation::invite_admin(tx, &em.email).await)
            .await
            .unwrap();
        world.minutes(2);
        let outcomes = world.race(4, |n| {
            let (db, em, token) = (world.db.clone(), em.clone(), token.clone());
            let (hashed, slug) = (hashed.clone(), isp.slug.clone());
            async move {
                match (n + wave) % 4 {
                    0 => accept(&db, &token, &hashed).await,
                    _ => look(&db, &em, &slug).await,
                }
            }
        });
        for problem in outcomes.await.into_iter().filter_map(Result::err) {
            assert!(matches!(problem, Problem::Anonymous), "only that the session has ended: {problem:?}");
        }
        assert_eq!(role(world, &isp, &em).await, Some(Role::Admin));
        world.mails().await;
    }
}

async fn look(db: &Db, who: &Person, slug: &str) -> care::Result<()> {
    let permit = access::staff::<access::may::ViewTabs>(db, &who.hash(), slug).await?;
    permit.note_use(db).await
}

/// As the page does it: it looks, and then it accepts.
async fn accept(db: &Db, token: &Token, hashed: &care::person::Hashed) -> care::Result<()> {
    invitation::open(&mut access::anyone().read(db).await?, token).await?;
    let mut tx = access::anyone().write(db).await?;
    invitation::accept_new(&mut tx, token, &called("Bo"), hashed, &from()).await?;
    tx.commit().await
}

async fn envelope(db: &Db, hash: &LinkHash, slug: &str, id: InvitationId, what: Try) -> care::Result<()> {
    let mut tx: Tx<access::may::InviteCollaborators> = access::staff(db, hash, slug).await?.write(db).await?;
    if what == Try::Revoke {
        invitation::revoke(&mut tx, id).await?;
    } else {
        invitation::reinvite(&mut tx, id).await?;
    }
    tx.commit().await
}

async fn role(world: &World, isp: &Isp, who: &Person) -> Option<Role> {
    world.seat(isp, who.email.canonical()).await.1
}

/// What whoever came late is told. A fault of ours is no answer, and neither is a database that gave up on two who waited for
/// each other.
fn told(problem: &Problem) -> &'static str {
    match problem {
        Problem::Conflict(say) | Problem::Gone(say) => say.key,
        Problem::NotFound(_) => "not-found",
        Problem::Forbidden(_) => "forbidden",
        other => panic!("a fault, not an answer: {other:?}"),
    }
}
