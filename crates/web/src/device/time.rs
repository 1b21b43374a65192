//! The time, by which a router checks that it can reach us and sets a clock that is far off. Source: agent protocol 3.3.

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use wire::unum::time_body;

use crate::app::App;
use crate::may::Public;

pub(super) async fn now(_: Public, State(app): State<App>) -> impl IntoResponse {
    let seconds = u64::try_from(app.db.clock().wall().as_second()).unwrap_or_default();
    // A cache in between would set clocks back.
    ([(header::CONTENT_TYPE, "text/plain"), (header::CACHE_CONTROL, "no-store")], time_body(seconds))
}
