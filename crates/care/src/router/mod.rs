//! A router: what it says of itself, whether it is online, and the certificate by which it is known.
//!
//! **Certificate.** A router has one valid certificate, known by its fingerprint. It gets one *once*, for a MAC that an
//! inventory row names, since the MAC is all it has to show and neighbours can guess it; again only inside a window that
//! staff open for it, which voids the certificate it had and is on record.
//!
//! **Online.** A router is online while it has reported within three of its own periods. A router that starts to report is
//! online with that very report; the sweeper ([`sweep`]) finds those that stopped, and counts from the later of the last
//! report and the service's own start, so that a restart of Portico shows nobody offline.
//!
//! **Flapping.** A home that goes offline four times within an hour is *flapping*: that is said once, and its comings and goings are
//! not, until it has stayed one or the other for half an hour.
//!
//! **Counts.** How many routers there are of each kind is kept and not counted ([`tally`]).
//!
//! **Reports** come through the [`Intake`], which acknowledges only what is durable.

mod certificate;
mod connectivity;
mod intake;
mod known;
mod moving;
mod over_time;
mod place;
mod report;
mod started;
mod store;
pub(crate) mod tally;
#[cfg(test)]
mod tests;

pub use certificate::{certify, may_certify, open_window, turned_away};
pub use connectivity::{settle, sweep, watch};
pub use intake::Intake;
pub use moving::{Left, left_behind};
pub(crate) use moving::{forget_home, give_back, release, standing, start_anew, swap_out};
pub use over_time::{
    Restarted, Restarts, Sample, boots, most_restarted, restarts, sample, samples, watch_samples,
};
pub(crate) use place::{Near, near};
pub use report::{Report, Start, Status, StatusReport, WIFI_KIND, WifiNetwork};
pub use store::Router;
pub use tally::{Counts, Firmware, Stocked, counts, firmware, stock};

use crate::access::{Tx, may};
use crate::db::CustomerId;
use crate::mac::Mac;
use crate::problem::Result;
use crate::term::Terms;

/// How often a router reports unless it is told otherwise, in milliseconds. Source: agent protocol 3.5, `rtr-t-period`.
pub const PERIOD_MS: i64 = 15_000;

/// The router at a customer's home; the newest, should there be several.
pub async fn of_customer(tx: &mut Tx<may::ViewCustomers>, customer: CustomerId) -> Result<Option<Router>> {
    store::of_customer(tx, customer).await
}

/// The same at a mobile user's own home.
pub async fn at_home(tx: &mut Tx<may::UseHome>) -> Result<Option<Router>> {
    let home = tx.home()?;
    store::of_customer(tx, home).await
}

/// What a router is found by as plain texts, in order, for whoever fills a database without the verbs.
pub fn found_by(mac: &Mac, serial: Option<&str>) -> Vec<String> {
    terms(mac, serial).into_sorted()
}

/// What a router is found by: the MAC on its label, and the serial number once it has told one.
pub(crate) fn terms(mac: &Mac, serial: Option<&str>) -> Terms {
    Terms::default().mac(mac).serial(serial.unwrap_or_default())
}
