//! A link is spent once, whoever comes.

use std::time::Duration;

use super::{Kind, Provenance, Token, look, mint, spend, sweep};
use crate::access;
use crate::problem::Problem;
use crate::stories;
use crate::testing::World;

const MONTH: Duration = Duration::from_secs(30 * 24 * 60 * 60);

stories![
    of_forty_who_spend_one_link_one_gets_it,
    looking_spends_nothing,
    what_is_rolled_back_was_not_spent,
    a_link_is_deleted_a_month_after_its_end,
];

async fn of_forty_who_spend_one_link_one_gets_it(world: &World) {
    let token =
        world.system(async |tx| mint(tx, Kind::Setup, Provenance::Operator, None, "").await).await.unwrap();
    let outcomes = world.race(40, |_| {
        let (db, token) = (world.db.clone(), token.clone());
        async move {
            let mut tx = access::anyone().write(&db).await?;
            spend(&mut tx, &token).await?;
            tx.commit().await
        }
    });
    let outcomes = outcomes.await;
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1);
    assert_eq!(outcomes.iter().filter(|it| matches!(it, Err(Problem::Gone(_)))).count(), 39);
}

async fn looking_spends_nothing(world: &World) {
    let token =
        world.system(async |tx| mint(tx, Kind::Setup, Provenance::Operator, None, "").await).await.unwrap();
    for _ in 0..3 {
        let link = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
        assert_eq!(link.provenance, Provenance::Operator);
    }
    assert!(world.anyone(async |tx| spend(tx, &token).await).await.is_ok());
}

async fn what_is_rolled_back_was_not_spent(world: &World) {
    let token =
        world.system(async |tx| mint(tx, Kind::Setup, Provenance::Operator, None, "").await).await.unwrap();
    let mut tx = access::anyone().write(&world.db).await.unwrap();
    spend(&mut tx, &token).await.unwrap();
    drop(tx);
    assert!(world.anyone(async |tx| spend(tx, &token).await).await.is_ok());
}

async fn a_link_is_deleted_a_month_after_its_end(world: &World) {
    let token =
        world.system(async |tx| mint(tx, Kind::Setup, Provenance::Operator, None, "").await).await.unwrap();
    let link = world.anyone(async |tx| look(tx, &token).await).await.unwrap();
    let left = link.expires_at - world.db.clock().millis();
    world.advance(Duration::from_millis(left.unsigned_abs()) + MONTH);
    for (moment, rows) in [(Duration::ZERO, 1), (Duration::from_millis(1), 0)] {
        world.advance(moment);
        world.system(sweep).await.unwrap();
        assert_eq!(world.count("SELECT COUNT(*) AS n FROM link").await, rows);
    }
}

#[test]
fn what_is_no_token_of_its_kind_is_refused_before_anybody_looks_for_it() {
    let whole = Token::random(Kind::Invitation);
    let text = whole.reveal();
    for good in [text.to_owned(), format!(" {text}\n"), format!("https://care.barnet.example/join#{text}")] {
        assert_eq!(Token::parse(Kind::Invitation, &good).unwrap(), whole);
    }
    // Four letters are three bytes less.
    let (shorter, longer) = (&text[..text.len() - 4], format!("{text}AAAA"));
    for bad in ["", Kind::Invitation.prefix(), shorter, &longer, &text[3..]] {
        assert!(matches!(Token::parse(Kind::Invitation, bad), Err(Problem::Gone(_))), "{bad}");
    }
    assert!(matches!(Token::parse(Kind::Reset, text), Err(Problem::Gone(_))), "it is of another kind");
}

#[test]
fn a_token_is_printed_by_its_kind_alone() {
    let token = Token::random(Kind::Reset);
    assert_eq!(format!("{token:?}"), format!("{}…", Kind::Reset.prefix()));
}
