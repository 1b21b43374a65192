//! The door test: every door, everybody, everything that an address can name.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU16, Ordering};

use axum::body::Body;
use axum::http::{HeaderValue, Method, header};
use care::db::{AccessRequestId, CustomerId};
use care::testing::{PASSWORD, PNG, World};
use web::{Door, page_doors};

use crate::app::{TestApp, Who};
use crate::browser::{Browser, Reply, encoded, request};
use crate::golden::{Row, Variant, differences, names_a_place, names_ones_own, table};
use crate::matrix::Cells;
use crate::net::{Net, nth_mac};
use crate::own;

care::stories![
    every_door_answers_everybody_as_the_golden_table_says,
    settings_look_like_any_address_that_leads_nowhere_to_those_who_may_not_use_them,
];

/// Nothing has this id.
pub(crate) const NO_ID: &str = "00000000-0000-7000-8000-000000000000";

async fn every_door_answers_everybody_as_the_golden_table_says(world: &World) {
    let app = TestApp::new(world).await;
    let table = table();
    let told = differences(&table, &page_doors());
    assert!(told.is_empty(), "{}", told.join("\n"));

    let mut cells = Cells::default();
    let mut wrong = Vec::new();
    for who in Who::ALL {
        let mut browser = app.of(who).await;
        for row in &table {
            let replies = knock(&app, who, &mut browser, row).await;
            wrong.extend(compare(who, row, &replies));
            cells.add(row, who, &replies);
        }
    }
    assert!(wrong.is_empty(), "{} wrong answers:\n{}", wrong.len(), wrong.join("\n"));
    cells.leave(world, "doors");
    world.mails().await;
}

/// Replies by what the address named, and by the address.
pub(crate) type Replies = BTreeMap<(Variant, String), Reply>;

/// Knocks once for everything that an address of this door can name.
pub(crate) async fn knock(app: &TestApp<'_>, who: Who, browser: &mut Browser, row: &Row) -> Replies {
    if names_ones_own(&row.path) {
        return own::knock(app, who, browser, row).await;
    }
    let mut replies = Replies::new();
    for variant in Variant::of(&row.path) {
        for path in addresses(app, who, &row.path, *variant).await {
            let form = form(app, who, &row.path).await;
            // A jar of its own each time: what a page says once is not said on the next.
            let reply = send(&browser.fork(), row, &path, form).await;
            if row.method == Method::POST && ends_sessions(&row.path) {
                *browser = app.of(who).await;
            }
            replies.insert((*variant, path), reply);
        }
    }
    replies
}

/// The pages that somebody may look at, each with their own things in its address.
pub(crate) async fn own_pages(app: &TestApp<'_>, who: Who) -> Vec<String> {
    let mut pages = Vec::new();
    for row in table().iter().filter(|row| row.method == Method::GET && !names_ones_own(&row.path)) {
        pages.extend(addresses(app, who, &row.path, Variant::Own).await);
    }
    pages
}

/// The app's pages, with this home, this request and this ISP in their addresses.
pub(crate) fn app_pages(home: CustomerId, request: AccessRequestId, isp: &str) -> Vec<String> {
    let (home, request) = (home.to_string(), request.to_string());
    let filled =
        |door: Door| door.path.replace("{home}", &home).replace("{request}", &request).replace("{isp}", isp);
    let looks = page_doors().into_iter().filter(|door| door.method == Method::GET);
    looks.filter(is_of_the_app).map(filled).collect()
}

/// Whether this door is one of the app's.
pub(crate) fn is_of_the_app(door: &Door) -> bool {
    door.path == "/app" || door.path.starts_with("/app/")
}

/// Looks, or sends a form.
pub(crate) async fn send(tab: &Browser, row: &Row, path: &str, form: String) -> Reply {
    match row.method {
        Method::GET => tab.get(path).await,
        _ if row.path.ends_with("/settings/logo") => tab.post_file(path, "logo", PNG).await,
        _ => tab.post_raw(path, form).await,
    }
}

