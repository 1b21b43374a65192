//! What makes the app one that is installed: its manifest, and the worker that shows the last known state without a network.

use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::views::Offline;
use crate::app::App;
use crate::assets;
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;

const WORKER: &str = include_str!("../../assets/worker.js");

pub(crate) async fn manifest(_: Public, reader: Reader) -> Response {
    let (w, files) = (reader.w, assets::addresses());
    let icon = |(size, src): &(u16, String)| json!({ "src": src, "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": "any maskable" });
    let manifest = json!({
        "id": "/app",
        "name": w.t("product"),
        "short_name": w.t("product"),
        "description": w.t("app-description"),
        "lang": w.language().code(),
        "start_url": "/app",
        "scope": "/app",
        "display": "standalone",
        "background_color": "#f8f9fb",
        "theme_color": "#0b6b6b",
        "icons": files.app_icons.iter().map(icon).collect::<Vec<_>>(),
    });
    let kind = HeaderValue::from_static("application/manifest+json");
    ([(header::CONTENT_TYPE, kind)], manifest.to_string()).into_response()
}

/// Its address is always the same, since browsers ask there whether it changed.
pub(crate) async fn worker(_: Public, State(app): State<App>) -> Response {
    let icons = assets::addresses().app_icons;
    let icon = icons.iter().find(|(size, _)| *size == 192).map_or("", |(_, address)| address.as_str());
    let style = assets::addresses().css;
    let worker = WORKER
        .replace("/assets/app-192.png", icon)
        .replace("/assets/style.css", &style)
        .replace("PUSH_KEY", app.push_key.public());
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        // The page at the root of the app is the app's too.
        (HeaderName::from_static("service-worker-allowed"), "/app"),
    ];
    (headers, worker).into_response()
}

/// What the worker shows while there is no network and nothing is kept.
pub(crate) async fn offline(_: Public, State(app): State<App>, reader: Reader) -> Result<Response, Refusal> {
    reader.show(&app, &Offline { w: reader.w, chrome: reader.bare("app-offline", None) })
}
