//! Mobile users, who came in by a mailed invitation and the app.

use super::people::{called, from, password};
use super::{Isp, PASSWORD, Person, World, finish};
use crate::access::{self, Audience, Tx, may};
use crate::agreement;
use crate::db::{CustomerId, PersonId};
use crate::email::Email;
use crate::invitation::{self, Accepted};
use crate::isp;
use crate::link::{Kind, Token};
use crate::mobile_user;
use crate::person::{self, Password};
use crate::problem::Result;
use crate::session::From;

/// From where everybody signs in to the app.
pub fn from_the_app() -> From {
    From { audience: Audience::App, ..from() }
}

impl World {
    /// The ISP's Admin invites somebody who is new to use a home; gives the link of the mail.
    pub async fn invite_home(&self, isp: &Isp, home: CustomerId, email: &str) -> Token {
        let invite = async |tx: &mut Tx<_>| invitation::invite_mobile_user(tx, home, email).await;
        self.by(isp, &isp.admin, invite).await.unwrap();
        self.mail_to(email).await.token(Kind::Invitation)
    }

    /// Accepts in the app as somebody who creates a password.
    pub async fn accept_home(&self, token: &Token) -> Result<Accepted> {
        let (password, from) = (password().await, from_the_app());
        self.anyone(async |tx| invitation::accept_new(tx, token, &called(""), &password, &from).await).await
    }

    /// Somebody new is invited to use a home, accepts, and is signed in to the app.
    pub async fn join_home(&self, isp: &Isp, home: CustomerId, email: &str) -> Person {
        let token = self.invite_home(isp, home, email).await;
        let accepted = self.accept_home(&token).await.unwrap();
        assert_eq!(accepted.path, mobile_user::path(home));
        let who = self.signed_in(accepted.cookie.unwrap(), Audience::App).await;
        self.agree(who.id).await;
        who
    }

    /// Signs in to the app by everybody's password.
    pub async fn sign_in_to_the_app(&self, email: &Email) -> Person {
        let cookie = person::sign_in(&self.db, email, Password::typed(PASSWORD), &from_the_app()).await;
        self.signed_in(cookie.unwrap(), Audience::App).await
    }

    /// Somebody accepts the terms and conditions of all ISPs as they are now.
    pub async fn agree(&self, who: PersonId) {
        let mut tx = access::system().write(&self.db).await.unwrap();
        for isp in isp::all(&mut tx).await.unwrap() {
            tx.enter(isp).await.unwrap();
            agreement::accept_all(&mut tx, who).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// One act of a mobile user at a home.
    pub async fn at_home<T>(
        &self,
        who: &Person,
        home: CustomerId,
        act: impl AsyncFnOnce(&mut Tx<may::UseHome>) -> Result<T>,
    ) -> Result<T> {
        let permit = access::home(&self.db, &who.hash(), home).await?;
        finish(permit.write(&self.db).await?, act).await
    }
}
