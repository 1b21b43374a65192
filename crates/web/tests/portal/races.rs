//! Two at once, through the real doors. Which outcome stands, the races of the verbs tell; here, that whoever comes late is
//! answered, and never by a fault of ours.

use care::access::Role;
use care::testing::{Isp, PASSWORD, World};

use crate::app::TestApp;

care::stories![
    of_two_admins_who_remove_each_other_by_their_pages_one_remains,
    accepting_and_revoking_at_once_are_both_answered,
];

/// How often each meeting happens.
const TIMES: usize = 6;

async fn of_two_admins_who_remove_each_other_by_their_pages_one_remains(world: &World) {
    let app = TestApp::new(world).await;
    let one = &app.one.isp;
    // Ada stays out of it: with her, neither would be the last.
    world.set_role(one, &app.one.admin, Role::User).await;
    let mut isp = Isp { id: one.id, place: one.place, slug: one.slug.clone(), admin: one.admin.clone() };
    for n in 0..TIMES {
        let kim = world.join(&isp, &format!("kim{n}@mail.example"), "admin").await;
        let pair = [isp.admin.clone(), kim];
        let browsers = [app.signed_in(&pair[0].email).await, app.signed_in(&pair[1].email).await];
        let replies = world.race(2, |side| {
            let (browser, other) = (browsers[side].clone(), pair[1 - side].id);
            async move { browser.post(&format!("/isps/bar-net/collaborators/{other}/removal"), &[]).await }
        });
        let statuses: Vec<u16> = replies.await.iter().map(|reply| reply.status.as_u16()).collect();
        assert!(statuses.iter().all(|status| *status < 500), "{statuses:?}");
        assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
        let remain = [
            world.seat(&isp, pair[0].email.canonical()).await.1,
            world.seat(&isp, pair[1].email.canonical()).await.1,
        ];
        let first = remain.iter().position(|role| *role == Some(Role::Admin)).unwrap();
        assert_eq!(remain[1 - first], None, "{statuses:?}");
        assert_eq!(browsers[first].get("/isps/bar-net/settings").await.status, 200);
        isp.admin = pair[first].clone();
        world.mails().await;
    }
}

async fn accepting_and_revoking_at_once_are_both_answered(world: &World) {
    let app = TestApp::new(world).await;
    let (isp, admin) = (&app.one.isp, app.admin().await);
    for n in 0..TIMES {
        let email = format!("bo{n}@mail.example");
        let token = world.invite(isp, &email, "user").await;
        let id = world.seat(isp, &email).await.0.unwrap().id;
        let replies = world.race(4, |racer| {
            let (admin, bo, token) = (admin.clone(), app.browser(), token.clone());
            async move {
                if (racer + n) % 2 == 0 {
                    let fields = [("token", token.reveal()), ("name", "Bo"), ("password", PASSWORD)];
                    ("accept", bo.post("/acceptances", &fields).await)
                } else {
                    let door = format!("/isps/bar-net/invitations/{id}/revocation");
                    ("revoke", admin.post(&door, &[]).await)
                }
            }
        });
        let replies = replies.await;
        let statuses: Vec<_> = replies.iter().map(|(what, reply)| (*what, reply.status.as_u16())).collect();
        assert!(statuses.iter().all(|(_, status)| *status < 500), "{statuses:?}");
        let won: Vec<_> =
            statuses.iter().filter(|(_, status)| *status == 303).map(|(what, _)| *what).collect();
        assert_eq!(won.len(), 1, "{statuses:?}");
        let is_in = world.seat(isp, &email).await.1.is_some();
        assert_eq!(is_in, won[0] == "accept", "{statuses:?}");
        world.mails().await;
    }
}
