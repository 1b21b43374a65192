//! The rows that a person sees of the log, over all places.

use uuid::Uuid;

use super::super::mine::{By, Own};
use super::told;
use crate::access::Scope;
use crate::db::{PersonId, Row, at, query};
use crate::page::{After, Page};
use crate::problem::Result;

/// What they did at no place, how they came to a place and left it, and what is about them anywhere. No row is both: nobody is the
/// subject of their own act.
pub(in super::super) async fn list(scope: &mut Scope, person: PersonId, after: After) -> Result<Page<Own>> {
    let rows = query(
        "SELECT a.id AS id, a.at, a.kind, a.way, a.personal, NULL AS subject, FALSE AS about, i.name AS place
         FROM audit a LEFT JOIN isp i ON i.id = a.isp_id
         WHERE a.actor_id = $2 AND a.id < $3
           AND (a.isp_id = $1 OR a.kind IN ('collaborator-joined', 'collaborator-left', 'admin-recovered'))
         UNION ALL
         SELECT a.id, a.at, a.kind, a.way, a.personal, s.personal, TRUE, i.name FROM audit_subject s
         JOIN audit a ON a.isp_id = s.isp_id AND a.id = s.audit_id LEFT JOIN isp i ON i.id = s.isp_id
         WHERE s.subject_id = $2 AND s.audit_id < $3
         ORDER BY id DESC LIMIT $4",
    )
    .bind(Uuid::nil())
    .bind(person)
    .bind(after.id)
    .bind(Page::<Own>::LIMIT)
    .all(scope)
    .await?;
    let entries = rows.iter().map(own).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(entries, |it| After { at: it.at.as_millisecond(), id: it.id }))
}

fn own(row: &Row) -> Result<Own> {
    let (personal, details) = told(row)?;
    let by = match row.get("about")? {
        true => By::Other(personal.and_then(|it| it.actor)),
        false => By::Oneself(personal.and_then(|it| it.from)),
    };
    Ok(Own {
        id: row.get("id")?,
        at: at(row.get("at")?),
        kind: row.get("kind")?,
        way: row.word("way")?,
        by,
        place: row.get("place")?,
        details,
    })
}
