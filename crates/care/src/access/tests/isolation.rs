//! PostgreSQL holds the line too: without a place, an ISP's rows do not exist. SQLite has no such thing.

use super::*;
use crate::db::{Connection, dialect};
use crate::inventory_import::{self, Sheet};
use crate::testing::{Database, Isp, tell};

#[test]
fn without_a_place_no_row_of_any_isp_exists() {
    tell(Database::Postgres, async |world| {
        let isp = full(world).await;
        for (table, count) in COUNTS {
            let mut tx = world.db.begin(Mode::Write).await.unwrap();
            assert_eq!(rows(&mut tx, count).await, 0, "{table} without a place");
            dialect::set_isp(&mut tx, Some(isp.id)).await.unwrap();
            assert!(rows(&mut tx, count).await > 0, "{table} at its ISP");
        }
    });
}

#[test]
fn at_one_isp_the_rows_of_another_do_not_exist() {
    tell(Database::Postgres, async |world| {
        full(world).await;
        let (name, slug) =
            (crate::isp::Name::parse("Far Net").unwrap(), crate::isp::Slug::parse("far-net").unwrap());
        let far = world.shell(None, async |tx| crate::isp::create(tx, &name, &slug).await).await.unwrap();
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        dialect::set_isp(&mut tx, Some(far)).await.unwrap();
        for (table, count) in COUNTS {
            // Its foundation is on its own timeline, and in its audit log.
            let own = i64::from(["timeline", "audit", "audit_unsealed"].contains(&table));
            assert_eq!(rows(&mut tx, count).await, own, "{table}");
        }
        let changed = query("UPDATE customer SET name = 'Mallory'").run(&mut tx).await.unwrap();
        assert_eq!(changed, 0, "not even a statement without its isp_id");
    });
}

#[test]
fn a_row_cannot_be_put_into_another_isp() {
    tell(Database::Postgres, async |world| {
        let (isp, far) = (full(world).await, world.second_isp().await);
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        dialect::set_isp(&mut tx, Some(far.id)).await.unwrap();
        let put = query(
            "INSERT INTO customer (isp_id, id, name, address, email, phone, created_at)
             VALUES ($1, $2, 'Mallory', '', '', '', 0)",
        );
        let refused = put.bind(isp.id).bind(far.admin.id).run(&mut tx).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{refused}");
    });
}

#[test]
fn a_place_ends_with_its_transaction() {
    tell(Database::Postgres, async |world| {
        let isp = full(world).await;
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        dialect::set_isp(&mut tx, Some(isp.id)).await.unwrap();
        dialect::set_person(&mut tx, isp.admin.id).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        assert_eq!(rows(&mut tx, COUNTS[0].1).await, 0);
    });
}

#[test]
fn a_person_finds_their_own_memberships_and_changes_none() {
    tell(Database::Postgres, async |world| {
        let isp = full(world).await;
        let ron = world.read_only(&isp).await;
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        dialect::set_person(&mut tx, ron.id).await.unwrap();
        assert_eq!(rows(&mut tx, COUNTS[0].1).await, 1, "not those of their colleagues");
        assert_eq!(
            query("DELETE FROM collaborator").run(&mut tx).await.unwrap(),
            0,
            "and ends none elsewhere"
        );
        let raised = query("UPDATE collaborator SET role = 'admin'").run(&mut tx).await.unwrap_err();
        assert!(raised.to_string().contains("row-level security"), "{raised}");
    });
}

#[test]
fn a_person_finds_their_own_homes_and_changes_none() {
    tell(Database::Postgres, async |world| {
        let isp = full(world).await;
        let router = world.stock(&isp, "60:6c:63:00:aa:09").await;
        let home = world.enable(&isp, router, "Bo Berg").await;
        let bo = world.join_home(&isp, home, "bo@mail.example").await;
        let mut tx = world.db.begin(Mode::Write).await.unwrap();
        dialect::set_person(&mut tx, bo.id).await.unwrap();
        let count = "SELECT COUNT(*) AS n FROM mobile_user";
        assert_eq!(rows(&mut tx, count).await, 1, "not those of others");
        assert_eq!(query("DELETE FROM mobile_user").run(&mut tx).await.unwrap(), 0, "and ends none");
        assert_eq!(query("UPDATE mobile_user SET last_seen = 1").run(&mut tx).await.unwrap(), 0);
    });
}

