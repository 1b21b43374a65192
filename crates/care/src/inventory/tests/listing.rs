//! Stories of the list: what is wanted, in which order, page by page.

use super::*;
use crate::router::{Report, Start};

stories![
    every_filter_finds_what_it_says_and_nothing_else,
    every_order_is_kept_from_page_to_page,
    a_page_goes_on_after_a_row_that_is_gone,
    models_and_firmware_are_offered_once_each,
    another_isps_routers_are_in_no_list,
];

fn mac(n: usize) -> String {
    format!("60:6c:63:00:{:02x}:{:02x}", n >> 8, n & 0xff)
}

/// A router that has said its model and firmware.
async fn known(world: &World, isp: &Isp, n: usize, model: &str, firmware: &str) -> RouterId {
    let id = world.stock(isp, &mac(n)).await;
    let permit = world.certify(&mac(n), mac(n).as_bytes()).await;
    let start =
        Start { hardware: Some(model.to_owned()), firmware: Some(firmware.to_owned()), ..Start::default() };
    world.intake().hand_in(&permit, Report::Start(start)).await.unwrap();
    id
}

async fn found(world: &World, isp: &Isp, filter: &Filter, order: Order) -> Vec<String> {
    let page = world.by(isp, &isp.admin, async |tx| list(tx, filter, order, None).await).await.unwrap();
    page.rows.into_iter().map(|it| it.mac).collect()
}

async fn every_filter_finds_what_it_says_and_nothing_else(world: &World) {
    let isp = world.first_isp().await;
    let one = known(world, &isp, 1, "Gate 1", "4.1").await;
    known(world, &isp, 2, "Gate 2", "4.2").await;
    known(world, &isp, 3, "Gate 1", "4.2").await;
    world.stock(&isp, "70:6c:63:00:00:04").await;
    world.enable(&isp, one, "Ana Lima").await;
    let status = crate::router::StatusReport { full: true, patch: serde_json::Map::new() };
    let permit = access::router(&world.db, &mac(2), mac(2).as_bytes()).await.unwrap();
    world.intake().hand_in(&permit, Report::Status(status)).await.unwrap();

    let all = Filter::default();
    let text = |text: &str| Some(text.to_owned());
    let beginning = |text: &str| Some(Beginning::parse(text).unwrap());
    let cases: [(Filter, &[usize]); 14] = [
        (Filter { state: Some(State::Enabled), ..all.clone() }, &[1]),
        (Filter { state: Some(State::InStock), ..all.clone() }, &[2, 3, 4]),
        (Filter { contact: Some(Contact::Online), ..all.clone() }, &[2]),
        (Filter { contact: Some(Contact::Never), ..all.clone() }, &[1, 3, 4]),
        (Filter { contact: Some(Contact::Offline), ..all.clone() }, &[]),
        (Filter { model: text("Gate 1"), ..all.clone() }, &[1, 3]),
        (Filter { firmware: text("4.2"), ..all.clone() }, &[2, 3]),
        (Filter { mac: beginning("70"), ..all.clone() }, &[4]),
        (Filter { mac: beginning("60-6c-63-00-00-0"), ..all.clone() }, &[1, 2, 3]),
        (Filter { mac: beginning(&mac(2)), ..all.clone() }, &[2]),
        (Filter { model: text("Gate 1"), firmware: text("4.2"), ..all.clone() }, &[3]),
        (Filter { firmware: text(UNTOLD), ..all.clone() }, &[4]),
        (Filter { model: text("Gate 1"), firmware: text(UNTOLD), ..all.clone() }, &[]),
        (
            Filter { model: text("Gate 1"), state: Some(State::InStock), mac: beginning("6"), ..all.clone() },
            &[3],
        ),
    ];
    for (filter, expected) in &cases {
        for order in Order::ALL {
            let mut macs = found(world, &isp, filter, order).await;
            macs.sort();
            let expected: Vec<String> = expected
                .iter()
                .map(|n| if *n == 4 { "70:6c:63:00:00:04".to_owned() } else { mac(*n) })
                .collect();
            assert_eq!(macs, expected, "{filter:?} {order:?}");
        }
    }
}

