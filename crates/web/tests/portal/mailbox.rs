//! The page with every mail: only in the demonstration and in development.

use care::recovery;
use care::testing::World;
use web::Parts;

use crate::app::TestApp;

care::stories![where_no_mail_leaves_the_machine_its_mails_are_on_a_page, elsewhere_there_is_no_such_page,];

async fn where_no_mail_leaves_the_machine_its_mails_are_on_a_page(world: &World) {
    let app = TestApp::with(world, |parts| Parts { mailbox: true, ..parts }).await;
    let email = app.one.user.email.shown();
    let browser = app.nobody();
    assert_eq!(browser.post("/forgot", &[("email", email)]).await.status, 200);
    recovery::answer_due(&world.db).await.unwrap();
    let list = browser.get("/mailbox").await;
    assert_eq!(list.status, 200);
    let letter = list.text.split("<li>").find(|letter| letter.contains("Set a new password")).unwrap();
    let letter = letter.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let open = browser.get(letter).await;
    assert!(open.text.contains("Set a new password") && open.text.contains("/reset#r1_"), "{}", open.text);
    let html = browser.get(&format!("{letter}/html")).await;
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    assert_eq!(html.header("content-security-policy"), Some(policy), "a mail may look, and nothing else");
    let source = browser.get(&format!("{letter}/source")).await;
    assert!(source.text.contains(&format!("To: {email}")), "{}", source.text);
    for path in
        ["/mailbox/00000000-0000-7000-8000-000000000000", "/mailbox/nonsense", "/mailbox/nonsense/source"]
    {
        let nothing = browser.get(path).await;
        assert_eq!(nothing.status, 404);
        nothing.is_a_page(path);
    }
    world.mail_to(app.one.user.email.canonical()).await;
}

async fn elsewhere_there_is_no_such_page(world: &World) {
    let app = TestApp::new(world).await;
    for path in ["/mailbox", "/mailbox/nonsense", "/mailbox/00000000-0000-7000-8000-000000000000/html"] {
        assert_eq!(app.admin().await.get(path).await, app.admin().await.get("/nowhere").await, "{path}");
    }
}
