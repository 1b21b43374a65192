//! What staff settle at an ISP, and do with its stock and its customers, once.

use super::{Isp, PNG, World, by};
use crate::customer::{self, Account, Written};
use crate::inventory_import::{self, Sheet};
use crate::plan::{self, Tier};
use crate::{deactivation, inventory, isp, known_issue};

/// What an Admin settles, and what becomes of a customer: changed, deactivated, had back, deactivated for good.
pub(super) async fn settings_and_customers(world: &World, isp: &Isp) {
    let ada = &isp.admin;
    let support = isp::Support::parse("Europe/Berlin", "help@barnet.example", "", "").unwrap();
    by(world, isp, ada, async |tx| isp::update_support(tx, &support).await).await;
    let rules = isp::Rules::parse("off", "7", "400").unwrap();
    by(world, isp, ada, async |tx| isp::update_rules(tx, &rules).await).await;
    let logo = isp::Logo::read(PNG).unwrap();
    by(world, isp, ada, async |tx| isp::set_logo(tx, &logo).await).await;
    by(world, isp, ada, async |tx| isp::remove_logo(tx).await).await;
    let (one, two) = (Tier::parse("One", "1", "1").unwrap(), Tier::parse("Two", "2", "2").unwrap());
    let id = by(world, isp, ada, async |tx| plan::add(tx, &one).await).await;
    by(world, isp, ada, async |tx| plan::change(tx, id, 1, &two).await).await;
    by(world, isp, ada, async |tx| plan::remove(tx, id).await).await;
    let router = world.stock(isp, "60:6c:63:00:aa:03").await;
    let home = world.enable(isp, router, "Bo Quill").await;
    let written = Written { name: "Bo Wren", address: "2 Oak St", billing_day: "2", ..Written::default() };
    let account = Account::parse(written).unwrap();
    by(world, isp, ada, async |tx| customer::update(tx, home, 1, &account).await).await;
    let issue = world.trouble(isp, router, home).await;
    by(world, isp, ada, async |tx| known_issue::acknowledge(tx, issue, "mine").await).await;
    by(world, isp, ada, async |tx| known_issue::snooze(tx, issue, "1", "").await).await;
    by(world, isp, ada, async |tx| known_issue::resolve(tx, issue, "new power supply").await).await;
    world.stock(isp, "60:6c:63:00:bb:04").await;
    by(world, isp, ada, async |tx| inventory::replace(tx, home, "60:6c:63:00:bb:04").await).await;
    by(world, isp, ada, async |tx| deactivation::deactivate(tx, home).await).await;
    by(world, isp, ada, async |tx| deactivation::restore(tx, home).await).await;
    by(world, isp, ada, async |tx| deactivation::deactivate(tx, home).await).await;
}

/// A file that is imported and one that is given up, and a router that is deleted.
pub(super) async fn imports(world: &World, isp: &Isp) {
    let permit = world.permit(isp, &isp.admin).await.unwrap();
    for mac in ["60:6c:63:00:bb:01", "60:6c:63:00:bb:02"] {
        let sheet = Sheet::of_text(mac).unwrap();
        let id = inventory_import::upload(&world.db, &permit, "routers.csv", &sheet).await.unwrap();
        by(world, isp, &isp.admin, async |tx| inventory_import::start(tx, id, 1, 0).await).await;
        if mac.ends_with("01") {
            by(world, isp, &isp.admin, async |tx| inventory_import::cancel(tx, id).await).await;
        }
        while inventory_import::work(&world.db).await.unwrap() > 0 {}
    }
    let spare = world.stock(isp, "60:6c:63:00:bb:03").await;
    by(world, isp, &isp.admin, async |tx| inventory::delete(tx, &[spare]).await).await;
}
