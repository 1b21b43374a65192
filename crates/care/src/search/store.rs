//! The rows that a search finds.

mod index;

pub(super) use index::{Progress, customers, is_complete, move_on, next_isp, progress, routers};

use std::collections::HashSet;

use uuid::Uuid;

use super::{FoundRouter, Hit, Subject, fields};
use crate::access::Scope;
use crate::db::{CustomerId, RouterId, Row, query};
use crate::problem::Result;

/// Terms by which one subject may be found with one beginning, about: so many more rows are read than are shown.
const TERMS: usize = 5;
/// Candidates that are looked at for their other words, at most. What is beyond them is said to be there, and not looked for.
const CANDIDATES: i64 = 4096;
/// So many of them are looked at first: of a word and another that many have, there are enough among these.
const NEAR: i64 = 512;

/// What was looked through.
pub(super) struct Looked {
    pub(super) hits: Vec<Hit>,
    /// Whether there were more terms than were read.
    pub(super) cut: bool,
}

/// What begins with this.
pub(super) async fn beginning(scope: &mut Scope, phrase: &str, most: usize) -> Result<Looked> {
    look(scope, phrase, &[], rows(most), most).await
}

/// What begins with the first, and has terms that begin with each of the others.
pub(super) async fn with_all(scope: &mut Scope, first: &str, others: &[&str], most: usize) -> Result<Looked> {
    // Candidates come in the order of what is shown, so that the nearest are the same however many more are looked at.
    let near = look(scope, first, others, NEAR, most).await?;
    let terms = count(scope, first).await?;
    if near.cut || terms <= NEAR {
        return Ok(near);
    }
    let mut looked = look(scope, first, others, CANDIDATES, most).await?;
    looked.cut |= terms >= CANDIDATES;
    Ok(looked)
}

/// How many terms begin with this, up to as many as are looked at.
pub(super) async fn count(scope: &mut Scope, word: &str) -> Result<i64> {
    let isp = scope.isp()?;
    query(
        "SELECT COUNT(*) AS terms FROM
             (SELECT 1 AS one FROM search_term WHERE isp_id = $1 AND term >= $2 AND term < $3 LIMIT $4) counted",
    )
    .bind(isp)
    .bind(word)
    .bind(end(word))
    .bind(CANDIDATES)
    .one(scope)
    .await?
    .get("terms")
}

/// A target is a customer, or else a router; a router at a customer leads to the customer. Of a customer's routers the newest comes
/// first. The limits stand inside, so that what is read is little more than what is shown: so many candidates are asked for their other
/// words, so many terms are taken of those that have them, and so many targets, each once, are looked up. To whom a router leads is
/// written down before customers are joined: PostgreSQL reads all of an ISP's for each row otherwise.
async fn look(
    scope: &mut Scope,
    first: &str,
    others: &[&str],
    candidates: i64,
    most: usize,
) -> Result<Looked> {
    let isp = scope.isp()?;
    let look = query(
        "WITH RECURSIVE other (low, others) AS (
             SELECT rtrim(substr($7, 1, 65)), substr($7, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM other WHERE others <> ''),
         found AS (
             SELECT term, target FROM
                 (SELECT term, target FROM search_term WHERE isp_id = $1 AND term >= $2 AND term < $3
                  ORDER BY term, target LIMIT $4) candidate
             WHERE NOT EXISTS (
                 SELECT 1 FROM other WHERE low <> '' AND NOT EXISTS (
                     SELECT 1 FROM search_term also WHERE also.isp_id = $1 AND also.target = candidate.target
                     AND also.term >= other.low AND also.term < other.low || $8))
             ORDER BY term, target LIMIT $5),
         shown AS (SELECT MIN(term) AS term, target FROM found GROUP BY target ORDER BY 1, 2 LIMIT $6),
         led AS MATERIALIZED (
             SELECT s.term, s.target, v.id, v.mac, v.serial, v.hardware, v.online, v.flapping_since,
                    COALESCE(v.customer_id, s.target) AS home
             FROM shown s LEFT JOIN router v ON v.isp_id = $1 AND v.id = s.target)
         SELECT (SELECT COUNT(*) FROM found) AS taken, s.target, s.id AS by_id, s.mac AS by_mac,
                s.serial AS by_serial, s.hardware AS by_hardware, s.online AS by_online,
                s.flapping_since AS by_flapping, c.id AS customer_id, c.closed_at, c.name, c.address, c.email, c.phone, h.mac,
                h.serial, h.hardware, h.online, h.flapping_since AS flapping
         FROM led s
         LEFT JOIN customer c ON c.isp_id = $1 AND c.id = s.home
              AND (c.closed_at IS NULL OR c.undo_until >= $9)
         LEFT JOIN router h ON h.isp_id = $1 AND h.customer_id = c.id
         ORDER BY s.term, s.target, h.enabled_at DESC",
    );
    let (taken, shown) = (rows(most), i64::try_from(most).map_or(i64::MAX, |most| most.saturating_add(1)));
    let look = look.bind(isp).bind(first).bind(end(first)).bind(candidates).bind(taken).bind(shown);
    let look = look.bind(fields(others.iter().copied())).bind(end(""));
    // Whoever cannot be had back any longer may have terms yet.
    let rows = look.bind(scope.now()).all(scope).await?;
    let mut cut = false;
    let mut targets = HashSet::new();
    let mut hits = Vec::new();
    for row in &rows {
        cut |= row.get::<i64>("taken")? >= taken;
        // A customer with several routers stands there with each of them.
        targets.insert(row.get::<Uuid>("target")?);
        hits.extend(hit(row)?);
    }
    Ok(Looked { hits, cut: cut || targets.len() > most })
}

fn rows(most: usize) -> i64 {
    i64::try_from((most + 1).saturating_mul(TERMS)).unwrap_or(i64::MAX)
}

/// Just after the last text that begins so: no character is greater than this one, in either database's order of bytes.
pub(crate) fn end(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

fn hit(row: &Row) -> Result<Option<Hit>> {
    let customer: Option<Uuid> = row.get("customer_id")?;
    let by: Option<Uuid> = row.get("by_id")?;
    let subject = match (customer, by) {
        (Some(customer), _) => Subject::Customer(CustomerId(customer)),
        (None, Some(router)) => Subject::InStock(RouterId(router)),
        // It went while its terms were looked through, or cannot be had back any longer.
        (None, None) => return Ok(None),
    };
    let text = |name| row.get::<Option<String>>(name).map(Option::unwrap_or_default);
    Ok(Some(Hit {
        subject,
        name: text("name")?,
        address: text("address")?,
        email: text("email")?,
        phone: text("phone")?,
        closed: row.get::<Option<i64>>("closed_at")?.is_some(),
        router: if by.is_some() {
            router(row, ["by_mac", "by_serial", "by_hardware", "by_online", "by_flapping"])?
        } else {
            router(row, ["mac", "serial", "hardware", "online", "flapping"])?
        },
    }))
}

fn router(row: &Row, [mac, serial, hardware, online, flapping]: [&str; 5]) -> Result<Option<FoundRouter>> {
    let Some(mac) = row.get::<Option<String>>(mac)? else { return Ok(None) };
    Ok(Some(FoundRouter {
        mac,
        serial: row.get(serial)?,
        hardware: row.get(hardware)?,
        online: row.get::<Option<bool>>(online)?.unwrap_or_default(),
        flapping: row.get::<Option<i64>>(flapping)?.is_some(),
    }))
}
