//! People who came in by the real doors: the set-up link, the operator's word, a mailed invitation.

use tokio::sync::OnceCell;

use super::World;
use crate::access::{self, Audience, Place, Role};
use crate::cluster;
use crate::db::{IspId, LinkHash, PersonId};
use crate::email::Email;
use crate::invitation::{self, Accepted};
use crate::isp::{self, Name, Slug};
use crate::link::{Kind, Token};
use crate::person::{self, Hashed, Password};
use crate::problem::Result;
use crate::session::{Cookie, Device, From};
use crate::setup::{self, Wanted};
use crate::words::Language;

/// Everybody's password.
pub const PASSWORD: &str = "quiet otter under seven bridges";

/// Everybody's browser, as if they shared one: a story about new ones brings its own.
pub const DEVICE: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// [`PASSWORD`] as it is kept; hashed once a process, since it costs.
pub async fn password() -> Hashed {
    static HASHED: OnceCell<Hashed> = OnceCell::const_new();
    let hash = async || Password::chosen(PASSWORD, &[]).unwrap().hash().await.unwrap();
    HASHED.get_or_init(hash).await.clone()
}

/// From where everybody signs in.
pub fn from() -> From {
    let device = Device::sent(DEVICE).unwrap();
    From {
        audience: Audience::Portal,
        address: "192.0.2.7".to_owned(),
        agent: "a browser".to_owned(),
        device,
        language: Language::English,
    }
}

/// An ISP and its first Admin.
#[derive(Debug)]
pub struct Isp {
    /// Its id.
    pub id: IspId,
    /// Whether it is an ISP or a cluster: stories of either are told in the same words.
    pub place: Place,
    /// Its name in paths.
    pub slug: String,
    /// Its first Admin, signed in.
    pub admin: Person,
}

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Their address.
    pub email: Email,
    /// Whether they are signed in to the portal or to the app.
    pub audience: Audience,
    /// What their browser sends.
    pub cookie: String,
}

impl Person {
    /// What their session is looked up by.
    pub fn hash(&self) -> LinkHash {
        Cookie::sent(&self.cookie).hash()
    }
}

impl World {
    /// Founds "Bar Net" by the set-up link, with `ada@barnet.example` as its Admin.
    pub async fn first_isp(&self) -> Isp {
        let token = self.system(setup::offer).await.unwrap().unwrap();
        let wanted = wanted("Bar Net", "Ada", "ada@barnet.example");
        let password = password().await;
        let accepted =
            self.anyone(async |tx| setup::complete(tx, &token, &wanted, &password, &from()).await).await;
        self.isp(accepted.unwrap()).await
    }

    /// The operator founds "Far Net"; its Admin is `zoe@farnet.example`. The two ISPs know nothing of each other.
    pub async fn second_isp(&self) -> Isp {
        let (name, slug) = (Name::parse("Far Net").unwrap(), Slug::parse("far-net").unwrap());
        let id = self.shell(None, async |tx| isp::create(tx, &name, &slug).await).await.unwrap();
        let email = Email::parse("zoe@farnet.example").unwrap();
        let token =
            self.shell(Some(id), async |tx| invitation::invite_admin(tx, &email).await).await.unwrap();
        self.isp(self.accept(&token, "Zoe").await.unwrap()).await
    }

    async fn isp(&self, accepted: Accepted) -> Isp {
        let slug = accepted.slug.clone();
        let id = self.shell(None, async |tx| isp::find(tx, &slug).await).await.unwrap();
        Isp { id, place: Place::Isp, slug, admin: self.person(accepted.cookie.unwrap()).await }
    }

    /// The operator founds a cluster of this name with these ISPs in it; its Admin is `cleo@SLUG.example`.
    pub async fn cluster(&self, name: &str, isps: &[&Isp]) -> Isp {
        let name = Name::parse(name).unwrap();
        let slug = Slug::of(&name).unwrap();
        let id = self.shell(None, async |tx| cluster::create(tx, &name, &slug).await).await.unwrap();
        for isp in isps {
            let added = self.shell(None, async |tx| cluster::add(tx, slug.as_str(), &isp.slug).await).await;
            added.unwrap();
        }
        let email = Email::parse(&format!("cleo@{}.example", slug.as_str())).unwrap();
        let token =
            self.shell(Some(id), async |tx| invitation::invite_admin(tx, &email).await).await.unwrap();
        let accepted = self.accept(&token, "Cleo").await.unwrap();
        let admin = self.person(accepted.cookie.unwrap()).await;
        Isp { id, place: Place::Cluster, slug: accepted.slug, admin }
    }

    /// Whose browser holds this cookie of the portal.
    pub async fn person(&self, cookie: Cookie) -> Person {
        self.signed_in(cookie, Audience::Portal).await
    }

    pub(super) async fn signed_in(&self, cookie: Cookie, audience: Audience) -> Person {
        let permit = access::person(&self.db, audience, &cookie.hash()).await.unwrap();
        let session = permit.session().unwrap();
        let email = Email::parse(&session.email).unwrap();
        Person { id: session.person, email, audience, cookie: cookie.reveal().to_owned() }
    }

    /// Signs in with this password.
    pub async fn sign_in(&self, email: &Email, password: &str) -> Result<Person> {
        let cookie = person::sign_in(&self.db, email, Password::typed(password), &from()).await?;
        Ok(self.person(cookie).await)
    }

    /// The Admin invites somebody who is new; gives the link of the mail.
    pub async fn invite(&self, isp: &Isp, email: &str, role: &str) -> Token {
        self.by(isp, &isp.admin, async |tx| invitation::invite(tx, email, role).await).await.unwrap();
        self.mail_to(email).await.token(Kind::Invitation)
    }

    /// Accepts as somebody who creates a password.
    pub async fn accept(&self, token: &Token, name: &str) -> Result<Accepted> {
        let password = password().await;
        let name = called(name);
        self.anyone(async |tx| invitation::accept_new(tx, token, &name, &password, &from()).await).await
    }

    /// Somebody new is invited by mail, accepts, and is signed in.
    pub async fn join(&self, isp: &Isp, email: &str, role: &str) -> Person {
        let token = self.invite(isp, email, role).await;
        let accepted = self.accept(&token, "").await.unwrap();
        self.person(accepted.cookie.unwrap()).await
    }

    /// A User of this ISP.
    pub async fn user(&self, isp: &Isp) -> Person {
        self.join(isp, &format!("uma@{}.example", isp.slug), "user").await
    }

    /// A Read Only collaborator of this ISP. Nobody can be invited as that: they were a User before.
    pub async fn read_only(&self, isp: &Isp) -> Person {
        let person = self.join(isp, &format!("ron@{}.example", isp.slug), "user").await;
        self.set_role(isp, &person, Role::ReadOnly).await;
        person
    }
}

/// A name that is one.
pub fn called(name: &str) -> person::Name {
    person::Name::parse(name).unwrap()
}

/// What the set-up form says.
pub(crate) fn wanted(isp: &str, name: &str, email: &str) -> Wanted {
    let isp = Name::parse(isp).unwrap();
    let slug = Slug::of(&isp).unwrap();
    Wanted { isp, slug, name: called(name), email: Email::parse(email).unwrap() }
}
