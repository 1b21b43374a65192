//! Decisions: the first argument of every handler. They say who may pass; [`Fresh`] around one asks too that they have proven
//! lately who they are.

use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};
use care::Problem;
use care::access::{self, Ability, Audience, Permission, Permit, may};
use care::db::CustomerId;

use crate::app::App;
use crate::audience;
use crate::client::From;
use crate::cookies;
use crate::doors::Decision;
use crate::problem::Refusal;

/// A signed-in collaborator who may do `P` at the ISP (`{slug}`) or the cluster (`{cluster}`) of the path.
#[derive(Debug)]
pub(crate) struct May<P: Permission>(pub(crate) Permit<P>);

/// A mobile user at the home (`{home}`) of the path, signed in to the app.
#[derive(Debug)]
pub(crate) struct AtHome(pub(crate) Permit<may::UseHome>);

/// A signed-in person, at no ISP and no home.
#[derive(Debug)]
pub(crate) struct Me(pub(crate) Permit<may::Oneself>);

/// Whoever is signed in, if anybody is: for pages that anybody may open and that show a person something of their own. It
/// decides nothing, so it is never a handler's first argument.
#[derive(Debug)]
pub(crate) struct Here(pub(crate) Option<Permit<may::Oneself>>);

/// Anybody.
#[derive(Debug)]
pub(crate) struct Public(pub(crate) Permit<may::Anyone>);

/// The same people, and only with a proof of who they are that is fresh: for the pages that lead to something sensitive, so that
/// nobody fills in what would be refused. Who must prove it first comes back here afterwards.
///
/// An open page that asks by itself is let through: it shows what it showed before, and can change nothing.
#[derive(Debug)]
pub(crate) struct Fresh<D>(pub(crate) D);

impl<P: Permission> Decision for May<P> {
    const WHO: &'static str = P::NAME;
}

impl Decision for AtHome {
    const WHO: &'static str = may::UseHome::NAME;
}

impl Decision for Me {
    const WHO: &'static str = may::Oneself::NAME;
}

impl Decision for Public {
    const WHO: &'static str = may::Anyone::NAME;
}

impl<D: Decision> Decision for Fresh<D> {
    const WHO: &'static str = D::WHO;
}

/// A decision about somebody who is signed in.
pub(crate) trait OfAPerson {
    type Permission: Permission;

    fn permit(&self) -> &Permit<Self::Permission>;
}

impl<P: Permission> OfAPerson for May<P> {
    type Permission = P;

    fn permit(&self) -> &Permit<P> {
        &self.0
    }
}

impl OfAPerson for AtHome {
    type Permission = may::UseHome;

    fn permit(&self) -> &Permit<may::UseHome> {
        &self.0
    }
}

impl OfAPerson for Me {
    type Permission = may::Oneself;

    fn permit(&self) -> &Permit<may::Oneself> {
        &self.0
    }
}

impl<D> FromRequestParts<App> for Fresh<D>
where
    D: OfAPerson + FromRequestParts<App, Rejection = Refusal>,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let decision = D::from_request_parts(parts, app).await?;
        if !asks_live(&parts.headers, &parts.uri) {
            decision.permit().must_be_fresh(&app.db)?;
        }
        Ok(Fresh(decision))
    }
}

impl<P: Permission> FromRequestParts<App> for May<P> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let session =
            cookies::session(&parts.headers, Audience::Portal, app.db.site()).ok_or(Problem::Anonymous)?;
        let path =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::NotFound("page"))?;
        let named = |wanted| path.iter().find(|(name, _)| *name == wanted).map(|(_, slug)| slug.to_owned());
        let permit = match (named("slug"), named("cluster")) {
            (Some(isp), _) => access::staff::<P>(&app.db, &session.hash(), &isp).await,
            (None, Some(cluster)) => access::cluster::<P>(&app.db, &session.hash(), &cluster).await,
            // A door without a place in its path could only be a bug of ours; it stays shut.
            (None, None) => Err(Problem::NotFound("page")),
        };
        let permit = permit
            .map_err(|problem| as_if_it_did_not_exist(problem, &parts.method))?
            .from_address(address(parts, app).await);
        if !asks_live(&parts.headers, &parts.uri) {
            permit.note_use(&app.db).await?;
        }
        Ok(May(permit))
    }
}

impl FromRequestParts<App> for AtHome {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let session =
            cookies::session(&parts.headers, Audience::App, app.db.site()).ok_or(Problem::Anonymous)?;
        let path =
            RawPathParams::from_request_parts(parts, app).await.map_err(|_| Problem::NotFound("page"))?;
        let named = path.iter().find(|(name, _)| *name == "home").and_then(|(_, id)| id.parse().ok());
        let home = CustomerId(named.ok_or(Problem::NotFound("home"))?);
        let permit = access::home(&app.db, &session.hash(), home).await?;
        let permit = permit.from_address(address(parts, app).await);
        if !asks_live(&parts.headers, &parts.uri) {
            permit.note_use(&app.db).await?;
        }
        Ok(AtHome(permit))
    }
}

impl FromRequestParts<App> for Me {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let audience = audience::of(parts.uri.path());
        let session = cookies::session(&parts.headers, audience, app.db.site()).ok_or(Problem::Anonymous)?;
        let permit =
            access::person(&app.db, audience, &session.hash()).await?.from_address(address(parts, app).await);
        if !asks_live(&parts.headers, &parts.uri) {
            permit.note_use(&app.db).await?;
        }
        Ok(Me(permit))
    }
}

impl FromRequestParts<App> for Here {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let audience = audience::of(parts.uri.path());
        let session = cookies::session(&parts.headers, audience, app.db.site());
        let Some(session) = session else { return Ok(Here(None)) };
        match access::person(&app.db, audience, &session.hash()).await {
            Ok(permit) => Ok(Here(Some(permit.from_address(address(parts, app).await)))),
            Err(Problem::Anonymous) => Ok(Here(None)),
            Err(problem) => Err(problem.into()),
        }
    }
}

impl FromRequestParts<App> for Public {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        Ok(Public(access::anyone().from_address(address(parts, app).await)))
    }
}

async fn address(parts: &mut Parts, app: &App) -> String {
    let Ok(from) = From::from_request_parts(parts, app).await;
    from.address()
}

/// Settings exist only for those who may use them: who merely looks for them finds nothing. An attempt to change them is
/// refused as what it is.
fn as_if_it_did_not_exist(problem: Problem, method: &Method) -> Problem {
    match problem {
        Problem::Forbidden(what) if what == Ability::ManageSettings.key() && method.is_safe() => {
            Problem::NotFound("page")
        }
        other => other,
    }
}

/// Open pages ask by themselves when something changed: that is nobody at work, and must not keep a session alive.
pub(crate) fn is_asked_by_a_live_page(request: &Request) -> bool {
    asks_live(request.headers(), request.uri())
}

pub(crate) fn asks_live(headers: &HeaderMap, uri: &Uri) -> bool {
    headers.contains_key("portico-live") || uri.path().ends_with("/live")
}