#[test]
fn at_an_isp_its_clusters_people_are_seen_and_not_changed() {
    tell(Database::Postgres, async |world| {
        let (isp, far) = (full(world).await, world.second_isp().await);
        let (bar, foo) =
            (world.cluster("Bar Group", &[&isp]).await, world.cluster("Foo Group", &[&far]).await);
        let there =
            "SELECT COUNT(*) AS n FROM collaborator c JOIN isp i ON i.id = c.isp_id WHERE i.kind = 'cluster'";
        let permit: Permit<may::ManageSettings> = world.permit(&isp, &isp.admin).await.unwrap();
        let mut tx = permit.write(&world.db).await.unwrap();
        assert_eq!(rows(&mut tx, there).await, 1, "of the own cluster, and of no other");
        for sql in [
            "UPDATE collaborator SET role = 'read_only' WHERE isp_id = $1",
            "DELETE FROM collaborator WHERE isp_id = $1",
        ] {
            for cluster in [&bar, &foo] {
                assert_eq!(query(sql).bind(cluster.id).run(&mut tx).await.unwrap(), 0, "{sql}");
            }
        }
        let put =
            query("INSERT INTO collaborator (isp_id, person_id, role, since) VALUES ($1, $2, 'admin', 0)");
        let refused = put.bind(bar.id).bind(isp.admin.id).run(&mut tx).await.unwrap_err();
        assert!(refused.to_string().contains("row-level security"), "{refused}");
    });
}

/// A write by somebody and their removal cannot cross: the membership is held until the write has ended.
#[test]
fn a_writers_membership_is_held_until_the_write_has_ended() {
    tell(Database::Postgres, async |world| {
        let isp = full(world).await;
        let permit = staff::<may::ChangeInventory>(&world.db, &isp.admin.hash(), &isp.slug).await.unwrap();
        let writing = permit.write(&world.db).await.unwrap();
        let take = || query("SELECT 1 AS n FROM collaborator FOR UPDATE NOWAIT");
        assert!(take().all(&mut world.everywhere().await).await.is_err(), "held");
        writing.commit().await.unwrap();
        assert!(take().all(&mut world.everywhere().await).await.is_ok());
    });
}

#[test]
fn every_table_of_an_isp_is_under_forced_row_level_security_and_the_tests_are_no_superuser() {
    tell(Database::Postgres, async |world| {
        let mut tx = world.db.begin(Mode::Read).await.unwrap();
        let under = query(
            "SELECT relname::text AS name FROM pg_class
             WHERE relrowsecurity AND relforcerowsecurity AND relnamespace = 'public'::regnamespace ORDER BY relname",
        );
        let under = under.all(&mut tx).await.unwrap();
        let under: Vec<String> = under.iter().map(|row| row.get("name").unwrap()).collect();
        let mut tables = crate::db::tests::tables_of_an_isp();
        tables.sort();
        assert_eq!(under, tables);
        assert!(
            COUNTS.iter().all(|(table, _)| tables.iter().any(|it| it == table))
                && tables.len() == COUNTS.len()
        );
        let role =
            query("SELECT rolsuper OR rolbypassrls AS above FROM pg_roles WHERE rolname = current_user");
        assert!(!role.one(&mut tx).await.unwrap().get::<bool>("above").unwrap());
    });
}

