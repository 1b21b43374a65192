//! The demo's collaborators, one in each role. They join as real ones do: invited, by link, with a password of their own.

use anyhow::Context as _;
use care::access::{self, Audience, Role, may};
use care::db::{CustomerId, Db};
use care::email::Email;
use care::invitation;
use care::isp::{self, Name, Slug};
use care::link::{Kind, Token};
use care::person::{self, Password};
use care::session::{Cookie, Device, From};
use care::words::Language;
use care::{collaborator, mail};

use crate::say::in_words;

/// The demo's ISP.
pub(super) const ISP: &str = "Bar Net";
const SLUG: &str = "bar-net";

/// Somebody who can sign in.
pub(super) struct Person {
    pub(super) role: &'static str,
    pub(super) email: &'static str,
    pub(super) password: &'static str,
}

/// Who uses the demo's first home by the app.
const SUBSCRIBER: Person =
    Person { role: "Mobile user", email: "maria@mail.example", password: "silver swallow along warm rivers" };

/// All of them, and the Admin's session, in which the demo goes on.
pub(super) struct Staff {
    pub(super) people: [Person; 3],
    pub(super) admin: Admin,
}

/// The Admin at work.
pub(super) struct Admin {
    cookie: Cookie,
}

impl Admin {
    /// Their permit for `P`.
    pub(super) async fn permit<P: access::Permission>(&self, db: &Db) -> anyhow::Result<access::Permit<P>> {
        access::staff(db, &self.cookie.hash(), SLUG).await.map_err(in_words)
    }
}

const PEOPLE: [Person; 3] = [
    Person { role: "Admin", email: "ada@bar-net.example", password: "amber kettle over quiet hills" },
    Person { role: "User", email: "uma@bar-net.example", password: "copper lantern under slow rain" },
    Person { role: "Read Only", email: "rey@bar-net.example", password: "violet harbour after long winter" },
];
const NAMES: [&str; 3] = ["Ada Admin", "Uma User", "Rey Reader"];

/// Makes the ISP, and has everybody join.
pub(super) async fn invite_all(db: &Db) -> anyhow::Result<Staff> {
    let mut tx = access::shell(None).write(db).await?;
    let isp = isp::create(&mut tx, &name(ISP)?, &slug(SLUG)?).await.map_err(in_words)?;
    tx.commit().await?;
    let mut tx = access::shell(Some(isp)).write(db).await?;
    let token = invitation::invite_admin(&mut tx, &email(PEOPLE[0].email)?).await.map_err(in_words)?;
    tx.commit().await?;
    let admin = Admin { cookie: join(db, &token, NAMES[0], PEOPLE[0].password).await? };

    for (person, name) in PEOPLE.iter().zip(NAMES).skip(1) {
        let permit = admin.permit::<may::InviteCollaborators>(db).await?;
        let mut tx = permit.write(db).await?;
        invitation::invite(&mut tx, person.email, "user").await.map_err(in_words)?;
        tx.commit().await?;
        let token = mailed_link(db, person.email).await?;
        join(db, &token, name, person.password).await?;
    }
    // Read Only exists only after acceptance.
    let permit = admin.permit::<may::ManageSettings>(db).await?;
    let listed = collaborator::list(&mut permit.read(db).await?).await?;
    let reader =
        listed.iter().find(|it| it.email == PEOPLE[2].email).context("the reader did not join")?.person;
    let permit = admin.permit::<may::ChangeCollaborators>(db).await?;
    let mut tx = permit.write(db).await?;
    collaborator::change(&mut tx, reader, Role::ReadOnly).await.map_err(in_words)?;
    tx.commit().await?;
    Ok(Staff { people: PEOPLE, admin })
}

/// Has somebody accept an invitation to this home.
pub(super) async fn move_in(db: &Db, admin: &Admin, home: CustomerId) -> anyhow::Result<Person> {
    let permit = admin.permit::<may::ManageMobileUsers>(db).await?;
    let mut tx = permit.write(db).await?;
    invitation::invite_mobile_user(&mut tx, home, SUBSCRIBER.email).await.map_err(in_words)?;
    tx.commit().await?;
    let token = mailed_link(db, SUBSCRIBER.email).await?;
    accept(db, &token, "Maria Mobile", SUBSCRIBER.password, Audience::App).await?;
    Ok(SUBSCRIBER)
}

async fn join(db: &Db, token: &Token, name: &str, password: &str) -> anyhow::Result<Cookie> {
    accept(db, token, name, password, Audience::Portal).await
}

async fn accept(
    db: &Db,
    token: &Token,
    name: &str,
    password: &str,
    audience: Audience,
) -> anyhow::Result<Cookie> {
    let hashed = Password::chosen(password, &[]).map_err(|why| anyhow::anyhow!(why.key))?.hash().await?;
    let (address, agent) = ("127.0.0.1".to_owned(), "portico demo".to_owned());
    let from = From { audience, address, agent, device: Device::random(), language: Language::English };
    let name = person::Name::parse(name).map_err(|why| anyhow::anyhow!(why.key))?;
    let mut tx = access::anyone().write(db).await?;
    let accepted = invitation::accept_new(&mut tx, token, &name, &hashed, &from).await.map_err(in_words)?;
    tx.commit().await?;
    accepted.cookie.context("whoever is new gets a session")
}

/// The link in the mail that went to this address.
async fn mailed_link(db: &Db, to: &str) -> anyhow::Result<Token> {
    let mails = mail::latest(&mut access::system().read(db).await?, 10).await?;
    let mail = mails.iter().find(|mail| mail.delivery.recipient == to).context("no invitation was mailed")?;
    let link = mail
        .delivery
        .text
        .split_whitespace()
        .find(|word| word.contains("/join#"))
        .context("no link in it")?;
    Token::parse(Kind::Invitation, link).map_err(in_words)
}

fn name(text: &str) -> anyhow::Result<Name> {
    Name::parse(text).map_err(|why| anyhow::anyhow!(why.key))
}

fn slug(text: &str) -> anyhow::Result<Slug> {
    Slug::parse(text).map_err(|why| anyhow::anyhow!(why.key))
}

fn email(text: &str) -> anyhow::Result<Email> {
    Email::parse(text).map_err(|why| anyhow::anyhow!(why.key))
}
