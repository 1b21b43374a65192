//! What was done in one's account, and to it: so that whoever shares it unknowingly is found out.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use care::audit::{self, By, Details, Own, Way};
use care::words::Words;
use serde::Deserialize;
use serde_json::json;

use super::super::audit::telling;
use super::super::overview::after;
use super::super::told::sentence;
use super::super::views::{AccountActivity, ActivityRow};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::ui::Pager;

const HREF: &str = "/account/activity";

/// What is told here in words of its own; anything else as the audit log does.
const KINDS: &[(&str, &str)] = &[
    ("address-asked", "activity-address-asked"),
    ("address-changed", "activity-address-changed"),
    ("address-undone", "activity-address-undone"),
    ("collaborator-changed", "activity-level"),
    ("collaborator-invited", "activity-access"),
    ("admin-recovered", "activity-recovered"),
    ("collaborator-joined", "activity-joined"),
    ("collaborator-left", "activity-left"),
    ("collaborator-removed", "activity-revoked"),
    ("device-new", "activity-device-new"),
    ("factor-added", "activity-factor-added"),
    ("factor-removed", "activity-factor-removed"),
    ("factor-reset", "activity-factor-reset"),
    ("password-changed", "activity-password-changed"),
    ("password-shown", "activity-password-shown"),
    ("person-renamed", "activity-renamed"),
    ("person-signed-up", "activity-signed-up"),
    ("person-taken-over", "activity-taken-over"),
    ("recovery-code-used", "activity-recovery-used"),
    ("recovery-codes-made", "activity-recovery-made"),
    ("notices-chosen", "activity-notices-chosen"),
    ("notices-off", "activity-notices-off"),
    ("notices-on", "activity-notices-on"),
    ("session-ended", "activity-session-ended"),
    ("signed-in", "activity-signed-in"),
    ("signed-out", "activity-signed-out"),
    ("signed-out-everywhere", "activity-signed-out-everywhere"),
];

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    after: Option<String>,
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let w = reader.w;
    let chrome = reader.own(&permit, &app, &headers, "activity").await?;
    let own = audit::mine(&mut permit.read(&app.db).await?, after(asked.after.as_deref())).await?;
    let page = AccountActivity {
        w,
        chrome,
        rows: own.rows.into_iter().map(|it| row(it, w)).collect(),
        pager: Pager {
            newer: asked.after.map(|_| HREF.to_owned()),
            older: own.next.map(|next| format!("{HREF}?after={next}")),
        },
    };
    reader.show(&app, &page)
}

fn row(it: Own, w: Words) -> ActivityRow {
    let details = it.details.map(|details| news(&it.kind, details, &it.by));
    let (who, from) = match it.by {
        By::Oneself(from) => (w.t("you"), from),
        By::Other(name) => (name.unwrap_or_else(|| other(it.way, w)), None),
    };
    let text = match KINDS.iter().find(|(kind, _)| *kind == it.kind) {
        Some((_, key)) => w.t(key),
        None => {
            let details = details.clone().unwrap_or_else(|| telling::erased(w));
            sentence(&it.kind, who.clone(), w.t("timeline-a-home"), &details, w)
        }
    };
    ActivityRow {
        when: telling::exactly(it.at, w),
        facts: telling::facts(details.as_ref(), &text, w),
        text,
        who,
        place: it.place,
        way: w.t(it.way.key()),
        from,
    }
}

/// What of the details is news to their owner: not their own address, unless it is that which changed.
fn news(kind: &str, mut details: Details, by: &By) -> Details {
    if matches!(by, By::Other(_)) {
        details.remove("email");
    } else if matches!(kind, "address-changed" | "address-undone")
        && let Some(before) = details.remove("before")
        && let Some(after) = details.remove("email")
    {
        details.insert("email".to_owned(), json!({ "before": before, "after": after }));
    }
    details
}

/// Somebody whose name is not known, or none.
fn other(way: Way, w: Words) -> String {
    w.t(match way {
        Way::Shell => "operator",
        Way::System => "product",
        Way::Portal => "audit-erased-name",
    })
}
