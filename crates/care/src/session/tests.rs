//! Stories of sessions, and of *Last Seen*, which a session's use writes.

mod devices;

use std::time::Duration;

use super::*;
use crate::access::{self, Audience, Role};
use crate::collaborator;
use crate::factor::Answer;
use crate::stories;
use crate::testing::{Isp, PASSWORD, Person, World};

stories![
    a_session_ends_after_half_an_hour_without_use,
    a_session_in_use_ends_after_twelve_hours,
    use_is_noted_to_the_minute,
    last_seen_is_told_per_isp,
    a_person_ends_one_of_their_sessions,
    somebody_elses_session_is_not_found,
    signing_out_everywhere_ends_all_sessions_of_that_person_alone,
    a_permit_opens_nothing_once_its_session_has_ended,
    sweeping_removes_only_what_has_ended,
    a_session_waits_from_the_password_to_the_second_factor,
    ones_own_mails_are_in_the_language_one_chose,
    a_session_of_the_app_lives_longer_and_the_list_says_which_it_is,
];

const A_MOMENT: Duration = Duration::from_millis(1);

async fn is_alive(world: &World, who: &Person) -> bool {
    match access::person(&world.db, access::Audience::Portal, &who.hash()).await {
        Ok(_) => true,
        Err(Problem::Anonymous) => false,
        Err(other) => panic!("{other}"),
    }
}

async fn use_it(world: &World, who: &Person) {
    access::person(&world.db, access::Audience::Portal, &who.hash())
        .await
        .unwrap()
        .note_use(&world.db)
        .await
        .unwrap();
}

async fn be_at(world: &World, isp: &Isp, who: &Person) {
    let permit = access::staff::<may::ViewTabs>(&world.db, &who.hash(), &isp.slug).await.unwrap();
    permit.note_use(&world.db).await.unwrap();
}

async fn last_seen(world: &World, isp: &Isp, who: &Person) -> Option<Timestamp> {
    let everybody = world.by(isp, &isp.admin, collaborator::list).await.unwrap();
    everybody.iter().find(|it| it.person == who.id).unwrap().last_seen
}

async fn a_session_ends_after_half_an_hour_without_use(world: &World) {
    let isp = world.first_isp().await;
    world.advance(Duration::from_millis(Audience::Portal.idle_ms().unsigned_abs()) - A_MOMENT);
    assert!(is_alive(world, &isp.admin).await);
    world.advance(A_MOMENT);
    assert!(!is_alive(world, &isp.admin).await);
    let permit = access::staff::<may::ViewTabs>(&world.db, &isp.admin.hash(), &isp.slug).await;
    assert!(matches!(permit, Err(Problem::Anonymous)), "{permit:?}");
}

async fn a_session_in_use_ends_after_twelve_hours(world: &World) {
    let isp = world.first_isp().await;
    for _ in 0..12 * 60 / 20 - 1 {
        world.minutes(20);
        use_it(world, &isp.admin).await;
    }
    world.advance(Duration::from_secs(20 * 60) - A_MOMENT);
    assert!(is_alive(world, &isp.admin).await);
    world.advance(A_MOMENT);
    assert!(!is_alive(world, &isp.admin).await);
}

async fn use_is_noted_to_the_minute(world: &World) {
    let isp = world.first_isp().await;
    let used_at = "SELECT used_at AS n FROM session";
    let start = world.count(used_at).await;
    world.advance(Duration::from_secs(59));
    use_it(world, &isp.admin).await;
    assert_eq!(world.count(used_at).await, start);
    world.advance(Duration::from_secs(1));
    use_it(world, &isp.admin).await;
    assert_eq!(world.count(used_at).await, start + 60_000);
}

async fn last_seen_is_told_per_isp(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let bo = world.join(&isp, "bo@mail.example", "user").await;
    world
        .by(&far, &far.admin, async |tx| crate::invitation::invite(tx, "bo@mail.example", "user").await)
        .await
        .unwrap();
    world.mail_to("bo@mail.example").await;
    assert_eq!(last_seen(world, &isp, &bo).await, None);

    let then = world.db.clock().now();
    be_at(world, &isp, &bo).await;
    assert_eq!(last_seen(world, &isp, &bo).await, Some(then));
    assert_eq!(last_seen(world, &far, &bo).await, None, "one ISP does not learn of another");
    world.minutes(5);
    use_it(world, &bo).await;
    assert_eq!(last_seen(world, &isp, &bo).await, Some(then), "one's own account is at no ISP");
    be_at(world, &isp, &bo).await;
    assert_eq!(last_seen(world, &isp, &bo).await, Some(world.db.clock().now()));
}

