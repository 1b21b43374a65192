//! Every door of the app, as each of those who are signed in to it.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, header};
use care::access::{self, Tx};
use care::db::CustomerId;
use care::mobile_user;
use care::testing::{PASSWORD, PNG, Person, World};
use web::page_doors;

use crate::app::{TestApp, Who};
use crate::browser::{Browser, Fields, Reply};
use crate::doors::{NO_ID, is_of_the_app};
use crate::golden::Variant;
use crate::matrix::Cells;
use crate::own;

care::stories![every_door_of_the_app_answers_subscribers_as_the_table_says];

/// The columns of the table, in its order.
const VISITORS: [Who; 7] = [
    Who::Primary,
    Who::MobileUser,
    Who::OtherHome,
    Who::OtherIspsHome,
    Who::FormerUser,
    Who::PendingUser,
    Who::Admin,
];

/// A line of the table.
struct Row {
    method: Method,
    path: String,
    who: String,
    /// Of each visitor, in the order of what the path names.
    statuses: Vec<Vec<u16>>,
}

/// What an address of this door names, in the table's order.
fn variants(path: &str) -> &'static [Variant] {
    use Variant::{Foreign, Nothing, Own, OwnForeign};
    match path {
        _ if path.contains("{home}") => &[Own, Foreign, OwnForeign, Nothing],
        _ if path.contains('{') => &[Own, Foreign, Nothing],
        _ => &[Own],
    }
}

/// The app's doors for those who are signed in to it, with each visitor's statuses.
fn table() -> Vec<Row> {
    let text = include_str!("../../golden/app_doors.tsv");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1).map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('\t').collect();
    let [method, path, who, statuses @ ..] = &cells[..] else { panic!("too few cells: {line}") };
    let statuses: Vec<Vec<u16>> =
        statuses.iter().map(|cell| cell.split('/').map(|it| it.parse().unwrap()).collect()).collect();
    assert_eq!(statuses.len(), VISITORS.len(), "one cell a visitor: {line}");
    let things = variants(path);
    assert!(statuses.iter().all(|it| it.len() == things.len()), "one status each for {things:?}: {line}");
    Row { method: method.parse().unwrap(), path: (*path).to_owned(), who: (*who).to_owned(), statuses }
}

/// Those who stand before the app's doors, and what is theirs.
struct Street<'a> {
    app: &'a TestApp<'a>,
    /// The first ISP's home, another one of that ISP's, and one of the second ISP's.
    homes: [CustomerId; 3],
    people: BTreeMap<Who, Person>,
    browsers: BTreeMap<Who, Browser>,
    /// The invitation that waits for the one who uses no home.
    invitation: String,
    nth: u16,
}

impl<'a> Street<'a> {
    async fn new(app: &'a TestApp<'a>) -> Street<'a> {
        let (world, one, two) = (app.world, &app.one, &app.two);
        let (here, there) = (one.customer, two.customer);
        let next_door = one.fresh_customer(world, 7001).await;
        let user = world.join_home(&one.isp, here, "user@mail.example").await;
        let neighbour = world.join_home(&one.isp, next_door, "neighbour@mail.example").await;
        let former = world.join_home(&one.isp, here, "former@mail.example").await;
        let remove = async |tx: &mut Tx<_>| mobile_user::remove(tx, here, former.id, None).await;
        world.by(&one.isp, &one.isp.admin, remove).await.unwrap();
        world.mail_to("former@mail.example").await;
        let people = [
            (Who::Primary, one.primary.clone()),
            (Who::MobileUser, user),
            (Who::OtherHome, neighbour),
            (Who::OtherIspsHome, two.primary.clone()),
            (Who::FormerUser, former),
            (Who::Admin, one.admin.clone()),
        ];
        let homes = [here, next_door, there];
        let (people, browsers, invitation) = (people.into(), BTreeMap::new(), String::new());
        let mut street = Street { app, homes, people, browsers, invitation, nth: 0 };
        street.invite().await;
        for who in VISITORS {
            street.arrive(who).await;
        }
        street
    }

    /// Somebody for whom an invitation waits; in the place of the one before, who accepted theirs.
    async fn invite(&mut self) {
        self.nth += 1;
        let (who, invitation) = self.app.one.fresh_invitee(self.app.world, self.nth).await;
        self.people.insert(Who::PendingUser, who);
        self.invitation = invitation.to_string();
        self.arrive(Who::PendingUser).await;
    }

    /// Signs in, in a new browser.
    async fn arrive(&mut self, who: Who) {
        let email = &self.people[&who].email;
        let browser = match who {
            Who::Admin => self.app.signed_in(email).await,
            _ => self.app.in_the_app(email).await,
        };
        self.browsers.insert(who, browser);
    }

    /// Something of theirs that such a door is about, made anew each time: what may be done to it happens to it.
    async fn thing(&mut self, who: Who, path: &str) -> String {
        let world = self.app.world;
        let me = world.arrive(&self.people[&who]).await;
        self.nth += 1;
        match path {
            _ if path.contains("{session}") => {
                let permit = access::person(&world.db, me.audience, &me.hash()).await.unwrap();
                permit.session().unwrap().id.to_string()
            }
            _ if path.contains("{invitation}") && who == Who::PendingUser => self.invitation.clone(),
            // Whoever has proven their mailbox is given a home at once; but not what the operator offers in the portal.
            _ if path.contains("{invitation}") => own::waiting(self.app, &me).await,
            _ if path.contains("{request}") => {
                self.app.one.request_of(world, &me, self.nth).await.1.to_string()
            }
            _ => panic!("what does {path} name?"),
        }
    }

    /// The addresses of a door that a visitor tries, each with what it names.
    async fn addresses(&mut self, who: Who, path: &str) -> Vec<(Variant, String)> {
        let none = NO_ID.to_owned();
        let names: Vec<(&str, String)> = if path.contains("{home}") {
            self.homes
                .map(|home| ("{home}", home.to_string()))
                .into_iter()
                .chain([("{home}", none)])
                .collect()
        } else if path.contains("{isp}") {
            let slugs = [self.app.one.slug(), self.app.two.slug(), "no-such-net"];
            slugs.map(|slug| ("{isp}", slug.to_owned())).into()
        } else if let Some(part) = path.split('/').find(|part| part.starts_with('{')) {
            let other = match who {
                _ if part == "{invitation}" && who != Who::PendingUser => Who::PendingUser,
                Who::OtherHome => Who::Primary,
                _ => Who::OtherHome,
            };
            let theirs = self.thing(other, path).await;
            // Staff have nothing in the app.
            let own = if who == Who::Admin { theirs.clone() } else { self.thing(who, path).await };
            [own, theirs, none].map(|thing| (part, thing)).into()
        } else {
            vec![("", String::new())]
        };
        let mut path = path.to_owned();
        if path.contains("{home}") && path.contains("{request}") {
            // It waits at the first home, whichever is named with it.
            self.nth += 1;
            let request = self.app.one.fresh_request_at_home(self.app.world, self.nth).await;
            path = path.replace("{request}", &request.to_string());
        }
        let filled = names.into_iter().map(|(part, name)| match part {
            "" => path.clone(),
            part => path.replace(part, &name),
        });
        variants(&path).iter().copied().zip(filled).collect()
    }

    /// Knocks once for everything that an address of this door can name.
    async fn knock(&mut self, who: Who, row: &Row) -> Vec<(Variant, String, Reply)> {
        let mut replies = Vec::new();
        for (variant, address) in self.addresses(who, &row.path).await {
            // A jar of its own each time: what a page says once is not said on the next.
            let tab = self.browsers[&who].fork();
            let reply = match row.method {
                Method::GET => tab.get(&address).await,
                _ if row.path == "/app/set-up/code" => tab.post_file(&address, "photo", PNG).await,
                _ => tab.post(&address, form(&row.path)).await,
            };
            if ends_sessions(&row.path) {
                self.arrive(who).await;
            }
            replies.push((variant, address, reply));
        }
        if row.path.contains("{invitation}") && who == Who::PendingUser {
            self.invite().await;
        }
        replies
    }
}

