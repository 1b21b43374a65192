//! Stories of the search: what finds whom, whom it never finds, and in which order.

mod anew;

use super::*;
use crate::access::Permit;
use crate::customer::Information;
use crate::inventory;
use crate::router::{Report, Start};
use crate::stories;
use crate::term;
use crate::testing::{Isp, Person, World};

stories![
    a_customer_is_found_by_everything_a_caller_may_say,
    a_long_address_is_found_and_each_of_its_words_counts,
    a_home_that_goes_on_and_off_is_said_to,
    every_word_must_be_somewhere_and_the_order_does_not_matter,
    a_router_finds_its_customer_and_in_stock_itself,
    a_serial_is_found_once_the_router_has_told_it_and_the_old_one_no_more,
    whole_words_come_first_and_then_the_alphabet,
    what_is_left_out_is_said_to_be_there,
    another_isps_customers_and_routers_are_never_found,
    what_changed_is_found_by_what_it_is_now_and_what_is_gone_not_at_all,
    read_only_searches_too,
    a_clusters_people_look_elsewhere_and_others_only_where_they_belong,
    of_two_routers_of_one_serial_in_one_batch_both_are_found,
];

const MAC: &str = "60:6c:63:00:aa:01";

async fn customer(world: &World, isp: &Isp, n: u8, texts: [&str; 4]) -> CustomerId {
    let router = world.stock(isp, &format!("60:6c:63:00:bb:{n:02x}")).await;
    let [name, address, email, phone] = texts;
    let information = Information::parse(name, address, email, phone).unwrap();
    world.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &information).await).await.unwrap()
}

async fn search_as(world: &World, isp: &Isp, who: &Person, text: &str, most: usize) -> Found {
    let asked = Asked::parse(text).unwrap();
    world.by(isp, who, async |tx| find(tx, &asked, most).await).await.unwrap()
}

/// The names that are found, in order; a router in stock by its MAC.
async fn found(world: &World, isp: &Isp, text: &str) -> Vec<String> {
    let found = search_as(world, isp, &isp.admin, text, 20).await;
    assert!(found.complete && !found.more, "{text}");
    found
        .hits
        .into_iter()
        .map(|hit| if hit.name.is_empty() { hit.router.unwrap().mac } else { hit.name })
        .collect()
}

async fn a_customer_is_found_by_everything_a_caller_may_say(world: &World) {
    let isp = world.first_isp().await;
    let texts = [
        "Ánna Müller-O’Brien",
        "12 Rue de l'Église, Ærøskøbing",
        "Anna.M@Mail.example",
        "+1 (603) 555-0100 x7",
    ];
    customer(world, &isp, 1, texts).await;
    customer(world, &isp, 2, ["Bo Ek", "9 Oak Ave", "", "0171 2345678"]).await;
    for said in [
        "anna",
        "ANNA",
        "Ánna",
        "A\u{301}nna",
        "an",
        "muller",
        "MÜLL",
        "müller-o'brien",
        "obrien",
        "o'brien",
        "O’BRIEN",
        "brien",
        "anna muller",
        "o brien anna",
        "12 rue",
        "eglise",
        "l'eglise",
        "aeroskobing",
        "Ærøs",
        "rue de l",
        "anna.m@mail.example",
        "ANNA.M@",
        "mail.example",
        "@mail.ex",
        "6035550100",
        "603 555 0100",
        "(603) 555-0100",
        "+1 603 555 0100",
        "+16035550100",
        "001 603 555 0100",
        "5550100",
        "555-0100",
        "0100",
        "603.555",
        "0603 555 01",
    ] {
        assert_eq!(found(world, &isp, said).await, ["Ánna Müller-O’Brien"], "{said}");
    }
    for said in ["0171 2345678", "+49 171 2345678", "0049 171-2345678", "1712345678", "5678", "171 23"] {
        assert_eq!(found(world, &isp, said).await, ["Bo Ek"], "{said}");
    }
    // Neither the middle of a word nor too few digits, nor somebody else.
    for said in ["nna", "uller", "100", "annabel", "555 0101", "x7", "anna.b@"] {
        assert!(found(world, &isp, said).await.is_empty(), "{said}");
    }
}

async fn every_word_must_be_somewhere_and_the_order_does_not_matter(world: &World) {
    let isp = world.first_isp().await;
    customer(world, &isp, 1, ["Ana Lima", "1 Elm St, Lisboa", "ana@mail.example", "603 555 0101"]).await;
    customer(world, &isp, 2, ["Ana Costa", "2 Elm St, Porto", "", "603 555 0102"]).await;
    customer(world, &isp, 3, ["Rui Lima", "3 Oak Ave, Porto", "", ""]).await;
    let all = async |text| {
        let mut names = found(world, &isp, text).await;
        names.sort();
        names
    };
    assert_eq!(all("lima ana").await, ["Ana Lima"]);
    assert_eq!(all("ana elm").await, ["Ana Costa", "Ana Lima"]);
    assert_eq!(all("elm ana porto").await, ["Ana Costa"]);
    assert_eq!(all("porto lima").await, ["Rui Lima"]);
    assert_eq!(all("0101 ana").await, ["Ana Lima"]);
    assert_eq!(all("st lis elm 1 ana lim mail 603").await, ["Ana Lima"], "eight words");
    assert!(all("ana oak").await.is_empty());
    assert!(all("ana lima zzz").await.is_empty());
}

