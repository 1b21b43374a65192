//! One's own account: the name, and where one is signed in.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{self, Permit, Place, may};
use care::{Problem, isp, person, session};
use serde::Deserialize;

use super::told::{Done, fields, input, is_for_the_form, when};
use super::views::{Account, SessionRow};
use crate::app::App;
use crate::cookies;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::Me;
use crate::problem::Refusal;
use crate::ui::{Chrome, Control};

#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    name: String,
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
) -> Result<Response, Refusal> {
    let page = view(&permit, &app, (&reader, &headers), None, None).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::Oneself>,
    app: &App,
    (reader, headers): (&Reader, &HeaderMap),
    typed: Option<&str>,
    problem: Option<&Problem>,
) -> Result<Account, Refusal> {
    let (w, me) = (reader.w, permit.session()?);
    let mut tx = permit.read(&app.db).await?;
    let isps = isp::mine(&mut tx).await?;
    let sessions = session::list(&mut tx).await?;
    let now = tx.time();
    drop(tx);
    let home = isps.first().cloned();
    let home = home.as_ref();
    let may_settings = match (home, cookies::session(headers, app.db.site())) {
        (Some(isp), Some(cookie)) => {
            let hash = cookie.hash();
            match isp.place {
                Place::Isp => access::staff::<may::ManageSettings>(&app.db, &hash, &isp.slug).await.is_ok(),
                Place::Cluster => {
                    access::cluster::<may::ManageSettings>(&app.db, &hash, &isp.slug).await.is_ok()
                }
            }
        }
        _ => false,
    };
    let chrome = Chrome {
        isp_path: home.map(care::access::IspCard::path).unwrap_or_default(),
        person_name: me.called().to_owned(),
        person_email: me.email.clone(),
        may_settings,
        isps,
        ..reader.bare("account", home)
    };
    Ok(Account {
        w,
        chrome,
        name: input(typed.unwrap_or(&me.name), problem.and_then(fields), "name", w),
        everywhere: Control { href: "/account/sign-outs".to_owned(), why: None },
        sessions: sessions
            .into_iter()
            .map(|it| SessionRow {
                device: device(&it.agent).unwrap_or_else(|| w.t("unknown-device")),
                address: it.address,
                last_used: when(it.used_at, now, w),
                current: it.id == me.id,
            })
            .collect(),
    })
}

/// The browser and the system in what a browser says it is; enough for its owner to know it again.
pub(super) fn device(agent: &str) -> Option<String> {
    let find = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // The order matters: each of these also claims to be those after it.
    let browser = find(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = find(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => Some(format!("{browser}, {system}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

pub(crate) async fn update(
    Me(permit): Me,
    State(app): State<App>,
    headers: HeaderMap,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let renamed = async {
        let mut tx = permit.write(&app.db).await?;
        person::rename(&mut tx, &typed.name).await?;
        tx.commit().await
    };
    match renamed.await {
        Ok(()) => Ok(Done::new("account-saved").go(&app, "/account")),
        Err(problem) if is_for_the_form(&problem) => {
            let page = view(&permit, &app, (&reader, &headers), Some(&typed.name), Some(&problem)).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Ends every session of this person, this one too.
pub(crate) async fn sign_out_everywhere(Me(permit): Me, State(app): State<App>) -> Result<Response, Refusal> {
    let mut tx = permit.write(&app.db).await?;
    session::end_all(&mut tx).await?;
    tx.commit().await?;
    let mut response = Redirect::to("/sign-in").into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::end_session(app.db.site()));
    Ok(response)
}
