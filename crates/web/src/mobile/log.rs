//! Who of the ISP's staff looked at a home or changed something there, as far back as it is kept.

use axum::extract::State;
use axum::response::Response;
use care::page::{After, ROWS};
use care::timeline::{self, Entry};
use care::words::Words;
use care::{Problem, mobile_user};
use jiff::Timestamp;
use serde::Deserialize;

use super::views::{LogPage, LogRow};
use crate::app::App;
use crate::form::Query;
use crate::frame::Reader;
use crate::may::AtHome;
use crate::problem::Refusal;
use crate::staff::told::{actor, sentence, when};
use crate::ui::Pager;

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<String>,
}

pub(crate) async fn page(
    AtHome(permit): AtHome,
    State(app): State<App>,
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (w, subscriber) = (reader.w, permit.subscriber()?);
    let after = asked.after.as_deref().map(After::parse).transpose();
    let after = after.map_err(|why| Problem::field("after", why))?;
    let mut tx = permit.read(&app.db).await?;
    let log = timeline::by_staff(&mut tx, after.unwrap_or(After::START), ROWS).await?;
    let (now, home) = (tx.time(), mobile_user::path(subscriber.home));
    let href = format!("{home}/log");
    let page = LogPage {
        w,
        chrome: reader.in_the_app("app-log-title", Some(&subscriber.isp), &subscriber.session),
        back: home,
        pager: Pager {
            newer: after.map(|_| href.clone()),
            older: log.next.map(|next| format!("{href}?after={next}")),
        },
        log: log.rows.iter().map(|it| row(it, now, w)).collect(),
    };
    reader.show(&app, &page)
}

pub(super) fn row(it: &Entry, now: Timestamp, w: Words) -> LogRow {
    LogRow {
        text: sentence(&it.kind, actor(it, w), w.t("app-this-home"), &it.details, w),
        when: when(it.at, now, w),
    }
}
