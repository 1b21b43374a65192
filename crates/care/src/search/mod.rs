//! Search: any home within a second, from whatever the caller can say of it.
//!
//! A customer is found by name, install address, email and phone, a router by its MAC and serial number. What is typed is the beginning
//! of something, whatever its case, accents and signs; the room `term` says what may be begun. A router that stands at a customer
//! finds the customer; one in stock finds itself. Whoever was deactivated is found, and marked, while that can be taken back.
//!
//! All that was typed is looked for as one beginning first: `elm street`, `lima ana`, a phone number in whatever groups. Only then
//! are its words looked for one by one, and a customer is found who has every one of them somewhere: `ana elm 0100`. The word that the
//! fewest things begin with leads, so that a rare name finds its street and not the other way round. A router is found by its own
//! words alone: a customer's name and the MAC of their router are not looked for together.
//!
//! **Order.** Whole words stand before longer ones, then by the alphabet of what was found: of those called Lima the first names
//! decide. It is the order of the key, so it costs nothing and is the same each time.
//!
//! **Limits.** A search that would find everybody gives the first and says that there are more; each step reads a bounded number of
//! rows, so no question is dear. What an answer leaves out it says ([`Found::more`]).
//!
//! A search is in one ISP. Who may enter several looks through the others by the same door, one permit each ([`elsewhere`] lists them).

mod asked;
mod index;
mod mark;
mod store;
#[cfg(test)]
mod tests;

use crate::access::{IspCard, Place, Staff, Tx, may};
use crate::db::{CustomerId, RouterId};
use crate::isp;
use crate::problem::Result;

pub use asked::Asked;
pub(crate) use asked::fields;
pub use index::keep_index;
pub use mark::Part;
pub(crate) use store::end;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A customer.
    Customer(CustomerId),
    /// A router in stock.
    InStock(RouterId),
}

/// Something that was found, with all that it may have been found by.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What.
    pub subject: Subject,
    /// The customer's name; empty for a router in stock.
    pub name: String,
    /// Where the router is installed; likewise.
    pub address: String,
    /// The customer's mail address; may be empty.
    pub email: String,
    /// The customer's phone; may be empty.
    pub phone: String,
    /// Whether they are deactivated, and can be had back yet.
    pub closed: bool,
    /// The router that it was found by, else the one at the customer.
    pub router: Option<FoundRouter>,
}

/// A router, as far as a search shows it.
#[derive(Debug, Clone)]
pub struct FoundRouter {
    /// Its MAC.
    pub mac: String,
    /// Its serial number.
    pub serial: Option<String>,
    /// Its make and model.
    pub hardware: Option<String>,
    /// Whether it reports.
    pub online: bool,
    /// Whether it goes on and off all the time.
    pub flapping: bool,
}

/// The answer to a search.
#[derive(Debug, Clone)]
pub struct Found {
    /// The first of what was found, in order.
    pub hits: Vec<Hit>,
    /// Whether there is, or may be, more than that.
    pub more: bool,
    /// Whether everything can be found yet: after an update terms may still be in the making.
    pub complete: bool,
}

/// Looks through the ISP's customers, and its routers in stock.
pub async fn find(tx: &mut Tx<may::ViewCustomers>, asked: &Asked, most: usize) -> Result<Found> {
    let mut gathered = Gathered { hits: Vec::new(), more: false, most };
    for phrase in &asked.whole {
        if gathered.hits.len() < most {
            gathered.add(store::beginning(tx, phrase, most).await?);
        }
    }
    if gathered.hits.len() < most && asked.words.len() > 1 {
        let (rarest, others) = rarest_first(tx, &asked.words).await?;
        gathered.add(store::with_all(tx, rarest, &others, most).await?);
    }
    let complete = store::is_complete(tx).await?;
    Ok(Found { hits: gathered.hits, more: gathered.more, complete })
}

/// The word that the fewest things begin with, and the others.
async fn rarest_first<'a>(
    tx: &mut Tx<may::ViewCustomers>,
    words: &'a [String],
) -> Result<(&'a str, Vec<&'a str>)> {
    let mut counted = Vec::new();
    for word in words {
        counted.push((store::count(tx, word).await?, word.as_str()));
    }
    // Stable: of two that are equally rare, the one that was typed first.
    counted.sort_by_key(|(count, _)| *count);
    let mut words = counted.into_iter().map(|(_, word)| word);
    let rarest = words.next().unwrap_or_default();
    Ok((rarest, words.collect()))
}

/// Hits on their way into an answer: each subject once, in the order in which it was found first.
struct Gathered {
    hits: Vec<Hit>,
    more: bool,
    most: usize,
}

impl Gathered {
    fn add(&mut self, looked: store::Looked) {
        self.more |= looked.cut;
        for hit in looked.hits {
            if self.hits.iter().any(|it| it.subject == hit.subject) {
                continue;
            }
            if self.hits.len() == self.most {
                self.more = true;
                return;
            }
            self.hits.push(hit);
        }
    }
}

/// Where else somebody may search: at a cluster its ISPs, at an ISP the others that they may enter. By name. Whether they may enter
/// one at this moment, its own door says.
pub async fn elsewhere(tx: &mut Tx<may::ViewCustomers>, staff: &Staff) -> Result<Vec<IspCard>> {
    let here = tx.isp()?;
    if staff.isp.place == Place::Cluster {
        return isp::members(tx, here).await;
    }
    let mine = isp::mine(tx).await?;
    Ok(mine.into_iter().filter(|it| it.place == Place::Isp && it.id != here).collect())
}
