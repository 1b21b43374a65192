//! What the chain shows, and what it cannot.

use super::super::erase::erase_personal;
use super::super::{Head, Wrong};
use super::*;
use crate::db::query;
use crate::stories;
use crate::testing::tell;

stories![
    a_log_that_nobody_touched_is_unbroken,
    a_changed_field_is_found_at_its_entry,
    a_changed_field_is_found_before_it_is_linked,
    a_deleted_row_is_found,
    a_deleted_row_with_its_link_is_found,
    a_deleted_row_that_waits_is_found,
    two_swapped_rows_are_found,
    a_row_in_the_place_of_another_is_found,
    links_that_were_deleted_are_found,
    a_row_put_in_by_hand_is_found,
    an_end_cut_off_is_found_by_whoever_kept_the_head,
    an_erased_row_breaks_nothing,
    half_an_erased_row_is_no_erased_row,
];

/// An ISP with at least five linked entries.
async fn full(world: &World) -> Isp {
    let isp = world.first_isp().await;
    acts(world, &isp, 4).await;
    seal_all(world).await;
    assert_eq!(wrong(world).await, "");
    isp
}

async fn a_log_that_nobody_touched_is_unbroken(world: &World) {
    assert_eq!(verified(world).await.entries, 0, "an empty one too");
    let isp = world.first_isp().await;
    let found = verified(world).await;
    assert_eq!((found.unsealed, found.entries, found.heads.len()), (3, 3, 0));
    seal_all(world).await;
    acts(world, &isp, 1).await;
    let found = verified(world).await;
    assert_eq!(found.fault, None);
    assert_eq!((found.unsealed, found.entries, found.erased), (1, 4, 0));
    let heads: Vec<(Uuid, i64)> = found.heads.iter().map(|head| (head.place, head.number)).collect();
    assert_eq!(heads, [(Uuid::nil(), 1), (place(&isp), 2)], "signing in is at no place");
}

const CHANGES: [&str; 9] = [
    "UPDATE audit SET kind = 'inventory-added' WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET at = at + 1 WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET area = 'homes' WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET way = 'system' WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET actor_kind = 'staff' WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET actor_id = isp_id WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET personal = '{\"details\":{}}' WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET personal_digest = digest WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
    "UPDATE audit SET digest = personal_digest WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)",
];

async fn a_changed_field_is_found_at_its_entry(world: &World) {
    full(world).await;
    let keep = "CREATE TABLE kept AS SELECT * FROM audit";
    world.run(keep).await;
    for change in CHANGES {
        tamper(world, &[change]).await;
        let said = wrong(world).await;
        assert!(said.starts_with("bar-net: entry 3 of 2026-03-02T"), "{change}: {said}");
        assert!(said.ends_with("was changed after it was written"), "{change}: {said}");
        tamper(world, &["DELETE FROM audit", "INSERT INTO audit SELECT * FROM kept"]).await;
        assert_eq!(wrong(world).await, "", "as before {change}");
    }
}

async fn a_changed_field_is_found_before_it_is_linked(world: &World) {
    let isp = full(world).await;
    acts(world, &isp, 1).await;
    tamper(
        world,
        &["UPDATE audit SET kind = 'isp-created' WHERE id IN (SELECT audit_id FROM audit_unsealed)"],
    )
    .await;
    let said = wrong(world).await;
    assert_eq!(
        said,
        "bar-net: an entry of 2026-03-02T09:00:00Z that is not sealed yet was changed or deleted"
    );
    // Linking it hides nothing.
    seal_all(world).await;
    assert!(wrong(world).await.contains("was changed after it was written"));
}

const DELETE_THIRD: &str = "DELETE FROM audit WHERE id = (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number = 3)";

async fn a_deleted_row_is_found(world: &World) {
    full(world).await;
    tamper(world, &[DELETE_THIRD]).await;
    assert_eq!(wrong(world).await, "bar-net: entry 3 was deleted");
}

async fn a_deleted_row_with_its_link_is_found(world: &World) {
    full(world).await;
    tamper(world, &[DELETE_THIRD, "DELETE FROM audit_seal WHERE number = 3"]).await;
    assert_eq!(wrong(world).await, "bar-net: entry 3 was deleted, and its link with it");
    // Moving the others up does not help.
    tamper(
        world,
        &[
            "UPDATE audit_seal SET number = 3 WHERE number = 4",
            "UPDATE audit_seal SET number = 4 WHERE number = 5",
            "UPDATE audit_seal SET number = 5 WHERE number = 6",
        ],
    )
    .await;
    assert!(wrong(world).await.starts_with("bar-net: entry 3 is not the one that was linked there"));
}

async fn a_deleted_row_that_waits_is_found(world: &World) {
    let isp = full(world).await;
    acts(world, &isp, 1).await;
    tamper(world, &["DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_unsealed)"]).await;
    assert!(wrong(world).await.ends_with("that is not sealed yet was changed or deleted"));
    seal_all(world).await;
    assert!(wrong(world).await.ends_with("that is not sealed yet was changed or deleted"), "nor later");
}

