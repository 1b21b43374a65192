//! The audit log as a page and as files.

use care::testing::{PASSWORD, World};

use crate::app::TestApp;

care::stories![
    the_log_tells_who_did_what_from_where_and_what_changed,
    a_filter_stands_in_the_address_and_wrong_ones_are_told_beside_their_field,
    the_files_hold_what_the_page_shows_and_more,
    a_name_that_is_a_formula_is_text_in_the_table,
    no_page_and_no_file_of_the_log_tells_a_secret,
];

const LOG: &str = "/isps/bar-net/settings/audit";

async fn the_log_tells_who_did_what_from_where_and_what_changed(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    admin.post("/isps/bar-net/settings", &[("name", "Renamed Net"), ("brand", "#aa3355")]).await;
    let page = admin.get(LOG).await.text;
    assert!(page.contains("changed the profile."), "{page}");
    assert!(page.contains("<del>Net kq7xwv</del>") && page.contains("<ins>Renamed Net</ins>"), "{page}");
    assert!(page.contains("Collaborator") && page.contains("Care Portal") && page.contains("Command line"));
    assert!(page.contains("198.1"), "the address it came from");
    assert!(page.contains("Not sealed yet") && !page.contains("Sealed as no."));
    while care::audit::seal(&world.db).await.unwrap() > 0 {}
    let page = admin.get(LOG).await.text;
    assert!(page.contains("Sealed as no. 1<") && !page.contains("Not sealed yet"));
    assert!(page.contains(&format!("{LOG}?person={}", app.one.admin.id)));
    assert!(admin.get("/isps/bar-net/settings").await.text.contains(LOG), "Settings leads there");
}

async fn a_filter_stands_in_the_address_and_wrong_ones_are_told_beside_their_field(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let homes = admin.get(&format!("{LOG}?area=homes&person=&way=&from=&to=")).await;
    assert_eq!(homes.status, 200);
    assert!(homes.text.contains("added 1 router.") && !homes.text.contains(" invited "), "{}", homes.text);
    assert!(homes.text.contains("<option value=\"homes\" selected>"));
    assert!(!homes.text.contains("<option value=\"account\""), "accounts are at no place");
    assert!(homes.text.contains(&format!("{LOG}.csv?area=homes\"")), "the file has the page's filter");
    let empty = admin.get(&format!("{LOG}?to=2020-01-01")).await.text;
    assert!(empty.contains("Nothing matches") && empty.contains("Show all"));
    let today = admin.get(&format!("{LOG}?from=2026-03-02&to=2026-03-02")).await.text;
    assert!(today.contains("joined.") && !today.contains("Nothing matches"));
    for wrong in [
        "area=kitchen",
        "area=account",
        "person=bo",
        "way=pigeon",
        "from=2026-02-30",
        "from=2026-03-02&to=2026-03-01",
    ] {
        let page = admin.get(&format!("{LOG}?{wrong}")).await;
        assert_eq!(page.status, 422, "{wrong}");
        assert!(page.text.contains("aria-invalid=\"true\""), "{wrong}");
        assert_eq!(admin.get(&format!("{LOG}.csv?{wrong}")).await.status, 422, "{wrong}");
    }
    // A person of another ISP is nobody here, and is not called by their name.
    let stranger = admin.get(&format!("{LOG}?person={}", app.two.admin.id)).await;
    assert!(stranger.status == 200 && stranger.text.contains("Nothing matches"));
    assert!(!stranger.text.contains("zj4hpd"));
}

async fn the_files_hold_what_the_page_shows_and_more(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    for n in 0..130 {
        let name = if n % 2 == 0 { "Even, \"Net\"" } else { "Odd Net" };
        let saved = admin.post("/isps/bar-net/settings", &[("name", name), ("brand", "#aa3355")]).await;
        assert_eq!(saved.status, 303);
    }
    let table = admin.get(&format!("{LOG}.csv")).await;
    assert_eq!(table.status, 200);
    assert!(
        table.text.starts_with("number,time,area,kind,what,who,who_kind,who_id,way,address,details,id\r\n")
    );
    let lines = admin.get(&format!("{LOG}.jsonl")).await.text;
    let entries: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(entries.len() > 130, "more than one page of the log: {}", entries.len());
    assert_eq!(table.text.trim_end().split("\r\n").count(), entries.len() + 1);
    let updated: Vec<_> = entries.iter().filter(|it| it["kind"] == "isp-updated").collect();
    assert_eq!(updated.len(), 130);
    let changes: Vec<_> = updated.iter().map(|it| it["details"]["name"]["after"].as_str().unwrap()).collect();
    assert!(changes.contains(&"Even, \"Net\"") && changes.contains(&"Odd Net"));
    let filtered = admin.get(&format!("{LOG}.jsonl?area=settings")).await.text;
    assert_eq!(filtered.lines().count(), 132, "its foundation and its cluster, too");
    // Another ISP's log is no file either.
    assert_eq!(app.stranger().await.get(&format!("{LOG}.csv")).await.status, 404);
}

async fn a_name_that_is_a_formula_is_text_in_the_table(world: &World) {
    let app = TestApp::new(world).await;
    let user = app.user().await;
    user.post("/account", &[("name", "=HYPERLINK(\"http://evil.example\")")]).await;
    user.post("/isps/bar-net/inventory", &[("macs", "60:6c:63:00:bb:01")]).await;
    let table = app.admin().await.get(&format!("{LOG}.csv")).await.text;
    assert!(table.contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\""), "{table}");
    assert!(!table.contains(",=HYPERLINK") && !table.contains(",\"=HYPERLINK"));
}

async fn no_page_and_no_file_of_the_log_tells_a_secret(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    admin.post("/isps/bar-net/invitations", &[("email", "eve@mail.example"), ("role", "user")]).await;
    let mail = world.mail_to("eve@mail.example").await;
    let token = mail.token(care::link::Kind::Invitation).reveal().to_owned();
    let cookie = admin.cookie("portico").unwrap();
    for address in [LOG.to_owned(), format!("{LOG}.csv"), format!("{LOG}.jsonl")] {
        let text = admin.get(&address).await.text;
        assert!(text.contains("eve@mail.example"), "{address}");
        for secret in [PASSWORD, &token, &cookie, "argon2"] {
            assert!(!text.contains(secret), "{address} tells {secret}");
        }
    }
}
