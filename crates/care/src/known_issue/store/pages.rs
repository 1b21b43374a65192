//! The pages of the list, each order from an index of its own, as in room `inventory`: one literal text an order. The state is
//! looked at in passing: few of the open ones are not in the usual view.

use uuid::Uuid;

use super::issue;
use crate::access::Scope;
use crate::db::{OutageId, Query, query};
use crate::known_issue::list::{Filter, Key, Order, State, Wanted};
use crate::known_issue::{Issue, Kind};
use crate::page::{After, Page};
use crate::problem::Result;

/// By what the rows are walked.
enum Walk {
    Age { down: bool },
    OneKind { kind: Kind, down: bool },
    Kinds,
    Closed { down: bool },
}

impl Walk {
    fn of(wanted: Wanted) -> Walk {
        let down = wanted.order == Order::Newest;
        match (wanted.filter, wanted.order) {
            (Filter { state: Some(State::Closed), .. }, _) => Walk::Closed { down },
            (Filter { kind: Some(kind), .. }, _) => Walk::OneKind { kind, down },
            (Filter { kind: None, .. }, Order::Kind) => Walk::Kinds,
            (Filter { kind: None, .. }, _) => Walk::Age { down },
        }
    }

    fn is_down(&self) -> bool {
        match self {
            Walk::Age { down } | Walk::OneKind { down, .. } | Walk::Closed { down } => *down,
            Walk::Kinds => false,
        }
    }
}

pub(in crate::known_issue) async fn list(
    scope: &mut Scope,
    wanted: Wanted,
    after: Option<&Key>,
) -> Result<Page<Issue, Key>> {
    let (isp, now, walk) = (scope.isp()?, scope.now(), Walk::of(wanted));
    let start = if walk.is_down() { (i64::MAX, Uuid::max()) } else { (i64::MIN, Uuid::nil()) };
    let (from, id) = after.map_or(start, |key| (key.at, key.id));
    let statement = statement(&walk).bind(isp).bind(from).bind(id).bind(Page::<Issue>::LIMIT);
    let statement = match &walk {
        Walk::Closed { .. } => statement.bind(wanted.filter.kind.map_or("", Kind::as_str)),
        Walk::Age { .. } => statement.bind(now).bind(states(wanted)),
        Walk::OneKind { kind, .. } => statement.bind(now).bind(states(wanted)).bind(kind.as_str()),
        Walk::Kinds => {
            let kind = after.map(|key| key.kind.clone()).unwrap_or_default();
            statement.bind(now).bind(states(wanted)).bind(kind)
        }
    };
    let rows = statement.bind(wanted.filter.after(now)).walk(scope).await?;
    let rows = rows.iter().map(|row| issue(row, now)).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |it| key(it, &walk)))
}

fn key(it: &Issue, walk: &Walk) -> Key {
    let kind = if matches!(walk, Walk::Kinds) { it.kind.as_str() } else { "" };
    let at = match (walk, it.closed) {
        (Walk::Closed { .. }, Some((at, _))) => at,
        _ => it.since,
    };
    Key { kind: kind.to_owned(), at: at.as_millisecond(), id: it.id.0 }
}

/// The states that are wanted, between commas, as the statements look for one among them.
fn states(wanted: Wanted) -> &'static str {
    match wanted.filter.state {
        None => ",new,acknowledged,",
        Some(State::New) => ",new,",
        Some(State::Acknowledged) => ",acknowledged,",
        Some(State::Snoozed) => ",snoozed,",
        Some(State::Closed) => ",closed,",
    }
}