/// What differs from the table; and what tells another ISP's things from things that do not exist.
pub(crate) fn compare(who: Who, row: &Row, replies: &Replies) -> Vec<String> {
    let door = format!("{} {} as {who:?}", row.method, row.path);
    let expected: BTreeMap<Variant, u16> =
        Variant::of(&row.path).iter().copied().zip(row.statuses[&who].iter().copied()).collect();
    let mut wrong: Vec<String> = replies
        .iter()
        .filter(|((variant, _), reply)| reply.status.as_u16() != expected[variant])
        .map(|((variant, path), reply)| {
            format!(
                "{door}, {variant:?}: {} where the table says {} ({path})",
                reply.status, expected[variant]
            )
        })
        .collect();
    let of = |wanted: [Variant; 2]| replies.iter().filter(move |((variant, _), _)| wanted.contains(variant));
    for alike in [[Variant::Foreign, Variant::Nothing], [Variant::OwnForeign, Variant::OwnNothing]] {
        let Some(((_, path), first)) = of(alike).next() else { continue };
        let first = told(first, path);
        // Of files there is no foreign kind to be told apart.
        let different = of(alike).filter(|((_, path), reply)| told(reply, path) != first);
        wrong.extend(
            different.map(|((_, path), _)| format!("{door}: {path} can be told from what does not exist")),
        );
    }
    wrong
}

/// What a reply tells beside the address that was asked for: the way to the sign-in page carries that along.
fn told(reply: &Reply, path: &str) -> Reply {
    let mut reply = reply.clone();
    if let Some(page) = reply.location().strip_suffix(&format!("?next={path}")) {
        let page = HeaderValue::from_str(page).unwrap();
        reply.headers.insert(header::LOCATION, page);
    }
    reply
}

/// Addresses of a door that name this.
async fn addresses(app: &TestApp<'_>, who: Who, path: &str, variant: Variant) -> Vec<String> {
    let (mine, other) = if who == Who::Stranger { (&app.two, &app.one) } else { (&app.one, &app.two) };
    // What the visitor may do to something of their own happens to it, so that is made anew; the rest stays as it is.
    let own = match variant {
        Variant::Own => thing(app, mine, path).await,
        _ => kept(app, mine, path).await,
    };
    let foreign = kept(app, other, path).await;
    // The cluster's people can leave the cluster, and not its ISP.
    let leaves_cluster = who.is_of_the_cluster() && path.starts_with("/account/memberships/");
    let at_cluster = leaves_cluster || path.contains("{cluster}");
    let place =
        |net: &'_ Net| if at_cluster { net.cluster.place.slug.clone() } else { net.slug().to_owned() };
    let (mine, other, none) = (place(mine), place(other), "no-such-net".to_owned());
    let names: Vec<(String, String)> = match variant {
        Variant::Own => vec![(mine, own)],
        Variant::Foreign => vec![(other.clone(), foreign), (other, own)],
        Variant::Nothing if !names_a_place(path) => vec![(String::new(), NO_ID.to_owned())],
        Variant::Nothing => vec![(none.clone(), own), (none, NO_ID.to_owned())],
        Variant::OwnForeign => vec![(mine, foreign)],
        Variant::OwnNothing => vec![(mine.clone(), NO_ID.to_owned()), (mine, "nonsense".to_owned())],
    };
    let mut paths: Vec<String> = names.iter().map(|(slug, thing)| filled(path, slug, thing)).collect();
    paths.dedup();
    paths
}

