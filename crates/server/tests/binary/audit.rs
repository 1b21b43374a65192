//! `portico check` and the audit log.

use std::path::Path;

use sqlx::AssertSqlSafe;

use super::isp::{bar_net, database, open};
use super::program::run;

/// Runs a statement as whoever owns the machine can.
async fn tamper(data: &Path, sql: &str) {
    let mut connection = database(data).await;
    let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
    assert!(done.rows_affected() > 0, "changed nothing: {sql}");
}

#[tokio::test]
async fn a_check_verifies_the_audit_log_and_finds_what_a_kept_head_shows() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (portico, mut admin) = bar_net(folder.path()).await;
    for n in 0..5 {
        admin
            .submit("/isps/bar-net/settings", &[("name", &format!("Bar Net {n}")), ("brand", "#aa3355")])
            .await;
    }
    portico.program.kill().await;
    let db = open(&data).await;
    while care::audit::seal(&db).await.unwrap() > 0 {}
    db.close().await;

    let check =
        async |args: &[&str]| run(folder.path(), &[&["check", "--data", "data"], args].concat()).await;
    let (success, said) = check(&[]).await;
    assert!(
        success && said.contains("Audit log      8 entries at 2 places, unbroken; 0 not sealed yet"),
        "{said}"
    );
    assert_eq!(said.matches("\nAudit head ").count(), 2, "{said}");
    std::fs::write(folder.path().join("kept.txt"), &said).unwrap();
    let (success, said) = check(&["--audit-heads", "kept.txt"]).await;
    assert!(success && said.contains("2 kept heads found again"), "{said}");
    let (success, said) = check(&["--audit-heads", "data/portico.db-none"]).await;
    assert!(!success && said.contains("cannot read heads from"), "{said}");

    tamper(&data, "DELETE FROM audit WHERE id IN (SELECT audit_id FROM audit_seal WHERE number = 7)").await;
    tamper(&data, "DELETE FROM audit_seal WHERE number = 7").await;
    let (success, said) = check(&[]).await;
    assert!(
        success && said.contains("7 entries at 2 places, unbroken"),
        "a chain alone cannot show it: {said}"
    );
    let (success, said) = check(&["--audit-heads", "kept.txt"]).await;
    assert!(
        !success && said.contains("WRONG: bar-net: the head that was kept, entry 7, is not in the log"),
        "{said}"
    );

    tamper(&data, "UPDATE audit SET kind = 'inventory-added' WHERE kind = 'collaborator-joined'").await;
    let (success, said) = check(&[]).await;
    assert!(!success && said.contains("WRONG: bar-net: entry 2 of "), "{said}");
    assert!(said.contains("was changed after it was written"), "{said}");
}
