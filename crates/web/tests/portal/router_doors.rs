//! The routers' doors, by people: a session proves nothing there, and no certificate is nobody.

use std::collections::BTreeMap;

use axum::body::Body;
use care::testing::World;
use web::{router_door, router_doors};

use crate::app::{TestApp, Who};
use crate::browser::request;
use crate::doors::{Replies, compare};
use crate::golden::{Variant, differences, router_table};
use crate::matrix::Cells;
use crate::net::{mac, nth_mac};

care::stories![no_session_opens_a_routers_door];

async fn no_session_opens_a_routers_door(world: &World) {
    let app = TestApp::new(world).await;
    let table = router_table();
    let told = differences(&table, &router_doors());
    assert!(told.is_empty(), "in router_doors.tsv: {}", told.join("\n"));
    let (mut cells, mut wrong) = (Cells::default(), Vec::new());
    for who in Who::everybody().filter(|who| *who != Who::Router) {
        let browser = app.of(who).await.before(router_door(app.app.clone()));
        let (own, foreign) = if who == Who::Stranger { (72, 41) } else { (41, 72) };
        let macs = [
            (Variant::Own, mac(own, 2)),
            (Variant::Foreign, mac(foreign, 2)),
            (Variant::Nothing, nth_mac(9, 9)),
        ];
        for row in &table {
            let mut replies = Replies::new();
            for (variant, mac) in macs.iter().take(row.statuses[&Who::Nobody].len()) {
                let path = filled(&row.path, mac);
                let form = request(row.method.clone(), &path).body(Body::from("{}")).unwrap();
                replies.insert((*variant, path), browser.send(form).await);
            }
            cells.add(row, who, &replies);
            let statuses = BTreeMap::from([(who, row.statuses[&Who::Nobody].clone())]);
            wrong.extend(compare(who, &row.with(statuses), &replies));
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    cells.leave(world, "router-doors");
    world.mails().await;
}

fn filled(path: &str, mac: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{mac}" | "{device}" => mac,
        // A product's name and what every firmware's has behind it; elsewhere any word will do.
        part if part.starts_with('{') => "any_firmware",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}
