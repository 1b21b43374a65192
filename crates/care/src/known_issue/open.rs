//! Issues open and close by themselves.

use super::{Closed, Kind, store};
use crate::access::Scope;
use crate::audit::Details;
use crate::db::live::Topic;
use crate::db::{CustomerId, RouterId};
use crate::isp;
use crate::mobile_user;
use crate::problem::Result;
use crate::push;
use crate::timeline::{self, Happened};
use crate::words::Say;

/// Whose router it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) customer: CustomerId,
    pub(crate) router: RouterId,
}

/// Something that was found wrong with a home.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) kind: Kind,
    pub(crate) at: Subject,
    /// When it began, in milliseconds UTC.
    pub(crate) since: i64,
    pub(crate) evidence: Details,
}

/// Opens an issue, unless one of its kind is open at the home, or somebody resolved one a short while ago. Says whether it did. The
/// one that is open tells from now on what was measured now.
pub(crate) async fn found(scope: &mut Scope, it: &Found) -> Result<bool> {
    let opened = store::open(scope, it).await?;
    if opened {
        note(scope, "issue-opened", it.at, it.kind).await?;
    } else {
        lasts(scope, it.at, it.kind, &it.evidence).await?;
    }
    Ok(opened)
}

/// The issue of this kind that the router made, if one is open, tells from now on what was measured now. Its timeline has no word
/// of that.
pub(crate) async fn lasts(scope: &mut Scope, at: Subject, kind: Kind, evidence: &Details) -> Result<()> {
    if store::tell(scope, at, kind, evidence).await? {
        scope.tell(Topic::Issues);
    }
    Ok(())
}

/// Closes the issue of this kind that the router made, if one is open.
pub(crate) async fn over(scope: &mut Scope, at: Subject, kind: Kind) -> Result<bool> {
    let closed = store::close(scope, at, kind).await?;
    if closed {
        note(scope, "issue-over", at, kind).await?;
    }
    Ok(closed)
}

/// The home's routers leave it, and with them what was wrong. The timeline tells that they left.
pub(crate) async fn leave(scope: &mut Scope, customer: CustomerId) -> Result<()> {
    if store::close_all(scope, customer, Closed::Left).await? > 0 {
        scope.tell(Topic::Issues);
    }
    Ok(())
}

pub(super) async fn note(scope: &mut Scope, what: &'static str, at: Subject, kind: Kind) -> Result<()> {
    let happened = Happened::new(what).customer(at.customer).router(at.router).with("issue", kind.as_str());
    timeline::note(scope, happened).await?;
    scope.tell(Topic::Issues);
    if kind == Kind::Offline {
        tell_users(scope, at.customer, if what == "issue-over" { "push-online" } else { "push-offline" })
            .await?;
    }
    Ok(())
}

/// Those who use a home hear on their phones when it is offline, and when it is no more. Of all else the ISP's staff take care.
async fn tell_users(scope: &mut Scope, home: CustomerId, text: &'static str) -> Result<()> {
    if !push::is_heard_at(scope, home).await? {
        return Ok(());
    }
    let (isp, page, topic) = (isp::card(scope).await?, mobile_user::path(home), format!("connection-{home}"));
    let notice = push::Notice {
        kind: push::Kind::Connection,
        isp: &isp,
        home: Some(home),
        topic: &topic,
        text: Say::new(text),
        page: &page,
    };
    push::tell_home(scope, home, &[], &notice).await
}
