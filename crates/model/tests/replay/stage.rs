//! Where a life is lived by the real verbs: two ISPs and an address that no life before used.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use care::access::{self, Place, Role, Tx};
use care::email::Email;
use care::link::{Kind, Token};
use care::person::{self, Hashed, Password};
use care::session::From;
use care::testing::{Isp, Letter, Person, World, called};
use care::{Problem, collaborator, invitation, isp, recovery};
use model::act::Act;
use model::state::{self as said, Invitation, Link, Party, Purpose, State};
use tokio::sync::OnceCell;

/// What the owner of the mailbox chooses as a password, and what the hostile Admin chooses.
const CHOSEN: [&str; 2] = ["quiet otter under seven bridges", "nine herons read the tide"];

pub(crate) struct Stage<'w> {
    pub(crate) world: &'w World,
    pub(crate) email: Email,
    /// By the model's order of ISPs.
    pub(crate) isps: [Isp; 2],
    /// The browsers in which the owner and the attacker are signed in as the person.
    pub(crate) browsers: [Option<Person>; 2],
    /// The secrets of the model's links, in its order.
    pub(crate) tokens: Vec<Token>,
    /// Where each of them signs in from: limits are counted by place.
    from: From,
}

/// Whose password is the person's: hashed once a process.
pub(crate) async fn hashed(party: Party) -> Hashed {
    static HASHED: [OnceCell<Hashed>; 2] = [const { OnceCell::const_new() }; 2];
    let hash = async || Password::chosen(CHOSEN[party as usize], &[]).unwrap().hash().await.unwrap();
    HASHED[party as usize].get_or_init(hash).await.clone()
}

/// What the model says of who knows a password tells who chose it: the owner never tells anybody.
pub(crate) fn chooser(known: said::Parties) -> Party {
    if known.has(Party::Attacker) { Party::Attacker } else { Party::Owner }
}

