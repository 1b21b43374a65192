//! An ISP: the tenant. Everything a collaborator sees is inside one.
//!
//! A cluster, which groups ISPs, is a row here too, of another kind: its name, colour and count of Admins are kept as an
//! ISP's are. What is only a cluster's is in the room `cluster`.
//!
//! An ISP is *new* until its first Admin accepted, *active* from then on, and can never again be without an Admin: the
//! count stands on its row, under a CHECK, and the one verb that changes memberships keeps it.

#[cfg(test)]
mod isp_tests;
mod logo;
mod rules;
mod store;
mod support;

use crate::access::{IspCard, Permission, Place, Scope, Tx, may};
use crate::contact;
use crate::db::live::Topic;
use crate::db::{IspId, PersonId};
use crate::problem::{Fields, Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;
use crate::zone::Zone;

pub use logo::{Logo, MOST_BYTES as LOGO_BYTES, logo, remove_logo, set_logo};
pub use rules::{HISTORY_DAYS, RETENTION_DAYS, Rules, update_rules};
pub use store::Listed;
pub(crate) use store::{card, change_admins, cluster_of, members};
pub(crate) use support::support_mailbox;
pub use support::{Support, support, update_support};

/// The colour of an ISP that has not chosen one.
pub const DEFAULT_COLOUR: &str = "#0f766e";

/// What an ISP has settled beside its name and colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Its time zone, and whom customers turn to.
    pub support: Support,
    /// What holds for all customers.
    pub rules: Rules,
    /// The digest of its logo, if it has one.
    pub logo: Option<String>,
}

/// Where midnight falls for the transaction's ISP.
pub async fn zone(tx: &mut Tx<may::ViewTabs>) -> Result<Zone> {
    Ok(store::settings::find(tx).await?.support.timezone)
}

/// The time before which nothing of homes is kept, in milliseconds UTC.
pub(crate) async fn history_since(scope: &mut Scope) -> Result<i64> {
    Ok(scope.now() - store::settings::find(scope).await?.rules.history_days * 86_400_000)
}

/// The settings of the transaction's ISP.
pub async fn settings(tx: &mut Tx<may::ManageSettings>) -> Result<Settings> {
    store::settings::find(tx).await
}

