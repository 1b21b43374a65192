//! The rows of customers.

use super::{Customer, Information};
use crate::access::Scope;
use crate::db::{CustomerId, at, query};
use crate::problem::Result;

pub(super) async fn insert(scope: &mut Scope, it: &Information) -> Result<CustomerId> {
    let (isp, id, now) = (scope.isp()?, CustomerId(scope.id()), scope.now());
    query(
        "INSERT INTO customer (isp_id, id, name, address, email, phone, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(isp)
    .bind(id)
    .bind(it.name.as_str())
    .bind(it.address.as_str())
    .bind(it.email.as_str())
    .bind(it.phone.as_str())
    .bind(now)
    .run(scope)
    .await?;
    Ok(id)
}

pub(super) async fn find(scope: &mut Scope, id: CustomerId) -> Result<Option<Customer>> {
    let isp = scope.isp()?;
    let row =
        query("SELECT name, address, email, phone, created_at FROM customer WHERE isp_id = $1 AND id = $2")
            .bind(isp)
            .bind(id)
            .optional(scope)
            .await?;
    row.map(|row| {
        let information = Information {
            name: row.get("name")?,
            address: row.get("address")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
        };
        Ok(Customer { id, information, created_at: at(row.get("created_at")?) })
    })
    .transpose()
}