impl<'w> Stage<'w> {
    pub(crate) async fn new(world: &'w World) -> Stage<'w> {
        static LIVES: AtomicUsize = AtomicUsize::new(0);
        let life = LIVES.fetch_add(1, Ordering::Relaxed);
        let isps = [found(world, "hostile", life).await, found(world, "honest", life).await];
        Stage {
            world,
            email: Email::parse(&format!("vic{life}@mail.example")).unwrap(),
            isps,
            browsers: [None, None],
            tokens: Vec::new(),
            from: From {
                address: format!("10.0.{}.{}", life / 250 % 250, life % 250),
                agent: String::new(),
                ..care::testing::from()
            },
        }
    }

    /// Does what the model did, and checks that it was done or refused as there.
    pub(crate) async fn act(&mut self, before: &State, act: Act, after: &State) -> Result<(), String> {
        // So that rows have an order.
        self.world.advance(Duration::from_millis(1));
        // The model knows no limits.
        self.world.forget_counts().await;
        let done = self.perform(before, act).await;
        let mut tokens = Vec::new();
        let changed = before != after;
        match done {
            Ok(given) => tokens.extend(given),
            Err(problem) if !is_a_refusal(&problem) => {
                return Err(format!("a fault, not a refusal: {problem:?}"));
            }
            Err(problem) if changed => return Err(format!("refused: {problem:?}")),
            Err(_) => {}
        }
        tokens.extend(self.mailed().await);
        self.tokens.extend(tokens);
        let (real, modelled) = (self.tokens.len(), after.links.len());
        if real != modelled {
            return Err(format!("{real} links were given out, and {modelled} in the model"));
        }
        Ok(())
    }

    async fn perform(&mut self, before: &State, act: Act) -> Result<Option<Token>, Problem> {
        match act {
            Act::Invite(isp, role) => {
                let (email, role) = (self.email.shown().to_owned(), role_of(role).as_str());
                self.admin(isp, async |tx| invitation::invite(tx, &email, role).await).await?;
            }
            Act::Generate(isp) => {
                let id = self.invitation(isp).await?;
                return self.admin(isp, async |tx| invitation::generate(tx, id).await).await.map(Some);
            }
            Act::Reinvite(isp) => {
                let id = self.invitation(isp).await?;
                self.admin(isp, async |tx| invitation::reinvite(tx, id).await).await?;
            }
            Act::Revoke(isp) => {
                let id = self.invitation(isp).await?;
                self.admin(isp, async |tx| invitation::revoke(tx, id).await).await?;
            }
            Act::Remove(isp) => {
                let who = self.person().await?;
                self.admin(isp, async |tx| collaborator::remove(tx, who).await).await?;
            }
            Act::Change(isp, role) => {
                let (who, role) = (self.person().await?, role_of(role));
                self.admin(isp, async |tx| collaborator::change(tx, who, role).await).await?;
            }
            Act::Operator(isp) => {
                let (id, email) = (self.isps[isp as usize].id, self.email.clone());
                let shell = self.world.shell(Some(id), async |tx| invitation::invite_admin(tx, &email).await);
                return shell.await.map(Some);
            }
            Act::HandOver(_) | Act::TellPassword => {}
            Act::Create(party, link) => self.create(before, party, link).await?,
            Act::Confirm(party, link) => {
                let token = self.token(before, link);
                let browser = self.browsers[party as usize].clone().ok_or(Problem::Anonymous)?;
                self.world
                    .oneself(&browser, async |tx| invitation::accept_signed_in(tx, &token).await)
                    .await?;
            }
            Act::ConfirmAsOther(party, link) => {
                let (token, other) = (self.token(before, link), &self.isps[party as usize].admin);
                self.world.oneself(other, async |tx| invitation::accept_signed_in(tx, &token).await).await?;
            }
            Act::Forget => self.forget(before).await?,
            Act::Choose(party, link) => {
                let (token, password) = (self.token(before, link), hashed(party).await);
                self.world.anyone(async |tx| recovery::choose(tx, &token, &password).await).await?;
            }
            Act::Ask(_, link) => {
                let token = self.token(before, link);
                self.world.anyone(async |tx| invitation::ask_again(tx, &token).await).await?;
            }
            Act::SignIn(party) => self.sign_in(before, party).await?,
            Act::SignOut(party) => {
                let browser = self.browsers[party as usize].take().ok_or(Problem::Anonymous)?;
                self.sign_out(&browser).await?;
            }
            Act::Leave(party, isp) => {
                let browser = self.browsers[party as usize].clone().ok_or(Problem::Anonymous)?;
                let slug = &self.isps[isp as usize].slug;
                self.world.oneself(&browser, async |tx| collaborator::leave(tx, slug).await).await?;
            }
            Act::Day => {
                self.world.advance(Duration::from_secs(24 * 60 * 60));
                for isp in &mut self.isps {
                    isp.admin = self.world.arrive(&isp.admin).await;
                }
            }
        }
        Ok(None)
    }

    async fn create(&mut self, before: &State, party: Party, link: Link) -> Result<(), Problem> {
        let (token, password, from) = (self.token(before, link), hashed(party).await, self.from.clone());
        let accepted = self
            .world
            .anyone(async |tx| invitation::accept_new(tx, &token, &called("Vic"), &password, &from).await)
            .await?;
        self.browsers[party as usize] = Some(self.world.person(accepted.cookie.unwrap()).await);
        Ok(())
    }

    /// Where every invitation has expired, the mail offers to ask for new ones, and the owner does.
    async fn forget(&mut self, before: &State) -> Result<(), Problem> {
        let email = self.email.clone();
        self.world.anyone(async |tx| recovery::ask(tx, &email, access::Audience::Portal).await).await?;
        let open = said::Isp::BOTH.iter().any(|isp| before.is_open(*isp));
        if before.person.password.is_some() || open {
            return Ok(());
        }
        for letter in self.world.mails().await {
            let token = letter.token(Kind::Renewal);
            self.world.anyone(async |tx| invitation::ask_again(tx, &token).await).await?;
        }
        Ok(())
    }

    async fn sign_in(&mut self, before: &State, party: Party) -> Result<(), Problem> {
        // With the password that they know; who knows none tries the one that they would have chosen.
        let known = before.person.password.filter(|known| known.has(party));
        let password = CHOSEN[known.map_or(party, chooser) as usize];
        let cookie =
            person::sign_in(&self.world.db, &self.email, Password::typed(password), &self.from).await?;
        let browser = self.world.person(cookie).await;
        if let Some(old) = self.browsers[party as usize].replace(browser) {
            // One browser each: signing in anew ends what it held.
            self.sign_out(&old).await.ok();
        }
        Ok(())
    }

    async fn sign_out(&self, browser: &Person) -> Result<(), Problem> {
        let session =
            access::person(&self.world.db, access::Audience::Portal, &browser.hash()).await?.session()?.id;
        self.world.oneself(browser, async |tx| care::session::end(tx, session).await).await
    }

    async fn admin<P: access::Permission, T>(
        &self,
        isp: said::Isp,
        act: impl AsyncFnOnce(&mut Tx<P>) -> care::Result<T>,
    ) -> care::Result<T> {
        let isp = &self.isps[isp as usize];
        self.world.by(isp, &isp.admin, act).await
    }

    async fn person(&self) -> Result<care::db::PersonId, Problem> {
        let identity = self.world.identity(self.email.canonical()).await;
        Ok(identity.ok_or(Problem::NotFound("collaborator"))?.id)
    }

    /// The id of the latest invitation, whatever became of it.
    async fn invitation(&self, isp: said::Isp) -> Result<care::db::InvitationId, Problem> {
        let (invited, _) = self.world.seat(&self.isps[isp as usize], self.email.canonical()).await;
        Ok(invited.ok_or(Problem::NotFound("invitation"))?.id)
    }

    /// The secret of one of the model's links.
    fn token(&self, before: &State, link: Link) -> Token {
        let at = before.links.iter().position(|it| *it == link).unwrap();
        self.tokens[at].clone()
    }

    /// The links that came by mail to the person.
    async fn mailed(&self) -> Vec<Token> {
        let letters = self.world.mails().await;
        letters.iter().filter(|letter| letter.to == self.email.canonical()).filter_map(link_in).collect()
    }
}

/// The link of a letter that lets somebody in.
fn link_in(letter: &Letter) -> Option<Token> {
    let kind = [Kind::Invitation, Kind::Reset].into_iter().zip(["#i1_", "#r1_"]);
    let mut kinds = kind.filter(|(_, mark)| letter.text.contains(mark));
    kinds.next().map(|(kind, _)| letter.token(kind))
}

/// Whether this is an answer that a person gets, and no fault of ours.
fn is_a_refusal(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Invalid(_)
            | Problem::Conflict(_)
            | Problem::Gone(_)
            | Problem::NotFound(_)
            | Problem::Anonymous
    )
}

