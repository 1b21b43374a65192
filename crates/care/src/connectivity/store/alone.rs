//! Customers without a router: all of them are gathered, since they are few, and then put in order.

use super::super::list::{By, Filter, Order};
use super::Home;
use crate::access::Scope;
use crate::db::{CustomerId, Query, Row, at, query};
use crate::page::{Key, Page};
use crate::problem::Result;
use crate::search::{end, fields};

/// What no router says is asked of none: whoever looks for a model or a firmware finds nobody here, nor among those online.
pub(in crate::connectivity) async fn without_router(
    scope: &mut Scope,
    (online, filter): (bool, &Filter),
    order: Order,
    after: Option<&Key>,
) -> Result<Page<Home, Key>> {
    if online || filter.model.is_some() || filter.firmware.is_some() {
        return Ok(Page { rows: Vec::new(), next: None });
    }
    let from =
        after.cloned().unwrap_or_else(|| Key::start(order.down, (String::new(), Key::LAST.to_owned())));
    let asked = filter.text.as_ref().map(|text| &text.asked);
    let (words, whole) = asked.map_or((&[][..], &[][..]), |asked| (asked.words(), asked.whole()));
    let statement = statement(order.down)
        .bind(scope.isp()?)
        .bind(from.text)
        .bind(from.at)
        .bind(from.id)
        .bind(filter.plan)
        .bind(if order.by == By::Name { "name" } else { "since" })
        .bind(Page::<Home>::LIMIT);
    let statement = statement
        .bind(fields(words.iter().map(String::as_str)))
        .bind(fields(whole.iter().map(String::as_str)))
        .bind(end(""));
    let rows = statement.all(scope).await?;
    let rows = rows.iter().map(home).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |row| row.key.clone()))
}

fn statement(down: bool) -> Query {
    if down {
        query(
            "WITH RECURSIVE word (low, others) AS (
                 SELECT rtrim(substr($8, 1, 65)), substr($8, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
             whole (low, others) AS (
                 SELECT rtrim(substr($9, 1, 65)), substr($9, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
             SELECT id, name, address, plan, since, sorted FROM (
                 SELECT c.id, c.name, c.address, p.name AS plan, c.alone_since AS since,
                        CASE $6 WHEN 'name' THEN c.alone_key ELSE '' END AS sorted
                 FROM customer c LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
                 WHERE c.isp_id = $1 AND c.alone_since > 0 AND (c.plan_id = $5 OR $5 IS NULL)
                   AND ($8 = '' OR EXISTS (
                        SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                        WHERE whole.low <> '' AND t.isp_id = $1 AND t.target = c.id)
                      OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                        SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target = c.id
                        AND t.term >= word.low AND t.term < word.low || $10)))) found
             WHERE (sorted, since, id) < ($2, $3, $4) ORDER BY sorted DESC, since DESC, id DESC LIMIT $7",
        )
    } else {
        query(
            "WITH RECURSIVE word (low, others) AS (
                 SELECT rtrim(substr($8, 1, 65)), substr($8, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
             whole (low, others) AS (
                 SELECT rtrim(substr($9, 1, 65)), substr($9, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
             SELECT id, name, address, plan, since, sorted FROM (
                 SELECT c.id, c.name, c.address, p.name AS plan, c.alone_since AS since,
                        CASE $6 WHEN 'name' THEN c.alone_key ELSE '' END AS sorted
                 FROM customer c LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
                 WHERE c.isp_id = $1 AND c.alone_since > 0 AND (c.plan_id = $5 OR $5 IS NULL)
                   AND ($8 = '' OR EXISTS (
                        SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                        WHERE whole.low <> '' AND t.isp_id = $1 AND t.target = c.id)
                      OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                        SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target = c.id
                        AND t.term >= word.low AND t.term < word.low || $10)))) found
             WHERE (sorted, since, id) > ($2, $3, $4) ORDER BY sorted, since, id LIMIT $7",
        )
    }
}

pub(in crate::connectivity) async fn how_many_alone(scope: &mut Scope, most: i64) -> Result<i64> {
    let isp = scope.isp()?;
    query(
        "SELECT COUNT(*) AS customers FROM
             (SELECT 1 AS one FROM customer WHERE isp_id = $1 AND alone_since > 0 LIMIT $2) counted",
    )
    .bind(isp)
    .bind(most)
    .one(scope)
    .await?
    .get("customers")
}

fn home(row: &Row) -> Result<Home> {
    let since: i64 = row.get("since")?;
    Ok(Home {
        customer: CustomerId(row.get("id")?),
        name: row.get("name")?,
        address: row.get("address")?,
        plan: row.get("plan")?,
        mac: None,
        hardware: None,
        firmware: None,
        agent_version: None,
        wan: None,
        since: at(since),
        flapping: false,
        ever: true,
        key: Key { text: row.get("sorted")?, at: since, id: row.get("id")? },
    })
}
