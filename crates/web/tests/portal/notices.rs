//! Notices on phones, at the doors of the app.

use care::push::Services;
use care::testing::World;
use web::Parts;

use crate::app::TestApp;
use crate::browser::Browser;

care::stories![
    a_phone_is_told_of_turned_off_and_what_is_chosen_stays,
    what_is_no_subscription_changes_nothing,
    where_no_push_service_is_trusted_nothing_is_offered,
];

const PAGE: &str = "/app/account";
const PHONES: &str = "/app/account/phones";
/// The keys of RFC 8291's example.
const KEYS: [(&str, &str); 2] = [
    ("p256dh", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
    ("auth", "BTBZMqHH6r4Tts7J_aSIgg"),
];
const HERE: &str = "data-push-here=\"true\"";

async fn mary(app: &TestApp<'_>) -> Browser {
    joined(app, "mary@mail.example").await
}

/// The phone of somebody who uses a home.
async fn joined(app: &TestApp<'_>, email: &str) -> Browser {
    let who = app.world.join_home(&app.one.isp, app.one.customer, email).await;
    app.in_the_app(&who.email).await
}

async fn a_phone_is_told_of_turned_off_and_what_is_chosen_stays(world: &World) {
    let app = TestApp::new(world).await;
    let phone = mary(&app).await;
    assert!(!phone.get(PAGE).await.text.contains(HERE));
    let said = [("endpoint", "https://push.example/a"), KEYS[0], KEYS[1]];
    let turned = phone.post(PHONES, &said).await;
    assert_eq!((turned.status.as_u16(), turned.location()), (303, PAGE));
    let page = phone.get(PAGE).await.text;
    assert!(page.contains(HERE) && page.contains("This phone hears notices now."), "{page}");
    // Of another address nobody is told twice.
    let again = [("endpoint", "https://push.example/b"), KEYS[0], KEYS[1], ("again", "true")];
    assert_eq!(phone.post(PHONES, &again).await.status, 204);
    assert!(!phone.get(PAGE).await.text.contains("This phone hears notices now."));
    let boxes = [("answer", "1"), ("connection", "1")];
    assert_eq!(phone.post("/app/account/notices", &boxes).await.location(), PAGE);
    let page = phone.get(PAGE).await.text;
    let ticked = |kind: &str| page.contains(&format!("name=\"{kind}\" value=\"1\" checked"));
    assert_eq!(["request", "answer", "access", "connection"].map(ticked), [false, true, false, true]);
    assert_eq!(phone.post("/app/account/phones/removals", &[]).await.location(), PAGE);
    assert!(!phone.get(PAGE).await.text.contains(HERE));
    // Nobody else's choice changed.
    let other = joined(&app, "other@mail.example").await.get(PAGE).await.text;
    assert_eq!(other.matches("value=\"1\" checked").count(), 4, "{other}");
}

async fn what_is_no_subscription_changes_nothing(world: &World) {
    let app = TestApp::new(world).await;
    let phone = mary(&app).await;
    let long = format!("https://push.example/{}", "a".repeat(2000));
    for endpoint in
        ["", "https://127.0.0.1/a", "https://other.example/a", "http://push.example/a", long.as_str()]
    {
        let reply = phone.post(PHONES, &[("endpoint", endpoint), KEYS[0], KEYS[1]]).await;
        assert_eq!(reply.status, 409, "{endpoint}");
        assert!(reply.text.contains("push service is not one that is used here"), "{}", reply.text);
        assert!(!reply.text.contains(endpoint) || endpoint.is_empty(), "it is not said back");
    }
    let torn = [("endpoint", "https://push.example/a"), ("p256dh", "AAAA"), KEYS[1]];
    let reply = phone.post(PHONES, &torn).await;
    assert_eq!(reply.status, 409);
    assert!(reply.text.contains("keys cannot be used"), "{}", reply.text);
    assert!(!phone.get(PAGE).await.text.contains(HERE));
}

async fn where_no_push_service_is_trusted_nothing_is_offered(world: &World) {
    let app = TestApp::with(world, |parts| Parts { push_services: Services::default(), ..parts }).await;
    let phone = mary(&app).await;
    assert!(!phone.get(PAGE).await.text.contains("data-push="));
    let said = [("endpoint", "https://push.example/a"), KEYS[0], KEYS[1]];
    assert_eq!(phone.post(PHONES, &said).await.status, 409);
}
