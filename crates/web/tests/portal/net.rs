//! An ISP that is full: in every text of every table stands something that nobody could guess.

use care::access::{Place, Role, Tx, may};
use care::access_request;
use care::cluster;
use care::customer::Information;
use care::db::{
    AccessRequestId, CustomerId, ImportId, InvitationId, IspId, IssueId, OutageId, PersonId, PlanId, RouterId,
};
use care::deactivation;
use care::email::Email;
use care::inventory;
use care::inventory_import::{self, Sheet};
use care::invitation;
use care::isp::{self, Name, Slug};
use care::link::Token;
use care::mobile_user;
use care::plan::{self, Tier};
use care::router::{Report, Start, StatusReport, WIFI_KIND, WifiNetwork};
use care::testing::{Isp, PNG, Person, World};
use serde_json::json;

/// An ISP with people, routers and customers.
pub(crate) struct Net {
    /// The ISP, and the session of its founder, by which stories make things happen in it.
    pub(crate) isp: Isp,
    pub(crate) admin: Person,
    pub(crate) user: Person,
    pub(crate) read_only: Person,
    /// The cluster that it is in, and the cluster's people.
    pub(crate) cluster: Cluster,
    /// The link of somebody who was invited and did not accept.
    pub(crate) invitation: Token,
    /// The link of somebody who was invited and let the two days pass.
    pub(crate) expired: Token,
    pub(crate) stock: RouterId,
    pub(crate) router: RouterId,
    pub(crate) customer: CustomerId,
    /// Its primary user, signed in to the app.
    pub(crate) primary: Person,
    mark: &'static str,
    number: u8,
}

/// A cluster, and one person in each role at it.
pub(crate) struct Cluster {
    pub(crate) place: Isp,
    pub(crate) admin: Person,
    pub(crate) user: Person,
    pub(crate) read_only: Person,
}

impl Cluster {
    async fn found(world: &World, isp: &Isp, mark: &str) -> Cluster {
        let name = Name::parse(&format!("Group {mark}")).unwrap();
        let slug = Slug::parse(&isp.slug.replace("net", "group")).unwrap();
        let id = world.shell(None, async |tx| cluster::create(tx, &name, &slug).await).await.unwrap();
        let added = world.shell(None, async |tx| cluster::add(tx, slug.as_str(), &isp.slug).await).await;
        added.unwrap();
        let email = format!("cleo.{mark}@example.net");
        let admin = first_admin(world, id, &email, &format!("Cleo {mark}")).await;
        let place = Isp { id, place: Place::Cluster, slug: slug.as_str().to_owned(), admin: admin.clone() };
        let user = join(world, &place, "Cyd", mark, "user").await;
        let read_only = join(world, &place, "Cora", mark, "user").await;
        world.set_role(&place, &read_only, Role::ReadOnly).await;
        Cluster { place, admin, user, read_only }
    }
}

impl Net {
    /// Founds it. The mark is in all of its texts, and the number in what consists of digits.
    pub(crate) async fn found(world: &World, slug: &str, mark: &'static str, number: u8) -> Net {
        let isp = found(world, slug, mark).await;
        let admin = join(world, &isp, "Ada", mark, "admin").await;
        let user = join(world, &isp, "Uma", mark, "user").await;
        let read_only = join(world, &isp, "Ron", mark, "user").await;
        world.set_role(&isp, &read_only, Role::ReadOnly).await;
        let invitation = world.invite(&isp, &format!("pia.{mark}@example.net"), "user").await;
        let late = format!("lou.{mark}@example.net");
        let expired = world.invite(&isp, &late, "user").await;
        world.expire(&late).await;
        let stock = world.stock(&isp, &mac(number, 1)).await;
        let router = world.stock(&isp, &mac(number, 2)).await;
        let customer = enable(world, &isp, router, mark, number).await;
        report(world, mark, number).await;
        let primary = world.join_home(&isp, customer, &format!("mob.{mark}@example.net")).await;
        world.trouble(&isp, router, customer).await;
        world.outage(&isp, router, customer).await;
        let cluster = Cluster::found(world, &isp, mark).await;
        Net {
            isp,
            admin,
            user,
            read_only,
            cluster,
            invitation,
            expired,
            stock,
            router,
            customer,
            primary,
            mark,
            number,
        }
    }

    pub(crate) fn slug(&self) -> &str {
        &self.isp.slug
    }

