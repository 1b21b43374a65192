//! What stories do to the database behind the verbs' back.

use super::{Isp, Person, World};
use crate::access::Role;
use crate::db::{Connection, MailId, Mode, RouterId, dialect, query};
use crate::link::{Kind, Token};
use crate::mac::Mac;
use crate::session::Cookie;

/// A mail that a story took from the outbox.
#[derive(Debug, Clone)]
pub struct Letter {
    /// To whom, the canonical address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

impl Letter {
    /// The link that its text carries.
    pub fn token(&self, kind: Kind) -> Token {
        let line = self.text.lines().find(|line| line.starts_with("http") && line.contains('#'));
        Token::parse(kind, line.unwrap_or_else(|| panic!("no link in: {}", self.text))).unwrap()
    }
}

impl World {
    /// The router of a MAC, wherever it is in the list.
    pub async fn router_of(&self, mac: &Mac) -> RouterId {
        let row = query("SELECT router_id FROM router_mac WHERE mac = $1").bind(mac.as_str());
        RouterId(row.one(&mut self.everywhere().await).await.unwrap().get("router_id").unwrap())
    }

    /// Takes all mails from the outbox.
    pub async fn mails(&self) -> Vec<Letter> {
        self.take_mails("").await
    }

    /// Takes the one mail to this address from the outbox.
    pub async fn mail_to(&self, address: &str) -> Letter {
        let mut mails = self.take_mails(address).await;
        assert_eq!(mails.len(), 1, "mails to {address}");
        mails.remove(0)
    }

    async fn take_mails(&self, to: &str) -> Vec<Letter> {
        // What was asked for is answered by a worker of the service's.
        crate::recovery::answer_due(&self.db).await.unwrap();
        let mut tx = self.everywhere().await;
        let rows = query(
            "UPDATE mail SET state = 'sent' WHERE state = 'queued' AND (recipient = $1 OR $1 = '')
             RETURNING id, recipient, subject, text, html",
        );
        let rows = rows.bind(to).all(&mut tx).await.unwrap();
        let mut letters: Vec<(MailId, Letter)> = rows
            .iter()
            .map(|row| {
                let text = |name| row.get::<String>(name).unwrap();
                let letter = Letter {
                    to: text("recipient"),
                    subject: text("subject"),
                    text: text("text"),
                    html: text("html"),
                };
                (MailId(row.get("id").unwrap()), letter)
            })
            .collect();
        tx.commit().await.unwrap();
        letters.sort_by_key(|(id, _)| *id);
        letters.into_iter().map(|(_, letter)| letter).collect()
    }

    /// Gives a collaborator another role, as if a colleague had, without asking who may.
    pub async fn set_role(&self, isp: &Isp, person: &Person, role: Role) {
        let mut tx = self.everywhere().await;
        query("UPDATE collaborator SET role = $3 WHERE isp_id = $1 AND person_id = $2")
            .bind(isp.id)
            .bind(person.id)
            .bind(role.as_str())
            .run(&mut tx)
            .await
            .unwrap();
        count_admins(tx, isp).await;
    }

    /// Takes a collaborator's membership away as if it had never been, without a word to anybody.
    pub async fn remove(&self, isp: &Isp, person: &Person) {
        let mut tx = self.everywhere().await;
        query("DELETE FROM collaborator WHERE isp_id = $1 AND person_id = $2")
            .bind(isp.id)
            .bind(person.id)
            .run(&mut tx)
            .await
            .unwrap();
        count_admins(tx, isp).await;
    }

    /// Forgets all that was counted against limits, as if nobody had done anything for a day.
    pub async fn forget_counts(&self) {
        let mut tx = self.everywhere().await;
        query("DELETE FROM throttle").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Lets the open invitation of an address, and its links, have been sent two days ago.
    pub async fn expire(&self, address: &str) {
        let (mut tx, now) = (self.everywhere().await, self.db.clock().millis());
        for sql in [
            query("UPDATE invitation SET expires_at = $2 WHERE email = $1 AND state = 'pending'"),
            query("UPDATE link SET expires_at = $2 WHERE email = $1 AND state = 'live'"),
        ] {
            sql.bind(address).bind(now).run(&mut tx).await.unwrap();
        }
        tx.commit().await.unwrap();
    }

    /// Makes a session one of the app's: its owner is there as a subscriber.
    pub async fn turn_into_the_apps(&self, cookie: &str) {
        let mut tx = self.everywhere().await;
        let turned = query("UPDATE session SET audience = 'app' WHERE hash = $1");
        assert!(turned.bind(&Cookie::sent(cookie).hash()).changed(&mut tx).await.unwrap());
        tx.commit().await.unwrap();
    }

    /// A transaction over all ISPs, without a permit.
    pub(crate) async fn everywhere(&self) -> Connection {
        let mut tx = self.db.begin(Mode::Write).await.unwrap();
        dialect::set_isp(&mut tx, None).await.unwrap();
        tx
    }
}

impl World {
    /// Kinds of routers of which the tally says another number than counting does, over all ISPs.
    pub(super) async fn miscounted(&self) -> i64 {
        let mut tx = self.everywhere().await;
        let row = query(
            "SELECT COUNT(*) AS n FROM (
                 SELECT isp_id, state, model, firmware FROM (
                     SELECT isp_id, CASE WHEN customer_id IS NULL AND last_report IS NULL THEN 'new'
                                         WHEN customer_id IS NULL THEN 'stock' WHEN online THEN 'online'
                                         WHEN heard_at IS NULL THEN 'never' ELSE 'offline' END AS state,
                            model_key AS model, firmware_key AS firmware, 1 AS routers FROM router
                     UNION ALL SELECT isp_id, state, model, firmware, -routers FROM router_tally) counted
                 GROUP BY isp_id, state, model, firmware HAVING SUM(routers) <> 0) wrong",
        );
        row.one(&mut tx).await.unwrap().get("n").unwrap()
    }
}

#[cfg(test)]
impl World {
    /// Counts all routers, after a story has changed their rows behind the product's back.
    pub(crate) async fn tally_anew(&self) {
        self.run("DELETE FROM router_tally").await;
        self.run(
            "INSERT INTO router_tally (isp_id, state, model, firmware, routers)
             SELECT isp_id, CASE WHEN customer_id IS NULL AND last_report IS NULL THEN 'new'
                                 WHEN customer_id IS NULL THEN 'stock' WHEN online THEN 'online'
                                 WHEN heard_at IS NULL THEN 'never' ELSE 'offline' END,
                    model_key, firmware_key, COUNT(*) FROM router GROUP BY 1, 2, 3, 4",
        )
        .await;
    }

    /// The one number that this statement gives as `n`, over all ISPs.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        let mut tx = self.everywhere().await;
        query(sql).one(&mut tx).await.unwrap().get("n").unwrap()
    }

    /// Runs a statement over all ISPs.
    pub(crate) async fn run(&self, sql: &'static str) -> u64 {
        let mut tx = self.everywhere().await;
        let changed = query(sql).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        changed
    }
}

async fn count_admins(mut tx: Connection, isp: &Isp) {
    query(
        "UPDATE isp SET admins = (SELECT COUNT(*) FROM collaborator c WHERE c.isp_id = isp.id AND c.role = 'admin')
         WHERE id = $1",
    )
    .bind(isp.id)
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}
