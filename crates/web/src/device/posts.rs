//! All that routers post beside how they are: the latest of each kind is kept as it came, for rooms that will read it.
//!
//! A body that cannot be read is kept too. The agent looks at no more than whether it was taken, and forgets it.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use care::router::{Report, WIFI_KIND};
use futures_util::future::BoxFuture;
use wire::unum::{Post, decode_wifi};

use super::answer::{Answer, Refused, received};
use super::body::Sent;
use super::neutral;
use super::who::ByRouter;
use crate::app::App;

/// A handler that keeps posts of this kind.
pub(super) fn keep(
    post: Post,
) -> impl Fn(ByRouter, State<App>, Sent) -> BoxFuture<'static, Answer> + Clone + Send + Sync + 'static {
    let kind = post.as_str();
    move |by, State(app), body| Box::pin(kept(by, app, kind, body))
}

/// The Wi-Fi as the router sees it: its networks are read at once, since people look for their names.
/// Source: agent protocol 6; captures/30 and 31.
pub(super) async fn wifi(by: ByRouter, State(app): State<App>, Sent(body, _share): Sent) -> Answer {
    let wifi = decode_wifi(&body)
        .inspect_err(|error| tracing::debug!(%error, "a picture of the Wi-Fi could not be read"))
        .ok()
        .map(neutral::networks);
    let report = Report::Post { kind: WIFI_KIND.to_owned(), body: body.into(), wifi };
    app.intake.hand_in(&by.0, report).await?;
    Ok(received())
}

// The two below answer a command each, and say which by the end of their path. It is not part of the kind as long as we
// give no such commands: a router that makes ends up could fill the table with kinds.

/// A page that a router fetched. Source: agent protocol 8, `fetch_urls`; captures/51 and 52.
pub(super) async fn url_contents(
    by: ByRouter,
    State(app): State<App>,
    Path((_, cookie)): Path<(String, String)>,
    body: Sent,
) -> Answer {
    kept(by, app, Post::UrlContents { cookie }.as_str(), body).await
}

/// A device's open ports. Source: agent protocol 8, `port_scan`; captures/54.
pub(super) async fn port_info(
    by: ByRouter,
    State(app): State<App>,
    Path((_, device)): Path<(String, String)>,
    body: Sent,
) -> Answer {
    let device = device.parse().map_err(|_| Refused::Bare(StatusCode::NOT_FOUND))?;
    kept(by, app, Post::PortInfo { device }.as_str(), body).await
}

async fn kept(by: ByRouter, app: App, kind: &'static str, Sent(body, _share): Sent) -> Answer {
    let report = Report::Post { kind: kind.to_owned(), body: body.into(), wifi: None };
    app.intake.hand_in(&by.0, report).await?;
    Ok(received())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_product_and_the_protocol_file_the_wifi_under_the_same_kind() {
        assert_eq!(WIFI_KIND, Post::Radios.as_str());
    }
}
