//! Changing a customer's settings.

use super::{Account, Customer, store};
use crate::access::{Scope, Tx, may};
use crate::db::live::Topic;
use crate::db::{CustomerId, PlanId};
use crate::plan;
use crate::problem::{Problem, Result};
use crate::term;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Changes the settings of a customer, as somebody wants them who saw the account in this version. Whoever saw an older one
/// is told, and nothing of what the other did is lost.
///
/// Nobody takes their own mailbox off a home: nobody deactivates their own, and without it that would not be known any more.
pub async fn update(
    tx: &mut Tx<may::UpdateCustomer>,
    id: CustomerId,
    seen: i64,
    account: &Account,
) -> Result<()> {
    let before = store::find(tx, id).await?.ok_or(Problem::NotFound("customer"))?;
    if before.version == seen && before.account == *account && before.closed_at.is_none() {
        return Ok(());
    }
    // What the record says of before is what the change was made to: the statement changes that version and no other.
    let was = before.account.information.mailbox();
    let taken_off = was.filter(|was| account.information.mailbox().as_ref() != Some(was));
    if before.version != seen || !store::update(tx, (id, seen), account, taken_off.as_deref()).await? {
        let own = Problem::field("email", Say::new("own-home-email"));
        return Err(why_not(tx, id, seen).await?.unwrap_or(own));
    }
    if before.account.information != account.information {
        term::put(tx, id, account.information.terms()).await?;
        store::rename_home(tx, id, &account.information.sort_key()).await?;
    }
    if !plan::hand_over(tx, before.account.plan, account.plan).await? {
        return Err(Problem::field("plan", Say::new("no-such-plan")));
    }
    let happened = told(tx, &before, account).await?;
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Customers);
    tx.tell(Topic::Inventory);
    Ok(())
}

/// Why a customer could not be changed in the version that somebody saw; none, if they still are as they were seen.
pub(crate) async fn why_not(scope: &mut Scope, id: CustomerId, seen: i64) -> Result<Option<Problem>> {
    Ok(match store::find(scope, id).await? {
        None => Some(Problem::NotFound("customer")),
        Some(it) if it.closed_at.is_some() => Some(Problem::Conflict(Say::new("customer-is-closed"))),
        Some(it) if it.version == seen => None,
        Some(_) => Some(Problem::Conflict(Say::new("customer-changed-meanwhile"))),
    })
}

async fn told(scope: &mut Scope, before: &Customer, after: &Account) -> Result<Happened> {
    let (was, is) = (&before.account, after);
    let zone = |account: &Account| account.timezone.as_ref().map(ToString::to_string).unwrap_or_default();
    let reports = |account: &Account| account.reports.map_or("", |on| if on { "on" } else { "off" });
    let plans = [plan_name(scope, was.plan).await?, plan_name(scope, is.plan).await?];
    let (was_who, is_who) = (&was.information, &is.information);
    Ok(Happened::new("customer-updated")
        .customer(before.id)
        .about(before.id.0)
        .with("customer", was_who.name.as_str())
        .changed("name", &was_who.name, &is_who.name)
        .changed("address", &was_who.address, &is_who.address)
        .changed("email", &was_who.email, &is_who.email)
        .changed("phone", &was_who.phone, &is_who.phone)
        .changed("plan", &plans[0], &plans[1])
        .changed("timezone", &zone(was), &zone(is))
        .changed("billing_day", &was.billing_day.day().to_string(), &is.billing_day.day().to_string())
        .changed("reports", reports(was), reports(is)))
}

async fn plan_name(scope: &mut Scope, id: Option<PlanId>) -> Result<String> {
    Ok(match id {
        Some(id) => plan::name(scope, id).await?.unwrap_or_default(),
        None => String::new(),
    })
}
