//! The Settings tab: the ISP's profile, and at the bottom the collaborators.

pub(crate) mod agreements;
pub(crate) mod logo;
pub(crate) mod plans;
pub(crate) mod rules;
pub(crate) mod support;

use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use care::access::{Audience, IspCard, Permit, Place, Role, Tx, may};
use care::words::Words;
use care::{Problem, agreement, collaborator, invitation, isp, plan, throttle};
use serde::Deserialize;

use super::clusters;
use super::collaborators::{Around, member, pending};
use super::security;
use super::told::{Done, fields, input, is_for_the_form, whole};
use super::views::{Settings, SettingsLink};
use crate::app::App;
use crate::form::{Form, Query};
use crate::frame::Reader;
use crate::lead;
use crate::may::{May, asks_live};
use crate::problem::Refusal;
use crate::ui::Input;
use crate::within::{Within, escaped};

#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    invite: Option<String>,
    #[serde(default)]
    email: String,
    #[serde(default)]
    role: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Profile {
    name: String,
    brand: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Invite {
    email: String,
    role: String,
}

/// What was typed and refused, when the page is shown again.
#[derive(Default)]
struct Again<'a> {
    profile: Option<&'a Profile>,
    invite: Option<&'a Invite>,
    problem: Option<&'a Problem>,
}

pub(crate) async fn page(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    (headers, uri): (HeaderMap, Uri),
    reader: Reader,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    // The dialog is a page of its own kind here: as `Fresh` does it, before anything is filled in.
    if asked.invite.is_some() && !asks_live(&headers, &uri) {
        permit.must_be_fresh(&app.db)?;
    }
    let invite = asked.invite.map(|_| Invite { email: asked.email, role: asked.role });
    let page = view(&permit, &app, &reader, Again { invite: invite.as_ref(), ..Again::default() }).await?;
    reader.show(&app, &page)
}

async fn view(
    permit: &Permit<may::ManageSettings>,
    app: &App,
    reader: &Reader,
    again: Again<'_>,
) -> Result<Settings, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let members = collaborator::list(&mut tx).await?;
    let invited = invitation::list(&mut tx).await?;
    let links = links(&mut tx, &staff.isp, w).await?;
    let security = security::section(&mut tx, staff, w).await?;
    let through_cluster = clusters::through(&mut tx, staff.session.person, w).await?;
    let path = staff.isp.path();
    let around = Around {
        path: &path,
        me: staff.session.person,
        now: tx.time(),
        w,
        listed: members.len() + invited.len(),
        admins: members.iter().filter(|it| it.role == Role::Admin).count(),
    };
    let rows = members.into_iter().map(|it| member(it, &around));
    let mut rows: Vec<_> = rows.chain(invited.into_iter().map(|it| pending(it, &around))).collect();
    security::offer_resets(&mut tx, staff, &mut rows).await?;
    rows.sort_by_cached_key(|row| row.email.to_lowercase());

    let wrong = again.problem.and_then(fields);
    let (profile_wrong, invite_wrong) = if again.invite.is_some() { (None, wrong) } else { (wrong, None) };
    let mut chrome = reader.portal(&mut tx, staff, w.t("tab-settings"), "settings").await?;
    let problem = again.problem.and_then(|problem| whole(problem, w));
    // Under an open dialog nobody reads a banner.
    let (invite_problem, problem) = if again.invite.is_some() { (problem, None) } else { (None, problem) };
    chrome.tell_problem(problem);
    let mut invite_email =
        again.invite.map_or_else(Input::default, |it| input(&it.email, invite_wrong, "email", w));
    invite_email.error = invite_email.error.or(invite_problem);
    let (name, brand) =
        again.profile.map_or((&staff.isp.name, &staff.isp.colour), |it| (&it.name, &it.brand));
    let invite_role =
        again.invite.map(|it| it.role.as_str()).filter(|role| !role.is_empty()).unwrap_or("user");
    Ok(Settings {
        w,
        chrome,
        name: input(name, profile_wrong, "name", w),
        brand: input(brand, profile_wrong, "colour", w),
        links,
        security,
        invite_open: again.invite.is_some(),
        invite_email,
        invite_role: input(invite_role, invite_wrong, "role", w),
        collaborators: rows,
        through_cluster,
    })
}

