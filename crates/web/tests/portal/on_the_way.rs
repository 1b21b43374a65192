//! Whoever was going somewhere and had to sign in first gets there; and nowhere else.

use care::email::Email;
use care::testing::{Authenticator, PASSWORD, World};

use crate::app::TestApp;
use crate::browser::{Browser, Reply, escaped};
use crate::two_factor::{between, question, user_with_app};

care::stories![
    signing_in_leads_to_where_one_was_going,
    the_second_step_carries_it_on,
    a_passkey_carries_it_on,
    what_may_not_be_seen_is_not_found_as_ever,
    signing_in_leads_to_no_other_site_and_to_no_form,
    ones_own_pages_stand_where_one_was_last,
];

const GOING: &str = "/isps/bar-net/inventory?add";
const CARRIED: &str = "?next=/isps/bar-net/inventory%3Fadd";

async fn sign_in(browser: &Browser, email: &Email, password: &str, next: &str) -> Reply {
    browser.post("/sign-in", &[("email", email.shown()), ("password", password), ("next", next)]).await
}

/// What the forms of a page carry on.
fn carried(page: &Reply) -> Vec<String> {
    let fields = page.text.split("name=\"next\" value=\"").skip(1);
    fields.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

async fn signing_in_leads_to_where_one_was_going(world: &World) {
    let app = TestApp::new(world).await;
    let (browser, user) = (app.browser(), &app.one.user.email);
    let led = browser.get(GOING).await;
    assert_eq!((led.status.as_u16(), led.location()), (303, format!("/sign-in{CARRIED}").as_str()));
    let page = browser.get(led.location()).await;
    assert_eq!(carried(&page), [GOING; 3], "by password, by passkey and past the choice of a language");
    let wrong = sign_in(&browser, user, "not my password", GOING).await;
    assert_eq!((wrong.status.as_u16(), carried(&wrong)), (422, vec![GOING.to_owned(); 3]));
    let let_in = sign_in(&browser, user, PASSWORD, GOING).await;
    assert_eq!((let_in.status.as_u16(), let_in.location()), (303, GOING));
    assert_eq!(browser.get(GOING).await.status, 200);
    // To the front door there is nothing to carry.
    assert_eq!(app.browser().get("/").await.location(), "/sign-in");
    assert_eq!(carried(&app.browser().get("/sign-in").await).len(), 0);
}

async fn the_second_step_carries_it_on(world: &World) {
    let app = TestApp::new(world).await;
    let (user, phone) = user_with_app(&app).await;
    let browser = app.browser();
    let first = sign_in(&browser, &user.email, PASSWORD, GOING).await;
    let led = browser.get(first.location()).await;
    assert_eq!((led.status.as_u16(), led.location()), (303, format!("/sign-in/factor{CARRIED}").as_str()));
    let page = browser.get(led.location()).await;
    // By the code, and past the choice of a language, which leads back to this very page.
    assert_eq!(carried(&page), [GOING, &format!("/sign-in/factor{CARRIED}")]);
    let again = [("language", "en"), ("next", &*format!("/sign-in/factor{CARRIED}"))];
    assert_eq!(browser.post("/language", &again).await.location(), format!("/sign-in/factor{CARRIED}"));
    assert!(page.text.contains(&format!("href=\"/sign-in{CARRIED}\"")), "and back: {}", page.text);
    let wrong = browser.post("/sign-in/factor", &[("code", "000000"), ("next", GOING)]).await;
    assert_eq!((wrong.status.as_u16(), carried(&wrong)), (422, vec![GOING.to_owned()]));
    let let_in = browser.post("/sign-in/factor", &[("code", &world.code(&phone)), ("next", GOING)]).await;
    assert_eq!((let_in.status.as_u16(), let_in.location()), (303, GOING));
    // Whoever comes to the second step without the first is led to that, on the same way.
    let led = app.browser().get(&format!("/sign-in/factor{CARRIED}")).await;
    assert_eq!(led.location(), format!("/sign-in{CARRIED}"));
}

async fn a_passkey_carries_it_on(world: &World) {
    let app = TestApp::new(world).await;
    let mut user = app.one.user.clone();
    let mut device: Authenticator = world.with_passkey(&mut user).await;
    let browser = app.browser();
    let (name, options) = question(&browser, "/sign-in/passkeys/questions").await;
    let answer = device.get(&options);
    let wrong =
        browser.post("/sign-in/passkeys", &[("question", "x"), ("answer", &answer), ("next", GOING)]).await;
    assert_eq!((wrong.status.as_u16(), carried(&wrong)), (422, vec![GOING.to_owned(); 3]));
    let fields = [("question", name.as_str()), ("answer", &answer), ("next", GOING)];
    assert_eq!(browser.post("/sign-in/passkeys", &fields).await.location(), GOING);
    // And as the second step.
    let browser = app.browser();
    sign_in(&browser, &user.email, PASSWORD, GOING).await;
    let page = browser.get(&format!("/sign-in/factor{CARRIED}")).await;
    assert_eq!(carried(&page).len(), 3, "by code, by passkey and past the choice of a language");
    let (name, options) = question(&browser, "/sign-in/factor/questions").await;
    let answer = device.get(&options);
    let fields = [("question", name.as_str()), ("answer", &answer), ("next", GOING)];
    assert_eq!(browser.post("/sign-in/factor", &fields).await.location(), GOING);
}

async fn what_may_not_be_seen_is_not_found_as_ever(world: &World) {
    let app = TestApp::new(world).await;
    let mut pages = Vec::new();
    for next in ["/isps/far-net/settings", "/isps/no-such-net/settings"] {
        let browser = app.browser();
        let let_in = sign_in(&browser, &app.one.user.email, PASSWORD, next).await;
        assert_eq!(let_in.location(), next);
        let page = browser.get(next).await;
        assert_eq!(page.status, 404);
        pages.push(page);
    }
    assert_eq!(pages[0], pages[1]);
}

async fn signing_in_leads_to_no_other_site_and_to_no_form(world: &World) {
    let app = TestApp::new(world).await;
    for evil in [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/.//evil.example",
        "/isps/bar-net/invitations",
        "/account/sign-outs",
        "/isps/bar-net/live",
        "/no-such-page",
        "",
    ] {
        let browser = app.browser();
        let page = browser.get(&format!("/sign-in?next={}", escaped(evil.as_bytes()))).await;
        assert_eq!((page.status.as_u16(), carried(&page).len()), (200, 0), "{evil:?}");
        assert!(!page.text.contains("evil.example"), "{}", page.text);
        let let_in = sign_in(&browser, &app.one.user.email, PASSWORD, evil).await;
        assert_eq!((let_in.status.as_u16(), let_in.location()), (303, "/"), "{evil:?}");
    }
    // What is refused without being a page leads to signing in, and then home.
    let led = app.browser().get("/isps/bar-net/settings/audit.csv").await;
    assert_eq!((led.status.as_u16(), led.location()), (303, "/sign-in"));
}

async fn ones_own_pages_stand_where_one_was_last(world: &World) {
    let app = TestApp::new(world).await;
    // Of two ISPs: the one that comes first by name would be the first one's.
    let user = &app.one.user;
    world
        .by(&app.two.isp, &app.two.isp.admin, async |tx| {
            care::invitation::invite(tx, user.email.shown(), "user").await
        })
        .await
        .unwrap();
    let browser = app.signed_in(&user.email).await;
    for (isp, tab) in [("far-net", "/isps/far-net/overview"), ("bar-net", "/isps/bar-net/overview")] {
        world.minutes(2);
        assert_eq!(browser.get(tab).await.status, 200);
        let page = browser.get("/account").await.text;
        let bar = between(&page, "<header", "</header>");
        assert!(bar.contains(&format!("href=\"/isps/{isp}/inventory\"")), "{bar}");
    }
    world.mails().await;
}
