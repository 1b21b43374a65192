//! People with second factors.

#[cfg(test)]
use super::Isp;
use super::{Authenticator, PASSWORD, Person, World, from};
use crate::access;
#[cfg(test)]
use crate::db::query;
use crate::factor::{self, Answer, Asked};
use crate::person::{self, Password};
use crate::problem::Result;
use crate::session::Cookie;

/// What an authenticator app shows that was given this text, at this moment in milliseconds.
pub fn shown_by_app(text: &str, now: i64) -> String {
    factor::shown_by_app(text, now).unwrap()
}

/// An authenticator app, and the paper with the recovery codes.
#[derive(Debug, Clone)]
pub struct Phone {
    /// The secret, as it was typed into the app.
    pub secret: String,
    /// The recovery codes; empty where they came with another factor.
    pub codes: Vec<String>,
}

impl World {
    /// What the app shows now.
    pub fn code(&self, phone: &Phone) -> String {
        shown_by_app(&phone.secret, self.db.clock().millis())
    }

    /// Sets up an authenticator app. The code of this moment is used up by that.
    pub async fn with_app(&self, who: &mut Person) -> Phone {
        self.oneself(who, factor::begin).await.unwrap();
        let secret = self.oneself(who, factor::pending).await.unwrap().unwrap().text;
        let (code, cookie) = (shown_by_app(&secret, self.db.clock().millis()), Cookie::sent(&who.cookie));
        let added = self.oneself(who, async |tx| factor::confirm(tx, &code, &cookie).await).await.unwrap();
        who.cookie = added.cookie.reveal().to_owned();
        self.mail_to(who.email.canonical()).await;
        Phone { secret, codes: added.codes.map(|codes| codes.0).unwrap_or_default() }
    }

    /// Adds a passkey.
    pub async fn with_passkey(&self, who: &mut Person) -> Authenticator {
        let mut device = Authenticator::default();
        let asked = self.oneself(who, factor::ask_to_add).await.unwrap();
        let answer = device.create(&asked.options);
        let added = self.add_passkey(who, &asked, &answer).await.unwrap();
        who.cookie = added.cookie.reveal().to_owned();
        self.mail_to(who.email.canonical()).await;
        device
    }

    /// Gives back the answer to a question for a new passkey.
    pub async fn add_passkey(&self, who: &Person, asked: &Asked, answer: &str) -> Result<factor::Added> {
        let permit = access::person(&self.db, access::Audience::Portal, &who.hash()).await?;
        let cookie = Cookie::sent(&who.cookie);
        factor::add(&permit, &self.db, &cookie, (&asked.question, answer), "Stick").await
    }

    /// The first step of signing in: a session that waits for the second factor.
    pub async fn first_step(&self, who: &Person) -> Cookie {
        person::sign_in(&self.db, &who.email, Password::typed(PASSWORD), &from()).await.unwrap()
    }

    /// The second step.
    pub async fn second_step(&self, waiting: &Cookie, answer: Answer<'_>) -> Result<Person> {
        let cookie = factor::finish(&self.db, waiting, answer, &from()).await?;
        Ok(self.person(cookie).await)
    }

    /// Proves anew who one is.
    pub async fn prove(&self, who: &mut Person, answer: Answer<'_>) -> Result<()> {
        let permit = access::person(&self.db, access::Audience::Portal, &who.hash()).await?;
        let cookie = factor::prove(&permit, &self.db, &Cookie::sent(&who.cookie), answer, &from()).await?;
        who.cookie = cookie.reveal().to_owned();
        Ok(())
    }
}

#[cfg(test)]
impl World {
    /// A cluster around an ISP, with this Admin; its name is its slug.
    pub(crate) async fn cluster_of(&self, isp: &Isp, admin: &Person, slug: &str) -> String {
        let mut tx = self.everywhere().await;
        let id = uuid::Uuid::from_u128(0xc1);
        query(
            "INSERT INTO isp (id, slug, name, colour, timezone, state, admins, created_at, kind)
             VALUES ($1, $2, $2, '#0f766e', 'UTC', 'active', 1, 0, 'cluster')",
        )
        .bind(id)
        .bind(slug)
        .run(&mut tx)
        .await
        .unwrap();
        query("UPDATE isp SET cluster_id = $1 WHERE id = $2")
            .bind(id)
            .bind(isp.id)
            .run(&mut tx)
            .await
            .unwrap();
        query("INSERT INTO collaborator (isp_id, person_id, role, since) VALUES ($1, $2, 'admin', 0)")
            .bind(id)
            .bind(admin.id)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        slug.to_owned()
    }

    /// Makes somebody a User of a cluster.
    pub(crate) async fn join_cluster(&self, slug: &str, person: &Person) {
        let mut tx = self.everywhere().await;
        query(
            "INSERT INTO collaborator (isp_id, person_id, role, since)
             VALUES ((SELECT id FROM isp WHERE slug = $1), $2, 'user', 0)",
        )
        .bind(slug)
        .bind(person.id)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
}
