//! Stories of routers.

mod certificates;
mod connectivity;
mod reports;
mod told;

use super::*;
use crate::access::Permit;
use crate::db::RouterId;
use crate::testing::{Isp, World};

const MAC: &str = "60:6c:63:00:aa:01";

/// A router at a customer's home, with its certificate.
struct Home {
    isp: Isp,
    router: RouterId,
    customer: CustomerId,
    permit: Permit<may::BeRouter>,
}

async fn home(world: &World) -> Home {
    let isp = world.first_isp().await;
    let router = world.stock(&isp, MAC).await;
    let customer = world.enable(&isp, router, "Ana Lima").await;
    let permit = world.certify(MAC, b"one").await;
    Home { isp, router, customer, permit }
}

impl Home {
    /// The router as the customer's page shows it.
    async fn shown(&self, world: &World) -> Router {
        let admin = world.arrive(&self.isp.admin).await;
        let shown = world.by(&self.isp, &admin, async |tx| of_customer(tx, self.customer).await).await;
        shown.unwrap().unwrap()
    }
}

/// A report of this patch.
fn status(patch: serde_json::Value) -> Report {
    let serde_json::Value::Object(patch) = patch else { panic!("a patch is an object") };
    Report::Status(StatusReport { full: false, patch })
}

/// A report of this full picture.
fn picture(patch: serde_json::Value) -> Report {
    let Report::Status(status) = status(patch) else { unreachable!() };
    Report::Status(StatusReport { full: true, ..status })
}