    /// What no page of another ISP may hold, in lower case.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut secrets = self.shown();
        secrets.extend([self.mark.to_owned(), self.isp.id.to_string()]);
        secrets.extend(
            [self.isp.admin.id, self.admin.id, self.user.id, self.read_only.id].map(|id| id.to_string()),
        );
        secrets
    }

    /// What its own Admin finds on some page, in lower case.
    pub(crate) fn shown(&self) -> Vec<String> {
        let (mark, number) = (self.mark, self.number);
        let marked = [
            "net", "fay", "ada", "uma", "ron", "group", "cleo", "cyd", "cora", "customer", "street", "model",
            "agent", "fw", "wifi",
        ];
        let mut shown: Vec<String> = marked.map(|what| format!("{what} {mark}")).to_vec();
        shown.extend(
            ["fay", "ada", "uma", "ron", "pia", "kim", "mob", "cleo", "cyd", "cora"]
                .map(|who| format!("{who}.{mark}@example.net")),
        );
        shown.extend([mac(number, 1), mac(number, 2), phone(number), wan(number), lan(number)]);
        shown.extend([self.stock.to_string(), self.router.to_string(), self.customer.to_string()]);
        shown.push(format!("/isps/{}/", self.slug()));
        shown
    }

    /// What stands on the pages of its customer's home, and of no other home of the ISP, in lower case.
    pub(crate) fn of_the_home(&self) -> Vec<String> {
        let (mark, number) = (self.mark, self.number);
        let marked = ["customer", "street", "model", "agent", "fw", "wifi"];
        let mut told: Vec<String> = marked.map(|what| format!("{what} {mark}")).to_vec();
        told.extend(["mob", "kim"].map(|who| format!("{who}.{mark}@example.net")));
        told.extend([mac(number, 2), phone(number), wan(number), lan(number)]);
        told.extend([self.router.to_string(), self.customer.to_string(), self.primary.id.to_string()]);
        told
    }

    /// An open invitation that nobody touched yet.
    pub(crate) async fn fresh_invitation(&self, world: &World, at: &Isp, n: u16) -> InvitationId {
        let email = format!("i{n}.{}@example.net", self.mark);
        world.invite(at, &email, "user").await;
        let listed = world.by(at, &at.admin, invitation::list).await.unwrap();
        listed.into_iter().find(|it| it.email == email).unwrap().id
    }

    /// A User that nobody touched yet.
    pub(crate) async fn fresh_colleague(&self, world: &World, at: &Isp, n: u16) -> PersonId {
        world.join(at, &format!("c{n}.{}@example.net", self.mark), "user").await.id
    }

    /// An import of one router that nobody touched yet; it is named after the net's own mark.
    pub(crate) async fn fresh_import(&self, world: &World, n: u16) -> ImportId {
        let permit = world.permit(&self.isp, &self.isp.admin).await.unwrap();
        let sheet = Sheet::of_text(&nth_mac(self.number + 100, n)).unwrap();
        let name = format!("file {}.csv", self.mark);
        world.forget_counts().await;
        inventory_import::upload(&world.db, &permit, &name, &sheet).await.unwrap()
    }

    /// A router in stock that nobody touched yet.
    pub(crate) async fn fresh_router(&self, world: &World, n: u16) -> RouterId {
        world.stock(&self.isp, &nth_mac(self.number, n)).await
    }
}

impl Net {
    /// An open invitation to its customer's home that nobody touched yet.
    pub(crate) async fn fresh_mobile_invitation(&self, world: &World, n: u16) -> InvitationId {
        let email = format!("m{n}.{}@example.net", self.mark);
        self.invites_home(world, &email).await
    }

    /// Somebody with an account in the app and no home, whom an open invitation to its customer's home waits for: they were invited
    /// after they had asked to sign up, and before they did.
    pub(crate) async fn fresh_invitee(&self, world: &World, n: u16) -> (Person, InvitationId) {
        let email = format!("v{n}.{}@example.net", self.mark);
        let token = world.ask_to_sign_up(&email).await;
        let invitation = self.invites_home(world, &email).await;
        (world.sign_up_by(&token).await, invitation)
    }

    async fn invites_home(&self, world: &World, email: &str) -> InvitationId {
        let home = self.customer;
        world.invite_home(&self.isp, home, email).await;
        let list = async |tx: &mut Tx<_>| invitation::list_mobile_users(tx, home).await;
        let listed = world.by(&self.isp, &self.isp.admin, list).await.unwrap();
        listed.into_iter().find(|it| it.email == email).unwrap().id
    }