/// An ISP's name: some letters, one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a name as typed.
    pub fn parse(text: &str) -> Result<Name, Say> {
        let text = contact::line(text, 80)?;
        if text.is_empty() { Err(Say::new("missing-isp-name")) } else { Ok(Name(text)) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An ISP's name in paths: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// Reads one as typed.
    pub fn parse(text: &str) -> Result<Slug, Say> {
        let fits = (1..=40).contains(&text.len())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if fits { Ok(Slug(text.to_owned())) } else { Err(Say::new("invalid-slug")) }
    }

    /// Made from a name: "Bar Net" becomes `bar-net`.
    pub fn of(name: &Name) -> Result<Slug, Say> {
        use unicode_normalization::UnicodeNormalization as _;
        let ascii = name.0.nfkd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
        let words: Vec<&str> =
            ascii.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let mut slug = words.join("-");
        slug.truncate(40);
        Slug::parse(slug.trim_end_matches('-')).map_err(|_| Say::new("slug-not-from-name"))
    }

    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// `#rrggbb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colour(String);

impl Colour {
    /// Reads a colour as a browser's colour field gives it.
    pub fn parse(text: &str) -> Result<Colour, Say> {
        let hex =
            text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()));
        hex.map(|hex| Colour(format!("#{}", hex.to_ascii_lowercase())))
            .ok_or_else(|| Say::new("invalid-colour"))
    }

    /// The colour.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes an ISP, without collaborators yet.
pub async fn create(tx: &mut Tx<may::Shell>, name: &Name, slug: &Slug) -> Result<IspId> {
    found(tx, name, slug).await
}

/// Makes an ISP in any transaction that has a proof for it; the shell's word or a set-up link.
pub(crate) async fn found(scope: &mut Scope, name: &Name, slug: &Slug) -> Result<IspId> {
    found_as(scope, Place::Isp, name, slug).await
}

/// The same for either kind of place. All share one space of slugs, so that no address is ever both.
pub(crate) async fn found_as(scope: &mut Scope, place: Place, name: &Name, slug: &Slug) -> Result<IspId> {
    let id = IspId(scope.id());
    store::insert(scope, id, place, name.as_str(), slug.as_str()).await.map_err(|problem| {
        if problem.is_duplicate() {
            Problem::field("name", Say::new("slug-taken").with("slug", slug.as_str()))
        } else {
            problem
        }
    })?;
    scope.enter(id).await?;
    let happened = match place {
        Place::Isp => Happened::new("isp-created"),
        Place::Cluster => Happened::new("cluster-created"),
    };
    timeline::note(scope, happened.with("name", name.as_str())).await?;
    Ok(id)
}

/// All ISPs, for the operator.
pub async fn list(tx: &mut Tx<may::Shell>) -> Result<Vec<Listed>> {
    store::list(tx).await
}

/// All ISPs, for the service's own work; clusters have no homes.
pub(crate) async fn all(scope: &mut Scope) -> Result<Vec<IspId>> {
    store::all(scope).await
}

/// The ISP of a slug, for the operator.
pub async fn find(tx: &mut Tx<may::Shell>, slug: &str) -> Result<IspId> {
    find_as(tx, Place::Isp, slug).await
}

/// The place of this kind and slug, in a transaction that may know all of them.
pub(crate) async fn find_as(scope: &mut Scope, place: Place, slug: &str) -> Result<IspId> {
    store::by_slug(scope, place, slug).await?.ok_or(Problem::NotFound(place.as_str()))
}

/// Tells the open pages of the transaction's place, and where that is a cluster those of its ISPs: what changes at a
/// cluster holds there too.
pub(crate) async fn tell_place(scope: &mut Scope, topic: Topic) -> Result<()> {
    scope.tell(topic);
    let place = scope.isp()?;
    for isp in members(scope, place).await? {
        scope.tell_at(isp.id, topic);
    }
    Ok(())
}

/// Whether there is any ISP yet.
pub async fn any(tx: &mut Tx<may::System>) -> Result<bool> {
    any_in(tx).await
}

pub(crate) async fn any_in(scope: &mut Scope) -> Result<bool> {
    store::any(scope).await
}

/// The ISPs and clusters that the person behind the transaction may enter, for the switcher: clusters first, by name.
pub async fn mine<P: Permission>(tx: &mut Tx<P>) -> Result<Vec<IspCard>> {
    let person: PersonId = tx.actor().person().ok_or(Problem::Anonymous)?;
    store::of_person(tx, person).await
}

/// Changes the name and the colour.
pub async fn update(tx: &mut Tx<may::ManageSettings>, name: &str, colour: &str) -> Result<()> {
    let mut fields = Fields::default();
    let name = fields.check("name", Name::parse(name));
    let colour = fields.check("colour", Colour::parse(colour));
    fields.into_result()?;
    if let (Some(name), Some(colour)) = (name, colour) {
        // For the record only: nothing is decided by it.
        let before = card(tx).await?;
        store::update(tx, name.as_str(), colour.as_str()).await?;
        let renamed = Happened::new("isp-updated").changed("name", &before.name, name.as_str());
        let happened = renamed.changed("colour", &before.colour, colour.as_str());
        timeline::note(tx, happened).await?;
        tell_place(tx, Topic::Settings).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bar_net_is_called_bar_net_in_paths() {
        let slug = |name: &str| Slug::of(&Name::parse(name).unwrap()).map(|slug| slug.as_str().to_owned());
        assert_eq!(slug("Bar Net").unwrap(), "bar-net");
        assert_eq!(slug("  Télé & Câble, S.A. ").unwrap(), "tele-cable-s-a");
        assert_eq!(slug("网络").unwrap_err().key, "slug-not-from-name");
    }

    #[test]
    fn a_slug_is_plain() {
        for bad in ["", "-a", "a-", "a--b", "A", "ü", "a/b", &"a".repeat(41)] {
            assert!(Slug::parse(bad).is_err(), "{bad:?}");
        }
    }
}
