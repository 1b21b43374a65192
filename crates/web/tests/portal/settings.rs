//! The pages under an ISP's settings.

use axum::body::Body;
use axum::http::header;
use care::testing::{PNG, World};

use crate::app::TestApp;
use crate::browser::Browser;
use crate::two_factor::between;

care::stories![
    settings_lead_to_their_pages_and_say_what_is_settled,
    what_cannot_be_used_is_told_beside_its_field,
    a_plan_is_added_given_and_not_deleted_while_somebody_has_it,
    of_two_who_change_a_plan_the_slower_is_told_what_it_is_now,
    a_logo_is_drawn_anew_and_shown_in_the_bar,
    what_is_no_logo_is_refused_with_a_sentence,
    a_file_that_is_too_large_is_not_read,
];

const SETTINGS: &str = "/isps/bar-net/settings";

async fn settings_lead_to_their_pages_and_say_what_is_settled(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let page = admin.get(SETTINGS).await.text;
    for told in ["UTC", "None yet", "Customer reports on · Data of deactivated customers kept for 90 days"] {
        assert!(between(&page, "id=\"settings-links\"", "</nav>").contains(told), "{told} in {page}");
    }
    let links = page.find("id=\"settings-links\"").unwrap();
    assert!(links < page.find("id=\"collaborators\"").unwrap(), "collaborators are at the bottom");
    let support = [
        ("timezone", "Europe/Berlin"),
        ("email", "help@bar.example"),
        ("phone", "+49 30 555 0100"),
        ("web", "https://help.bar.example"),
    ];
    let saved = admin.post(&format!("{SETTINGS}/support"), &support).await;
    assert_eq!((saved.status.as_u16(), saved.location()), (303, SETTINGS));
    let rules = [("reports", "off"), ("retention_days", "30"), ("history_days", "60")];
    admin.post(&format!("{SETTINGS}/customers"), &rules).await;
    let page = admin.get(SETTINGS).await.text;
    for told in [
        "Europe/Berlin · help@bar.example · +49 30 555 0100 · https://help.bar.example/",
        "Customer reports off",
        "30 days",
    ] {
        assert!(page.contains(told), "{told} in {page}");
    }
    let home = admin.get(&format!("/isps/bar-net/customers/{}/settings", app.one.customer)).await.text;
    assert!(
        home.contains("As set for all customers (off)") && home.contains("as the ISP, Europe/Berlin"),
        "{home}"
    );
}

async fn what_cannot_be_used_is_told_beside_its_field(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for (page, name, value, sentence) in [
        ("support", "timezone", "Nowhere", "There is no such time zone."),
        ("support", "timezone", "", "Choose a time zone."),
        ("support", "web", "http://help.bar.example", "begins with https://"),
        ("support", "web", "javascript:alert(1)", "begins with https://"),
        ("support", "email", "nobody", "This is not an email address."),
        ("customers", "retention_days", "6", "Choose a number of days from 7 to 3,650."),
        ("customers", "reports", "", "Choose one from the list."),
        ("plans", "name", "", "Enter the plan&#39;s name."),
        ("plans", "down", "fast", "Write the speed in Mbit/s"),
        ("plans", "up", "", "Enter a speed."),
    ] {
        let reply = admin.post(&format!("{SETTINGS}/{page}"), &[(name, value)]).await;
        assert_eq!(reply.status, 422, "{page} {name}");
        let error = between(&reply.text, &format!("id=\"{name}-error\""), "</p>");
        assert!(error.contains(sentence), "{page} {name}: {error}");
    }
    assert!(admin.get(SETTINGS).await.text.contains("90 days"), "nothing was taken");
}

async fn a_plan_is_added_given_and_not_deleted_while_somebody_has_it(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let plans = format!("{SETTINGS}/plans");
    assert!(admin.get(&plans).await.text.contains("No plans yet"));
    let added = admin.post(&plans, &[("name", "Family 300"), ("down", "300"), ("up", "0,5")]).await;
    assert_eq!(added.location(), plans);
    let page = admin.get(&plans).await.text;
    assert!(page.contains("300 Mbit/s") && page.contains("0.5 Mbit/s"), "{page}");
    let id = between(&page, "id=\"edit-", "\"").to_owned();
    let home = format!("/isps/bar-net/customers/{}/settings", app.one.customer);
    let form = [
        ("name", "Ana"),
        ("address", "1 Elm St"),
        ("billing_day", "1"),
        ("version", "1"),
        ("plan", id.as_str()),
    ];
    assert_eq!(admin.post(&home, &form).await.status, 303);
    assert!(admin.get(&home).await.text.contains("selected>Family 300 (300 down, 0.5 up, Mbit/s)"));
    let removal = format!("{plans}/{id}/removal");
    for reply in [admin.get(&removal).await, admin.post(&removal, &[]).await] {
        assert_eq!(reply.status, 409);
        assert!(
            reply.text.contains("1 customer has this plan. Give them another one first."),
            "{}",
            reply.text
        );
    }
    let mut without = form;
    (without[3].1, without[4].1) = ("2", "");
    assert_eq!(admin.post(&home, &without).await.status, 303);
    assert!(admin.get(&removal).await.text.contains("Delete the plan Family 300? No customer has it."));
    assert_eq!(admin.post(&removal, &[]).await.location(), plans);
    assert!(admin.get(&plans).await.text.contains("The plan Family 300 is deleted."));
}

