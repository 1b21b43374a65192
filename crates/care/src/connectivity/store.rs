//! The rows of the lists.

mod alone;
mod few;
mod walks;

use super::Home;
use super::list::{By, Filter, Manner, Order};
use crate::access::Scope;
use crate::db::{CustomerId, Query, Row, at, query};
use crate::page::{Key, Page};
use crate::problem::{Problem, Result};
use crate::router::Status;
use crate::search::{end, fields};
pub(super) use alone::{how_many_alone, without_router};
use few::Source;

/// A filter that no more homes meet than this is met by few. A list is walked for one that more meet.
pub(super) const FEW: i64 = 2000;

pub(super) async fn list(
    scope: &mut Scope,
    few: i64,
    (online, filter): (bool, &Filter),
    order: Order,
    after: Option<&Key>,
) -> Result<Page<Home, Key>> {
    let text = rarest_first(scope, filter).await?;
    let source = narrowest(scope, few, online, filter, &text).await?;
    let by = if source.is_some() { order.by } else { walked(order, filter) };
    let range = range(by, filter);
    let start = Key::start(order.down, range.clone());
    let from = match after {
        // A row's key is of the order it was in; it may have been walked by something else then.
        Some(key) if order.by == By::Since => Key { text: start.text, ..key.clone() },
        Some(key) => key.clone(),
        None => start,
    };
    let rows = match source {
        Some(source) => {
            let statement = values(scope, few::statement(order.down), online, filter, &text, &from)?;
            statement.bind(from.text).bind(sorted(order.by)).bind(source.as_str()).all(scope).await?
        }
        None => {
            let statement = walks::statement(by, order.down);
            let statement = values(scope, statement, online, &in_passing(by, filter), &text, &from)?;
            let statement = match by {
                By::Since => statement,
                By::Name | By::Model | By::Firmware => statement.bind(from.text).bind(range.0).bind(range.1),
            };
            statement.walk(scope).await?
        }
    };
    let rows = rows.iter().map(home).collect::<Result<Vec<_>>>()?;
    Ok(Page::from_rows(rows, |row| row.key.clone()))
}

/// The values that all texts take.
fn values(
    scope: &Scope,
    statement: Query,
    online: bool,
    filter: &Filter,
    text: &Begun,
    from: &Key,
) -> Result<Query> {
    let statement = statement
        .bind(scope.isp()?)
        .bind(online)
        .bind(from.at)
        .bind(from.id)
        .bind(filter.manner.map_or("", Manner::as_str))
        .bind(filter.model.as_deref().unwrap_or_default())
        .bind(filter.firmware.as_deref().unwrap_or_default())
        .bind(filter.plan);
    // Where nothing is looked for, the rarest word is empty.
    let rarest = text.words.first().map_or("", String::as_str);
    let whole = filter.text.as_ref().map_or(&[][..], |text| text.asked.whole());
    let statement = statement
        .bind(rarest)
        .bind(end(""))
        .bind(fields(text.words.iter().map(String::as_str)))
        .bind(fields(whole.iter().map(String::as_str)));
    Ok(statement.bind(Page::<Home>::LIMIT))
}

/// By what a list is walked. Within one model the order by time is that of the index by model.
fn walked(order: Order, filter: &Filter) -> By {
    match order.by {
        By::Since if filter.model.is_some() => By::Model,
        By::Since if filter.firmware.is_some() => By::Firmware,
        by => by,
    }
}

fn everything() -> (String, String) {
    (String::new(), Key::LAST.to_owned())
}

/// The first and the last text that are wanted of what is walked by.
fn range(by: By, filter: &Filter) -> (String, String) {
    let exactly = |text: &Option<String>| text.clone().map_or_else(everything, |text| (text.clone(), text));
    match by {
        By::Since => (String::new(), String::new()),
        By::Name => everything(),
        By::Model => exactly(&filter.model),
        By::Firmware => exactly(&filter.firmware),
    }
}

/// What is bound by the range already; said twice, PostgreSQL expects next to nothing and sorts.
fn in_passing(by: By, filter: &Filter) -> Filter {
    let mut filter = filter.clone();
    match by {
        By::Since | By::Name => {}
        By::Model => filter.model = None,
        By::Firmware => filter.firmware = None,
    }
    filter
}

fn sorted(by: By) -> &'static str {
    match by {
        By::Since => "since",
        By::Name => "name",
        By::Model => "model",
        By::Firmware => "firmware",
    }
}

/// What a text is looked for by.
struct Begun {
    /// The words, that which begins the fewest terms first; none where no text is looked for.
    words: Vec<String>,
    /// How many terms lead to a home at most: those that begin with the rarest word, or with all that was typed.
    terms: i64,
}

/// Counts what begins with each word, and with the whole.
async fn rarest_first(scope: &mut Scope, filter: &Filter) -> Result<Begun> {
    let Some(text) = &filter.text else { return Ok(Begun { words: Vec::new(), terms: 0 }) };
    let mut counted = Vec::new();
    for word in text.asked.words() {
        counted.push((begun(scope, word).await?, word.clone()));
    }
    counted.sort();
    let mut terms = counted.first().map_or(0, |(terms, _)| *terms);
    for whole in text.asked.whole() {
        terms += begun(scope, whole).await?;
    }
    Ok(Begun { words: counted.into_iter().map(|(_, word)| word).collect(), terms })
}

