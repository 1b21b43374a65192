//! Collaborators in the list and what can be done to them: another access level, or none. Serves ISPs and clusters alike.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Audience, Permit, Role, may};
use care::collaborator::Remains;
use care::db::PersonId;
use care::invitation::Seat;
use care::problem::Fields;
use care::words::{Say, Words};
use care::{Problem, collaborator, invitation};
use jiff::Timestamp;
use serde::Deserialize;
use uuid::Uuid;

use super::told::{Done, when};
use super::views::{CollaboratorRow, Confirm, LastSeen, Level};
use crate::app::App;
use crate::form::{Form, Path, Query};
use crate::frame::Reader;
use crate::lead;
use crate::may::{Fresh, May};
use crate::problem::Refusal;
use crate::ui::{Control, State as Shown, Tone};
use crate::within::Within;

/// What all rows of a list share.
pub(super) struct Around<'a> {
    /// Where the place's pages are.
    pub(super) path: &'a str,
    /// Whose row is marked as the reader's own.
    pub(super) me: PersonId,
    pub(super) now: Timestamp,
    pub(super) w: Words,
    /// How many have accepted or were invited: somebody can be removed while it is two or more.
    pub(super) listed: usize,
    /// How many Admins have accepted: the last one stays.
    pub(super) admins: usize,
}

/// The row of somebody who has accepted.
pub(super) fn member(it: collaborator::Listed, around: &Around<'_>) -> CollaboratorRow {
    let (w, href) = (around.w, format!("{}/collaborators/{}", around.path, it.person));
    let last = (it.role == Role::Admin && around.admins < 2).then(|| w.t("last-admin"));
    let level = match &last {
        Some(why) => Level::Fixed { word: w.t(it.role.key()), why: why.clone() },
        None => Level::Choice {
            action: href.clone(),
            options: Role::ALL.map(|role| (role.as_str(), w.t(role.key()), role == it.role)).to_vec(),
        },
    };
    CollaboratorRow {
        key: it.person.to_string(),
        email: it.email,
        name: Some(it.name).filter(|name| !name.is_empty()),
        level,
        you: it.person == around.me,
        last_seen: it.last_seen.map_or(LastSeen::Never, |at| LastSeen::Seen(when(at, around.now, w))),
        notes: it.taken_over.then(|| w.t("taken-over")).into_iter().collect(),
        reinvite: None,
        remove: (around.listed > 1).then(|| Control { href: format!("{href}/removal"), why: last }),
        reset_factor: None,
    }
}

/// What stands under Last Seen of an invitation that was not accepted yet, and what is to be known of it.
pub(super) fn standing(it: &invitation::Listed, now: Timestamp, w: Words) -> (Shown, Vec<String>) {
    let state = if it.expired {
        Shown { word: w.t("invitation-expired"), tone: Tone::Warning }
    } else {
        Shown { word: w.t("invitation-pending"), tone: Tone::Waiting }
    };
    let mail = match it.mail {
        invitation::MailState::Fine => None,
        invitation::MailState::Waits(why) => Some(w.t1("mail-waits", "why", w.t(why.key()))),
        invitation::MailState::Failed(why) => Some(w.t1("mail-not-delivered", "why", w.t(why.key()))),
    };
    let former = it.by_former.then(|| match it.seat {
        Seat::Collaborator(_) => w.t1("invited-by-former", "name", &it.invited_by),
        Seat::MobileUser(_) => w.t1("invited-by-former-user", "name", &it.invited_by),
    });
    let forgotten = (it.forgotten && !it.expired).then(|| w.t("invitation-forgotten"));
    let asked = it.asked_at.map(|at| w.t1("asked-again", "when", when(at, now, w).said));
    (state, [asked, mail, forgotten, former].into_iter().flatten().collect())
}

