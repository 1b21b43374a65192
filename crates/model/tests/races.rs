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
use care::testing::{Isp, Person, World, from, password};
use care::{Problem, collaborator, invitation, isp};

care::stories![
    of_two_admins_who_end_each_others_access_one_remains,
    of_accepting_revoking_and_reinviting_at_once_one_outcome_stands,
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
    let token =
        world.shell(Some(id), async |tx| invitation::invite_admin(tx, &ada.email).await).await.unwrap();
    world.oneself(ada, async |tx| invitation::accept_signed_in(tx, &token).await).await.unwrap();
    let isp = Isp { id, place: Place::Isp, slug: slug.as_str().to_owned(), admin: ada.clone() };
    world.by(&isp, ada, async |tx| invitation::invite(tx, kim.email.shown(), "admin").await).await.unwrap();
    isp
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
            let mut tx = access::person(db, mine).await?.write(db).await?;
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
            let token = world.invite(&isp, &email, "user").await;
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
                _ => ("accepted", Some(Role::User)),
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

/// As the page does it: it looks, and then it accepts.
async fn accept(db: &Db, token: &Token, hashed: &care::person::Hashed) -> care::Result<()> {
    invitation::open(&mut access::anyone().read(db).await?, token).await?;
    let mut tx = access::anyone().write(db).await?;
    invitation::accept_new(&mut tx, token, "Bo", hashed, &from()).await?;
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

/// What whoever came late is told. A fault of ours is no answer.
fn told(problem: &Problem) -> &'static str {
    match problem {
        Problem::Conflict(say) | Problem::Gone(say) => say.key,
        Problem::NotFound(_) => "not-found",
        Problem::Forbidden(_) => "forbidden",
        Problem::Busy => "busy",
        other => panic!("a fault, not an answer: {other:?}"),
    }
}
