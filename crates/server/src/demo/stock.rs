//! The demo's inventory and customers.

use std::collections::HashMap;

use care::access::may;
use care::customer::Information;
use care::db::{CustomerId, Db, RouterId};
use care::inventory::{self, Filter, Order};

use super::Macs;
use super::people::Admin;
use crate::say::in_words;

const FIRST_NAMES: [&str; 20] = [
    "Maria", "James", "Aisha", "Wei", "Elena", "Noah", "Priya", "Lucas", "Fatima", "Olivia", "Mateo",
    "Hannah", "Kofi", "Sofia", "Daniel", "Yuki", "Amara", "Viktor", "Chloe", "Diego",
];
const LAST_NAMES: [&str; 23] = [
    "Garcia", "Smith", "Okafor", "Chen", "Rossi", "Miller", "Patel", "Silva", "Haddad", "Brown", "Lopez",
    "Schmidt", "Mensah", "Ivanova", "Johnson", "Tanaka", "Diallo", "Novak", "Martin", "Torres", "Larsen",
    "Kaya", "O'Brien",
];
const STREETS: [&str; 9] = [
    "Elm Street",
    "Harbour Road",
    "Mill Lane",
    "Oak Avenue",
    "Station Road",
    "Hill Crescent",
    "Park View",
    "Bridge Street",
    "Orchard Way",
];

/// Adds all routers, and enables those that are at customers; gives the first customer.
pub(super) async fn fill(db: &Db, admin: &Admin, macs: &Macs) -> anyhow::Result<Option<CustomerId>> {
    let text: Vec<String> = macs.enabled.iter().chain(&macs.spare).map(ToString::to_string).collect();
    let permit = admin.permit::<may::ChangeInventory>(db).await?;
    for many in text.chunks(inventory::MOST) {
        let mut tx = permit.write(db).await?;
        inventory::add(&mut tx, &many.join("\n")).await.map_err(in_words)?;
        tx.commit().await?;
    }
    let ids = ids(db, admin).await?;
    let mut first = None;
    let mut tx = permit.write(db).await?;
    for (index, mac) in macs.enabled.iter().enumerate() {
        let Some(id) = ids.get(&mac.to_string()) else { continue };
        let customer = inventory::enable(&mut tx, *id, &customer(index)?).await.map_err(in_words)?;
        first.get_or_insert(customer);
    }
    tx.commit().await?;
    Ok(first)
}

async fn ids(db: &Db, admin: &Admin) -> anyhow::Result<HashMap<String, RouterId>> {
    let permit = admin.permit::<may::ViewTabs>(db).await?;
    let mut tx = permit.read(db).await?;
    let (everything, mut ids, mut after) = (Filter::default(), HashMap::new(), None);
    loop {
        let page = inventory::list(&mut tx, &everything, Order::usual(&everything), after.as_ref()).await?;
        ids.extend(page.rows.into_iter().map(|item| (item.mac, item.id)));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(ids),
        }
    }
}

/// The steps are coprime to the lists' lengths, so that names repeat late.
fn customer(index: usize) -> anyhow::Result<Information> {
    let first = FIRST_NAMES[index * 7 % FIRST_NAMES.len()];
    let last = LAST_NAMES[index * 5 % LAST_NAMES.len()];
    let address = format!("{} {}, Dover", 1 + index * 13 % 240, STREETS[index * 4 % STREETS.len()]);
    let email = format!("{}.{}@mail.example", first.to_lowercase(), last.to_lowercase().replace('\'', ""));
    let phone = format!("+1 603 555 {:04}", 100 + index % 9900);
    Information::parse(&format!("{first} {last}"), &address, &email, &phone).map_err(in_words)
}
