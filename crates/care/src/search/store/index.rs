//! How far making terms anew has come, and the rows that they are made of.

use uuid::Uuid;

use crate::access::Scope;
use crate::customer::Information;
use crate::db::{CustomerId, IspId, RouterId, query};
use crate::mac::Mac;
use crate::problem::Result;
use crate::term::RULES;

/// How far it has come: all rows before this one are done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct Progress {
    /// The rules that hold for every row.
    pub(in crate::search) rules: i64,
    /// The rules that are being brought to every row.
    pub(in crate::search) making: i64,
    /// In which ISP.
    pub(in crate::search) isp: IspId,
    /// Among its routers; among its customers otherwise.
    pub(in crate::search) routers: bool,
    /// The last one that is done.
    pub(in crate::search) id: Uuid,
}

/// A customer whose terms are made anew.
pub(in crate::search) struct Customer {
    pub(in crate::search) id: CustomerId,
    pub(in crate::search) information: Information,
}

/// A router whose terms are made anew.
pub(in crate::search) struct Router {
    pub(in crate::search) id: RouterId,
    pub(in crate::search) mac: Mac,
    pub(in crate::search) serial: Option<String>,
}

/// Whether the present rules hold for every row.
pub(in crate::search) async fn is_complete(scope: &mut Scope) -> Result<bool> {
    let row = query("SELECT 1 AS complete FROM search_index WHERE id = 1 AND rules = $1")
        .bind(RULES)
        .optional(scope)
        .await?;
    Ok(row.is_some())
}

pub(in crate::search) async fn progress(scope: &mut Scope) -> Result<Progress> {
    let row = query("SELECT rules, making, at_isp, at_kind, at_id FROM search_index WHERE id = 1")
        .one(scope)
        .await?;
    Ok(Progress {
        rules: row.get("rules")?,
        making: row.get("making")?,
        isp: IspId(row.get("at_isp")?),
        routers: row.get::<String>("at_kind")? == kind(true),
        id: row.get("at_id")?,
    })
}

/// Moves on, unless somebody else did meanwhile.
pub(in crate::search) async fn move_on(scope: &mut Scope, from: &Progress, to: &Progress) -> Result<bool> {
    query(
        "UPDATE search_index SET rules = $1, making = $2, at_isp = $3, at_kind = $4, at_id = $5
         WHERE id = 1 AND rules = $6 AND making = $7 AND at_isp = $8 AND at_kind = $9 AND at_id = $10",
    )
    .bind(to.rules)
    .bind(to.making)
    .bind(to.isp)
    .bind(kind(to.routers))
    .bind(to.id)
    .bind(from.rules)
    .bind(from.making)
    .bind(from.isp)
    .bind(kind(from.routers))
    .bind(from.id)
    .changed(scope)
    .await
}

fn kind(routers: bool) -> &'static str {
    if routers { "router" } else { "customer" }
}

/// The ISP after this one, in the order of their ids.
pub(in crate::search) async fn next_isp(scope: &mut Scope, after: IspId) -> Result<Option<IspId>> {
    let row = query("SELECT id FROM isp WHERE kind = 'isp' AND id > $1 ORDER BY id LIMIT 1")
        .bind(after)
        .optional(scope)
        .await?;
    row.map(|row| Ok(IspId(row.get("id")?))).transpose()
}

/// The next customers of the transaction's ISP. Writing a row, though nothing changes in it, holds it still: whoever changes it at the
/// same time waits and then puts its newer terms.
pub(in crate::search) async fn customers(scope: &mut Scope, after: Uuid, most: i64) -> Result<Vec<Customer>> {
    let isp = scope.isp()?;
    let rows = query(
        "UPDATE customer SET created_at = created_at WHERE isp_id = $1 AND id IN
             (SELECT id FROM customer WHERE isp_id = $1 AND id > $2 AND (closed_at IS NULL OR undo_until IS NOT NULL)
              ORDER BY id LIMIT $3)
         RETURNING id, name, address, email, phone",
    );
    let rows = rows.bind(isp).bind(after).bind(most).all(scope).await?;
    rows.iter()
        .map(|row| {
            let information = Information {
                name: row.get("name")?,
                address: row.get("address")?,
                email: row.get("email")?,
                phone: row.get("phone")?,
            };
            Ok(Customer { id: CustomerId(row.get("id")?), information })
        })
        .collect()
}

/// The next routers of the transaction's ISP, held likewise.
pub(in crate::search) async fn routers(scope: &mut Scope, after: Uuid, most: i64) -> Result<Vec<Router>> {
    let isp = scope.isp()?;
    let rows = query(
        "UPDATE router SET added_at = added_at WHERE isp_id = $1 AND id IN
             (SELECT id FROM router WHERE isp_id = $1 AND id > $2 ORDER BY id LIMIT $3)
         RETURNING id, mac, serial",
    );
    let rows = rows.bind(isp).bind(after).bind(most).all(scope).await?;
    rows.iter()
        .map(|row| {
            Ok(Router {
                id: RouterId(row.get("id")?),
                mac: Mac::stored(row.get("mac")?),
                serial: row.get("serial")?,
            })
        })
        .collect()
}
