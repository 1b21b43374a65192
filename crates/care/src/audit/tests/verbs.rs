//! Every verb of the product, what it leaves in the log, and that none of it is a secret.

mod mobile_users;
mod places;

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::access::{self, Role, Tx};
use crate::email::Email;
use crate::link::{Kind, Token};
use crate::person::{Hashed, Password};
use crate::problem::Result;
use crate::testing::{PASSWORD, PNG, Person, from};
use crate::{
    address_change, cluster, collaborator, deactivation, factor, inventory, invitation, isp, person,
    recovery, router, session, stories,
};

stories![every_act_is_in_the_log, no_secret_is_in_the_log];

/// What a verb leaves in the log.
#[derive(Clone, Copy)]
enum Leaves {
    /// An entry of each of these kinds.
    Entries(&'static [&'static str]),
    /// Nothing, since it only looks.
    Looks,
    /// Nothing, for this reason.
    Nothing(&'static str),
}
use Leaves::{Entries, Looks, Nothing};

const WORKER: Leaves = Nothing("the service's own worker");
const ASKED: Leaves = Nothing("a question that waits for its answer; what the answer does is an entry");
const SWEEP: Leaves = Nothing("deletes rows that ended by themselves");

/// Every verb, typed by hand: one that is not here fails the test until somebody has decided what it leaves.
const VERBS: &[(&str, Leaves)] = &[
    ("access_request::approve", Entries(&["mobile-user-access-approved"])),
    ("access_request::approve_by_staff", Entries(&["mobile-user-access-approved"])),
    ("access_request::ask", Entries(&["mobile-user-access-requested"])),
    ("access_request::decline", Entries(&["mobile-user-access-declined"])),
    ("access_request::decline_by_staff", Entries(&["mobile-user-access-declined"])),
    ("access_request::find", Looks),
    ("access_request::find_by_staff", Looks),
    ("access_request::mine", Looks),
    ("access_request::of_home", Looks),
    ("access_request::waiting", Looks),
    ("access_request::withdraw", Entries(&["mobile-user-access-withdrawn"])),
    ("address_change::ask", Entries(&["address-asked"])),
    ("address_change::confirm", Entries(&["address-changed"])),
    ("address_change::look", Looks),
    ("address_change::look_undo", Looks),
    ("address_change::may_ask", Looks),
    ("address_change::sweep", SWEEP),
    ("address_change::undo", Entries(&["address-undone"])),
    ("address_change::waiting", Looks),
    ("agreement::accept", Entries(&["agreement-accepted"])),
    ("agreement::current", Looks),
    ("agreement::due", Looks),
    ("agreement::pages", Looks),
    ("agreement::publish", Entries(&["isp-agreement-published"])),
    ("audit::erase_by_operator", Entries(&["audit-erased"])),
    ("audit::erase_customer", Entries(&["audit-erased"])),
    ("audit::list", Looks),
    ("audit::mine", Looks),
    ("audit::run_sealer", WORKER),
    ("audit::seal", WORKER),
    ("audit::verify", Looks),
    ("claim::by_label", Entries(&["mobile-user-claimed"])),
    ("claim::by_presence", Entries(&["mobile-user-claimed"])),
    ("claim::look", Looks),
    ("claim::print", Entries(&["inventory-labels-printed"])),
    ("cluster::add", Entries(&["cluster-joined", "cluster-isp-added"])),
    ("cluster::create", Entries(&["cluster-created"])),
    ("cluster::find", Looks),
    ("cluster::isps", Looks),
    ("cluster::list", Looks),
    ("cluster::remove", Entries(&["cluster-left", "cluster-isp-removed"])),
    ("cluster::side_by_side", Looks),
    ("collaborator::admins", Looks),
    ("collaborator::change", Entries(&["collaborator-changed"])),
    ("collaborator::find", Looks),
    ("collaborator::has_company", Looks),
    ("collaborator::acknowledge", Nothing("that somebody saw what is on record already")),
    ("collaborator::given", Looks),
    ("collaborator::leave", Entries(&["collaborator-left"])),
    ("collaborator::list", Looks),
    ("collaborator::mine", Looks),
    ("collaborator::remains", Looks),
    ("collaborator::remove", Entries(&["collaborator-removed"])),
    ("collaborator::through_cluster", Looks),
    ("connectivity::how_many_alone", Looks),
    ("connectivity::list", Looks),
    ("connectivity::longest_offline", Looks),
    ("connectivity::met", Looks),
    ("customer::find", Looks),
    ("customer::is_new_visit", Looks),
    ("customer::note_visit", Nothing("a look is no act; the home's own timeline tells it")),
    ("customer::update", Entries(&["customer-updated"])),
    ("deactivation::deactivate", Entries(&["customer-deactivated"])),
    ("deactivation::erase_due", Entries(&["customer-erased"])),
    ("deactivation::forget_due", WORKER),
    ("deactivation::how_many_lately", Looks),
    ("deactivation::is_own_home", Looks),
    ("deactivation::lately", Looks),
    ("deactivation::restore", Entries(&["customer-restored"])),
    ("deactivation::run_eraser", WORKER),
    ("factor::add", Entries(&["factor-added"])),
    ("factor::anew", Entries(&["recovery-codes-made"])),
    ("factor::ask", ASKED),
    ("factor::ask_anyone", ASKED),
    ("factor::ask_to_add", ASKED),
    ("factor::ask_waiting", ASKED),
    ("factor::begin", ASKED),
    ("factor::colleague", Looks),
    ("factor::confirm", Entries(&["factor-added"])),
    ("factor::finish", Entries(&["signed-in", "recovery-code-used"])),
    ("factor::having", Looks),
    ("factor::mine", Looks),
    ("factor::pending", Looks),
    (
        "factor::prove",
        Nothing("a proof changes nothing but how fresh the session is; what is done with it is an entry"),
    ),
    ("factor::remove_app", Entries(&["factor-removed"])),
    ("factor::remove_passkey", Entries(&["factor-removed"])),
    ("factor::require", Entries(&["two-factor-required", "two-factor-not-required"])),
    ("factor::requirement", Looks),
    ("factor::reset_by_operator", Entries(&["factor-reset"])),
    ("factor::reset_of", Entries(&["factor-reset"])),
    ("factor::sign_in", Entries(&["signed-in"])),
    ("factor::sweep", SWEEP),
    ("factor::waiting", Looks),
    ("factor::without", Looks),
    ("history::availability", Looks),
    ("history::days", Looks),
    ("history::points", Looks),
    ("history::roll_up", WORKER),
    ("history::watch", WORKER),
    ("inventory::add", Entries(&["inventory-added"])),
    ("inventory::add_by_operator", Entries(&["inventory-added"])),
    ("inventory::count", Looks),
    ("inventory::delete", Entries(&["inventory-deleted"])),
    ("inventory::enable", Entries(&["customer-activated"])),
    ("inventory::find", Looks),
    ("inventory::firmwares", Looks),
    ("inventory::list", Looks),
    ("inventory::models", Looks),
    ("inventory::replace", Entries(&["router-replaced"])),
    ("inventory_import::cancel", Entries(&["inventory-import-cancelled"])),
    ("inventory_import::faults", Looks),
    ("inventory_import::find", Looks),
    ("inventory_import::left_out", Looks),
    ("inventory_import::open", Looks),
    ("inventory_import::run_worker", WORKER),
    ("inventory_import::start", Entries(&["inventory-import-started"])),
    (
        "inventory_import::upload",
        Nothing("writes down what may be imported; nothing is in the inventory yet"),
    ),
    ("inventory_import::work", WORKER),
    ("invitation::accepted_by_me", Looks),
    (
        "invitation::accept_new",
        Entries(&["collaborator-joined", "mobile-user-joined", "signed-in", "admin-recovered"]),
    ),
    ("invitation::accept_signed_in", Entries(&["collaborator-joined"])),
    ("invitation::accept_waiting", Entries(&["collaborator-joined"])),
    ("invitation::ask_again", Entries(&["invitation-asked-for", "mobile-user-invitation-asked-for"])),
    ("invitation::find", Looks),
    ("invitation::find_mobile_user", Looks),
    ("invitation::generate", Entries(&["collaborator-link-generated"])),
    ("invitation::generate_for_mobile_user", Entries(&["mobile-user-link-generated"])),
    ("invitation::invite", Entries(&["collaborator-invited"])),
    ("invitation::invite_admin", Entries(&["admin-invited-by-operator"])),
    ("invitation::invite_mobile_user", Entries(&["mobile-user-invited"])),
    ("invitation::list", Looks),
    ("invitation::list_mobile_users", Looks),
    ("invitation::look_expired", Looks),
    ("invitation::may_invite_mobile_user", Looks),
    ("invitation::open", Looks),
    ("invitation::reinvite", Entries(&["collaborator-reinvited"])),
    ("invitation::reinvite_mobile_user", Entries(&["mobile-user-reinvited"])),
    ("invitation::revoke", Entries(&["invitation-revoked"])),
    ("invitation::revoke_mobile_user", Entries(&["mobile-user-invitation-revoked"])),
    ("invitation::waiting", Looks),
    ("isp::zone", Looks),
    ("isp::any", Looks),
    ("isp::create", Entries(&["isp-created"])),
    ("isp::find", Looks),
    ("isp::list", Looks),
    ("isp::logo", Looks),
    ("isp::mine", Looks),
    ("isp::remove_logo", Entries(&["isp-logo-removed"])),
    ("isp::support", Looks),
    ("isp::set_logo", Entries(&["isp-logo-changed"])),
    ("isp::settings", Looks),
    ("isp::update", Entries(&["isp-updated"])),
    ("isp::update_rules", Entries(&["isp-rules-changed"])),
    ("isp::update_support", Entries(&["isp-support-changed"])),
    ("known_issue::acknowledge", Entries(&["issue-acknowledged"])),
    ("known_issue::find", Looks),
    ("known_issue::fold", Nothing("what homes do by themselves; the timeline tells it")),
    ("known_issue::judge", Nothing("what homes do by themselves; the timeline tells it")),
    ("known_issue::list", Looks),
    ("known_issue::of_customer", Looks),
    ("known_issue::of_outage", Looks),
    ("known_issue::open_of", Looks),
    ("known_issue::outage", Looks),
    ("known_issue::outages", Looks),
    ("known_issue::resolve", Entries(&["issue-resolved"])),
    ("known_issue::snooze", Entries(&["issue-snoozed"])),
    ("known_issue::tally", Looks),
    ("link::sweep", SWEEP),
    ("mail::deliver_due", WORKER),
    ("mail::find", Looks),
    ("mail::latest", Looks),
    ("mail::run_worker", WORKER),
    ("mail::sweep", SWEEP),
    ("mobile_user::address", Looks),
    ("mobile_user::find", Looks),
    ("mobile_user::homes", Looks),
    ("mobile_user::leave", Entries(&["mobile-user-left"])),
    ("mobile_user::list", Looks),
    ("mobile_user::make_primary", Entries(&["mobile-user-primary"])),
    ("mobile_user::remove", Entries(&["mobile-user-removed", "mobile-user-primary"])),
    ("mobile_user::with_access", Looks),
    ("person::change_password", Entries(&["password-changed"])),
    ("person::home", Looks),
    ("person::prove_by_password", Nothing("as factor::prove")),
    ("person::rename", Entries(&["person-renamed"])),
    ("person::sign_in", Entries(&["signed-in", "password-shown"])),
    ("plan::add", Entries(&["plan-added"])),
    ("plan::change", Entries(&["plan-changed"])),
    ("plan::find", Looks),
    ("plan::list", Looks),
    ("plan::remove", Entries(&["plan-removed"])),
    ("presence::look", Looks),
    ("push::choose", Entries(&["notices-chosen"])),
    ("push::deliver_due", WORKER),
    ("push::end", Nothing("as the operator's configuration says")),
    ("push::mine", Looks),
    ("push::move_on", Nothing("what a browser does by itself")),
    ("push::run_worker", WORKER),
    ("push::sweep", SWEEP),
    ("push::turn_off", Entries(&["notices-off"])),
    ("push::turn_on", Entries(&["notices-on"])),
    ("recovery::answer_due", WORKER),
    ("recovery::ask", Nothing("anybody may ask for anybody; what comes of it is an entry")),
    ("recovery::ask_to_sign_up", Nothing("as recovery::ask")),
    ("recovery::choose", Entries(&["password-changed"])),
    ("recovery::look", Looks),
    ("recovery::look_sign_up", Looks),
    ("recovery::run_worker", WORKER),
    ("recovery::sign_up", Entries(&["person-signed-up", "signed-in"])),
    ("router::at_home", Looks),
    ("router::boots", Looks),
    ("router::certify", Nothing("a router's own act; the timeline tells it")),
    ("router::counts", Looks),
    ("router::firmware", Looks),
    ("router::left_behind", Looks),
    ("router::may_certify", Looks),
    ("router::most_restarted", Looks),
    ("router::restarts", Looks),
    ("router::of_customer", Looks),
    ("router::open_window", Entries(&["certificate-window-opened"])),
    ("router::sample", WORKER),
    ("router::samples", Looks),
    ("router::stock", Looks),
    ("router::settle", Nothing("what routers do by themselves; the timeline tells it")),
    ("router::sweep", Nothing("what routers do by themselves; the timeline tells it")),
    ("router::turned_away", Nothing("what routers do by themselves; the timeline tells it")),
    ("router::watch", WORKER),
    ("router::watch_samples", WORKER),
    ("search::elsewhere", Looks),
    ("search::find", Looks),
    ("search::keep_index", WORKER),
    ("session::end", Entries(&["signed-out"])),
    ("session::end_all", Entries(&["signed-out-everywhere"])),
    ("session::end_other", Entries(&["session-ended"])),
    ("session::is_waiting", Looks),
    ("session::list", Looks),
    ("session::speak", Nothing("how one's own pages and mails read")),
    ("session::sweep", SWEEP),
    ("setup::complete", Entries(&["isp-created", "collaborator-joined", "signed-in"])),
    ("setup::look", Looks),
    ("setup::offer", Nothing("prints a link on the server's own terminal")),
    ("storage::measure", Looks),
    ("throttle::sweep", SWEEP),
    ("throttle::take_mail", Nothing("as throttle::take")),
    ("throttle::take", Nothing("counts attempts; wrong ones are slowed down and not told")),
    ("timeline::by_staff", Looks),
    ("timeline::of_customer", Looks),
    ("timeline::people_of", Looks),
    ("timeline::recent", Looks),
];