const COUNTS: [(&str, &str); 27] = [
    ("collaborator", "SELECT COUNT(*) AS n FROM collaborator"),
    ("invitation", "SELECT COUNT(*) AS n FROM invitation"),
    ("timeline", "SELECT COUNT(*) AS n FROM timeline"),
    ("audit", "SELECT COUNT(*) AS n FROM audit"),
    ("audit_subject", "SELECT COUNT(*) AS n FROM audit_subject"),
    ("audit_unsealed", "SELECT COUNT(*) AS n FROM audit_unsealed"),
    ("audit_seal", "SELECT COUNT(*) AS n FROM audit_seal"),
    ("customer", "SELECT COUNT(*) AS n FROM customer"),
    ("mobile_user", "SELECT COUNT(*) AS n FROM mobile_user"),
    ("agreement", "SELECT COUNT(*) AS n FROM agreement"),
    ("agreement_acceptance", "SELECT COUNT(*) AS n FROM agreement_acceptance"),
    ("access_request", "SELECT COUNT(*) AS n FROM access_request"),
    ("customer_visit", "SELECT COUNT(*) AS n FROM customer_visit"),
    ("plan", "SELECT COUNT(*) AS n FROM plan"),
    ("router", "SELECT COUNT(*) AS n FROM router"),
    ("router_post", "SELECT COUNT(*) AS n FROM router_post"),
    ("history", "SELECT COUNT(*) AS n FROM history"),
    ("downtime", "SELECT COUNT(*) AS n FROM downtime"),
    ("connectivity", "SELECT COUNT(*) AS n FROM connectivity"),
    ("router_start", "SELECT COUNT(*) AS n FROM router_start"),
    ("router_tally", "SELECT COUNT(*) AS n FROM router_tally"),
    ("known_issue", "SELECT COUNT(*) AS n FROM known_issue"),
    ("outage", "SELECT COUNT(*) AS n FROM outage"),
    ("usual_firmware", "SELECT COUNT(*) AS n FROM usual_firmware"),
    ("search_term", "SELECT COUNT(*) AS n FROM search_term"),
    ("inventory_import", "SELECT COUNT(*) AS n FROM inventory_import"),
    ("inventory_import_row", "SELECT COUNT(*) AS n FROM inventory_import_row"),
];

async fn rows(tx: &mut Connection, count: &'static str) -> i64 {
    query(count).one(tx).await.unwrap().get("n").unwrap()
}

/// An ISP with a row in each of its tables.
async fn full(world: &World) -> Isp {
    let isp = world.first_isp().await;
    world
        .run("INSERT INTO audit_seal (isp_id, number, audit_id, chain, sealed_at) SELECT isp_id, 1, id, digest, at FROM audit WHERE kind = 'isp-created'")
        .await;
    world.invite(&isp, "bo@barnet.example", "user").await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    let customer = world.enable(&isp, router, "Ana Lima").await;
    world.join_home(&isp, customer, "ana@mail.example").await;
    let publish = async |tx: &mut Tx<_>| {
        crate::agreement::publish(tx, crate::agreement::Kind::Privacy, 0, "Ours.").await
    };
    world.by(&isp, &isp.admin, publish).await.unwrap();
    world.online_home(&isp, 1, "203.0.113.7", "Elm").await;
    let eve = world.sign_up("eve@mail.example").await;
    let ask = async |tx: &mut Tx<_>| crate::access_request::ask(tx, "", None).await;
    world.standing(&eve, "203.0.113.7", ask).await.unwrap();
    world.mails().await;
    let looks = async |tx: &mut Tx<may::ViewCustomers>| crate::customer::note_visit(tx, customer).await;
    world.by(&isp, &isp.admin, looks).await.unwrap();
    let tier = crate::plan::Tier::parse("Family", "300", "20").unwrap();
    world.by(&isp, &isp.admin, async |tx| crate::plan::add(tx, &tier).await).await.unwrap();
    let permit = world.certify("60:6c:63:00:aa:01", b"one").await;
    let post = crate::router::Report::Post { kind: "log".to_owned(), body: Vec::new(), wifi: None };
    let intake = world.intake();
    intake.hand_in(&permit, post).await.unwrap();
    intake.hand_in(&permit, crate::router::Report::Start(crate::router::Start::default())).await.unwrap();
    let status = || crate::router::Report::Status(crate::router::StatusReport::default());
    intake.hand_in(&permit, status()).await.unwrap();
    world.minutes(6);
    crate::router::sweep(&world.db, 0).await.unwrap();
    crate::router::sample(&world.db).await.unwrap();
    intake.hand_in(&permit, status()).await.unwrap();
    world.outage(&isp, router, customer).await;
    world
        .run("INSERT INTO usual_firmware (isp_id, hardware, firmware, since) SELECT id, 'c7', '22.03', 0 FROM isp")
        .await;
    let (permit, sheet) =
        (world.permit(&isp, &isp.admin).await.unwrap(), Sheet::of_text("60:6c:63:00:aa:02").unwrap());
    inventory_import::upload(&world.db, &permit, "routers.csv", &sheet).await.unwrap();
    isp
}