async fn every_order_is_kept_from_page_to_page(world: &World) {
    let isp = world.first_isp().await;
    // Two hundred and fifty: three pages. Their models do not rise with their MACs, and many have the same.
    for batch in 0..5 {
        let text: String = (0..50).map(|n| format!("{}\n", mac((n * 7 % 50) * 5 + batch))).collect();
        put(world, &isp, &text).await.unwrap();
        world.minutes(1);
    }
    world
        .run("UPDATE router SET hardware = substr(mac, 17, 1), firmware = substr(mac, 16, 1) WHERE substr(mac, 17, 1) <> '3'")
        .await;
    world.tally_anew().await;
    for order in Order::ALL {
        for state in [None, Some(State::InStock)] {
            let filter = Filter { state, ..Filter::default() };
            let (mut after, mut rows) = (None, Vec::new());
            loop {
                let read = async |tx: &mut Tx<may::ViewTabs>| list(tx, &filter, order, after.as_ref()).await;
                let page = world.by(&isp, &isp.admin, read).await.unwrap();
                rows.extend(page.rows);
                let Some(next) = page.next else { break };
                after = Some(next);
            }
            assert_eq!(rows.len(), 250, "{order:?}");
            let mut keys: Vec<_> = rows
                .iter()
                .map(|it| {
                    let text = match order.by {
                        By::Added => String::new(),
                        By::Mac => it.mac.clone(),
                        By::Model => it.hardware.clone().unwrap_or_default(),
                        By::Firmware => it.firmware.clone().unwrap_or_default(),
                    };
                    (text, it.added_at, it.id)
                })
                .collect();
            if order.down {
                keys.reverse();
            }
            assert!(keys.is_sorted(), "{order:?}");
            keys.dedup();
            assert_eq!(keys.len(), 250, "none twice, {order:?}");
        }
    }
}

async fn a_page_goes_on_after_a_row_that_is_gone(world: &World) {
    let isp = world.first_isp().await;
    let text: String = (0..150).map(|n| format!("{}\n", mac(n))).collect();
    put(world, &isp, &text).await.unwrap();
    let order = Order { by: By::Mac, down: false };
    let everything = Filter::default();
    let first =
        world.by(&isp, &isp.admin, async |tx| list(tx, &everything, order, None).await).await.unwrap();
    let last = first.rows.last().unwrap().id;
    world.by(&isp, &isp.admin, async |tx| delete(tx, &[last]).await).await.unwrap();
    let next = first.next.unwrap();
    let second =
        world.by(&isp, &isp.admin, async |tx| list(tx, &everything, order, Some(&next)).await).await.unwrap();
    assert_eq!((second.rows.len(), second.rows[0].mac.as_str()), (50, mac(100).as_str()));
}

async fn models_and_firmware_are_offered_once_each(world: &World) {
    let isp = world.first_isp().await;
    for (n, model) in ["Gate 2", "Gate 1", "Gate 2"].into_iter().enumerate() {
        known(world, &isp, n, model, "4.2").await;
    }
    world.stock(&isp, &mac(9)).await;
    let models = world.by(&isp, &isp.admin, async |tx| models(tx).await).await.unwrap();
    assert_eq!(models, ["Gate 1", "Gate 2"]);
    let firmwares = world.by(&isp, &isp.admin, async |tx| firmwares(tx).await).await.unwrap();
    assert_eq!(firmwares, ["4.2"]);
}

async fn another_isps_routers_are_in_no_list(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    known(world, &far, 1, "Gate 1", "4.1").await;
    for order in Order::ALL {
        for state in [None, Some(State::InStock)] {
            let filter = Filter { state, ..Filter::default() };
            assert!(found(world, &isp, &filter, order).await.is_empty(), "{order:?}");
        }
    }
    assert!(world.by(&isp, &isp.admin, async |tx| models(tx).await).await.unwrap().is_empty());
}
