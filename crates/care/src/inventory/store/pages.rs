//! The pages of the list, each order from an index of its own.
//!
//! One literal text an order, since a text that left the order open could not be read from an index. Whatever else is asked
//! for is looked at in passing; but what narrows most has an index that begins with it: in stock, a model, a firmware, the
//! beginning of a MAC. Within one model the order by time is the order of the index by model, so it is walked for that too.

use super::super::list::{Beginning, By, Filter, Order, State, UNTOLD};
use super::item;
use crate::access::Scope;
use crate::db::query;
use crate::inventory::Item;
use crate::page::{Key, Page};
use crate::problem::Result;

/// Choices that are offered at most; more would be no choice.
const CHOICES: i64 = 200;

/// By what the rows are walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    Added,
    Stock,
    Mac,
    Model,
    Firmware,
}

impl Walk {
    /// What serves an order under a filter.
    fn of(order: Order, filter: &Filter) -> Walk {
        match order.by {
            By::Mac => Walk::Mac,
            By::Model => Walk::Model,
            By::Firmware => Walk::Firmware,
            By::Added if filter.model.is_some() => Walk::Model,
            By::Added if filter.firmware.is_some() => Walk::Firmware,
            By::Added if filter.state == Some(State::InStock) => Walk::Stock,
            By::Added => Walk::Added,
        }
    }

    /// The first and the last text that are wanted; none where the rows are walked by time.
    fn range(self, filter: &Filter) -> Option<(String, String)> {
        let exactly = |text: &Option<String>| match text {
            Some(text) if self == Walk::Firmware && text == UNTOLD => (String::new(), String::new()),
            Some(text) => (text.clone(), text.clone()),
            None => (String::new(), Key::LAST.to_owned()),
        };
        match self {
            Walk::Added | Walk::Stock => None,
            Walk::Mac => {
                let beginning = filter.mac.as_ref().map_or("", |it| it.as_str());
                Some((beginning.to_owned(), format!("{beginning}{}", Key::LAST)))
            }
            Walk::Model => Some(exactly(&filter.model)),
            Walk::Firmware => Some(exactly(&filter.firmware)),
        }
    }
}

pub(in super::super) async fn list(
    scope: &mut Scope,
    filter: &Filter,
    order: Order,
    after: Option<&Key>,
) -> Result<Page<Item, Key>> {
    let (isp, walk) = (scope.isp()?, Walk::of(order, filter));
    let range = walk.range(filter);
    // What the rows are walked by is bound by the range already; said twice, PostgreSQL expects next to nothing and sorts.
    let in_passing = |by, text: Option<&str>| text.filter(|_| walk != by).unwrap_or_default().to_owned();
    let from = after.cloned().unwrap_or_else(|| start(walk, order.down, range.as_ref()));
    let statement = statement(walk, order.down).bind(isp);
    let statement = match walk {
        Walk::Added | Walk::Stock => statement.bind(from.at).bind(from.id),
        // An ISP has a MAC once: there are no ties to break.
        Walk::Mac => statement.bind(from.text),
        Walk::Model | Walk::Firmware => statement.bind(from.text).bind(from.at).bind(from.id),
    };
    let statement = statement
        .bind(filter.state.map_or("", |it| it.as_str()))
        .bind(filter.contact.map_or("", |it| it.as_str()))
        .bind(in_passing(Walk::Mac, filter.mac.as_ref().map(|it| it.as_str())))
        .bind(in_passing(Walk::Model, filter.model.as_deref()))
        .bind(in_passing(Walk::Firmware, filter.firmware.as_deref()));
    let statement = match range {
        Some((first, last)) => statement.bind(first).bind(last),
        None => statement,
    };
    let rows = statement.bind(Page::<Item>::LIMIT).all(scope).await?;
    let rows = rows.iter().map(item).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |row| row.key.clone()))
}

/// Before every row that is wanted.
fn start(walk: Walk, down: bool, range: Option<&(String, String)>) -> Key {
    let (mut first, last) = range.cloned().unwrap_or_default();
    if walk == Walk::Mac {
        // A whole MAC does not come after itself; what comes after this and before it is out of the range.
        first.truncate(Beginning::WHOLE - 1);
    }
    Key::start(down, (first, last))
}

