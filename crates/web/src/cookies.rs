//! The cookies: the session, by which a browser is known again, and what a page is to say once.

use axum::http::{HeaderMap, HeaderValue, header};
use care::access::Audience;
use care::db::Site;
use care::session::{Cookie, Device};
use care::words::Language;

use crate::within::escaped;

/// On TLS the name's prefix makes the browser insist on `Secure`, on this host and on every path. The portal's session and the
/// app's are cookies of their own: nobody is signed in to one by the other.
fn session_name(audience: Audience, site: &Site) -> &'static str {
    match (audience, site.is_secure()) {
        (Audience::Portal, true) => "__Host-portico",
        (Audience::Portal, false) => "portico",
        (Audience::App, true) => "__Host-portico-app",
        (Audience::App, false) => "portico-app",
    }
}

/// The cookie of this name that the browser sent.
pub(crate) fn read<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// The session that the browser claims, of the portal or of the app.
pub(crate) fn session(headers: &HeaderMap, audience: Audience, site: &Site) -> Option<Cookie> {
    read(headers, session_name(audience, site)).map(Cookie::sent)
}

/// Starts a session in the browser. One of the app outlives the browser's own, as it does on a phone.
pub(crate) fn start_session(cookie: &Cookie, audience: Audience, site: &Site) -> HeaderValue {
    let age = match audience {
        Audience::Portal => String::new(),
        Audience::App => format!("; Max-Age={}", audience.session_ms() / 1000),
    };
    set(session_name(audience, site), cookie.reveal(), &age, site)
}

/// Ends it there.
pub(crate) fn end_session(audience: Audience, site: &Site) -> HeaderValue {
    set(session_name(audience, site), "", "; Max-Age=0", site)
}

fn device_name(site: &Site) -> &'static str {
    if site.is_secure() { "__Host-device" } else { "device" }
}

/// The browser's own cookie, if it has one of ours.
pub(crate) fn device(headers: &HeaderMap, site: &Site) -> Option<Device> {
    read(headers, device_name(site)).and_then(Device::sent)
}

/// Keeps it there for a year from now.
pub(crate) fn keep_device(device: &Device, site: &Site) -> HeaderValue {
    set(device_name(site), device.reveal(), "; Max-Age=31536000", site)
}

/// In which language a browser reads us: what was chosen in it, or else what it asks for.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let chosen = read(headers, "language").and_then(|code| code.parse().ok());
    let asked = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    chosen.unwrap_or_else(|| Language::wanted(asked.unwrap_or_default()))
}

/// Keeps the choice there for a year.
pub(crate) fn keep_language(language: Language, site: &Site) -> HeaderValue {
    set("language", language.code(), "; Max-Age=31536000", site)
}

/// A banner for the next page: a message key and one value, for a minute. It decides nothing, so it needs no secret; what it
/// can say is limited to our own messages (see `frame.rs`).
pub(crate) fn say_next(key: &str, value: &str, site: &Site) -> HeaderValue {
    let value: String = value.chars().take(200).collect();
    set("say", &format!("{key}.{}", escaped(&value)), "; Max-Age=60", site)
}

/// What the page is to say.
pub(crate) fn said(headers: &HeaderMap) -> Option<(String, String)> {
    let (key, value) = read(headers, "say")?.split_once('.')?;
    Some((key.to_owned(), decode(value)))
}

/// It has been said.
pub(crate) fn unsay(site: &Site) -> HeaderValue {
    set("say", "", "; Max-Age=0", site)
}

fn set(name: &str, value: &str, rest: &str, site: &Site) -> HeaderValue {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{rest}");
    // Values are our own base64 or percent-encoded text, which a header can always carry.
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""))
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let pair = (byte == b'%').then(|| [rest.next(), rest.next()]);
        match pair {
            Some([Some(high), Some(low)]) => {
                let digits = [high, low];
                let text = std::str::from_utf8(&digits).unwrap_or_default();
                bytes.push(u8::from_str_radix(text, 16).unwrap_or(b'?'));
            }
            Some(_) => {}
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_cookie_is_bound_to_the_host_on_tls() {
        let cookie = Cookie::sent("abc");
        let header = start_session(&cookie, Audience::Portal, &Site::new("https://care.example.net"));
        assert_eq!(header, "__Host-portico=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
        let header = start_session(&cookie, Audience::Portal, &Site::new("http://localhost:8080"));
        assert_eq!(header, "portico=abc; Path=/; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn a_browser_is_known_for_a_year_by_a_cookie_of_our_own_making() {
        let (device, site) = (Device::random(), Site::new("https://care.example.net"));
        let header = keep_device(&device, &site);
        let start = format!("__Host-device={}; Path=/; HttpOnly; SameSite=Lax; Secure", device.reveal());
        assert_eq!(header, format!("{start}; Max-Age=31536000"));
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("__Host-device={}", device.reveal()).parse().unwrap());
        assert_eq!(super::device(&headers, &site), Some(device));
        headers.insert(header::COOKIE, "__Host-device=planted".parse().unwrap());
        assert_eq!(super::device(&headers, &site), None);
    }

    #[test]
    fn what_is_to_be_said_survives_the_cookie_whatever_it_holds() {
        let site = Site::new("http://localhost:8080");
        for value in ["ana@example.net", "Ñandú & Söhne; \"x\"=1%\r\n", ""] {
            let header = say_next("invited", value, &site);
            let sent = header.to_str().unwrap().split(';').next().unwrap().to_owned();
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, sent.parse().unwrap());
            assert_eq!(said(&headers).unwrap(), ("invited".to_owned(), value.to_owned()));
        }
    }
}
