//! Stories of ISPs.

use super::{
    LOGO_BYTES, Logo, Name, Rules, Slug, Support, create, list, logo, mine, remove_logo, set_logo, settings,
    update, update_rules, update_support,
};
use crate::access::{Role, may};
use crate::problem::{Problem, Result};
use crate::stories;
use crate::testing::{Isp, PNG, Person, World, why};

stories![
    two_isps_cannot_have_one_name_in_paths,
    an_isp_never_loses_its_last_admin,
    the_settings_change_name_and_colour,
    from_within_one_isp_a_person_sees_all_of_theirs,
    what_is_settled_is_kept_and_told,
    a_logo_is_shown_until_it_is_removed,
    settings_are_an_admins,
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

async fn what_is_settled_is_kept_and_told(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let support = Support::parse(
        "America/New_York",
        "help@barnet.example",
        "+1 603 555 0100",
        "https://barnet.example",
    );
    let (support, rules) = (support.unwrap(), Rules::parse("off", "30", "60").unwrap());
    world.by(&isp, &isp.admin, async |tx| update_support(tx, &support).await).await.unwrap();
    world.by(&isp, &isp.admin, async |tx| update_rules(tx, &rules).await).await.unwrap();
    let settled = world.by(&isp, &isp.admin, settings).await.unwrap();
    assert_eq!((settled.support, settled.rules), (support, rules));
    let untouched = world.by(&far, &far.admin, settings).await.unwrap();
    assert_eq!(untouched.rules, Rules { reports: true, retention_days: 90, history_days: 400 });
    assert_eq!(untouched.support.timezone.as_str(), "UTC");
    let told = world.picture().await["timeline"].join("\n");
    for text in
        ["isp-support-changed", "America/New_York", "isp-rules-changed", "retention_days", "history_days"]
    {
        assert!(told.contains(text), "{text}");
    }
}

async fn a_logo_is_shown_until_it_is_removed(world: &World) {
    let isp = world.first_isp().await;
    let drawn = Logo::read(PNG).unwrap();
    world.by(&isp, &isp.admin, async |tx| set_logo(tx, &drawn).await).await.unwrap();
    let card = &world.oneself(&isp.admin, mine).await.unwrap()[0];
    assert_eq!(card.logo.as_deref(), Some(drawn.digest()));
    let picture = world.anyone(async |tx| logo(tx, drawn.digest()).await).await.unwrap();
    assert_eq!(picture, drawn.png());
    let nothing = world.anyone(async |tx| logo(tx, "nothing").await).await;
    assert!(matches!(nothing, Err(Problem::NotFound("file"))), "{nothing:?}");
    world.by(&isp, &isp.admin, async |tx| remove_logo(tx).await).await.unwrap();
    assert_eq!(world.oneself(&isp.admin, mine).await.unwrap()[0].logo, None);
    let gone = world.anyone(async |tx| logo(tx, drawn.digest()).await).await;
    assert!(matches!(gone, Err(Problem::NotFound("file"))), "{gone:?}");
}

async fn settings_are_an_admins(world: &World) {
    let isp = world.first_isp().await;
    let uma = world.user(&isp).await;
    let rules = Rules::parse("off", "30", "400").unwrap();
    let refused = world.by(&isp, &uma, async |tx| update_rules(tx, &rules).await).await;
    assert!(matches!(refused, Err(Problem::Forbidden("settings"))), "{refused:?}");
}

mod logos {
    use super::*;
    use image::{DynamicImage, ImageFormat, RgbaImage};
    use std::io::Cursor;

    fn picture(wide: u32, high: u32, format: ImageFormat) -> Vec<u8> {
        let mut file = Vec::new();
        let picture = DynamicImage::ImageRgba8(RgbaImage::from_pixel(wide, high, [170, 51, 85, 255].into()));
        let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
        picture.write_to(&mut Cursor::new(&mut file), format).unwrap();
        file
    }

    fn refused(file: &[u8]) -> &'static str {
        why(Logo::read(file), "logo")
    }

    #[test]
    fn whatever_it_came_as_it_is_a_png_that_fits_the_bar() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let logo = Logo::read(&picture(1200, 300, format)).unwrap();
            let drawn = image::load_from_memory_with_format(logo.png(), ImageFormat::Png).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (480, 120), "{format:?}");
        }
        let small = Logo::read(&picture(20, 10, ImageFormat::Png)).unwrap();
        assert_eq!(
            image::load_from_memory(small.png()).unwrap().width(),
            20,
            "none is made larger than it is"
        );
    }

    #[test]
    fn nothing_of_the_file_as_it_was_sent_is_kept() {
        let mut file = picture(20, 10, ImageFormat::Png);
        file.extend_from_slice(b"<script>alert(1)</script>");
        let logo = Logo::read(&file).unwrap();
        assert!(!logo.png().windows(7).any(|bytes| bytes == b"<script"));
        assert_eq!(logo.digest().len(), 32);
        assert_eq!(logo, Logo::read(&picture(20, 10, ImageFormat::Png)).unwrap(), "the same picture");
    }

    #[test]
    fn what_is_no_picture_is_refused_with_its_reason() {
        assert_eq!(refused(b""), "missing-logo");
        assert_eq!(refused(b"GIF89a"), "invalid-logo");
        assert_eq!(refused(b"%PDF-1.7"), "invalid-logo");
        assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "logo-is-svg");
        assert_eq!(refused(b"\xef\xbb\xbf <?xml version='1.0'?>\n<svg/>"), "logo-is-svg");
        assert_eq!(refused(&vec![0; LOGO_BYTES + 1]), "logo-too-large");
        // A few bytes that say they are a picture of millions by millions.
        let mut bomb = picture(1, 1, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0x10, 0, 0, 0, 0x10, 0, 0]);
        assert!(["logo-too-wide", "invalid-logo"].contains(&refused(&bomb)));
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
            let (wide, high) = (picture(3001, 1, format), picture(1, 3001, format));
            assert_eq!((refused(&wide), refused(&high)), ("logo-too-wide", "logo-too-wide"), "{format:?}");
        }
        // Before anything is decoded: nothing but its head is there.
        assert_eq!(refused(&picture(3001, 3001, ImageFormat::Png)[..64]), "logo-too-wide");
        let cut = picture(400, 400, ImageFormat::Png);
        assert_eq!(refused(&cut[..cut.len() / 2]), "invalid-logo");
    }
}