async fn a_router_finds_its_customer_and_in_stock_itself(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    for said in [
        MAC,
        "60-6C-63-00-AA-01",
        "606c.6300.aa01",
        "606C6300AA01",
        "60 6c 63 00 aa 01",
        "aa:01",
        "AA01",
        "00aa01",
        "60:6c",
    ] {
        let hits = search_as(world, &isp, &isp.admin, said, 20).await.hits;
        assert_eq!(hits.len(), 1, "{said}");
        assert!(matches!(hits[0].subject, Subject::InStock(id) if id == router), "{said}");
    }
    let ana = world.enable(&isp, router, "Ana Lima").await;
    for said in [MAC, "aa01", "ana"] {
        let hits = search_as(world, &isp, &isp.admin, said, 20).await.hits;
        assert_eq!(hits.len(), 1, "{said}");
        assert_eq!(hits[0].subject, Subject::Customer(ana), "{said}");
        let router = hits[0].router.as_ref().unwrap();
        assert_eq!((router.mac.as_str(), router.online), (MAC, false));
    }
}

async fn start(world: &World, permit: &Permit<may::BeRouter>, serial: Option<&str>) {
    let start = Start { serial: serial.map(str::to_owned), ..Start::default() };
    world.intake().hand_in(permit, Report::Start(start)).await.unwrap();
}

async fn a_serial_is_found_once_the_router_has_told_it_and_the_old_one_no_more(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.enable(&isp, router, "Ana Lima").await;
    let permit = world.certify(MAC, b"one").await;
    assert!(found(world, &isp, "unm-77").await.is_empty());
    start(world, &permit, Some("UNM-77.b")).await;
    for said in ["unm-77", "UNM77B", "unm 77 b", "77.B"] {
        assert_eq!(found(world, &isp, said).await, ["Ana Lima"], "{said}");
    }
    let terms = "SELECT COUNT(*) AS n FROM search_term";
    let before = world.count(terms).await;
    start(world, &permit, Some("UNM-77.b")).await;
    start(world, &permit, None).await;
    assert_eq!(world.count(terms).await, before, "nothing changed, and nothing was forgotten");
    start(world, &permit, Some("QX\u{0}9")).await;
    assert!(found(world, &isp, "unm-77").await.is_empty());
    assert_eq!(found(world, &isp, "qx 9").await, ["Ana Lima"]);
    assert_eq!(found(world, &isp, "aa01").await, ["Ana Lima"], "the MAC still finds it");
}

async fn whole_words_come_first_and_then_the_alphabet(world: &World) {
    let isp = world.first_isp().await;
    for (n, name) in [(1, "Rui Anabel"), (2, "Ana Zen"), (3, "Zoe Ana"), (4, "Ana Bell"), (5, "Anabel Xu")] {
        customer(world, &isp, n, [name, "1 Oak Ave", "", ""]).await;
    }
    let expected = ["Ana Bell", "Ana Zen", "Zoe Ana", "Rui Anabel", "Anabel Xu"];
    assert_eq!(found(world, &isp, "ana").await, expected);
    assert_eq!(found(world, &isp, "ana").await, expected, "and the same again");
    assert_eq!(found(world, &isp, "ana oak").await, expected, "by two words too");
}

async fn what_is_left_out_is_said_to_be_there(world: &World) {
    let isp = world.first_isp().await;
    for n in 1..=4 {
        customer(world, &isp, n, [&format!("Ana {n}"), "1 Oak Ave", "", "603 555 0100"]).await;
    }
    for said in ["ana", "ana oak", "0100", "555"] {
        let few = search_as(world, &isp, &isp.admin, said, 3).await;
        assert_eq!((few.hits.len(), few.more), (3, true), "{said}");
        let all = search_as(world, &isp, &isp.admin, said, 4).await;
        assert_eq!((all.hits.len(), all.more), (4, false), "{said}");
    }
}

async fn another_isps_customers_and_routers_are_never_found(world: &World) {
    let (here, there) = (world.first_isp().await, world.second_isp().await);
    customer(world, &there, 1, ["Ana Lima", "1 Elm St", "ana@mail.example", "603 555 0100"]).await;
    world.stock(&there, MAC).await;
    for said in ["ana", "ana elm", "elm ana 0100", "mail.example", "6035550100", MAC, "aa01"] {
        assert!(found(world, &here, said).await.is_empty(), "{said}");
        assert_eq!(found(world, &there, said).await.len(), 1, "{said}");
    }
}