async fn a_logo_is_drawn_anew_and_shown_in_the_bar(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, door) = (app.admin().await, format!("{SETTINGS}/logo"));
    assert!(!admin.get(SETTINGS).await.text.contains("class=\"logo\""));
    let mut sent = PNG.to_vec();
    sent.extend_from_slice(b"<script>alert(1)</script>");
    assert_eq!(admin.post_file(&door, "logo", &sent).await.location(), door);
    let page = admin.get(&door).await.text;
    assert!(page.contains("The logo is set."), "{page}");
    let src = between(&page, "<img class=\"logo\" src=\"", "\"").to_owned();
    let picture = app.nobody().get(&src).await;
    assert_eq!(picture.status, 200, "pages before signing in show it too");
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(picture.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert!(!picture.text.contains("3c, 73, 63"), "nothing of what came behind the picture");
    assert!(!app.stranger().await.get("/isps/far-net/overview").await.text.contains(&src));
    assert_eq!(admin.post(&format!("{door}/removal"), &[]).await.location(), door);
    assert!(!admin.get(&door).await.text.contains(&src));
    assert_eq!(app.nobody().get(&src).await.status, 404);
}

async fn what_is_no_logo_is_refused_with_a_sentence(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, door) = (app.admin().await, format!("{SETTINGS}/logo"));
    for (file, sentence) in [
        (&b""[..], "Choose a picture."),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
            "An SVG cannot be used here",
        ),
        (b"<!doctype html><script>alert(1)</script>", "This file cannot be read as a PNG"),
        (&PNG[..40], "This file cannot be read as a PNG"),
    ] {
        let reply = admin.post_file(&door, "logo", file).await;
        assert_eq!(reply.status, 422);
        assert!(between(&reply.text, "id=\"logo-error\"", "</p>").contains(sentence), "{}", reply.text);
    }
    // Another field than the one asked for, and a form that is none.
    assert_eq!(admin.post_file(&door, "other", PNG).await.status, 422);
    assert_eq!(admin.post(&door, &[("logo", "x")]).await.status, 422);
    assert!(!admin.get(SETTINGS).await.text.contains("class=\"logo\""), "nothing is shown");
}

async fn a_file_that_is_too_large_is_not_read(world: &World) {
    let app = TestApp::new(world).await;
    let (admin, door) = (app.admin().await, format!("{SETTINGS}/logo"));
    let reply = admin.post_file(&door, "logo", &vec![0; 1024 * 1024 + 1]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("This file is larger than 1 MB."), "{}", reply.text);
    // One that does not say its size is cut off.
    let endless = futures_util::stream::iter(
        std::iter::once("--part\r\ncontent-disposition: form-data; name=\"logo\"\r\n\r\n".to_owned())
            .chain(std::iter::repeat_n("a".repeat(64 * 1024), 1000))
            .map(Ok::<_, std::convert::Infallible>),
    );
    let mut request = admin.own(&door).body(Body::from_stream(endless)).unwrap();
    let kind = "multipart/form-data; boundary=part".parse().unwrap();
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    let reply = admin.send(request).await;
    assert_eq!(reply.status, 422);
    assert!(reply.text.contains("This file is larger than 1 MB."), "{}", reply.text);
}

async fn of_two_who_change_a_plan_the_slower_is_told_what_it_is_now(world: &World) {
    let app = TestApp::new(world).await;
    let (one, two) = (app.admin().await, app.admin().await);
    let plans = format!("{SETTINGS}/plans");
    one.post(&plans, &[("name", "Basic"), ("down", "50"), ("up", "5")]).await;
    let id = between(&one.get(&plans).await.text, "id=\"edit-", "\"").to_owned();
    let plan = format!("{plans}/{id}");
    let version = |page: &str| between(page, "name=\"version\" value=\"", "\"").to_owned();
    let seen = version(&one.get(&plan).await.text);
    let send = async |browser: &Browser, down: &str, version: &str| {
        browser.post(&plan, &[("name", "Basic"), ("down", down), ("up", "5"), ("version", version)]).await
    };
    assert_eq!(send(&one, "60", &seen).await.location(), plans);
    let wrong = send(&two, "fast", &seen).await;
    assert_eq!((wrong.status.as_u16(), version(&wrong.text)), (422, seen.clone()), "nothing new was seen");
    let told = send(&two, "70", &seen).await;
    assert_eq!(told.status, 409);
    let dialog = between(&told.text, "<dialog", "</dialog>");
    assert!(dialog.contains("It is now Basic, 60 Mbit/s down and 5 up"), "{dialog}");
    assert!(dialog.contains("value=\"70\""), "what was typed is kept: {dialog}");
    assert!(one.get(&plans).await.text.contains("60 Mbit/s"), "nothing was overwritten");
    assert_eq!(send(&two, "70", &version(&told.text)).await.location(), plans);
    assert!(one.get(&plans).await.text.contains("70 Mbit/s"));
}
