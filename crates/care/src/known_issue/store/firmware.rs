//! Which firmware an ISP's homes run.

use crate::access::Scope;
use crate::db::{CustomerId, RouterId, Row, query};
use crate::known_issue::Subject;
use crate::known_issue::firmware::Share;
use crate::problem::Result;

/// A home with an open issue of old firmware: what it runs now, and what is usual for its model now and since when.
pub(in crate::known_issue) struct Open {
    pub(in crate::known_issue) at: Subject,
    pub(in crate::known_issue) hardware: String,
    pub(in crate::known_issue) firmware: String,
    pub(in crate::known_issue) usual: Option<(String, i64)>,
    /// What the issue tells.
    pub(in crate::known_issue) evidence: String,
}

fn subject(row: &Row) -> Result<Subject> {
    Ok(Subject { customer: CustomerId(row.get("customer_id")?), router: RouterId(row.get("router_id")?) })
}

pub(in crate::known_issue) async fn shares(scope: &mut Scope) -> Result<Vec<Share>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT hardware, firmware, COUNT(*) AS homes FROM router
         WHERE isp_id = $1 AND customer_id IS NOT NULL AND hardware IS NOT NULL AND firmware IS NOT NULL
         GROUP BY hardware, firmware",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Share {
                hardware: row.get("hardware")?,
                firmware: row.get("firmware")?,
                homes: row.get("homes")?,
            })
        })
        .collect()
}

pub(in crate::known_issue) async fn keep_usual(scope: &mut Scope, it: &Share) -> Result<()> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "INSERT INTO usual_firmware (isp_id, hardware, firmware, since) VALUES ($1, $2, $3, $4)
         ON CONFLICT (isp_id, hardware) DO UPDATE SET firmware = excluded.firmware, since = excluded.since
         WHERE usual_firmware.firmware <> excluded.firmware",
    )
    .bind(isp)
    .bind(it.hardware.as_str())
    .bind(it.firmware.as_str())
    .bind(now)
    .run(scope)
    .await?;
    Ok(())
}

/// The usual version of a model, if it has been that since before a time; and since when.
pub(in crate::known_issue) async fn usual(
    scope: &mut Scope,
    hardware: &str,
    before: i64,
) -> Result<Option<(String, i64)>> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT firmware, since FROM usual_firmware WHERE isp_id = $1 AND hardware = $2 AND since <= $3",
    )
    .bind(isp)
    .bind(hardware)
    .bind(before)
    .optional(scope)
    .await?;
    row.map(|row| Ok((row.get("firmware")?, row.get("since")?))).transpose()
}

/// Homes with this version that have been there for long enough, without an issue that says so.
pub(in crate::known_issue) async fn left_behind(
    scope: &mut Scope,
    behind: &Share,
    before: i64,
    most: i64,
) -> Result<Vec<Subject>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT r.id AS router_id, r.customer_id FROM router r
         WHERE r.isp_id = $1 AND r.hardware = $2 AND r.firmware = $3 AND r.customer_id IS NOT NULL
           AND r.heard_at <= $4 AND NOT EXISTS (
             SELECT 1 FROM known_issue k WHERE k.isp_id = $1 AND k.customer_id = r.customer_id AND k.kind = 'old-firmware'
                AND (k.closed_at IS NULL OR k.closed_how = 'resolved' AND k.closed_at > $4))
         ORDER BY r.id LIMIT $5",
    )
    .bind(isp)
    .bind(behind.hardware.as_str())
    .bind(behind.firmware.as_str())
    .bind(before)
    .bind(most)
    .all(scope)
    .await?;
    rows.iter().map(subject).collect()
}

pub(in crate::known_issue) async fn open(scope: &mut Scope) -> Result<Vec<Open>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT k.router_id, k.customer_id, k.evidence, r.hardware, r.firmware, u.firmware AS usual, u.since
         FROM known_issue k
         JOIN router r ON r.isp_id = k.isp_id AND r.id = k.router_id
         LEFT JOIN usual_firmware u ON u.isp_id = k.isp_id AND u.hardware = r.hardware
         WHERE k.isp_id = $1 AND k.kind = 'old-firmware' AND k.closed_at IS NULL ORDER BY k.router_id",
    )
    .bind(isp)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            let word =
                |name: &str| -> Result<String> { Ok(row.get::<Option<String>>(name)?.unwrap_or_default()) };
            Ok(Open {
                at: subject(row)?,
                hardware: word("hardware")?,
                firmware: word("firmware")?,
                usual: row.get::<Option<String>>("usual")?.zip(row.get("since")?),
                evidence: row.get("evidence")?,
            })
        })
        .collect()
}