/// How many terms begin with this, up to one more than are few.
async fn begun(scope: &mut Scope, beginning: &str) -> Result<i64> {
    let isp = scope.isp()?;
    let counted = query(
        "SELECT COUNT(*) AS terms FROM (
             SELECT 1 AS one FROM search_term WHERE isp_id = $1 AND term >= $3 AND term < $4 LIMIT $2) counted",
    );
    let counted = counted.bind(isp).bind(FEW + 1).bind(beginning).bind(end(beginning));
    counted.one(scope).await?.get("terms")
}

/// The filter that the fewest homes meet, if those are few.
async fn narrowest(
    scope: &mut Scope,
    few: i64,
    online: bool,
    filter: &Filter,
    text: &Begun,
) -> Result<Option<Source>> {
    let asked = [
        (Source::Text, filter.text.is_some()),
        (Source::Flapping, filter.manner == Some(Manner::Flapping)),
        (Source::Never, filter.manner == Some(Manner::Never)),
        (Source::Model, filter.model.is_some()),
        (Source::Firmware, filter.firmware.is_some()),
        (Source::Plan, filter.plan.is_some()),
    ];
    let mut best = None;
    for (source, _) in asked.into_iter().filter(|(_, asked)| *asked) {
        let homes = count(scope, source, online, filter, text).await?;
        if homes <= few && best.is_none_or(|(fewest, _)| homes < fewest) {
            best = Some((homes, source));
        }
    }
    Ok(best.map(|(_, source)| source))
}

/// How many meet one of the filters, up to one more than are few.
async fn count(
    scope: &mut Scope,
    source: Source,
    online: bool,
    filter: &Filter,
    begun: &Begun,
) -> Result<i64> {
    let isp = scope.isp()?;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let statement = match source {
        Source::Text => return Ok(begun.terms),
        Source::Flapping => query(
            "SELECT COUNT(*) AS homes FROM (
                 SELECT 1 AS one FROM router WHERE isp_id = $1 AND flapping_since IS NOT NULL LIMIT $2) counted",
        )
        .bind(isp)
        .bind(FEW + 1),
        Source::Never => query(
            "SELECT COUNT(*) AS homes FROM (
                 SELECT 1 AS one FROM router
                 WHERE isp_id = $1 AND customer_id IS NOT NULL AND heard_at IS NULL LIMIT $2) counted",
        )
        .bind(isp)
        .bind(FEW + 1),
        Source::Model => query(
            "SELECT COUNT(*) AS homes FROM (
                 SELECT 1 AS one FROM router WHERE isp_id = $1 AND online = $3 AND customer_id IS NOT NULL
                     AND model_key = $4 LIMIT $2) counted",
        )
        .bind(isp)
        .bind(FEW + 1)
        .bind(online)
        .bind(text(&filter.model)),
        Source::Firmware => query(
            "SELECT COUNT(*) AS homes FROM (
                 SELECT 1 AS one FROM router WHERE isp_id = $1 AND online = $3 AND customer_id IS NOT NULL
                     AND firmware_key = $4 LIMIT $2) counted",
        )
        .bind(isp)
        .bind(FEW + 1)
        .bind(online)
        .bind(text(&filter.firmware)),
        Source::Plan => query(
            "SELECT COUNT(*) AS homes FROM (
                 SELECT 1 AS one FROM customer WHERE isp_id = $1 AND plan_id = $3 LIMIT $2) counted",
        )
        .bind(isp)
        .bind(FEW + 1)
        .bind(filter.plan),
    };
    statement.one(scope).await?.get("homes")
}

pub(super) async fn longest_offline(scope: &mut Scope, most: i64) -> Result<Vec<Home>> {
    let isp = scope.isp()?;
    let rows = query(
        "SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, '' AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = FALSE AND r.customer_id IS NOT NULL AND r.heard_at IS NOT NULL
         ORDER BY r.since, r.id LIMIT $2",
    )
    .bind(isp)
    .bind(most)
    .walk(scope)
    .await?;
    rows.iter().map(home).collect()
}

fn home(row: &Row) -> Result<Home> {
    let since: i64 = row.get("since")?;
    let status: Option<String> = row.get("status")?;
    let status: Status = status
        .map_or_else(|| Ok(Status::default()), |it| serde_json::from_str(&it).map_err(Problem::broken))?;
    Ok(Home {
        customer: CustomerId(row.get("customer_id")?),
        name: row.get("name")?,
        address: row.get("address")?,
        plan: row.get("plan")?,
        mac: Some(row.get("mac")?),
        hardware: row.get("hardware")?,
        firmware: row.get("firmware")?,
        agent_version: row.get("agent_version")?,
        wan: status.wan_ipv4.or(status.wan_ipv6),
        since: at(since),
        flapping: row.get::<Option<i64>>("flapping_since")?.is_some(),
        ever: row.get::<Option<i64>>("heard_at")?.is_some(),
        key: Key { text: row.get("sorted")?, at: since, id: row.get("id")? },
    })
}
