//! Agreements: the three pages that a mobile user accepts before they use a home of an ISP's: subscriber terms, privacy and terms of
//! use.
//!
//! An ISP's Admins write their own texts under Settings; until they do, Portico's own stand there. Each text that is published is a
//! new version of its page, and a new version asks again: no permit is given for a home until its ISP's present versions are
//! accepted ([`crate::access::home`]). Which version, and when, is kept for good.
//!
//! Whoever signed up has no home yet, and accepts the pages of the ISP if the service has only one; where it has several, nobody
//! knows yet whose they will be, and the pages come with the home.

mod kind;
mod store;
#[cfg(test)]
mod tests;

use jiff::Timestamp;

#[cfg(any(test, feature = "testing"))]
use crate::access::Scope;
use crate::access::{IspCard, Tx, may};
use crate::audit::{self, Details};
use crate::isp;
use crate::problem::{Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::{Language, Say};

pub use kind::Kind;

/// The longest text, in characters.
pub const LONGEST: usize = 60_000;

/// A page as it is now.
#[derive(Debug, Clone)]
pub struct Page {
    /// Which one.
    pub kind: Kind,
    /// Its version; 0 is Portico's own text.
    pub version: i64,
    /// Its text, as Markdown of a stranger's: to be shown without what could act.
    pub text: String,
    /// When the reader accepted this version, if they did.
    pub accepted_at: Option<Timestamp>,
}

/// An ISP's pages, as one of its mobile users, or somebody who may become one, sees them.
#[derive(Debug, Clone)]
pub struct Pages {
    /// Whose.
    pub isp: IspCard,
    /// All three, in order.
    pub pages: Vec<Page>,
}

impl Pages {
    /// The first that is still to be accepted, and which of the three it is, counted from 1.
    pub fn next(&self) -> Option<(usize, &Page)> {
        let at = self.pages.iter().position(|it| it.accepted_at.is_none())?;
        self.pages.get(at).map(|page| (at + 1, page))
    }
}

/// The pages of the ISP of this slug, in the reader's language where they are Portico's own. An ISP that is nothing to the person is
/// [`Problem::NotFound`].
pub async fn pages(tx: &mut Tx<may::Oneself>, slug: &str, language: Language) -> Result<Pages> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let isp = related(tx, slug).await?;
    let mut pages = Vec::new();
    for kind in Kind::ALL {
        let (version, text) = store::current(tx, kind).await?;
        let accepted_at = store::accepted_at(tx, person, kind, version).await?;
        pages.push(Page { kind, version, text: shown(kind, text, language, &isp.name), accepted_at });
    }
    Ok(Pages { isp, pages })
}

/// The slug of the ISP whose pages somebody without a home is to accept now: of the only one there is, while any is not accepted.
pub async fn due(tx: &mut Tx<may::Oneself>) -> Result<Option<String>> {
    let Some((_, slug)) = store::only_isp(tx).await? else { return Ok(None) };
    let pages = pages(tx, &slug, Language::English).await?;
    Ok(pages.next().map(|_| slug))
}

/// Accepts a page in this version. [`Problem::Conflict`] where another was published meanwhile.
pub async fn accept(tx: &mut Tx<may::Oneself>, slug: &str, kind: Kind, version: i64) -> Result<()> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    related(tx, slug).await?;
    if !store::accept(tx, person, kind, version).await? {
        return Err(Problem::Conflict(Say::new("agreement-changed")));
    }
    let mut details = Details::new();
    details.insert("page".to_owned(), kind.as_str().into());
    details.insert("version".to_owned(), version.into());
    audit::note(tx, "agreement-accepted", &details).await
}

/// Enters the ISP of a slug, if it is anything to the transaction's person: they use a home of its, or it is the only one.
async fn related(tx: &mut Tx<may::Oneself>, slug: &str) -> Result<IspCard> {
    let person = tx.actor().person().ok_or(Problem::Anonymous)?;
    let of_home = store::isp_of_user(tx, person, slug).await?;
    let only = store::only_isp(tx).await?.filter(|(_, only)| only == slug).map(|(id, _)| id);
    let id = of_home.or(only).ok_or(Problem::NotFound("isp"))?;
    // What the person is to it is the proof in hand.
    tx.enter(id).await?;
    isp::card(tx).await
}

fn shown(kind: Kind, text: String, language: Language, isp: &str) -> String {
    if text.is_empty() { kind.own(language, isp) } else { text }
}

/// The pages as the ISP's Admins edit them: its own text, empty where it has none.
pub async fn current(tx: &mut Tx<may::ManageSettings>) -> Result<Vec<Page>> {
    let mut pages = Vec::new();
    for kind in Kind::ALL {
        let (version, text) = store::current(tx, kind).await?;
        pages.push(Page { kind, version, text, accepted_at: None });
    }
    Ok(pages)
}

/// Publishes a page, which all mobile users of the ISP accept anew; says whether it is another than before. An empty text brings
/// Portico's own back. It replaces the version that its author saw: [`Problem::Conflict`] where another was published meanwhile.
pub async fn publish(tx: &mut Tx<may::ManageSettings>, kind: Kind, seen: i64, text: &str) -> Result<bool> {
    let text = written(text)?;
    let (version, before) = store::current(tx, kind).await?;
    if version != seen {
        return Err(Problem::Conflict(Say::new("agreement-published-meanwhile")));
    }
    if before == text {
        return Ok(false);
    }
    store::publish(tx, kind, version + 1, &text).await?;
    timeline::note(tx, Happened::new("isp-agreement-published").with("page", kind.as_str())).await?;
    Ok(true)
}

fn written(text: &str) -> Result<String> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.chars().count() > LONGEST {
        return Err(Problem::field("text", Say::new("agreement-too-long")));
    }
    if text.contains('\0') {
        return Err(Problem::field("text", Say::new("problem-invalid")));
    }
    Ok(text)
}

/// Accepts all pages of an ISP for somebody in a story.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn accept_all(scope: &mut Scope, person: crate::db::PersonId) -> Result<()> {
    for kind in Kind::ALL {
        let (version, _) = store::current(scope, kind).await?;
        store::accept(scope, person, kind, version).await?;
    }
    Ok(())
}
