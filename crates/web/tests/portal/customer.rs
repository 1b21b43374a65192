//! A customer's tabs as browsers meet them.

use axum::body::Body;
use axum::http::Method;
use care::testing::World;

use crate::app::TestApp;
use crate::browser::{Browser, Fields, request};
use crate::two_factor::between;

care::stories![
    every_tab_says_whose_it_is,
    an_update_is_confirmed_once_in_yellow,
    who_was_slower_is_told_field_by_field_and_overwrites_nothing,
    bad_input_is_told_beside_its_field_and_nothing_is_taken,
    read_only_sees_every_control_greyed_and_why,
    a_day_without_a_word_from_the_router_says_so_and_leads_to_the_week,
    the_timeline_tells_in_the_customers_own_time,
    the_timeline_is_filtered_and_exported,
    a_look_is_noted_when_somebody_looks,
    a_deactivated_customer_is_gone_until_it_is_taken_back,
    ones_own_home_is_for_somebody_else_to_deactivate,
];

const MARK: &str = "kq7xwv";

fn home(app: &TestApp<'_>) -> String {
    format!("/isps/bar-net/customers/{}", app.one.customer)
}

/// The form as it stands, but for these.
async fn form(browser: &Browser, home: &str, changed: Fields<'_>) -> Vec<(String, String)> {
    let page = browser.get(&format!("{home}/settings")).await.text;
    let version = between(&page, "name=\"version\" value=\"", "\"").to_owned();
    let seen = between(&page, "name=\"seen\" value=\"", "\"").replace("&#34;", "\"");
    let mut fields = vec![
        ("seen", seen),
        ("name", format!("Customer {MARK}")),
        ("address", format!("1 Street {MARK}")),
        ("email", format!("kim.{MARK}@example.net")),
        ("phone", "+1 603 555 9141".to_owned()),
        ("plan", String::new()),
        ("timezone", String::new()),
        ("billing_day", "1".to_owned()),
        ("reports", String::new()),
        ("version", version),
    ];
    for (name, value) in changed {
        fields.iter_mut().find(|(it, _)| it == name).unwrap().1 = (*value).to_owned();
    }
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn send(browser: &Browser, home: &str, form: &[(String, String)]) -> crate::browser::Reply {
    let fields: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(&format!("{home}/settings"), &fields).await
}

async fn every_tab_says_whose_it_is(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    for (tab, word) in [("", "Overview"), ("/timeline", "Timeline"), ("/settings", "User Settings")] {
        let page = user.get(&format!("{home}{tab}")).await.text;
        for told in [
            &format!("<h1>Customer {MARK}</h1>"),
            &format!("1 Street {MARK}"),
            &format!("kim.{MARK}@example.net"),
            "+1 603 555 9141",
            &format!("href=\"{home}{tab}\" aria-current=\"page\">{word}</a>"),
        ] {
            assert!(page.contains(told), "{tab}: {told} in {page}");
        }
        let state = between(&page, "id=\"customer-state\"", "</span></div>");
        assert!(state.contains("Online"), "{tab}: {state}");
    }
}

async fn an_update_is_confirmed_once_in_yellow(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let changed = form(&user, &home, &[("name", "Ana Lima"), ("timezone", "america/new_york")]).await;
    let reply = send(&user, &home, &changed).await;
    assert_eq!((reply.status.as_u16(), reply.location()), (303, format!("{home}/settings").as_str()));
    let page = user.get(reply.location()).await.text;
    assert!(page.contains("class=\"banner done\"") && page.contains("Ana Lima is updated."), "{page}");
    assert!(page.contains("data-dismiss") && page.contains("value=\"America/New_York\""));
    assert!(!user.get(&format!("{home}/settings")).await.text.contains("is updated."), "once");
}

async fn who_was_slower_is_told_field_by_field_and_overwrites_nothing(world: &World) {
    let app = TestApp::new(world).await;
    let (user, admin, home) = (app.user().await, app.admin().await, home(&app));
    let slower = form(&user, &home, &[("phone", "+1 603 555 0777")]).await;
    let faster = form(&admin, &home, &[("name", "Renamed Meanwhile"), ("billing_day", "9")]).await;
    assert_eq!(send(&admin, &home, &faster).await.status, 303);
    let told = send(&user, &home, &slower).await;
    assert_eq!(told.status, 409);
    for sentence in [
        "Somebody else changed this customer meanwhile, and nothing of yours is saved yet.",
        "Somebody else set this to “Renamed Meanwhile” meanwhile.",
        "Somebody else set this to “9” meanwhile.",
        "value=\"+1 603 555 0777\"",
        "value=\"Renamed Meanwhile\"",
    ] {
        assert!(told.text.contains(sentence), "{sentence} in {}", told.text);
    }
    assert!(!told.text.contains("id=\"phone-error\""), "their own change is not somebody else's");
    assert!(user.get(&home).await.text.contains("Renamed Meanwhile"), "nothing is overwritten");
    // Who has seen it may.
    let version = between(&told.text, "name=\"version\" value=\"", "\"").to_owned();
    let mut again = slower;
    again.last_mut().unwrap().1 = version;
    assert_eq!(send(&user, &home, &again).await.status, 303);
}

async fn bad_input_is_told_beside_its_field_and_nothing_is_taken(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let bad = [
        ("name", "", "Enter the customer&#39;s name."),
        ("email", "nonsense", "This is not an email address."),
        ("phone", "call me", "Write the phone number in digits"),
        ("plan", "00000000-0000-7000-8000-000000000000", "There is no such plan any more."),
        ("timezone", "Mars/Olympus", "There is no such time zone."),
        ("billing_day", "29", "Choose a day from 1 to 28"),
        ("reports", "maybe", "Choose one from the list."),
    ];
    for (name, value, sentence) in bad {
        let form = form(&user, &home, &[("address", "Somewhere else"), (name, value)]).await;
        let reply = send(&user, &home, &form).await;
        assert_eq!(reply.status, 422, "{name}");
        let error = between(&reply.text, &format!("id=\"{name}-error\""), "</p>");
        assert!(error.contains(sentence), "{name}: {error}");
    }
    assert!(!user.get(&home).await.text.contains("Somewhere else"));
    // A form that forgot which version it is was made by nobody who saw the account.
    let mut form = form(&user, &home, &[]).await;
    form.pop();
    assert_eq!(send(&user, &home, &form).await.status, 409);
}

async fn read_only_sees_every_control_greyed_and_why(world: &World) {
    let app = TestApp::new(world).await;
    let (reader, home) = (app.read_only().await, home(&app));
    let page = reader.get(&format!("{home}/settings")).await.text;
    assert_eq!(page.matches(" disabled>").count(), 2, "both groups: {page}");
    for (id, label) in [("update", "Update"), ("deactivate", "Deactivate")] {
        let button = between(&page, &format!("id=\"{id}\" aria-disabled=\"true\""), "</button>");
        assert!(button.ends_with(label), "{button}");
        let why = between(&page, &format!("id=\"{id}-why\""), "</span>");
        assert!(why.contains("Your access is Read Only."), "{why}");
    }
    assert!(!page.contains("type=\"submit\""), "{page}");
}

async fn the_timeline_tells_in_the_customers_own_time(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let timeline = format!("{home}/timeline");
    let page = user.get(&timeline).await.text;
    assert!(page.contains("Times in UTC") && page.contains("09:00:00 UTC"), "{page}");
    let changed = form(&user, &home, &[("timezone", "America/New_York")]).await;
    send(&user, &home, &changed).await;
    let page = user.get(&timeline).await.text;
    assert!(page.contains("Times in America/New_York") && page.contains("04:00:00 EST"), "{page}");
    assert!(page.contains("Mon 2 Mar 2026"));
    for told in [
        "Uma kq7xwv updated the settings of Customer kq7xwv.",
        "Time zone: <del>(none)</del>",
        "<ins>America/New_York</ins>",
        "This home came online.",
        "This home: the router started.",
        "activated Customer kq7xwv.",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("reason: "), "the sentence says it: {page}");
    // A week later the clocks have been put forward there.
    world.minutes(7 * 24 * 60);
    let later = app.user().await;
    let page = later.get(&timeline).await.text;
    assert!(page.contains("04:00:00 EST"), "what was, stays as it was");
    let page = later.get(&timeline).await.text;
    assert!(page.contains("Mon 9 Mar 2026") && page.contains("05:00:00 EDT"), "{page}");
}

async fn the_timeline_is_filtered_and_exported(world: &World) {
    let app = TestApp::new(world).await;
    let (user, admin, home) = (app.user().await, app.admin().await, home(&app));
    world.minutes(1);
    let changed = form(&user, &home, &[("name", "=1+1")]).await;
    send(&user, &home, &changed).await;
    let timeline = format!("{home}/timeline");
    let of_uma = user.get(&format!("{timeline}?what=account&who={}", app.one.user.id)).await.text;
    assert!(of_uma.contains("updated the settings"));
    assert!(!of_uma.contains("came online") && !of_uma.contains("activated Customer"), "{of_uma}");
    assert!(of_uma.contains(&format!("timeline.csv?what=account&#38;who={}", app.one.user.id)), "{of_uma}");
    let nonsense = user.get(&format!("{timeline}?what=gossip&who=nobody")).await;
    assert_eq!(nonsense.status, 422);
    assert_eq!(nonsense.text.matches("Choose one from the list.").count(), 2);
    let file = admin.get(&format!("{timeline}.csv?what=account")).await;
    assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
    let lines: Vec<&str> = file.text.lines().collect();
    assert_eq!(lines[0], "time,local_time,zone,kind,what,who,who_kind,who_id,details,id");
    assert_eq!(lines.len(), 3, "{}", file.text);
    assert!(lines[1].starts_with("2026-03-02T09:01:00Z,2026-03-02 09:01:00+00:00,UTC,customer-updated,"));
    let again = form(&user, &home, &[("name", "Ana Lima")]).await;
    send(&user, &home, &again).await;
    assert!(
        user.get(&format!("{timeline}.csv")).await.text.contains("updated the settings of =1+1."),
        "in a sentence it is none"
    );
}

async fn looks(world: &World) -> usize {
    world.picture().await["timeline"].iter().filter(|row| row.contains("customer-viewed")).count()
}

async fn a_look_is_noted_when_somebody_looks(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let ask = async |browser: &Browser, method: Method, header: Option<(&str, &str)>| {
        let mut request = request(method, &home);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        browser.send(request.body(Body::empty()).unwrap()).await.status.as_u16()
    };
    assert_eq!(ask(&user, Method::HEAD, None).await, 200);
    assert_eq!(ask(&user, Method::GET, Some(("portico-live", "1"))).await, 200);
    assert_eq!(ask(&user, Method::GET, Some(("sec-purpose", "prefetch;prerender"))).await, 503);
    assert_eq!(ask(&app.stranger().await, Method::GET, None).await, 404);
    assert_eq!(looks(world).await, 0, "nobody has seen anything");
    for tab in ["", "/timeline", "/settings", "/timeline.csv"] {
        assert_eq!(user.get(&format!("{home}{tab}")).await.status, 200);
    }
    assert_eq!(looks(world).await, 1, "one visit");
    app.read_only().await.get(&home).await;
    assert_eq!(looks(world).await, 2);
    world.minutes(15);
    user.get(&format!("{home}/timeline")).await;
    assert_eq!(looks(world).await, 3);
    let page = user.get(&format!("{home}/timeline?what=visits")).await.text;
    assert_eq!(page.matches("looked at this home.").count(), 3, "{page}");
    let recent = app.admin().await.get("/isps/bar-net/overview").await.text;
    assert!(!recent.contains("looked at this home"));
}

async fn a_deactivated_customer_is_gone_until_it_is_taken_back(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let door = format!("{home}/deactivation");
    let dialog = user.get(&door).await;
    for told in [
        "<dialog",
        "Customer kq7xwv disappears from all lists of homes at once.",
        "who sees nothing of them.",
        "For a day this can be taken back",
        "After 90 days their data is erased for good.",
    ] {
        assert!(dialog.text.contains(told), "{told} in {}", dialog.text);
    }
    let done = user.post(&door, &[]).await;
    assert_eq!((done.status.as_u16(), done.location()), (303, home.as_str()));
    let page = user.get(&home).await.text;
    for told in [
        "Customer kq7xwv is deactivated. Their router is back in stock.",
        "Deactivated by Uma kq7xwv",
        "What is known of them is erased on 31 May 2026.",
        "Their router 4e:5f:29:00:00:02 is in stock.",
        "This can be taken back until 3 Mar 2026, 09:00 UTC",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    assert!(!page.contains("Wifi kq7xwv"), "nothing of the home is shown as if it were");
    for list in ["online", "offline"] {
        let list = user.get(&format!("/isps/bar-net/{list}")).await.text;
        assert!(!list.contains("Customer kq7xwv"));
    }
    for list in ["inventory", "offline"] {
        let list = user.get(&format!("/isps/bar-net/{list}")).await.text;
        let link = between(&list, "href=\"/isps/bar-net/deactivated\">", "<");
        assert_eq!(link, "1 customer was deactivated in the last day", "{list}");
    }
    let search = user.get("/isps/bar-net/search?q=kq7xwv").await.text;
    let hit = between(&search, &format!("href=\"{home}\">"), "</a>");
    assert!(hit.contains("Deactivated"), "{hit}");
    let (list, undo) = ("/isps/bar-net/deactivated", format!("action=\"{home}/restoration\""));
    let gone = user.get(list).await.text;
    assert!(gone.contains(&format!("href=\"{home}\">Customer kq7xwv</a>")) && gone.contains(&undo), "{gone}");
    let gone = app.read_only().await.get(list).await.text;
    assert!(gone.contains(&format!("href=\"{home}\">Customer kq7xwv</a>")), "{gone}");
    assert!(!gone.contains(&undo) && gone.contains("Your access is Read Only."), "greyed, and why: {gone}");
    assert!(!app.stranger().await.get("/isps/far-net/deactivated").await.text.contains("kq7xwv"));
    let settings = user.get(&format!("{home}/settings")).await.text;
    assert!(settings.contains("This customer is deactivated, so nothing can be changed."));
    assert!(!settings.contains("id=\"deactivate\""));
    assert_eq!(user.get(&door).await.status, 409);
    assert_eq!(user.post(&door, &[]).await.status, 409);
    let reader = app.read_only().await.get(&home).await.text;
    assert!(
        between(&reader, "id=\"restore-why\"", "</span>").contains("Your access is Read Only."),
        "{reader}"
    );
    let back = user.post(&format!("{home}/restoration"), &[]).await;
    assert_eq!(back.location(), home);
    let page = user.get(&home).await.text;
    assert!(page.contains("Customer kq7xwv is active again, with their router."), "{page}");
    assert!(page.contains("Wifi kq7xwv"), "as before");
    for list in ["inventory", "offline"] {
        let list = user.get(&format!("/isps/bar-net/{list}")).await.text;
        assert!(!list.contains("/isps/bar-net/deactivated"), "there is nobody: {list}");
    }
    assert!(user.get(list).await.text.contains("Nobody was deactivated in the last day"));
}

async fn ones_own_home_is_for_somebody_else_to_deactivate(world: &World) {
    let app = TestApp::new(world).await;
    let (user, home) = (app.user().await, home(&app));
    let own = form(&user, &home, &[("email", "UMA.kq7xwv@Example.net")]).await;
    assert_eq!(send(&user, &home, &own).await.status, 303);
    let page = user.get(&format!("{home}/settings")).await.text;
    let why = "UMA.kq7xwv@Example.net is your own email, so this is your own home. Ask somebody else to deactivate it.";
    assert!(between(&page, "id=\"deactivate-why\"", "</span>").contains(why), "{page}");
    for reply in [
        user.get(&format!("{home}/deactivation")).await,
        user.post(&format!("{home}/deactivation"), &[]).await,
    ] {
        assert_eq!(reply.status, 409);
        assert!(reply.text.contains("This is your own home: its email is yours."), "{}", reply.text);
    }
    // Nor do they take their email off it first: the field says who can.
    let sentence =
        "This is your own email, so this is your own home. Ask another Admin or User to change it.";
    assert!(between(&page, "id=\"email-hint\">", "</p>").contains(sentence), "{page}");
    assert!(between(&page, "id=\"email\"", ">").contains("readonly"), "{page}");
    let other = form(&user, &home, &[("email", "bo@example.net")]).await;
    let refused = send(&user, &home, &other).await;
    assert_eq!(refused.status, 422);
    assert!(between(&refused.text, "id=\"email-error\"", "</p>").contains(sentence), "{}", refused.text);
    assert_eq!(user.post(&format!("{home}/deactivation"), &[]).await.status, 409);
    let admin = app.admin().await;
    assert_eq!(admin.post(&format!("{home}/deactivation"), &[]).await.status, 303);
}

async fn a_day_without_a_word_from_the_router_says_so_and_leads_to_the_week(world: &World) {
    let app = TestApp::new(world).await;
    let (soon, silent) =
        ("about five minutes after the router", "Nothing was heard from the router in this time.");
    let home = home(&app);
    let page = app.user().await.get(&home).await.text;
    assert!(page.contains(soon) && !page.contains(silent), "{page}");
    world.minutes(10 * 24 * 60);
    let user = app.user().await;
    let week = format!("href=\"{home}?over=week\">Show the week</a>");
    let month = format!("href=\"{home}?over=month\">Show 30 days</a>");
    for (over, link) in [("", &week), ("?over=week", &month)] {
        let page = user.get(&format!("{home}{over}")).await.text;
        assert!(page.contains(silent) && !page.contains(soon), "{over}: {page}");
        for it in [&week, &month] {
            assert_eq!(page.contains(it.as_str()), link == it, "{over} {it}");
        }
    }
}
