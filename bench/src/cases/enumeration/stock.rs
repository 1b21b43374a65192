//! Who is known: people with a password, and links that were good once.

use super::Question;
use crate::stock::{SLUG, Stock, address};
use anyhow::{Context, Result};
use care::email::Email;
use care::{access, invitation, isp};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

/// A stranger causes at most five mails an hour to one address.
const PEOPLE: usize = 4_200;
const LINKS: usize = 50;

/// What can be asked for and is known.
pub(super) struct Known {
    links: Vec<String>,
}

/// Addresses and links of known and unknown have one length: how long something is must not be what tells them apart here.
fn email(who: &str, number: usize) -> String {
    format!("{who}{:05}@mail.example", number % PEOPLE)
}

impl Known {
    pub(super) fn nth(&self, question: Question, number: usize) -> String {
        match question {
            Question::SignIn | Question::Forgot => email("somebody", number),
            Question::OpenInvitation | Question::Accept => self.links[number % self.links.len()].clone(),
        }
    }
}

/// The same of nobody: addresses that nobody has, and links that were never made.
pub(super) fn unknown(question: Question, number: usize) -> String {
    match question {
        Question::SignIn | Question::Forgot => email("nobodyat", number),
        Question::OpenInvitation | Question::Accept => {
            const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
            let secret = (0..42).map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())]));
            // The last letter of 32 bytes in base64 has only four bits to itself.
            format!("i1_{}A", secret.collect::<String>())
        }
    }
}

/// Fills the stock with them.
pub(super) async fn fill(stock: &Stock) -> Result<Known> {
    let mut connection =
        SqliteConnectOptions::new().filename(stock.data().join("portico.db")).connect().await?;
    people(&mut connection).await?;
    connection.close().await?;
    Ok(Known { links: links(stock).await? })
}

/// Thousands by the product's verbs would take minutes, and nothing of how they came is measured: all have the password, and
/// so the hash, of the first collaborator.
async fn people(connection: &mut SqliteConnection) -> Result<()> {
    let mut tx = connection.begin().await?;
    for number in 0..PEOPLE {
        let made = sqlx::query(
            "INSERT INTO person (id, email, email_shown, name, password, verified_at, created_at)
             SELECT randomblob(16), $1, $1, 'Somebody', password, created_at, created_at FROM person WHERE email = $2",
        );
        let made = made.bind(email("somebody", number)).bind(address(0)).execute(&mut *tx).await?;
        anyhow::ensure!(made.rows_affected() == 1, "there is no first collaborator");
    }
    tx.commit().await?;
    Ok(())
}

/// Links of invitations that a newer one has voided.
async fn links(stock: &Stock) -> Result<Vec<String>> {
    let email = Email::parse("late@mail.example").map_err(|why| anyhow::anyhow!(why.key))?;
    let db = stock.open().await?;
    let isp = isp::find(&mut access::shell(None).read(&db).await?, SLUG).await?;
    let mut links = Vec::new();
    for _ in 0..=LINKS {
        let mut tx = access::shell(Some(isp)).write(&db).await?;
        links.push(invitation::invite_admin(&mut tx, &email).await?.reveal().to_owned());
        tx.commit().await?;
    }
    db.close().await;
    // The last one is good still.
    links.pop().context("no link was made")?;
    Ok(links)
}