/// The row of an invitation that was not accepted yet.
pub(super) fn pending(it: invitation::Listed, around: &Around<'_>) -> CollaboratorRow {
    let (w, href) = (around.w, format!("{}/invitations/{}", around.path, it.id));
    let (state, notes) = standing(&it, around.now, w);
    CollaboratorRow {
        key: it.id.to_string(),
        email: it.email,
        name: None,
        level: Level::Offered(w.t(it.seat.key())),
        you: false,
        last_seen: LastSeen::Invited(state),
        notes,
        reinvite: Some(Control { href: href.clone(), why: None }),
        remove: (around.listed > 1).then(|| Control { href: format!("{href}/revocation"), why: None }),
        reset_factor: None,
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Wanted {
    role: String,
    /// Whoever lowers themselves is asked first.
    sure: String,
}

/// The drop-down in the row. Applied at once, but for one's own row, where it is asked what one is about to lose.
pub(crate) async fn change(
    May(permit): May<may::ChangeCollaborators>,
    State(app): State<App>,
    Path((_, person)): Path<(String, Uuid)>,
    Form(wanted): Form<Wanted>,
) -> Result<Response, Refusal> {
    let (staff, person) = (permit.staff()?, PersonId(person));
    let role: Role = wanted
        .role
        .parse()
        .map_err(|_| Problem::Invalid(Fields::default().with("role", Say::new("missing-role"))))?;
    let own = person == staff.session.person;
    let asks = format!("{}/collaborators/{person}/level?role={role}", staff.isp.path());
    if own && role != Role::Admin && wanted.sure != "yes" {
        return Ok(Redirect::to(&asks).into_response());
    }
    let changed = async {
        let mut tx = permit.write(&app.db).await?;
        let who = collaborator::find(&mut tx, person).await?;
        collaborator::change(&mut tx, person, role).await?;
        let remains = collaborator::remains(&mut tx, person).await?;
        tx.commit().await?;
        care::Result::Ok((who, remains.is_some_and(|it| it.role.is_above(role))))
    };
    let (who, higher) = match changed.await {
        Ok(done) => done,
        // The choice waits on that page, where it takes one click.
        Err(Problem::Prove) => return Ok(lead::proof_first(Audience::Portal, Within::parse(&asks).as_ref())),
        Err(problem) => return Err(problem.into()),
    };
    // Whoever lowered themselves has no settings to go back to.
    let to = if own { format!("{}/overview", staff.isp.path()) } else { list(&permit)? };
    let done = if higher { Done::new("level-changed-through") } else { Done::new("level-changed") };
    Ok(done.with(who.email).go(&app, &to))
}

/// Asks whoever is about to lower themselves; and shows what was chosen for a colleague to whoever had to prove first who they are.
pub(crate) async fn ask_level(
    Fresh(May(permit)): Fresh<May<may::ChangeCollaborators>>,
    State(app): State<App>,
    reader: Reader,
    Path((_, person)): Path<(String, Uuid)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Refusal> {
    let (w, staff, person) = (reader.w, permit.staff()?, PersonId(person));
    let role: Role = wanted.role.parse().unwrap_or(Role::User);
    let mut tx = permit.read(&app.db).await?;
    let who = collaborator::find(&mut tx, person).await?;
    let own = who.person == staff.session.person;
    // Whoever has more through the cluster may raise themselves, too.
    let lowers = own && role != Role::Admin;
    let (word, isp) = (w.t(role.key()), &staff.isp.name);
    let remains = collaborator::remains(&mut tx, who.person).await?;
    let higher = remains.filter(|it| it.role.is_above(role)).map(|it| kept(&it, own, w));
    let (title, mut text, label) = if lowers {
        let mut text = vec![w.t2("level-own", "role", &word, "isp", isp)];
        text.extend(higher.is_none().then(|| w.t("level-own-loses")));
        (w.t("level-title"), text, w.t1("level-send", "role", &word))
    } else {
        let becomes = Say::new("level-other").with("email", &who.email).with("role", &word).with("isp", isp);
        (
            w.t("level-other-title"),
            vec![w.say(&becomes), w.t("level-other-when")],
            w.t1("level-set", "role", &word),
        )
    };
    text.extend(higher);
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, title.clone(), "settings").await?,
        back: (list(&permit)?, w.t("collaborators")),
        title,
        text,
        action: format!("{}/collaborators/{}", staff.isp.path(), who.person),
        hidden: vec![("role", role.as_str().to_owned()), ("sure", "yes".to_owned())],
        label,
        danger: lowers,
    };
    reader.show(&app, &page)
}

/// The red X: asks first.
pub(crate) async fn ask_removal(
    Fresh(May(permit)): Fresh<May<may::ChangeCollaborators>>,
    State(app): State<App>,
    reader: Reader,
    Path((_, person)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let who = collaborator::find(&mut tx, PersonId(person)).await?;
    let own = who.person == staff.session.person;
    let named = |key| w.t2(key, "email", &who.email, "isp", &staff.isp.name);
    let text = match collaborator::remains(&mut tx, who.person).await? {
        None => vec![named("revoke-text"), w.t(if own { "revoke-own" } else { "revoke-when" })],
        Some(left) => vec![named("revoke-text-own"), kept(&left, own, w)],
    };
    let page = Confirm {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("revoke-title"), "settings").await?,
        back: (list(&permit)?, w.t("collaborators")),
        title: w.t("revoke-title"),
        text,
        action: format!("{}/collaborators/{}/removal", staff.isp.path(), who.person),
        hidden: Vec::new(),
        label: w.t("revoke-send"),
        danger: true,
    };
    reader.show(&app, &page)
}

/// Revokes all access of a collaborator.
pub(crate) async fn remove(
    May(permit): May<may::ChangeCollaborators>,
    State(app): State<App>,
    Path((_, person)): Path<(String, Uuid)>,
) -> Result<Response, Refusal> {
    let person = PersonId(person);
    let mut tx = permit.write(&app.db).await?;
    let who = collaborator::find(&mut tx, person).await?;
    collaborator::remove(&mut tx, person).await?;
    let remains = collaborator::remains(&mut tx, person).await?.is_some();
    tx.commit().await?;
    let own = person == permit.staff()?.session.person;
    let to = if own { "/".to_owned() } else { list(&permit)? };
    let done = if remains { Done::new("access-revoked-own") } else { Done::new("access-revoked") };
    Ok(done.with(who.email).go(&app, &to))
}

/// What somebody keeps through the cluster, whatever is done to their own membership.
fn kept(left: &Remains, own: bool, w: Words) -> String {
    let key = if own { "kept-by-you" } else { "kept" };
    w.t2(key, "cluster", &left.cluster, "role", w.t(left.role.key()))
}

/// The list, where one comes back to.
pub(super) fn list<P: care::access::Permission>(permit: &Permit<P>) -> Result<String, Refusal> {
    Ok(format!("{}/settings#collaborators", permit.staff()?.isp.path()))
}