    /// A mobile user of its customer's home that nobody touched yet, and not the primary one.
    pub(crate) async fn fresh_mobile_user(&self, world: &World, n: u16) -> PersonId {
        let email = format!("u{n}.{}@example.net", self.mark);
        let user = world.join_home(&self.isp, self.customer, &email).await.id;
        let (home, primary) = (self.customer, self.primary.id);
        let make = async |tx: &mut Tx<_>| mobile_user::make_primary(tx, home, primary).await;
        world.by(&self.isp, &self.isp.admin, make).await.unwrap();
        user
    }

    /// A home that nobody uses yet, and somebody's request for access to it.
    pub(crate) async fn fresh_request(&self, world: &World, n: u16) -> (CustomerId, AccessRequestId) {
        let who = world.sign_up(&format!("r{n}.{}@example.net", self.mark)).await;
        self.request_of(world, &who, n).await
    }

    /// A home that nobody uses yet, and this person's request for access to it.
    pub(crate) async fn request_of(
        &self,
        world: &World,
        who: &Person,
        n: u16,
    ) -> (CustomerId, AccessRequestId) {
        let (mac, address) = (nth_mac(self.number, n), format!("2001:db8:{:x}:{n:x}::1", self.number));
        let home = self.fresh_customer(world, n).await;
        world.certify(&mac, &[9; 32]).await;
        world.hear_router(&mac, &[9; 32], &address, Report::Status(StatusReport::default())).await;
        let id = self.asks(world, who, &address, home).await;
        world.mails().await;
        (home, id)
    }

    /// Somebody's request for access to its customer's home, whose primary user was told.
    pub(crate) async fn fresh_request_at_home(&self, world: &World, n: u16) -> AccessRequestId {
        let address = wan(self.number);
        self.is_heard_from(world, &address).await;
        let who = world.sign_up(&format!("q{n}.{}@example.net", self.mark)).await;
        world.forget_counts().await;
        let id = self.asks(world, &who, &address, self.customer).await;
        world.mails().await;
        id
    }

    /// The router of its customer reports from this address.
    pub(crate) async fn is_heard_from(&self, world: &World, address: &str) {
        let (mac, report) = (mac(self.number, 2), Report::Status(StatusReport::default()));
        world.hear_router(&mac, &[self.number; 32], address, report).await;
    }

    async fn asks(&self, world: &World, who: &Person, address: &str, home: CustomerId) -> AccessRequestId {
        let ask = async |tx: &mut Tx<_>| access_request::ask(tx, "", None).await;
        world.standing(who, address, ask).await.unwrap();
        let mine = world.oneself(who, access_request::mine).await.unwrap();
        mine.into_iter().find(|it| it.home == home).unwrap().id
    }

    /// A customer that nobody touched yet.
    pub(crate) async fn fresh_customer(&self, world: &World, n: u16) -> CustomerId {
        let router = self.fresh_router(world, n).await;
        world.enable(&self.isp, router, &format!("Fresh {}", self.mark)).await
    }

    /// An issue that nobody touched yet.
    pub(crate) async fn fresh_issue(&self, world: &World, n: u16) -> IssueId {
        let router = self.fresh_router(world, n).await;
        let customer = world.enable(&self.isp, router, &format!("Fresh {}", self.mark)).await;
        world.trouble(&self.isp, router, customer).await
    }

    /// An outage of one home.
    pub(crate) async fn fresh_outage(&self, world: &World, n: u16) -> OutageId {
        let router = self.fresh_router(world, n).await;
        let customer = world.enable(&self.isp, router, &format!("Fresh {}", self.mark)).await;
        world.outage(&self.isp, router, customer).await
    }

    /// A customer who was deactivated just now.
    pub(crate) async fn gone_customer(&self, world: &World, n: u16) -> CustomerId {
        let id = self.fresh_customer(world, n).await;
        let gone =
            world.by(&self.isp, &self.isp.admin, async |tx| deactivation::deactivate(tx, id).await).await;
        gone.unwrap();
        id
    }

