//! Stories of known issues.

mod outages;
mod people;
mod rules;
mod unsteady;

use serde_json::json;

use super::*;
use crate::access::Permit;
use crate::db::RouterId;
use crate::router::{Intake, Report, StatusReport};
use crate::testing::{Isp, World};

/// A router at a customer's home, with its certificate.
struct Home {
    router: RouterId,
    customer: CustomerId,
    permit: Permit<may::BeRouter>,
}

fn mac(n: u8) -> String {
    format!("60:6c:63:00:aa:{n:02x}")
}

async fn home(world: &World, isp: &Isp, n: u8) -> Home {
    let router = world.stock(isp, &mac(n)).await;
    let customer = world.enable(isp, router, &format!("Home {n}")).await;
    Home { router, customer, permit: world.certify(&mac(n), &[n]).await }
}

impl Home {
    async fn says(&self, intake: &Intake, patch: serde_json::Value) {
        let serde_json::Value::Object(patch) = patch else { panic!("a patch is an object") };
        let report = Report::Status(StatusReport { full: false, patch });
        intake.hand_in(&self.permit, report).await.unwrap();
    }

    /// Reports once in each of so many spans of five minutes, this load in all of them.
    async fn is_busy(&self, world: &World, intake: &Intake, spans: usize, cpu: i64) {
        for _ in 0..spans {
            self.says(intake, json!({ "cpu_percent": cpu, "memory_available_percent": 50 })).await;
            world.minutes(5);
        }
    }

    fn at(&self) -> Subject {
        Subject { customer: self.customer, router: self.router }
    }
}

/// The list as its Admin sees it.
async fn listed(world: &World, isp: &Isp, filter: Filter) -> Vec<Issue> {
    let admin = world.arrive(&isp.admin).await;
    let wanted = Wanted { filter, order: Order::Oldest };
    world.by(isp, &admin, async |tx| list(tx, wanted, None).await).await.unwrap().rows
}

async fn open(world: &World, isp: &Isp) -> Vec<Kind> {
    listed(world, isp, Filter::default()).await.iter().map(|it| it.kind).collect()
}

async fn closed(world: &World, isp: &Isp) -> Vec<(Kind, Closed)> {
    let filter = Filter { state: Some(State::Closed), ..Filter::default() };
    listed(world, isp, filter).await.iter().map(|it| (it.kind, it.closed.unwrap().1)).collect()
}

/// What is told of issues on the home's timeline, the oldest first.
async fn told(world: &World, isp: &Isp, home: &Home) -> Vec<String> {
    let admin = world.arrive(&isp.admin).await;
    let filter = crate::timeline::Filter { group: Some(crate::timeline::Group::Issues), person: None };
    let look = async |tx: &mut Tx<may::ViewCustomers>| {
        crate::timeline::of_customer(tx, home.customer, filter, After::START).await
    };
    let page = world.by(isp, &admin, look).await.unwrap();
    page.rows
        .iter()
        .rev()
        .map(|it| format!("{} {}", it.kind, it.details["issue"].as_str().unwrap()))
        .collect()
}