async fn two_swapped_rows_are_found(world: &World) {
    full(world).await;
    tamper(
        world,
        &[
            "UPDATE audit_seal SET number = -1 WHERE number = 3",
            "UPDATE audit_seal SET number = 3 WHERE number = 4",
            "UPDATE audit_seal SET number = 4 WHERE number = -1",
        ],
    )
    .await;
    assert!(wrong(world).await.starts_with("bar-net: entry 3 is not the one that was linked there"));
}

/// A row that is itself as it was written, under the link of another.
async fn a_row_in_the_place_of_another_is_found(world: &World) {
    let isp = full(world).await;
    acts(world, &isp, 1).await;
    tamper(
        world,
        &[
            DELETE_THIRD,
            "UPDATE audit_seal SET audit_id = (SELECT audit_id FROM audit_unsealed) WHERE number = 3",
            "DELETE FROM audit_unsealed",
        ],
    )
    .await;
    assert!(wrong(world).await.starts_with("bar-net: entry 3 is not the one that was linked there"));
}

async fn links_that_were_deleted_are_found(world: &World) {
    full(world).await;
    tamper(world, &["DELETE FROM audit_seal WHERE number > 4"]).await;
    assert!(wrong(world).await.starts_with("bar-net: 2 entries have no link and do not wait for one"));
}

async fn a_row_put_in_by_hand_is_found(world: &World) {
    full(world).await;
    tamper(
        world,
        &["INSERT INTO audit (isp_id, id, at, kind, area, way, actor_kind, personal_digest, digest)
          SELECT id, id, 0, 'isp-updated', 'settings', 'portal', 'staff', digest, digest
          FROM isp JOIN (SELECT digest FROM audit LIMIT 1) d ON TRUE"],
    )
    .await;
    assert!(wrong(world).await.starts_with("bar-net: 1 entries have no link and do not wait for one"));
}

async fn an_end_cut_off_is_found_by_whoever_kept_the_head(world: &World) {
    let isp = full(world).await;
    let kept = verified(world).await.heads;
    assert!(kept.iter().any(|head| head.place == place(&isp) && head.number == 6));
    acts(world, &isp, 2).await;
    seal_all(world).await;
    let checked = world.system(async |tx| verify(tx, &kept).await).await.unwrap();
    assert_eq!(checked.fault, None, "the chain grew, and the kept heads are in it");
    tamper(world, &[
        "DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_seal s WHERE s.isp_id = audit.isp_id AND s.number > 5)",
        "DELETE FROM audit_seal WHERE number > 5",
    ])
    .await;
    assert_eq!(wrong(world).await, "", "what is left is a whole chain: it alone cannot show this");
    let checked = world.system(async |tx| verify(tx, &kept).await).await.unwrap();
    let fault = checked.fault.unwrap();
    assert_eq!((fault.place.as_str(), fault.wrong), ("bar-net", Wrong::Cut(6)));
    // A head that nobody ever had is no part of the log either.
    let forged = [Head { place: place(&isp), number: 1, chain: vec![0; 32] }];
    let checked = world.system(async |tx| verify(tx, &forged).await).await.unwrap();
    assert_eq!(checked.fault.unwrap().wrong, Wrong::Cut(1));
}

async fn an_erased_row_breaks_nothing(world: &World) {
    let isp = full(world).await;
    let before = verified(world).await;
    let erased = world.system(async |tx| erase_personal(tx, isp.admin.id).await).await.unwrap();
    assert_eq!(erased, 2, "joining and signing in; the ISP was founded before anybody was known");
    let after = verified(world).await;
    assert_eq!(after.fault, None);
    assert_eq!((after.erased, after.entries), (2, before.entries + 1), "the erasing is an entry itself");
    assert_eq!(after.heads, before.heads);
    let left = "SELECT COUNT(*) AS n FROM audit WHERE personal LIKE '%Ada%'";
    assert_eq!(world.count(left).await, 0);
    // Nothing is left to be erased, and nothing is noted of it.
    assert_eq!(world.system(async |tx| erase_personal(tx, isp.admin.id).await).await.unwrap(), 0);
    assert_eq!(verified(world).await.entries, after.entries);
}

async fn half_an_erased_row_is_no_erased_row(world: &World) {
    full(world).await;
    tamper(world, &["UPDATE audit SET salt = NULL WHERE kind = 'isp-created'"]).await;
    assert!(wrong(world).await.contains("was changed after it was written"));
}

/// Row-level security lets the service add, read and erase, and no more.
#[test]
fn on_postgres_the_service_itself_cannot_change_or_delete_an_entry() {
    tell(Database::Postgres, async |world| {
        full(world).await;
        assert_eq!(world.run("DELETE FROM audit").await, 0);
        assert_eq!(world.run("DELETE FROM audit_seal").await, 0);
        assert_eq!(world.run("UPDATE audit_seal SET number = number + 1000").await, 0);
        let mut tx = world.everywhere().await;
        let changed = query("UPDATE audit SET kind = 'isp-created'").run(&mut tx).await.unwrap_err();
        assert!(changed.to_string().contains("row-level security"), "{changed}");
    });
}
