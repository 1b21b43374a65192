//! The static files, compiled in, each under an address that carries the digest of its content.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use care::Problem;
use care::isp::Colour;
use sha2::{Digest, Sha256};

use crate::doors::Doors;
use crate::form::Path;
use crate::may::Public;
use crate::problem::Refusal;
use crate::ui::Assets;

macro_rules! files {
    ($($name:literal)*) => {
        &[$(($name, include_str!(concat!("../assets/", $name)))),*]
    };
}

/// In the order that `assets/README.md` gives; the first fixes the order of the layers.
const STYLES: &[(&str, &str)] = files! {
    "tokens.css" "base.css" "layout.css" "tabs.css" "menu.css" "search.css" "button.css" "form.css" "dialog.css" "table.css"
    "filter.css" "facts.css" "chart.css" "badge.css" "banner.css" "empty.css" "page-overview.css" "page-customer.css" "page-settings.css"
    "page-account.css" "page-mailbox.css" "page-roles.css" "page-audit.css" "page-factor.css" "page-inventory.css" "page-issues.css"
    "page-app.css" "page-label.css"
};
const MODULES: &[(&str, &str)] = files! {
    "time.js" "dialog.js" "form.js" "banner.js" "why.js" "copy.js" "theme.js" "link.js" "passkey.js" "live.js" "search.js" "tabs.js" "scan.js"
};
/// What the app's pages need beside or instead of them.
const APP_MODULES: &[(&str, &str)] = files! { "app.js" "push.js" };
/// The app on a home screen, by its size in pixels; drawn to the edge, so that any mask may be put on it.
const APP_ICONS: &[(u16, &[u8])] =
    &[(192, include_bytes!("../assets/app-192.png")), (512, include_bytes!("../assets/app-512.png"))];
const SPRITE: &str = include_str!("../assets/sprite.svg");
const FAVICON: &str = include_str!("../assets/favicon.svg");

struct Store {
    /// By file name, digest included: media type and content.
    files: BTreeMap<String, (&'static str, Vec<u8>)>,
    addresses: Assets,
}

static STORE: LazyLock<Store> = LazyLock::new(|| {
    let mut files = BTreeMap::new();
    let mut keep = |name: &str, kind: &'static str, content: Vec<u8>| {
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let name = format!("{stem}.{}.{ending}", digest(&content));
        let address = format!("/assets/{name}");
        files.insert(name, (kind, content));
        address
    };
    let styles = STYLES.iter().map(|(_, content)| *content).collect::<Vec<_>>().join("\n");
    let addresses = Assets {
        css: keep("portico.css", "text/css; charset=utf-8", styles.into_bytes()),
        js: MODULES.iter().map(|it| module(&mut keep, it)).collect(),
        app_js: APP_MODULES.iter().map(|it| module(&mut keep, it)).collect(),
        app_icons: APP_ICONS
            .iter()
            .map(|(size, content)| (*size, keep(&format!("app-{size}.png"), "image/png", content.to_vec())))
            .collect(),
        sprite: keep("sprite.svg", "image/svg+xml", SPRITE.into()),
        favicon: keep("favicon.svg", "image/svg+xml", FAVICON.into()),
    };
    Store { files, addresses }
});

fn module(
    keep: &mut impl FnMut(&str, &'static str, Vec<u8>) -> String,
    (name, content): &(&str, &str),
) -> String {
    keep(name, "text/javascript; charset=utf-8", content.as_bytes().to_vec())
}

fn digest(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Where pages find them.
pub(crate) fn addresses() -> Assets {
    STORE.addresses.clone()
}

/// Where pages find the style sheet with an ISP's colour: the colour is the address, so it may be cached for ever.
pub(crate) fn brand_address(colour: &str) -> String {
    format!("/brand/{}", colour.trim_start_matches('#'))
}

/// Where pages find a logo: its digest is the address, so it may be cached for ever.
pub(crate) fn logo_address(digest: &str) -> String {
    format!("/logos/{digest}")
}

pub(crate) fn doors() -> Doors {
    Doors::default().get("/assets/{file}", file).get("/brand/{colour}", brand)
}

async fn file(_: Public, Path(name): Path<String>) -> Result<Response, Refusal> {
    let (kind, content) = STORE.files.get(&name).ok_or(Problem::NotFound("file"))?;
    Ok(for_ever(kind, content.clone()))
}

async fn brand(_: Public, Path(colour): Path<String>) -> Result<Response, Refusal> {
    let colour = Colour::parse(&format!("#{colour}")).map_err(|_| Problem::NotFound("file"))?;
    let ink = if is_light(colour.as_str()) { "#000" } else { "#fff" };
    let content = format!(":root {{ --brand: {}; --brand-ink: {ink} }}\n", colour.as_str());
    Ok(for_ever("text/css; charset=utf-8", content))
}

pub(crate) fn for_ever(kind: &'static str, content: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, content).into_response()
}

/// Whether black reads better than white on it: by WCAG's relative luminance, the better contrast wins.
fn is_light(colour: &str) -> bool {
    let channel = |at: usize| {
        let value =
            f64::from(u8::from_str_radix(colour.get(at..at + 2).unwrap_or("00"), 16).unwrap_or(0)) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    let luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
    (luminance + 0.05) / 0.05 > 1.05 / (luminance + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ink_on_a_brand_is_the_one_that_reads() {
        assert!(is_light("#ffffff") && is_light("#f5d90a"));
        assert!(!is_light("#000000") && !is_light("#0f766e"));
    }
}
