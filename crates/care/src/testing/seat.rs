//! One address as the rows tell of it: for tests that compare them with what they expect, step by step.

use super::{Isp, Person, World, from};
use crate::access::Role;
use crate::db::{InvitationId, PersonId, query};
use crate::person::Hashed;
use crate::session::{self, From};

/// An identity's row.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its id.
    pub id: PersonId,
    /// Whether control of the mailbox was proven.
    pub verified: bool,
    /// Its password, as it is kept.
    password: String,
}

impl Identity {
    /// Whether this is its password.
    pub fn has(&self, password: &Hashed) -> bool {
        self.password == password.text()
    }
}

/// The latest invitation of an address at an ISP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its id.
    pub id: InvitationId,
    /// `pending`, `accepted` or `revoked`.
    pub state: String,
    /// As what.
    pub role: Role,
    /// Until when, in milliseconds UTC.
    pub expires_at: i64,
    /// Whether the invitee asked for a new one.
    pub asked: bool,
}

impl World {
    /// The identity of a canonical address; none also while it has no password.
    pub async fn identity(&self, email: &str) -> Option<Identity> {
        let mut tx = self.everywhere().await;
        let row =
            query("SELECT id, verified_at, password FROM person WHERE email = $1 AND password IS NOT NULL");
        row.bind(email).optional(&mut tx).await.unwrap().map(|row| Identity {
            id: PersonId(row.get("id").unwrap()),
            verified: row.get::<Option<i64>>("verified_at").unwrap().is_some(),
            password: row.get("password").unwrap(),
        })
    }

    /// The latest invitation of a canonical address at an ISP, and its role there.
    pub async fn seat(&self, isp: &Isp, email: &str) -> (Option<Invited>, Option<Role>) {
        let mut tx = self.everywhere().await;
        let invited = query(
            "SELECT id, state, role, expires_at, asked_at FROM invitation WHERE isp_id = $1 AND email = $2
             ORDER BY created_at DESC, id DESC LIMIT 1",
        );
        let invited = invited.bind(isp.id).bind(email).optional(&mut tx).await.unwrap().map(|row| Invited {
            id: InvitationId(row.get("id").unwrap()),
            state: row.get("state").unwrap(),
            role: row.word("role").unwrap(),
            expires_at: row.get("expires_at").unwrap(),
            asked: row.get::<Option<i64>>("asked_at").unwrap().is_some(),
        });
        let role = query(
            "SELECT c.role FROM collaborator c JOIN person p ON p.id = c.person_id
             WHERE c.isp_id = $1 AND p.email = $2",
        );
        let role = role.bind(isp.id).bind(email).optional(&mut tx).await.unwrap();
        (invited, role.map(|row| row.word("role").unwrap()))
    }

    /// The same person in another browser, as if they had just signed in there: without the price of a password.
    pub async fn arrive(&self, who: &Person) -> Person {
        let (id, from) = (who.id, From { audience: who.audience, ..from() });
        let cookie = self.system(async |tx| session::start(tx, id, &from).await).await.unwrap();
        Person { cookie: cookie.reveal().to_owned(), ..who.clone() }
    }
}