/// A form that this door takes.
fn form(path: &str) -> Fields<'static> {
    match path {
        "/app/account" => &[("name", "Called Otherwise")],
        "/app/account/password" => &[("current", PASSWORD), ("password", PASSWORD)],
        "/app/account/proof" => &[("password", PASSWORD)],
        "/app/agreements/{isp}" => &[("page", "privacy"), ("version", "0")],
        _ => &[],
    }
}

/// Whether whoever passed has another session, or none.
fn ends_sessions(path: &str) -> bool {
    matches!(path, "/app/account/password" | "/app/account/proof" | "/app/account/sign-outs")
}

/// A reply without the address that was asked for.
fn told(address: &str, reply: &Reply) -> Reply {
    let mut told = Reply { text: reply.text.replace(address, ""), ..reply.clone() };
    if let Some(location) = told.headers.get_mut(header::LOCATION) {
        *location = reply.location().replace(address, "").parse().unwrap();
    }
    told
}

async fn every_door_of_the_app_answers_subscribers_as_the_table_says(world: &World) {
    let app = TestApp::new(world).await;
    let table = table();
    let named = |method: &Method, path: &str, who: &str| format!("{method} {path} for {who}");
    let rows: BTreeSet<String> = table.iter().map(|row| named(&row.method, &row.path, &row.who)).collect();
    let (all, needed): (BTreeSet<String>, BTreeSet<String>) = {
        let doors = page_doors().into_iter().filter(is_of_the_app);
        let doors: Vec<_> = doors.map(|door| (named(&door.method, door.path, door.who), door.who)).collect();
        let needed = doors.iter().filter(|(_, who)| *who != "anyone").map(|(door, _)| door.clone());
        (doors.iter().map(|(door, _)| door.clone()).collect(), needed.collect())
    };
    let missing: Vec<_> = needed.difference(&rows).collect();
    assert!(missing.is_empty(), "type their rows into app_doors.tsv by hand: {missing:#?}");
    let gone: Vec<_> = rows.difference(&all).collect();
    assert!(gone.is_empty(), "there are no such doors; take their rows out of app_doors.tsv: {gone:#?}");

    let mut street = Street::new(&app).await;
    let (mut cells, mut wrong) = (Cells::default(), Vec::new());
    for row in &table {
        for (who, expected) in VISITORS.into_iter().zip(&row.statuses) {
            let replies = street.knock(who, row).await;
            let door = format!("{} {} as {who:?}", row.method, row.path);
            for ((variant, address, reply), status) in replies.iter().zip(expected) {
                if reply.status.as_u16() != *status {
                    let text = format!("{} where the table says {status} ({address})", reply.status);
                    wrong.push(format!("{door}, {variant:?}: {text}"));
                }
                cells.add_cell((row.method.clone(), &row.path, who, *variant));
            }
            let refused = replies.iter().filter(|(.., reply)| reply.status == 404);
            let mut refused: Vec<Reply> = refused.map(|(_, address, reply)| told(address, reply)).collect();
            refused.dedup();
            if refused.len() > 1 {
                wrong.push(format!("{door}: what is another's can be told from nothing"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    cells.leave(world, "app");
    world.mails().await;
}
