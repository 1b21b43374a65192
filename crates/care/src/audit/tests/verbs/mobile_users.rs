//! What staff and subscribers do about a home's users, once.

use super::{Isp, Person, World, by};
use crate::access::Tx;
use crate::db::CustomerId;
use crate::link::Kind;
use crate::{access, access_request, agreement, claim, invitation, mobile_user, push};

/// A home's users, who come, change places and go; gives the home.
pub(super) async fn come_and_go(world: &World, isp: &Isp, secrets: &mut Vec<String>) -> CustomerId {
    let router = world.stock(isp, "60:6c:63:00:bb:05").await;
    let home = world.enable(isp, router, "Cy Cole").await;
    let (cy, dee) = (
        world.join_home(isp, home, "cy@mail.example").await,
        world.join_home(isp, home, "dee@mail.example").await,
    );
    let eve = world.join_home(isp, home, "eve@mail.example").await;
    secrets.extend([cy.cookie.clone(), dee.cookie.clone(), eve.cookie.clone()]);
    secrets.push(world.invite_home(isp, home, "fay@mail.example").await.reveal().to_owned());
    let invited = by(world, isp, &isp.admin, async |tx| invitation::list_mobile_users(tx, home).await).await;
    let id = invited[0].id;
    by(world, isp, &isp.admin, async |tx| invitation::reinvite_mobile_user(tx, home, id).await).await;
    secrets.push(world.mail_to("fay@mail.example").await.token(Kind::Invitation).reveal().to_owned());
    let link =
        by(world, isp, &isp.admin, async |tx| invitation::generate_for_mobile_user(tx, home, id).await).await;
    secrets.push(link.reveal().to_owned());
    by(world, isp, &isp.admin, async |tx| invitation::revoke_mobile_user(tx, home, id).await).await;
    by(world, isp, &isp.admin, async |tx| mobile_user::make_primary(tx, home, dee.id).await).await;
    by(world, isp, &isp.admin, async |tx| mobile_user::remove(tx, home, dee.id, Some(cy.id)).await).await;
    world.at_home(&eve, home, async |tx| mobile_user::leave(tx, None).await).await.unwrap();
    world.mails().await;
    asked_for(world, isp, secrets).await;
    home
}

/// A home that is claimed and asked for, and one that nobody uses.
async fn asked_for(world: &World, isp: &Isp, secrets: &mut Vec<String>) {
    let (here, there) = ("198.51.100.21", "198.51.100.22");
    let claimed = world.online_home(isp, 31, here, "Elm").await;
    let unused = world.online_home(isp, 32, there, "Oak").await;
    world.run("UPDATE customer SET email = 'gus@mail.example' WHERE name = 'Home 31'").await;
    let gus = world.sign_up("gus@mail.example").await;
    world.standing(&gus, here, async |tx| claim::by_presence(tx, "").await).await.unwrap();
    let (key, labelled) = (claim::LabelKey::derived(b"a key"), world.stock(isp, "60:6c:63:00:bb:06").await);
    world.enable(isp, labelled, "Hal Hope").await;
    let labels = by(world, isp, &isp.admin, async |tx| claim::print(tx, &key, &[labelled]).await).await;
    secrets.push(labels[0].code.reveal());
    world.oneself(&gus, async |tx| claim::by_label(tx, &key, &labels[0].code).await).await.unwrap();
    for n in 0..5 {
        let who = world.sign_up(&format!("asks{n}@mail.example")).await;
        let address = if n < 3 { here } else { there };
        world.standing(&who, address, async |tx| access_request::ask(tx, "", None).await).await.unwrap();
        let id = world.oneself(&who, access_request::mine).await.unwrap()[0].id;
        match n {
            0 => world.oneself(&who, async |tx| access_request::withdraw(tx, id).await).await.unwrap(),
            1 => drop(
                world.at_home(&gus, claimed, async |tx| access_request::decline(tx, id).await).await.unwrap(),
            ),
            2 => drop(
                world.at_home(&gus, claimed, async |tx| access_request::approve(tx, id).await).await.unwrap(),
            ),
            3 => drop(
                by(world, isp, &isp.admin, async |tx| access_request::decline_by_staff(tx, unused, id).await)
                    .await,
            ),
            _ => drop(
                by(world, isp, &isp.admin, async |tx| access_request::approve_by_staff(tx, unused, id).await)
                    .await,
            ),
        }
        secrets.push(who.cookie);
    }
    let publish =
        async |tx: &mut Tx<_>| agreement::publish(tx, agreement::Kind::Privacy, 0, "We keep less.").await;
    by(world, isp, &isp.admin, publish).await;
    let accept = async |tx: &mut Tx<_>| agreement::accept(tx, &isp.slug, agreement::Kind::Privacy, 1).await;
    world.oneself(&gus, accept).await.unwrap();
    hears_notices(world, &gus, secrets).await;
    secrets.push(gus.cookie);
    world.mails().await;
}

/// Somebody turns on notices on their phone, and off.
async fn hears_notices(world: &World, who: &Person, secrets: &mut Vec<String>) {
    let session = access::person(&world.db, who.audience, &who.hash()).await.unwrap().session().unwrap().id;
    let services = push::Services::new(vec!["https://push.example".parse().unwrap()]);
    let (endpoint, auth) = ("https://push.example/wide-awake", "c2l4dGVlbiBsZXR0ZXJzIQ");
    let point = push::Key::derived(b"a phone's").unwrap().public().to_owned();
    let subscription = push::Subscription::parse(&services, endpoint, &point, auth).unwrap();
    world.oneself(who, async |tx| push::turn_on(tx, session, &subscription, false).await).await.unwrap();
    world.oneself(who, async |tx| push::choose(tx, &[push::Kind::Request]).await).await.unwrap();
    world.oneself(who, async |tx| push::turn_off(tx, session).await).await.unwrap();
    secrets.extend([endpoint.to_owned(), point]);
}
