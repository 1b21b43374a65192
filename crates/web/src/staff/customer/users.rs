//! The tab Users: who uses the home by the app, and who is invited to.

pub(crate) mod changes;
pub(crate) mod invitations;
pub(crate) mod requests;

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, may};
use care::access_request::{self, Waiting};
use care::customer;
use care::db::CustomerId;
use care::words::Words;
use care::{invitation, mobile_user};
use jiff::Timestamp;
use uuid::Uuid;

use super::head::{Around, Tab, head_of};
use super::look::Look;
use crate::app::App;
use crate::form::Path;
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::collaborators::standing;
use crate::staff::told::when;
use crate::staff::views::{AccessRow, LastSeen, UserRow, Users};
use crate::ui::Control;

pub(crate) async fn page(
    May(permit): May<may::ViewCustomers>,
    viewer: May<may::ViewTabs>,
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
    reader: Reader,
    look: Look,
) -> Result<Response, Refusal> {
    let (w, staff, id) = (reader.w, permit.staff()?, CustomerId(id));
    let [why, why_not_deactivate] = {
        let mut tx = viewer.0.read(&app.db).await?;
        [
            why_not(&mut tx, staff.role, Ability::ManageMobileUsers, w).await?,
            why_not(&mut tx, staff.role, Ability::DeactivateCustomer, w).await?,
        ]
    };
    let mut tx = permit.read(&app.db).await?;
    let customer = customer::find(&mut tx, id).await?;
    let (users, invited) =
        (mobile_user::list(&mut tx, id).await?, invitation::list_mobile_users(&mut tx, id).await?);
    let requests = access_request::of_home(&mut tx, id).await?;
    let head = Around { staff, tab: Tab::Users, why: why_not_deactivate, w };
    let head = head_of(&mut tx, &customer, &head).await?;
    let (now, listed) = (tx.time(), users.len() + invited.len());
    let chrome = reader.portal(&mut tx, staff, customer.account.information.name, "").await?;
    look.note(tx, (&permit, &app), id).await?;
    let href = list(&slug, id);
    // Nobody comes to a home that is closed, and who had it is told as it was.
    let control = |page: String| {
        customer.closed_at.is_none().then(|| Control { href: format!("{href}{page}"), why: why.clone() })
    };
    let several = listed > 1;
    let unclaimed = users.is_empty();
    let requests = requests.into_iter().map(|it| AccessRow {
        decide: if unclaimed { control(format!("/requests/{}", it.id)) } else { None },
        ..request(it, now, w)
    });
    let requests = requests.collect();
    let rows = users.into_iter().map(|it| {
        let page = |last| format!("/{}/{last}", it.person);
        UserRow {
            primary: it.primary,
            make_primary: if it.primary { None } else { control(page("primary")) },
            remove: if several { control(page("removal")) } else { None },
            ..member(it, now, w)
        }
    });
    let invited = invited.into_iter().map(|it| {
        let page = |last| format!("/invitations/{}{last}", it.id);
        UserRow {
            reinvite: control(page("")),
            remove: if several { control(page("/revocation")) } else { None },
            ..pending(&it, now, w)
        }
    });
    let page = Users {
        w,
        chrome,
        customer: head,
        rows: rows.chain(invited).collect(),
        requests,
        invite: control("/invitation".to_owned()),
    };
    reader.show(&app, &page)
}

/// The row of a user, without what can be done to them.
fn member(it: mobile_user::Listed, now: Timestamp, w: Words) -> UserRow {
    UserRow {
        key: it.person.to_string(),
        email: it.email,
        name: Some(it.name).filter(|name| !name.is_empty()),
        notes: it.taken_over.then(|| w.t("taken-over")).into_iter().collect(),
        last_seen: it.last_seen.map_or(LastSeen::Never, |at| LastSeen::Seen(when(at, now, w))),
        ..UserRow::default()
    }
}

/// The row of an invitation that was not accepted yet, without what can be done to it.
fn pending(it: &invitation::Listed, now: Timestamp, w: Words) -> UserRow {
    let (state, notes) = standing(it, now, w);
    UserRow {
        key: it.id.to_string(),
        email: it.email.clone(),
        last_seen: LastSeen::Invited(state),
        notes,
        ..UserRow::default()
    }
}

/// The row of a request, without what can be done about it.
fn request(it: Waiting, now: Timestamp, w: Words) -> AccessRow {
    AccessRow {
        key: it.id.to_string(),
        email: it.email,
        name: Some(it.name).filter(|name| !name.is_empty()),
        asked: when(it.asked_at, now, w),
        until: when(it.expires_at, now, w),
        decide: None,
    }
}

/// The tab, where one comes back to.
fn list(slug: &str, home: CustomerId) -> String {
    format!("/isps/{slug}/customers/{home}/users")
}