/// Every public function of a room that takes a transaction or opens one. The rooms below `audit` have none.
fn verbs() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let inner = path.strip_prefix(&source).unwrap().to_str().unwrap().to_owned();
            let room = inner.split(['/', '.']).next().unwrap().to_owned();
            if ["access", "db", "testing"].contains(&room.as_str()) || inner.contains("test") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            for verb in text.split("\npub async fn ").skip(1) {
                let (name, rest) = verb.split_at(verb.find(['(', '<']).unwrap());
                let signature = rest.split('{').next().unwrap();
                if signature.contains("Tx<") || signature.contains("Db") {
                    found.insert(format!("{room}::{name}"));
                }
            }
        }
    }
    found
}

#[test]
fn every_verb_is_known_to_leave_something_or_nothing() {
    let (known, found) = (VERBS.iter().map(|(verb, _)| (*verb).to_owned()).collect::<BTreeSet<_>>(), verbs());
    let new: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(found.len() > 50, "{found:?}");
    assert!(new.is_empty(), "say in VERBS what these leave in the log: {new:?}");
    assert!(gone.is_empty(), "take these out of VERBS: {gone:?}");
    let silent: Vec<&str> = VERBS
        .iter()
        .filter(|(_, leaves)| match leaves {
            Nothing(why) => why.len() < 10,
            Entries(kinds) => kinds.is_empty(),
            Looks => false,
        })
        .map(|(verb, _)| *verb)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

/// What nobody may read in the log.
struct Secrets(Vec<String>);

async fn by<P: crate::access::Permission, T>(
    world: &World,
    isp: &Isp,
    who: &Person,
    act: impl AsyncFnOnce(&mut Tx<P>) -> Result<T>,
) -> T {
    world.by(isp, who, act).await.unwrap()
}

/// Everything that people and the operator can do, once.
async fn a_full_life(world: &World) -> Secrets {
    let (isp, far) = (world.first_isp().await, world.second_isp().await);
    let mut secrets = vec![PASSWORD.to_owned(), isp.admin.cookie.clone(), far.admin.cookie.clone()];
    let keep = |token: &Token, secrets: &mut Vec<String>| secrets.push(token.reveal().to_owned());

    let token = world.invite(&isp, "uma@barnet.example", "user").await;
    keep(&token, &mut secrets);
    let uma = world.person(world.accept(&token, "Uma").await.unwrap().cookie.unwrap()).await;
    secrets.push(uma.cookie.clone());
    by(world, &isp, &isp.admin, async |tx| collaborator::change(tx, uma.id, Role::ReadOnly).await).await;
    // Invited before they had an account, they accept as who they have become meanwhile.
    let token = world.invite(&isp, "bo@mail.example", "user").await;
    world.invite(&isp, "kim@mail.example", "user").await;
    keep(&token, &mut secrets);
    let (bo, kim) = (
        world.join(&far, "bo@mail.example", "user").await,
        world.join(&far, "kim@mail.example", "user").await,
    );
    world.oneself(&bo, async |tx| invitation::accept_signed_in(tx, &token).await).await.unwrap();
    let waiting = world.oneself(&kim, invitation::waiting).await.unwrap();
    world.oneself(&kim, async |tx| invitation::accept_waiting(tx, waiting[0].id).await).await.unwrap();

    by(world, &isp, &isp.admin, async |tx| isp::update(tx, "Bar Network", "#aa3355").await).await;
    let router = world.stock(&isp, "60:6c:63:00:aa:01").await;
    world
        .shell(Some(isp.id), async |tx| inventory::add_by_operator(tx, "60:6c:63:00:aa:02").await)
        .await
        .unwrap();
    world.enable(&isp, router, "Ana Lima").await;
    places::imports(world, &isp).await;
    world.certify("60:6c:63:00:aa:01", b"one").await;
    by(world, &isp, &isp.admin, async |tx| router::open_window(tx, router).await).await;
    places::settings_and_customers(world, &isp).await;

    comings_and_goings(world, &isp, &mut secrets).await;
    let home = mobile_users::come_and_go(world, &isp, &mut secrets).await;
    life_of_an_account(world, &uma, &mut secrets).await;
    let (hal, late) = (
        world.join(&isp, "hal@mail.example", "user").await,
        world.invite(&isp, "late@mail.example", "user").await,
    );
    keep(&late, &mut secrets);
    let late_at_home = world.invite_home(&isp, home, "late@mail.example").await;
    keep(&late_at_home, &mut secrets);
    factors(world, &isp, hal, &mut secrets).await;
    moves(world, &isp, &mut secrets).await;
    let lost =
        world.shell(Some(isp.id), async |tx| invitation::invite_admin(tx, &uma.email).await).await.unwrap();
    keep(&lost, &mut secrets);
    world.accept(&lost, "Uma").await.unwrap();
    world.minutes(60 * 49);
    for late in [&late, &late_at_home] {
        world.anyone(async |tx| invitation::ask_again(tx, late).await).await.unwrap();
    }
    world.minutes(60 * 24 * 7);
    while deactivation::erase_due(&world.db).await.unwrap() {}
    let max = "max@mail.example";
    world.shell(None, async |tx| super::super::erase_by_operator(tx, max).await).await.unwrap();
    world.mails().await;
    Secrets(secrets)
}

/// Invitations that come to nothing, collaborators who go, and a cluster that the ISP joins and leaves.
async fn comings_and_goings(world: &World, isp: &Isp, secrets: &mut Vec<String>) {
    let token = world.invite(isp, "max@mail.example", "user").await;
    secrets.push(token.reveal().to_owned());
    let invited = by(world, isp, &isp.admin, async |tx| invitation::list(tx).await).await;
    let id = invited.iter().find(|it| it.email == "max@mail.example").unwrap().id;
    by(world, isp, &isp.admin, async |tx| invitation::reinvite(tx, id).await).await;
    secrets.push(world.mail_to("max@mail.example").await.token(Kind::Invitation).reveal().to_owned());
    let link = by(world, isp, &isp.admin, async |tx| invitation::generate(tx, id).await).await;
    secrets.push(link.reveal().to_owned());
    by(world, isp, &isp.admin, async |tx| invitation::revoke(tx, id).await).await;
    let gone = world.join(isp, "gil@mail.example", "user").await;
    by(world, isp, &isp.admin, async |tx| collaborator::remove(tx, gone.id).await).await;
    let leaver = world.join(isp, "lea@mail.example", "user").await;
    world.oneself(&leaver, async |tx| collaborator::leave(tx, &isp.slug).await).await.unwrap();
    let group = world.cluster("Bar Group", &[isp]).await;
    secrets.push(group.admin.cookie);
    world.shell(None, async |tx| cluster::remove(tx, &isp.slug).await).await.unwrap();
}

/// Second factors, set up, used, required, lost and reset.
async fn factors(world: &World, isp: &Isp, mut hal: Person, secrets: &mut Vec<String>) {
    let mut ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let key = world.with_passkey(&mut ada).await;
    let phone = world.with_app(&mut ada).await;
    let codes = world.oneself(&ada, factor::anew).await.unwrap();
    secrets.extend([phone.secret.clone(), ada.cookie.clone()]);
    secrets.extend(codes.0.iter().cloned());
    let waiting = world.first_step(&ada).await;
    secrets.push(waiting.reveal().to_owned());
    let mut ada = world.second_step(&waiting, factor::Answer::Code(&codes.0[0])).await.unwrap();
    secrets.push(ada.cookie.clone());
    by(world, isp, &ada, async |tx| factor::require(tx, true).await).await;
    by(world, isp, &ada, async |tx| factor::require(tx, false).await).await;
    secrets.push(world.with_app(&mut hal).await.secret);
    by(world, isp, &ada, async |tx| factor::reset_of(tx, hal.id).await).await;
    world.mails().await;
    hal = world.sign_in(&hal.email, PASSWORD).await.unwrap();
    secrets.push(world.with_app(&mut hal).await.secret);
    world.shell(None, async |tx| factor::reset_by_operator(tx, &hal.email).await).await.unwrap();
    let keys = world.oneself(&ada, factor::mine).await.unwrap().passkeys;
    world.oneself(&ada, async |tx| factor::remove_passkey(tx, keys[0].id).await).await.unwrap();
    world.oneself(&ada, factor::remove_app).await.unwrap();
    ada = world.sign_in(&ada.email, PASSWORD).await.unwrap();
    drop((key, ada));
    world.mails().await;
}

/// A password that is changed, a session that is ended from another, and an address that is changed and taken back.
async fn moves(world: &World, isp: &Isp, secrets: &mut Vec<String>) {
    let (old, new) = (isp.admin.email.canonical(), "ada@new.example");
    let other = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let ada = world.sign_in(&isp.admin.email, PASSWORD).await.unwrap();
    let id = access::person(&world.db, access::Audience::Portal, &other.hash())
        .await
        .unwrap()
        .session()
        .unwrap()
        .id;
    world.oneself(&ada, async |tx| session::end_other(tx, id).await).await.unwrap();

    let next = "seven bridges and an otter";
    let permit = access::person(&world.db, access::Audience::Portal, &ada.hash()).await.unwrap();
    let cookie = person::change_password(&world.db, &permit, PASSWORD, next, &from()).await.unwrap();
    let ada = world.person(cookie).await;
    world.mails().await;
    let to = Email::parse(new).unwrap();
    world.oneself(&ada, async |tx| address_change::ask(tx, &to).await).await.unwrap();
    let link = world.mail_to(new).await.token(Kind::Address);
    let permit = access::person(&world.db, access::Audience::Portal, &ada.hash()).await.unwrap();
    let here = permit.session().unwrap().id;
    let mut tx = permit.write(&world.db).await.unwrap();
    let (_, cookie) = address_change::confirm(&mut tx, &link, here).await.unwrap();
    tx.commit().await.unwrap();
    let undo = world.mail_to(old).await.token(Kind::Undo);
    let nobodys = Hashed::of_nobody().await.unwrap();
    world.anyone(async |tx| address_change::undo(tx, &undo, &nobodys).await).await.unwrap();
    secrets.extend([other.cookie, ada.cookie, next.to_owned(), cookie.reveal().to_owned()]);
    secrets.extend([link.reveal().to_owned(), undo.reveal().to_owned()]);
}

async fn life_of_an_account(world: &World, uma: &Person, secrets: &mut Vec<String>) {
    let again = world.sign_in(&uma.email, PASSWORD).await.unwrap();
    world.oneself(&again, async |tx| person::rename(tx, "Uma Ray").await).await.unwrap();
    let first =
        access::person(&world.db, access::Audience::Portal, &uma.hash()).await.unwrap().session().unwrap().id;
    world.oneself(&again, async |tx| session::end(tx, first).await).await.unwrap();
    world.oneself(&again, session::end_all).await.unwrap();
    world.mails().await;
    world.anyone(async |tx| recovery::ask(tx, &uma.email, access::Audience::Portal).await).await.unwrap();
    recovery::answer_due(&world.db).await.unwrap();
    let token = world.mail_to(uma.email.canonical()).await.token(Kind::Reset);
    let new = "many lanterns beside the harbour";
    let hashed = Password::chosen(new, &[]).unwrap().hash().await.unwrap();
    world.anyone(async |tx| recovery::choose(tx, &token, &hashed).await).await.unwrap();
    secrets.extend([again.cookie, token.reveal().to_owned(), new.to_owned()]);
}

async fn every_act_is_in_the_log(world: &World) {
    a_full_life(world).await;
    let rows = world.picture().await.remove("audit").unwrap();
    for (verb, leaves) in VERBS {
        let Entries(kinds) = leaves else { continue };
        for kind in *kinds {
            assert!(rows.iter().any(|row| row.contains(kind)), "{verb} left no {kind}");
        }
    }
    // And each has words, so that nobody reads a key.
    let mut tx = world.everywhere().await;
    let kinds = crate::db::query("SELECT DISTINCT kind FROM audit").all(&mut tx).await.unwrap();
    for row in &kinds {
        let kind: String = row.get("kind").unwrap();
        assert!(crate::words::Words::english().knows(&format!("timeline-{kind}")), "{kind}");
    }
}

async fn no_secret_is_in_the_log(world: &World) {
    let Secrets(mut secrets) = a_full_life(world).await;
    let mut tx = world.everywhere().await;
    let text = async |tx: &mut crate::db::Connection, sql: &'static str| -> Vec<String> {
        let rows = crate::db::query(sql).all(tx).await.unwrap();
        rows.iter().map(|row| row.get("it").unwrap()).collect()
    };
    secrets.extend(text(&mut tx, "SELECT password AS it FROM person WHERE password IS NOT NULL").await);
    let hashes = crate::db::query("SELECT hash AS it FROM link UNION SELECT hash FROM session");
    for row in hashes.all(&mut tx).await.unwrap() {
        let hash: Vec<u8> = row.get("it").unwrap();
        secrets.push(hash.iter().map(|byte| format!("{byte:02x}")).collect());
    }
    // A token without the letters that tell its kind, too.
    let bare: Vec<String> =
        secrets.iter().filter_map(|it| it.split_once("1_").map(|(_, rest)| rest.to_owned())).collect();
    secrets.extend(bare);
    assert!(secrets.len() > 15, "{} secrets", secrets.len());
    let log = text(&mut tx, "SELECT personal AS it FROM audit WHERE personal IS NOT NULL").await;
    assert!(log.len() > 15, "{} entries", log.len());
    for entry in log {
        let told: Vec<&String> = secrets.iter().filter(|it| it.len() > 8 && entry.contains(*it)).collect();
        assert!(told.is_empty(), "{entry} tells {told:?}");
    }
}
