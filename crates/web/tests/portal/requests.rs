//! Access requests that are none of one's home's: a live one of another home is answered as one that there is not.

use care::access::Tx;
use care::testing::{Isp, World};
use care::{access_request, mobile_user};

use crate::app::TestApp;
use crate::browser::Reply;
use crate::doors::NO_ID;

care::stories![a_request_at_another_home_is_answered_as_none_is];

/// How many requests wait at a home, as staff see it.
async fn waiting(world: &World, isp: &Isp, home: care::db::CustomerId) -> usize {
    world
        .by(isp, &isp.admin, async |tx: &mut Tx<_>| access_request::of_home(tx, home).await)
        .await
        .unwrap()
        .len()
}

async fn a_request_at_another_home_is_answered_as_none_is(world: &World) {
    let app = TestApp::new(world).await;
    let (one, two) = (&app.one, &app.two);
    let user = world.join_home(&one.isp, one.customer, "user@mail.example").await;
    let (unused, next_door) = one.fresh_request(world, 1).await;
    let far_away = two.fresh_request_at_home(world, 2).await;
    let own = mobile_user::path(one.customer);
    let (next_door, far_away) = (next_door.to_string(), far_away.to_string());
    // Whoever decides for this home, and whoever only uses it.
    for (email, expected) in [(&one.primary.email, 303), (&user.email, 404)] {
        let phone = app.in_the_app(email).await;
        for act in ["", "/approval", "/decline"] {
            let mut answers = Vec::new();
            for request in [NO_ID, &next_door, &far_away] {
                let (tab, path) = (phone.fork(), format!("{own}/requests/{request}{act}"));
                let reply = if act.is_empty() { tab.get(&path).await } else { tab.post(&path, &[]).await };
                assert_eq!(reply.status, expected, "{email} at {path}");
                // And what the page says to which that leads.
                let then = tab.get(&own).await;
                assert_eq!(then.status, 200);
                answers.push((request, without(reply, request), without(then, request)));
            }
            let (_, answer, then) = &answers[0];
            for (request, other, other_then) in &answers {
                assert!(
                    other == answer && other_then == then,
                    "{email}{act}: {request} can be told from none"
                );
            }
        }
    }
    assert_eq!(waiting(world, &one.isp, unused).await, 1, "it waits for whom it is for");
    assert_eq!(waiting(world, &two.isp, two.customer).await, 1);
    // One of their own is shown to the one, and to the other as none.
    let theirs = access_request::path(one.customer, one.fresh_request_at_home(world, 3).await);
    assert_eq!(app.in_the_app(&one.primary.email).await.get(&theirs).await.status, 200);
    assert_eq!(app.in_the_app(&user.email).await.get(&theirs).await.status, 404);
}

fn without(reply: Reply, request: &str) -> Reply {
    Reply { text: reply.text.replace(request, "REQUEST"), ..reply }
}