/// The text that walks so.
fn statement(walk: Walk, down: bool) -> crate::db::Query {
    match (walk, down) {
        (Walk::Added, true) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                '' AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.added_at, r.id) < ($2, $3)
           AND ($4 = '' OR $4 = 'stock' AND r.customer_id IS NULL OR $4 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($5 = '' OR $5 = 'online' AND r.online OR $5 = 'never' AND r.last_report IS NULL
                OR $5 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($6 = '' OR substr(r.mac, 1, length($6)) = $6)
           AND ($7 = '' OR r.model_key = $7) AND ($8 IN ('', r.firmware_key) OR $8 = '-' AND r.firmware_key = '')
         ORDER BY r.added_at DESC, r.id DESC LIMIT $9",
        ),
        (Walk::Added, false) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                '' AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.added_at, r.id) > ($2, $3)
           AND ($4 = '' OR $4 = 'stock' AND r.customer_id IS NULL OR $4 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($5 = '' OR $5 = 'online' AND r.online OR $5 = 'never' AND r.last_report IS NULL
                OR $5 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($6 = '' OR substr(r.mac, 1, length($6)) = $6)
           AND ($7 = '' OR r.model_key = $7) AND ($8 IN ('', r.firmware_key) OR $8 = '-' AND r.firmware_key = '')
         ORDER BY r.added_at, r.id LIMIT $9",
        ),
        (Walk::Stock, true) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                '' AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.customer_id IS NULL AND (r.added_at, r.id) < ($2, $3)
           AND ($4 = '' OR $4 = 'stock' AND r.customer_id IS NULL OR $4 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($5 = '' OR $5 = 'online' AND r.online OR $5 = 'never' AND r.last_report IS NULL
                OR $5 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($6 = '' OR substr(r.mac, 1, length($6)) = $6)
           AND ($7 = '' OR r.model_key = $7) AND ($8 IN ('', r.firmware_key) OR $8 = '-' AND r.firmware_key = '')
         ORDER BY r.added_at DESC, r.id DESC LIMIT $9",
        ),
        (Walk::Stock, false) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                '' AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.customer_id IS NULL AND (r.added_at, r.id) > ($2, $3)
           AND ($4 = '' OR $4 = 'stock' AND r.customer_id IS NULL OR $4 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($5 = '' OR $5 = 'online' AND r.online OR $5 = 'never' AND r.last_report IS NULL
                OR $5 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($6 = '' OR substr(r.mac, 1, length($6)) = $6)
           AND ($7 = '' OR r.model_key = $7) AND ($8 IN ('', r.firmware_key) OR $8 = '-' AND r.firmware_key = '')
         ORDER BY r.added_at, r.id LIMIT $9",
        ),
        (Walk::Mac, true) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.mac AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.mac < $2
           AND r.mac >= $8 AND r.mac <= $9
           AND ($3 = '' OR $3 = 'stock' AND r.customer_id IS NULL OR $3 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($4 = '' OR $4 = 'online' AND r.online OR $4 = 'never' AND r.last_report IS NULL
                OR $4 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($5 = '' OR substr(r.mac, 1, length($5)) = $5)
           AND ($6 = '' OR r.model_key = $6) AND ($7 IN ('', r.firmware_key) OR $7 = '-' AND r.firmware_key = '')
         ORDER BY r.mac DESC LIMIT $10",
        ),
        (Walk::Mac, false) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.mac AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND r.mac > $2
           AND r.mac >= $8 AND r.mac <= $9
           AND ($3 = '' OR $3 = 'stock' AND r.customer_id IS NULL OR $3 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($4 = '' OR $4 = 'online' AND r.online OR $4 = 'never' AND r.last_report IS NULL
                OR $4 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($5 = '' OR substr(r.mac, 1, length($5)) = $5)
           AND ($6 = '' OR r.model_key = $6) AND ($7 IN ('', r.firmware_key) OR $7 = '-' AND r.firmware_key = '')
         ORDER BY r.mac LIMIT $10",
        ),
        (Walk::Model, true) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.model_key AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.model_key, r.added_at, r.id) < ($2, $3, $4)
           AND r.model_key >= $10 AND r.model_key <= $11
           AND ($5 = '' OR $5 = 'stock' AND r.customer_id IS NULL OR $5 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($6 = '' OR $6 = 'online' AND r.online OR $6 = 'never' AND r.last_report IS NULL
                OR $6 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($7 = '' OR substr(r.mac, 1, length($7)) = $7)
           AND ($8 = '' OR r.model_key = $8) AND ($9 IN ('', r.firmware_key) OR $9 = '-' AND r.firmware_key = '')
         ORDER BY r.model_key DESC, r.added_at DESC, r.id DESC LIMIT $12",
        ),
        (Walk::Model, false) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.model_key AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.model_key, r.added_at, r.id) > ($2, $3, $4)
           AND r.model_key >= $10 AND r.model_key <= $11
           AND ($5 = '' OR $5 = 'stock' AND r.customer_id IS NULL OR $5 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($6 = '' OR $6 = 'online' AND r.online OR $6 = 'never' AND r.last_report IS NULL
                OR $6 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($7 = '' OR substr(r.mac, 1, length($7)) = $7)
           AND ($8 = '' OR r.model_key = $8) AND ($9 IN ('', r.firmware_key) OR $9 = '-' AND r.firmware_key = '')
         ORDER BY r.model_key, r.added_at, r.id LIMIT $12",
        ),
        (Walk::Firmware, true) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.firmware_key AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.firmware_key, r.added_at, r.id) < ($2, $3, $4)
           AND r.firmware_key >= $10 AND r.firmware_key <= $11
           AND ($5 = '' OR $5 = 'stock' AND r.customer_id IS NULL OR $5 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($6 = '' OR $6 = 'online' AND r.online OR $6 = 'never' AND r.last_report IS NULL
                OR $6 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($7 = '' OR substr(r.mac, 1, length($7)) = $7)
           AND ($8 = '' OR r.model_key = $8) AND ($9 IN ('', r.firmware_key) OR $9 = '-' AND r.firmware_key = '')
         ORDER BY r.firmware_key DESC, r.added_at DESC, r.id DESC LIMIT $12",
        ),
        (Walk::Firmware, false) => query(
            "SELECT r.id, r.mac, r.customer_id, c.name, r.hardware, r.firmware, r.online, r.last_report, r.added_at,
                r.firmware_key AS sorted
         FROM router r LEFT JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
         WHERE r.isp_id = $1 AND (r.firmware_key, r.added_at, r.id) > ($2, $3, $4)
           AND r.firmware_key >= $10 AND r.firmware_key <= $11
           AND ($5 = '' OR $5 = 'stock' AND r.customer_id IS NULL OR $5 = 'enabled' AND r.customer_id IS NOT NULL)
           AND ($6 = '' OR $6 = 'online' AND r.online OR $6 = 'never' AND r.last_report IS NULL
                OR $6 = 'offline' AND NOT r.online AND r.last_report IS NOT NULL)
           AND ($7 = '' OR substr(r.mac, 1, length($7)) = $7)
           AND ($8 = '' OR r.model_key = $8) AND ($9 IN ('', r.firmware_key) OR $9 = '-' AND r.firmware_key = '')
         ORDER BY r.firmware_key, r.added_at, r.id LIMIT $12",
        ),
    }
}

/// From one to the next by the index, however many routers have each.
pub(in super::super) async fn models(scope: &mut Scope) -> Result<Vec<String>> {
    let isp = scope.isp()?;
    let rows = query(
        "WITH RECURSIVE known (it) AS (
             SELECT MIN(model_key) FROM router WHERE isp_id = $1 AND model_key > ''
             UNION ALL
             SELECT (SELECT MIN(r.model_key) FROM router r WHERE r.isp_id = $1 AND r.model_key > k.it)
             FROM known k WHERE k.it IS NOT NULL)
         SELECT it FROM known WHERE it IS NOT NULL LIMIT $2",
    )
    .bind(isp)
    .bind(CHOICES)
    .all(scope)
    .await?;
    rows.iter().map(|row| row.get("it")).collect()
}

/// From one to the next by the index, however many routers have each.
pub(in super::super) async fn firmwares(scope: &mut Scope) -> Result<Vec<String>> {
    let isp = scope.isp()?;
    let rows = query(
        "WITH RECURSIVE known (it) AS (
             SELECT MIN(firmware_key) FROM router WHERE isp_id = $1 AND firmware_key > ''
             UNION ALL
             SELECT (SELECT MIN(r.firmware_key) FROM router r WHERE r.isp_id = $1 AND r.firmware_key > k.it)
             FROM known k WHERE k.it IS NOT NULL)
         SELECT it FROM known WHERE it IS NOT NULL LIMIT $2",
    )
    .bind(isp)
    .bind(CHOICES)
    .all(scope)
    .await?;
    rows.iter().map(|row| row.get("it")).collect()
}