async fn a_person_ends_one_of_their_sessions(world: &World) {
    let isp = world.first_isp().await;
    world.minutes(1);
    let elsewhere = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let sessions = world.oneself(&elsewhere, list).await.unwrap();
    assert_eq!(sessions.len(), 2);
    assert_eq!((sessions[0].agent.as_str(), sessions[0].address.as_str()), ("a browser", "192.0.2.7"));
    let older = sessions[1].id;
    world.oneself(&elsewhere, async |tx| end_other(tx, older).await).await.unwrap();
    assert!(!is_alive(world, &isp.admin).await);
    assert!(is_alive(world, &elsewhere).await);
    let again = world.oneself(&elsewhere, async |tx| end_other(tx, older).await).await;
    assert!(matches!(again, Err(Problem::NotFound("session"))), "{again:?}");
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM audit WHERE kind = 'session-ended'").await, 1);
}

async fn somebody_elses_session_is_not_found(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let theirs = world.oneself(&far.admin, list).await.unwrap()[0].id;
    let refused = world.oneself(&isp.admin, async |tx| end(tx, theirs).await).await;
    assert!(matches!(refused, Err(Problem::NotFound("session"))), "{refused:?}");
    assert!(is_alive(world, &far.admin).await);
}

async fn signing_out_everywhere_ends_all_sessions_of_that_person_alone(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let elsewhere = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    world.oneself(&elsewhere, end_all).await.unwrap();
    assert!(!is_alive(world, &isp.admin).await && !is_alive(world, &elsewhere).await);
    assert!(is_alive(world, &far.admin).await);
}

async fn a_permit_opens_nothing_once_its_session_has_ended(world: &World) {
    let isp = world.first_isp().await;
    let staff = access::staff::<may::ViewTabs>(&world.db, &isp.admin.hash(), &isp.slug).await.unwrap();
    let own = access::person(&world.db, access::Audience::Portal, &isp.admin.hash()).await.unwrap();
    world.oneself(&isp.admin, end_all).await.unwrap();
    assert!(matches!(staff.read(&world.db).await, Err(Problem::Anonymous)));
    assert!(matches!(staff.write(&world.db).await, Err(Problem::Anonymous)));
    assert!(matches!(own.read(&world.db).await, Err(Problem::Anonymous)));
}

async fn sweeping_removes_only_what_has_ended(world: &World) {
    let isp = world.first_isp().await;
    world.minutes(29);
    let fresh = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    world.minutes(1);
    world.system(sweep).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM session").await, 1);
    assert!(is_alive(world, &fresh).await);
}

async fn a_session_waits_from_the_password_to_the_second_factor(world: &World) {
    let waits = async |cookie: &Cookie| world.anyone(async |tx| is_waiting(tx, cookie).await).await.unwrap();
    let mut isp = world.first_isp().await;
    assert!(!waits(&Cookie::sent(&isp.admin.cookie)).await, "nothing is asked of whoever has no factor");
    let phone = world.with_app(&mut isp.admin).await;
    world.minutes(1);
    let waiting = world.first_step(&isp.admin).await;
    assert!(waits(&waiting).await);
    let ada = world.second_step(&waiting, Answer::Code(&world.code(&phone))).await.unwrap();
    assert!(!waits(&waiting).await);
    assert!(!waits(&Cookie::sent(&ada.cookie)).await);
}

#[test]
fn a_cookie_is_not_printed() {
    let cookie = Cookie::sent("c2VjcmV0");
    assert_eq!(format!("{cookie:?}"), "Cookie(…)");
}

async fn ones_own_mails_are_in_the_language_one_chose(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let change = async |role| {
        world.by(&isp, &isp.admin, async |tx| collaborator::change(tx, uma.id, role).await).await.unwrap();
        world.mail_to(uma.email.canonical()).await.subject
    };
    assert_eq!(change(Role::ReadOnly).await, "You are Read Only at Bar Net now");
    world.oneself(&uma, async |tx| speak(tx, Language::Spanish).await).await.unwrap();
    assert_eq!(change(Role::User).await, "Su nivel de acceso en Bar Net ahora es Usuario");
}

async fn a_session_of_the_app_lives_longer_and_the_list_says_which_it_is(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let home = world.enable(&isp, router, "Ana Lima").await;
    let ana = world.join_home(&isp, home, "ana@mail.example").await;
    let in_the_portal = world.sign_in(&ana.email, PASSWORD).await.unwrap();
    let listed = world.oneself(&ana, list).await.unwrap();
    let mut audiences: Vec<_> = listed.iter().map(|it| it.audience.as_str()).collect();
    audiences.sort_unstable();
    assert_eq!(audiences, ["app", "portal"]);
    world.advance(Duration::from_hours(30 * 24) - A_MOMENT);
    world.system(sweep).await.unwrap();
    let alive = async |who: &Person| access::person(&world.db, who.audience, &who.hash()).await.is_ok();
    assert!(alive(&ana).await && !alive(&in_the_portal).await);
    let listed = world.oneself(&ana, list).await.unwrap();
    assert_eq!(listed.len(), 1, "what has ended is not listed");
    world.advance(A_MOMENT);
    assert!(!alive(&ana).await);
    world.system(sweep).await.unwrap();
    assert_eq!(world.count("SELECT COUNT(*) AS n FROM session WHERE audience = 'app'").await, 0);
}