/// The pages under an ISP's settings, with what is settled there; a cluster has none.
async fn links(
    tx: &mut Tx<may::ManageSettings>,
    isp: &IspCard,
    w: Words,
) -> Result<Vec<SettingsLink>, Refusal> {
    if isp.place != Place::Isp {
        return Ok(Vec::new());
    }
    let (settings, plans) = (isp::settings(tx).await?, plan::list(tx).await?.len());
    let (support, rules) = (settings.support, settings.rules);
    let written = agreement::current(tx).await?.iter().any(|it| !it.text.is_empty());
    let zone = support.timezone.to_string();
    let reach = [zone, support.email, support.phone, support.web];
    let reach: Vec<String> = reach.into_iter().filter(|text| !text.is_empty()).collect();
    let reports = if rules.reports { "settings-reports-on" } else { "settings-reports-off" };
    let kept = w.t2("settings-kept", "days", rules.retention_days, "history", rules.history_days);
    let link = |page: &str, title: &str, now: String| SettingsLink {
        href: format!("{}/settings/{page}", isp.path()),
        title: w.t(title),
        now,
    };
    Ok(vec![
        link("support", "settings-support", reach.join(" · ")),
        link("logo", "settings-logo", w.t(if settings.logo.is_some() { "logo-is-set" } else { "logo-none" })),
        link("plans", "settings-plans", w.t1("settings-plans-now", "n", plans)),
        link("customers", "settings-customers", format!("{} · {kept}", w.t(reports))),
        link("agreements", "agreements", w.t(if written { "agreements-own" } else { "agreements-porticos" })),
    ])
}

pub(crate) async fn update(
    May(permit): May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Profile>,
) -> Result<Response, Refusal> {
    let updated = async {
        let mut tx = permit.write(&app.db).await?;
        isp::update(&mut tx, &typed.name, &typed.brand).await?;
        tx.commit().await
    };
    match updated.await {
        Ok(()) => {
            Ok(Done::new("settings-saved").go(&app, &format!("{}/settings", permit.staff()?.isp.path())))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let again = Again { profile: Some(&typed), problem: Some(&problem), ..Again::default() };
            let page = view(&permit, &app, &reader, again).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}

pub(crate) async fn invite(
    May(permit): May<may::InviteCollaborators>,
    viewer: May<may::ManageSettings>,
    State(app): State<App>,
    reader: Reader,
    Form(typed): Form<Invite>,
) -> Result<Response, Refusal> {
    let staff = permit.staff()?;
    let invited = async {
        permit.must_be_fresh(&app.db)?;
        // Counted per Admin: a stolen session must not become a mail cannon.
        throttle::take(&app.db, throttle::INVITE_ADMIN, &staff.session.person.to_string()).await?;
        let mut tx = permit.write(&app.db).await?;
        let invited = invitation::invite(&mut tx, &typed.email, &typed.role).await?;
        tx.commit().await?;
        Ok(invited)
    };
    match invited.await {
        Ok(invited) => {
            let list = format!("{}/settings#collaborators", staff.isp.path());
            Ok(Done::new("invited").with(invited.email.shown()).go(&app, &list))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let again = Again { invite: Some(&typed), problem: Some(&problem), ..Again::default() };
            let page = view(&viewer.0, &app, &reader, again).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(Problem::Prove) => Ok(lead::proof_first(Audience::Portal, typed.dialog(&staff.isp).as_ref())),
        Err(problem) => Err(problem.into()),
    }
}

impl Invite {
    /// The page with the dialog open, filled in as far as it was; what is too long for an address is left out.
    fn dialog(&self, isp: &IspCard) -> Option<Within> {
        let empty = format!("{}/settings?invite", isp.path());
        let filled = format!("{empty}&email={}&role={}", escaped(&self.email), escaped(&self.role));
        Within::parse(&filled).or_else(|| Within::parse(&empty))
    }
}
