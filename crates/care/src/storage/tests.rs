//! Stories of what is kept.

use super::*;
use crate::stories;
use crate::testing::{Database, World};

stories![
    what_is_kept_is_added_up,
    every_table_that_names_a_customer_is_one_of_homes,
    a_home_costs_at_most_what_its_isp_keeps,
];

async fn measured(world: &World) -> Storage {
    world.system(async |tx| measure(tx).await).await.unwrap()
}

async fn what_is_kept_is_added_up(world: &World) {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    assert_eq!(measured(world).await.bytes_a_home(), None, "there is no home");
    for n in 0..30 {
        let router = world.stock(&isp, &format!("60:6c:63:00:00:{n:02x}")).await;
        if n < 20 {
            world.enable(&isp, router, "Ana Lima").await;
        }
    }
    let storage = measured(world).await;
    let homes: Vec<(&str, i64)> = storage.tenants.iter().map(|it| (it.slug.as_str(), it.homes)).collect();
    assert_eq!(homes, [(isp.slug.as_str(), 20), (far.slug.as_str(), 0)]);
    assert!(storage.tables.is_sorted_by(|one, next| one.bytes >= next.bytes));
    let table = |name: &str| storage.tables.iter().find(|it| it.name == name).unwrap();
    for name in OF_HOMES {
        assert!(table(name).bytes >= 0, "{name}");
    }
    if world.database == Database::Sqlite {
        assert_eq!((table("router").rows, table("customer").rows), (30, 20));
        // The largest of them has more pages than its one index.
        assert!(table("router").bytes > table("plan").bytes);
    }
    let of_homes: i64 =
        storage.tables.iter().filter(|it| OF_HOMES.contains(&it.name.as_str())).map(|it| it.bytes).sum();
    assert_eq!(storage.bytes_a_home(), Some(of_homes / 20));
    assert!(storage.bytes() > of_homes);
}

async fn every_table_that_names_a_customer_is_one_of_homes(world: &World) {
    let named = [
        "access_request",
        "customer_visit",
        "downtime",
        "history",
        "invitation",
        "known_issue",
        "mobile_user",
        "push_notice",
        "router",
        "router_start",
        "timeline",
    ];
    for table in named {
        assert!(OF_HOMES.contains(&table), "{table}");
    }
    if world.database == Database::Sqlite {
        let others = "SELECT COUNT(*) AS n FROM sqlite_schema t JOIN pragma_table_info(t.name) c ON c.name = 'customer_id'
                      WHERE t.type = 'table' AND t.name NOT IN ('access_request',
                          'customer_visit', 'downtime', 'history', 'invitation', 'known_issue', 'mobile_user',
                          'push_notice', 'router', 'router_start', 'timeline')";
        assert_eq!(world.count(others).await, 0, "one of these has to be added here and in OF_HOMES");
    }
}

async fn a_home_costs_at_most_what_its_isp_keeps(world: &World) {
    let isp = world.first_isp().await;
    let spans = |storage: &Storage| storage.tenants[0].spans();
    // Two days of five minutes, 33 more of hours, and 365 more of days.
    assert_eq!(spans(&measured(world).await), 576 + 792 + 365);
    let rules = crate::isp::Rules::parse("on", "90", "35").unwrap();
    world.by(&isp, &isp.admin, async |tx| crate::isp::update_rules(tx, &rules).await).await.unwrap();
    let storage = measured(world).await;
    assert_eq!(spans(&storage), 576 + 792);
    assert_eq!(storage.most_history(&storage.tenants[0]), (576 + 792) * SPAN_BYTES);
}
