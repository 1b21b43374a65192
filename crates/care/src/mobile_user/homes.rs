//! The homes of a person, over all ISPs.

use super::store;
use crate::access::{IspCard, Tx, may};
use crate::customer;
use crate::db::CustomerId;
use crate::problem::{Problem, Result};

/// A home that a person may use.
#[derive(Debug, Clone)]
pub struct Home {
    /// Which one.
    pub id: CustomerId,
    /// Whose customer.
    pub isp: IspCard,
    /// Where it is.
    pub address: String,
    /// Whether the person is its primary user.
    pub primary: bool,
}

/// Where a mobile user's own home is.
pub async fn address(tx: &mut Tx<may::UseHome>) -> Result<String> {
    let home = tx.home()?;
    Ok(customer::look(tx, home).await?.account.information.address)
}

/// All of them, by address; none that was deactivated. Leaves the transaction at an ISP, so it is to be asked last.
pub async fn homes(tx: &mut Tx<may::Oneself>) -> Result<Vec<Home>> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let mut homes = Vec::new();
    for (isp, id) in store::of_person(tx, person).await? {
        // A membership of one's own is the proof in hand.
        tx.enter(isp.id).await?;
        let customer = customer::look(tx, id).await?;
        if customer.closed_at.is_some() {
            continue;
        }
        let primary = store::primary(tx, id).await? == Some(person);
        homes.push(Home { id, isp, address: customer.account.information.address, primary });
    }
    homes.sort_by(|one, next| (&one.address, one.id.0).cmp(&(&next.address, next.id.0)));
    Ok(homes)
}
