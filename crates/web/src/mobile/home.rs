//! A home: whether it is online, whom to turn to, who has access, and who of the ISP's staff looked.

use axum::extract::State;
use axum::response::Response;
use care::access;
use care::access_request::{self, Waiting};
use care::db::CustomerId;
use care::isp::{self, Support};
use care::mobile_user::{self, Listed};
use care::page::After;
use care::words::Words;
use care::{router, timeline};
use jiff::Timestamp;

use super::front::link;
use super::log;
use super::views::{Contact, HomePage, PersonRow, RequestRow};
use crate::app::App;
use crate::frame::Reader;
use crate::may::{AtHome, Me};
use crate::problem::Refusal;
use crate::staff::told::{connectivity, when};
use crate::ui::Chrome;

/// How many lines of what staff did are shown.
const LOG: usize = 5;

pub(crate) async fn page(
    AtHome(permit): AtHome,
    Me(me): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, subscriber) = (reader.w, permit.subscriber()?);
    let homes = mobile_user::homes(&mut me.read(&app.db).await?).await?;
    let mut tx = permit.read(&app.db).await?;
    let (router, support) = (router::at_home(&mut tx).await?, isp::support(&mut tx).await?);
    let users = mobile_user::with_access(&mut tx).await?;
    let requests = access_request::waiting(&mut tx).await?;
    let log = timeline::by_staff(&mut tx, After::START, LOG).await?;
    let now = tx.time();
    let here = homes.iter().find(|it| it.id == subscriber.home);
    let page = HomePage {
        w,
        chrome: Chrome {
            live_href: Some(format!("{}/live", mobile_user::path(subscriber.home))),
            ..reader.in_the_app("app-home", Some(&subscriber.isp), &subscriber.session)
        },
        now: when(now, now, w),
        address: here.map(|it| it.address.clone()).unwrap_or_default(),
        others: homes.iter().filter(|it| it.id != subscriber.home).map(link).collect(),
        state: router.as_ref().map(|it| connectivity(it.online, it.flapping_since.is_some(), w)),
        online: router.as_ref().is_some_and(|it| it.online),
        since: router.as_ref().filter(|it| it.last_report.is_some()).map(|it| when(it.since, now, w)),
        model: router.as_ref().and_then(|it| it.hardware.clone()),
        firmware: router.as_ref().and_then(|it| it.firmware.clone()),
        last_report: router.as_ref().and_then(|it| it.last_report).map(|at| when(at, now, w)),
        contacts: contacts(&support, w),
        requests: requests.into_iter().map(|it| request(&it, subscriber.home, now, w)).collect(),
        users: users.into_iter().map(|it| person(it, &subscriber.session)).collect(),
        agreements: format!("/app/agreements/{}", subscriber.isp.slug),
        leave_href: format!("{}/departure", mobile_user::path(subscriber.home)),
        log_href: log.next.map(|_| format!("{}/log", mobile_user::path(subscriber.home))),
        log: log.rows.iter().map(|it| log::row(it, now, w)).collect(),
    };
    reader.show(&app, &page)
}

/// Whom to turn to, in the order in which it is quickest.
fn contacts(support: &Support, w: Words) -> Vec<Contact> {
    let ways = [
        ("phone", "phone", format!("tel:{}", support.phone.replace(' ', "")), &support.phone),
        ("envelope", "email", format!("mailto:{}", support.email), &support.email),
        ("link", "support-web", support.web.clone(), &support.web),
    ];
    let known = ways.into_iter().filter(|(.., text)| !text.is_empty());
    known
        .map(|(glyph, key, href, text)| Contact { glyph, word: w.t(key), href, text: text.clone() })
        .collect()
}

fn request(it: &Waiting, home: CustomerId, now: Timestamp, w: Words) -> RequestRow {
    RequestRow { href: access_request::path(home, it.id), who: it.called(), asked: when(it.asked_at, now, w) }
}

fn person(it: Listed, me: &access::Session) -> PersonRow {
    PersonRow {
        you: it.person == me.person,
        address: Some(it.email.clone()).filter(|_| !it.name.is_empty()),
        name: if it.name.is_empty() { it.email } else { it.name },
        primary: it.primary,
    }
}