    /// A plan that no customer has, instead of those from before: an ISP has only so many.
    pub(crate) async fn fresh_plan(&self, world: &World, n: u16) -> PlanId {
        let fresh = async |tx: &mut Tx<may::ManageSettings>| {
            for before in plan::list(tx).await?.iter().filter(|it| it.tier.name.starts_with("Plan ")) {
                plan::remove(tx, before.id).await?;
            }
            Ok(())
        };
        world.by(&self.isp, &self.isp.admin, fresh).await.unwrap();
        let tier = Tier::parse(&format!("Plan {n} {}", self.mark), "300", "20").unwrap();
        world.by(&self.isp, &self.isp.admin, async |tx| plan::add(tx, &tier).await).await.unwrap()
    }

    /// The digest of its logo.
    pub(crate) async fn logo(&self, world: &World) -> String {
        let logo = isp::Logo::read(PNG).unwrap();
        world.by(&self.isp, &self.isp.admin, async |tx| isp::set_logo(tx, &logo).await).await.unwrap();
        logo.digest().to_owned()
    }
}

/// A MAC that no story has used.
pub(crate) fn nth_mac(number: u8, n: u16) -> String {
    let [high, low] = n.to_be_bytes();
    format!("4e:5f:{number:02x}:01:{high:02x}:{low:02x}")
}

/// The MAC of an ISP's n-th router: the second one is at a customer.
pub(crate) fn mac(number: u8, n: u8) -> String {
    format!("4e:5f:{number:02x}:00:00:{n:02x}")
}

fn phone(number: u8) -> String {
    format!("+1 603 555 91{number:02}")
}

fn wan(number: u8) -> String {
    format!("203.0.113.{number}")
}

fn lan(number: u8) -> String {
    format!("10.91.{number}.1")
}

async fn found(world: &World, slug: &str, mark: &str) -> Isp {
    let (name, slug) = (Name::parse(&format!("Net {mark}")).unwrap(), Slug::parse(slug).unwrap());
    let id = world.shell(None, async |tx| isp::create(tx, &name, &slug).await).await.unwrap();
    let admin = first_admin(world, id, &format!("fay.{mark}@example.net"), &format!("Fay {mark}")).await;
    Isp { id, place: Place::Isp, slug: slug.as_str().to_owned(), admin }
}

/// Comes in by the operator's word.
async fn first_admin(world: &World, place: IspId, email: &str, name: &str) -> Person {
    let email = Email::parse(email).unwrap();
    let token =
        world.shell(Some(place), async |tx| invitation::invite_admin(tx, &email).await).await.unwrap();
    let accepted = world.accept(&token, name).await.unwrap();
    world.person(accepted.cookie.unwrap()).await
}

async fn join(world: &World, isp: &Isp, name: &str, mark: &str, role: &str) -> Person {
    let email = format!("{}.{mark}@example.net", name.to_lowercase());
    let token = world.invite(isp, &email, role).await;
    let accepted = world.accept(&token, &format!("{name} {mark}")).await.unwrap();
    world.person(accepted.cookie.unwrap()).await
}

async fn enable(world: &World, isp: &Isp, router: RouterId, mark: &str, number: u8) -> CustomerId {
    let (name, street) = (format!("Customer {mark}"), format!("1 Street {mark}"));
    let email = format!("kim.{mark}@example.net");
    let information = Information::parse(&name, &street, &email, &phone(number)).unwrap();
    world.by(isp, &isp.admin, async |tx| inventory::enable(tx, router, &information).await).await.unwrap()
}

/// The router starts, says how it is, and which networks it has.
async fn report(world: &World, mark: &str, number: u8) {
    let permit = world.certify(&mac(number, 2), &[number; 32]).await;
    let intake = world.intake();
    let start = Start {
        hardware: Some(format!("Model {mark}")),
        firmware: Some(format!("Fw {mark}")),
        agent_version: Some(format!("Agent {mark}")),
        serial: Some(format!("Serial {mark}")),
        reason: Some(format!("Reason {mark}")),
        uptime_seconds: Some(60),
    };
    intake.hand_in(&permit, Report::Start(start)).await.unwrap();
    let status = json!({ "wan_ipv4": wan(number), "lan_ipv4": lan(number) });
    let status = StatusReport { full: true, patch: status.as_object().unwrap().clone() };
    intake.hand_in(&permit, Report::Status(status)).await.unwrap();
    let wifi = WifiNetwork { name: format!("Wifi {mark}"), band: None, channel: Some(36), devices: 3 };
    let body = format!("raw {mark}").into_bytes();
    let post = Report::Post { kind: WIFI_KIND.to_owned(), body, wifi: Some(vec![wifi]) };
    intake.hand_in(&permit, post).await.unwrap();
}
