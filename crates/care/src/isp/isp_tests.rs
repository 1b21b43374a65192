//! Stories of ISPs.

use super::{Name, Slug, create, list, mine, update};
use crate::access::{Role, may};
use crate::problem::{Problem, Result};
use crate::stories;
use crate::testing::{Isp, Person, World, why};

stories![
    two_isps_cannot_have_one_name_in_paths,
    an_isp_never_loses_its_last_admin,
    the_settings_change_name_and_colour,
    from_within_one_isp_a_person_sees_all_of_theirs,
];

async fn two_isps_cannot_have_one_name_in_paths(world: &World) {
    world.first_isp().await;
    let (name, slug) = (Name::parse("Other").unwrap(), Slug::parse("bar-net").unwrap());
    let refused = world.shell(None, async |tx| create(tx, &name, &slug).await).await;
    assert_eq!(why(refused, "name"), "slug-taken");
    assert_eq!(world.shell(None, list).await.unwrap().len(), 1);
}

async fn an_isp_never_loses_its_last_admin(world: &World) {
    let isp = world.first_isp().await;
    let left = world.shell(Some(isp.id), async |tx| super::change_admins(tx, -1).await).await;
    assert!(matches!(left, Err(Problem::Broken(_))), "the row's CHECK refuses: {left:?}");
    assert_eq!(world.count("SELECT admins AS n FROM isp").await, 1);
}

async fn the_settings_change_name_and_colour(world: &World) {
    let isp = world.first_isp().await;
    world.by(&isp, &isp.admin, async |tx| update(tx, "Bar  Network", "#ABCDEF").await).await.unwrap();
    let cards = world.oneself(&isp.admin, mine).await.unwrap();
    assert_eq!((cards[0].name.as_str(), cards[0].colour.as_str()), ("Bar Network", "#abcdef"));
    let refused = world.by(&isp, &isp.admin, async |tx| update(tx, "", "red").await).await;
    let Err(Problem::Invalid(fields)) = refused else { panic!("accepted") };
    assert!(fields.why("name").is_some() && fields.why("colour").is_some());
}

async fn slugs(world: &World, isp: &Isp, who: &Person) -> Result<Vec<String>> {
    let cards = world.by(isp, who, async |tx: &mut crate::access::Tx<may::ViewTabs>| mine(tx).await).await?;
    Ok(cards.into_iter().map(|card| card.slug).collect())
}

async fn from_within_one_isp_a_person_sees_all_of_theirs(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    assert_eq!(slugs(world, &isp, &isp.admin).await.unwrap(), ["bar-net"]);
    let bo = world.join(&isp, "bo@mail.example", "user").await;
    world
        .by(&far, &far.admin, async |tx| crate::invitation::invite(tx, "bo@mail.example", "user").await)
        .await
        .unwrap();
    world.mail_to("bo@mail.example").await;
    world.set_role(&far, &bo, Role::ReadOnly).await;
    assert_eq!(slugs(world, &isp, &bo).await.unwrap(), ["bar-net", "far-net"]);
    assert_eq!(slugs(world, &far, &bo).await.unwrap(), ["bar-net", "far-net"]);
}
