//! For whoever runs the server.

use axum::extract::State;
use axum::http::StatusCode;

use crate::app::App;
use crate::doors::Doors;
use crate::may::Public;

pub(crate) fn doors() -> Doors {
    Doors::default().get("/health", health).get("/ready", ready)
}

/// The process lives.
async fn health(_: Public) -> &'static str {
    "ok\n"
}

/// It can serve: the database answers.
async fn ready(_: Public, State(app): State<App>) -> (StatusCode, &'static str) {
    match app.db.ping().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