/// The text that walks so.
fn statement(walk: &Walk) -> Query {
    match walk {
        Walk::Age { down: true } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND (k.since, k.id) < ($2, $3) AND k.closed_at IS NULL AND NOT k.folded
           AND k.since > $7 AND $6 LIKE '%,' || CASE WHEN k.snoozed_until > $5 THEN 'snoozed'
                                    WHEN k.acknowledged_at IS NULL THEN 'new' ELSE 'acknowledged' END || ',%'
         ORDER BY k.since DESC, k.id DESC LIMIT $4",
        ),
        Walk::Age { down: false } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND (k.since, k.id) > ($2, $3) AND k.closed_at IS NULL AND NOT k.folded
           AND k.since > $7 AND $6 LIKE '%,' || CASE WHEN k.snoozed_until > $5 THEN 'snoozed'
                                    WHEN k.acknowledged_at IS NULL THEN 'new' ELSE 'acknowledged' END || ',%'
         ORDER BY k.since, k.id LIMIT $4",
        ),
        Walk::OneKind { down: true, .. } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND k.kind = $7 AND (k.since, k.id) < ($2, $3) AND k.closed_at IS NULL AND NOT k.folded
           AND k.since > $8 AND $6 LIKE '%,' || CASE WHEN k.snoozed_until > $5 THEN 'snoozed'
                                    WHEN k.acknowledged_at IS NULL THEN 'new' ELSE 'acknowledged' END || ',%'
         ORDER BY k.since DESC, k.id DESC LIMIT $4",
        ),
        Walk::OneKind { down: false, .. } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND k.kind = $7 AND (k.since, k.id) > ($2, $3) AND k.closed_at IS NULL AND NOT k.folded
           AND k.since > $8 AND $6 LIKE '%,' || CASE WHEN k.snoozed_until > $5 THEN 'snoozed'
                                    WHEN k.acknowledged_at IS NULL THEN 'new' ELSE 'acknowledged' END || ',%'
         ORDER BY k.since, k.id LIMIT $4",
        ),
        Walk::Kinds => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND (k.kind, k.since, k.id) > ($7, $2, $3) AND k.closed_at IS NULL AND NOT k.folded
           AND k.since > $8 AND $6 LIKE '%,' || CASE WHEN k.snoozed_until > $5 THEN 'snoozed'
                                    WHEN k.acknowledged_at IS NULL THEN 'new' ELSE 'acknowledged' END || ',%'
         ORDER BY k.kind, k.since, k.id LIMIT $4",
        ),
        Walk::Closed { down: true } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND (k.closed_at, k.id) < ($2, $3) AND k.closed_at IS NOT NULL
           AND k.since > $6 AND ($5 = '' OR k.kind = $5)
         ORDER BY k.closed_at DESC, k.id DESC LIMIT $4",
        ),
        Walk::Closed { down: false } => query(
            "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND (k.closed_at, k.id) > ($2, $3) AND k.closed_at IS NOT NULL
           AND k.since > $6 AND ($5 = '' OR k.kind = $5)
         ORDER BY k.closed_at, k.id LIMIT $4",
        ),
    }
}

/// The homes of an outage, those that fell silent last first; each once, however often it came and went.
pub(in crate::known_issue) async fn of_outage(
    scope: &mut Scope,
    id: OutageId,
    after: After,
) -> Result<Page<Issue>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT k.*, c.name, c.address FROM known_issue k
         JOIN customer c ON c.isp_id = k.isp_id AND c.id = k.customer_id
         WHERE k.isp_id = $1 AND k.outage_id = $2 AND (k.since, k.id) < ($3, $4) AND NOT EXISTS (
             SELECT 1 FROM known_issue l WHERE l.isp_id = $1 AND l.customer_id = k.customer_id AND l.outage_id = $2
                AND (l.since, l.id) > (k.since, k.id))
         ORDER BY k.since DESC, k.id DESC LIMIT $5",
    )
    .bind(isp)
    .bind(id)
    .bind(after.at)
    .bind(after.id)
    .bind(Page::<Issue>::LIMIT)
    .all(scope)
    .await?;
    let rows = rows.iter().map(|row| issue(row, now)).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |it| After { at: it.since.as_millisecond(), id: it.id.0 }))
}