async fn what_changed_is_found_by_what_it_is_now_and_what_is_gone_not_at_all(world: &World) {
    let isp = world.first_isp().await;
    let ana = customer(world, &isp, 1, ["Ana Lima", "1 Elm St", "", "603 555 0100"]).await;
    let renamed = Information::parse("Ana Costa", "1 Elm St", "", "603 555 0199").unwrap();
    let put = world.by(&isp, &isp.admin, async |tx: &mut Tx<may::UpdateCustomer>| {
        term::put(tx, ana, renamed.terms()).await
    });
    put.await.unwrap();
    assert_eq!(found(world, &isp, "costa").await.len(), 1);
    assert_eq!(found(world, &isp, "0199").await.len(), 1);
    assert!(found(world, &isp, "lima").await.is_empty());
    assert!(found(world, &isp, "0100").await.is_empty());
    let forget =
        world.by(&isp, &isp.admin, async |tx: &mut Tx<may::DeactivateCustomer>| term::forget(tx, ana).await);
    forget.await.unwrap();
    assert!(found(world, &isp, "costa").await.is_empty());
    // A term that was left behind finds nothing either.
    world
        .run("INSERT INTO search_term (isp_id, term, target) SELECT isp_id, 'ghost', isp_id FROM router")
        .await;
    assert!(found(world, &isp, "ghost").await.is_empty());
}

async fn read_only_searches_too(world: &World) {
    let isp = world.first_isp().await;
    customer(world, &isp, 1, ["Ana Lima", "1 Elm St", "", ""]).await;
    for who in [world.read_only(&isp).await, world.user(&isp).await] {
        assert_eq!(search_as(world, &isp, &who, "lima", 5).await.hits.len(), 1);
    }
}

async fn a_clusters_people_look_elsewhere_and_others_only_where_they_belong(world: &World) {
    let (one, two) = (world.first_isp().await, world.second_isp().await);
    let cluster = world.cluster("Bar Group", &[&one, &two]).await;
    let places = async |at: &Isp, who: &Person| -> Vec<String> {
        let permit: Permit<may::ViewCustomers> = world.permit(at, who).await.unwrap();
        let mut tx = permit.read(&world.db).await.unwrap();
        let found = elsewhere(&mut tx, permit.staff().unwrap()).await.unwrap();
        found.into_iter().map(|it| it.slug).collect()
    };
    assert_eq!(places(&cluster, &cluster.admin).await, [one.slug.clone(), two.slug.clone()]);
    assert_eq!(places(&one, &cluster.admin).await, [two.slug.as_str()]);
    assert!(places(&one, &one.admin).await.is_empty());
    world.mails().await;
}

async fn of_two_routers_of_one_serial_in_one_batch_both_are_found(world: &World) {
    let (here, there) = (world.first_isp().await, world.second_isp().await);
    let mut permits = Vec::new();
    for (isp, mac) in [(&here, MAC), (&there, "60:6c:63:00:aa:02")] {
        world.stock(isp, mac).await;
        permits.push(world.certify(mac, b"one").await);
    }
    let intake = world.intake();
    let start = || Report::Start(Start { serial: Some("SAME-1".to_owned()), ..Start::default() });
    let (one, two) = tokio::join!(intake.hand_in(&permits[0], start()), intake.hand_in(&permits[1], start()));
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(found(world, &here, "same-1").await, [MAC]);
    assert_eq!(found(world, &there, "same-1").await, ["60:6c:63:00:aa:02"]);
}

async fn a_long_address_is_found_and_each_of_its_words_counts(world: &World) {
    let isp = world.first_isp().await;
    let address = |flat: u8| format!("221 B Baker Street, Flat {flat}, London NW1 6XE");
    for (n, name) in [(3, "Maria Garcia"), (4, "Rui Costa"), (5, "Maria Lima")] {
        customer(world, &isp, n, [name, &address(n), "", ""]).await;
    }
    for (said, expected) in [
        (address(3), vec!["Maria Garcia"]),
        ("6XE NW1 London 3 Flat Street Baker B 221".to_owned(), vec!["Maria Garcia"]),
        ("221 B Baker Street London NW1 6XE flat maria".to_owned(), vec!["Maria Garcia", "Maria Lima"]),
        ("221 B Baker Street London NW1 6XE flat maria 5".to_owned(), vec!["Maria Lima"]),
        ("221 B Baker Street London NW1 6XE flat maria 4".to_owned(), vec![]),
        (format!("{} porto", address(3)), vec![]),
    ] {
        assert_eq!(found(world, &isp, &said).await, expected, "{said}");
    }
}

async fn a_home_that_goes_on_and_off_is_said_to(world: &World) {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    world.enable(&isp, router, "Ana Lima").await;
    for flapping in [false, true] {
        for said in ["lima", MAC] {
            let hits = search_as(world, &isp, &isp.admin, said, 5).await.hits;
            assert_eq!(hits[0].router.as_ref().unwrap().flapping, flapping, "{said}");
        }
        world.run("UPDATE router SET flapping_since = 1").await;
    }
}