async fn found(world: &World, name: &str, life: usize) -> Isp {
    let slug = isp::Slug::parse(&format!("{name}-{life}")).unwrap();
    let title = isp::Name::parse(&format!("{name} {life}")).unwrap();
    let id = world.shell(None, async |tx| isp::create(tx, &title, &slug).await).await.unwrap();
    let email = Email::parse(&format!("admin@{}.example", slug.as_str())).unwrap();
    let token = world.shell(Some(id), async |tx| invitation::invite_admin(tx, &email).await).await.unwrap();
    let accepted = world.accept(&token, "Admin").await.unwrap();
    Isp {
        id,
        place: Place::Isp,
        slug: slug.as_str().to_owned(),
        admin: world.person(accepted.cookie.unwrap()).await,
    }
}

pub(crate) fn role_of(role: said::Role) -> Role {
    match role {
        said::Role::Admin => Role::Admin,
        said::Role::User => Role::User,
        said::Role::ReadOnly => Role::ReadOnly,
    }
}

/// Of a link that the model has: of which kind its secret is.
pub(crate) fn kind_of(purpose: Purpose) -> Kind {
    match purpose {
        Purpose::Accept(..) => Kind::Invitation,
        Purpose::Reset | Purpose::Recover => Kind::Reset,
    }
}

/// The word in the database.
pub(crate) fn word_of(invitation: Invitation) -> Option<&'static str> {
    match invitation {
        Invitation::Never => None,
        Invitation::Pending { .. } => Some("pending"),
        Invitation::Accepted => Some("accepted"),
        Invitation::Revoked => Some("revoked"),
    }
}
