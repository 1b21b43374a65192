//! A router started.

use super::report::Start;
use super::store::batch;
use super::tally::Tally;
use crate::access::Scope;
use crate::db::{CustomerId, RouterId};
use crate::known_issue::{self, Subject};
use crate::problem::Result;
use crate::term;
use crate::timeline::{self, Happened};

/// Uptimes are whole seconds, and a report takes its time: two that say the same start differ by no more than this.
pub(super) const SAME_BOOT_MS: i64 = 60_000;

/// Writes down that it started and why; on its home's timeline, unless it does so all the time.
pub(super) async fn started(
    scope: &mut Scope,
    router: RouterId,
    customer: Option<CustomerId>,
    start: &Start,
    tally: &mut Tally,
) -> Result<()> {
    let uptime_ms = start.uptime_seconds.and_then(|seconds| i64::try_from(seconds).ok()?.checked_mul(1000));
    let booted_at = uptime_ms.map(|uptime| scope.now().saturating_sub(uptime));
    let (counted, booted_before) = batch::last_start(scope, router).await?;
    tally.said(&counted, start);
    batch::write_start(scope, router, start, booted_at).await?;
    if let Some(serial) = &start.serial
        && let Some(mac) = batch::write_serial(scope, router, serial).await?
    {
        term::put(scope, router, super::terms(&mac, Some(serial))).await?;
    }
    let reason = start.reason.as_deref();
    let worth_a_line = batch::keep_start(scope, (router, customer), booted_at, reason).await?;
    let Some(at) = customer.filter(|_| worth_a_line) else { return Ok(()) };
    let same_boot = match (booted_before, booted_at) {
        (Some(before), Some(now)) => (now - before).abs() < SAME_BOOT_MS,
        _ => false,
    };
    let happened =
        if same_boot { Happened::new("router-agent-restarted") } else { Happened::new("router-started") };
    let happened = happened.router(router).customer(customer).with("reason", reason.unwrap_or_default());
    timeline::note(scope, happened).await?;
    let before = counted.firmware;
    if let Some(after) = &start.firmware
        && !before.is_empty()
        && before != *after
    {
        let changed = Happened::new("router-firmware-changed").router(router).customer(customer);
        timeline::note(scope, changed.changed("firmware", &before, after)).await?;
    }
    known_issue::started(scope, Subject { customer: at, router }, reason).await
}