/// An address of this door. Where it names two things, one within the other, they are given with a `+` between them.
pub(crate) fn filled(path: &str, slug: &str, thing: &str) -> String {
    let mut things = thing.split('+').cycle();
    let parts = path.split('/').map(|part| match part {
        "{slug}" | "{cluster}" => slug,
        part if part.starts_with('{') => things.next().unwrap(),
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Something of an ISP that this door is about, the same each time: for those to whom nothing of it is theirs.
async fn kept(app: &TestApp<'_>, net: &Net, path: &str) -> String {
    if path.contains("{plan}") {
        // A fresh one takes the place of those before.
        return thing(app, net, path).await;
    }
    let named = (net.slug().to_owned(), path.to_owned());
    let mut kept = app.kept.lock().await;
    if let Some(thing) = kept.get(&named) {
        return thing.clone();
    }
    let made = thing(app, net, path).await;
    kept.insert(named, made.clone());
    made
}

/// Something of an ISP that this door is about.
async fn thing(app: &TestApp<'_>, net: &Net, path: &str) -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let at = if path.contains("{cluster}") { &net.cluster.place } else { &net.isp };
    match path {
        "/assets/{file}" => style_sheet(app).await,
        "/brand/{colour}" => "0f766e".to_owned(),
        "/logos/{file}" => net.logo(app.world).await,
        // Changing a customer takes its version away, and deactivating it the customer.
        _ if path.ends_with("/restoration") => {
            net.gone_customer(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{customer}/settings")
            || path.ends_with("/deactivation")
            || path.ends_with("{customer}/router") =>
        {
            net.fresh_customer(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{plan}") => {
            net.fresh_plan(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{import}") => {
            // Each is started or cancelled once.
            net.fresh_import(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("/activation") || path.contains("/deletion") => {
            // Either takes it out of stock.
            net.fresh_router(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("/users/invitations/{invitation}") => {
            let id = net.fresh_mobile_invitation(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await;
            format!("{}+{id}", net.customer)
        }
        _ if path.contains("/users/requests/{request}") => {
            let (home, id) = net.fresh_request(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await;
            format!("{home}+{id}")
        }
        _ if path.contains("/users/{person}") => {
            let id = net.fresh_mobile_user(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await;
            format!("{}+{id}", net.customer)
        }
        _ if path.contains("{invitation}") => {
            net.fresh_invitation(app.world, at, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{person}") => {
            // Removing takes them out of the list.
            net.fresh_colleague(app.world, at, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{issue}") => {
            // Each is acknowledged or resolved once.
            net.fresh_issue(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{outage}") => {
            net.fresh_outage(app.world, NEXT.fetch_add(1, Ordering::Relaxed)).await.to_string()
        }
        _ if path.contains("{router}") => net.router.to_string(),
        _ if path.contains("{customer}") => net.customer.to_string(),
        _ => NO_ID.to_owned(),
    }
}

async fn style_sheet(app: &TestApp<'_>) -> String {
    let page = app.nobody().get("/sign-in").await.text;
    let from = page.find("/assets/").unwrap() + "/assets/".len();
    page[from..].split('"').next().unwrap().to_owned()
}

/// A form that this door takes.
async fn form(app: &TestApp<'_>, who: Who, path: &str) -> String {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    let (mac, email) = (nth_mac(9, n), format!("guest{n}@example.net"));
    let (mac, email) = (mac.as_str(), email.as_str());
    let chosen = format!("router-{}", if who == Who::Stranger { &app.two } else { &app.one }.router);
    let chosen = chosen.as_str();
    // The app takes the same forms.
    let path = path.strip_prefix("/app").filter(|rest| rest.starts_with('/')).unwrap_or(path);
    let link = match (who, path) {
        (Who::Expired, "/join" | "/acceptances" | "/renew" | "/renewals") => app.one.expired.reveal(),
        (Who::Pending, "/join" | "/acceptances" | "/renew" | "/renewals") => app.one.invitation.reveal(),
        _ => "",
    };
    let fields = match path {
        "/sign-in" => vec![("email", app.one.admin.email.shown()), ("password", PASSWORD)],
        "/forgot" | "/sign-up" => vec![("email", email)],
        "/confirm" | "/reset" | "/join" | "/setup" | "/renew" | "/renewals" | "/address" | "/addresses"
        | "/undo" | "/undos" => vec![("token", link)],
        "/passwords" | "/acceptances" | "/people" => {
            vec![("token", link), ("name", "Pia"), ("password", PASSWORD)]
        }
        "/setups" => vec![("token", link), ("isp", "New Net"), ("email", email), ("password", PASSWORD)],
        "/language" => vec![("language", "en")],
        "/account" => vec![("name", "Called Otherwise")],
        "/account/password" => vec![("current", PASSWORD), ("password", PASSWORD)],
        "/account/address" => vec![("email", email)],
        "/sign-out" | "/account/sign-outs" => vec![],
        "/account/proof" => vec![("password", PASSWORD)],
        "/account/phones" => {
            // A browser's own keys, as RFC 8291 has them in its example.
            let point =
                "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
            vec![
                ("endpoint", "https://push.example/a"),
                ("p256dh", point),
                ("auth", "BTBZMqHH6r4Tts7J_aSIgg"),
            ]
        }
        // On would be asked of everybody who signs in after this.
        "/isps/{slug}/settings/two-factor" | "/clusters/{cluster}/settings/two-factor" => {
            vec![("require", "off")]
        }
        "/isps/{slug}/settings/agreements" => vec![("page", "privacy"), ("text", ""), ("version", "0")],
        "/isps/{slug}/inventory/labels" => vec![(chosen, "on")],
        "/isps/{slug}/inventory" | "/isps/{slug}/inventory/imports" => vec![("macs", mac)],
        "/isps/{slug}/inventory/imports/{import}/publication" => vec![("good", "1"), ("left_out", "0")],
        "/isps/{slug}/inventory/{router}/activation" => vec![("name", "Bo"), ("address", "2 Oak St")],
        "/isps/{slug}/settings" | "/clusters/{cluster}/settings" => {
            vec![("name", "Renamed Net"), ("brand", "#0f766e")]
        }
        "/isps/{slug}/customers/{customer}/router" => {
            let net = if who == Who::Stranger { &app.two } else { &app.one };
            app.world.stock(&net.isp, mac).await;
            vec![("mac", mac)]
        }
        "/isps/{slug}/customers/{customer}/settings" => {
            vec![("name", "Bo"), ("address", "2 Oak St"), ("billing_day", "2"), ("version", "1")]
        }
        "/isps/{slug}/known-issues/{issue}/snooze" => vec![("hours", "1")],
        "/isps/{slug}/known-issues/{issue}/resolution" => vec![("note", "done")],
        "/isps/{slug}/settings/support" => vec![("timezone", "UTC")],
        "/isps/{slug}/settings/customers" => {
            vec![("reports", "on"), ("retention_days", "90"), ("history_days", "400")]
        }
        "/isps/{slug}/settings/plans" | "/isps/{slug}/settings/plans/{plan}" => {
            vec![("name", mac), ("down", "300"), ("up", "20"), ("version", "1")]
        }
        "/isps/{slug}/customers/{customer}/users/invitations" => vec![("email", email)],
        "/isps/{slug}/invitations" | "/clusters/{cluster}/invitations" => {
            vec![("email", email), ("role", "user")]
        }
        "/isps/{slug}/collaborators/{person}" | "/clusters/{cluster}/collaborators/{person}" => {
            vec![("role", "read_only")]
        }
        _ => vec![],
    };
    encoded(&fields)
}

/// Whether whoever passed has another session, or none.
fn ends_sessions(path: &str) -> bool {
    matches!(
        path,
        "/sign-in"
            | "/sign-out"
            | "/account/password"
            | "/account/proof"
            | "/account/sign-outs"
            | "/account/memberships/{slug}/departure"
            | "/acceptances"
    )
}

async fn settings_look_like_any_address_that_leads_nowhere_to_those_who_may_not_use_them(world: &World) {
    let app = TestApp::new(world).await;
    for browser in [app.user().await, app.read_only().await] {
        let settings = browser.get("/isps/bar-net/settings").await;
        assert_eq!(settings, browser.get("/isps/bar-net/nothing-like-it").await);
        let head = request(Method::HEAD, "/isps/bar-net/settings").body(Body::empty()).unwrap();
        assert_eq!(browser.send(head).await.status, 404);
        assert!(!browser.get("/isps/bar-net/overview").await.text.contains("/settings"));
    }
    assert!(app.admin().await.get("/isps/bar-net/overview").await.text.contains("/isps/bar-net/settings"));
}
