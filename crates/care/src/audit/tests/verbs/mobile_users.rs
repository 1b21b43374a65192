//! What staff and subscribers do about a home's users, once.

use super::{Isp, World, by};
use crate::db::CustomerId;
use crate::link::Kind;
use crate::{invitation, mobile_user};

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
    home
}
