//! The Known Issues tab: what is shown, exported and done, and what other pages show of it.

use care::db::IssueId;
use care::testing::World;

use crate::app::TestApp;

care::stories![
    the_list_shows_what_was_measured_and_what_to_do_and_its_filter_stands_in_the_address,
    an_issue_is_acknowledged_snoozed_and_resolved_and_the_reader_is_back_where_they_were,
    what_cannot_be_used_is_told_beside_its_field_and_changes_nothing,
    read_only_sees_everything_and_why_it_is_greyed,
    the_table_holds_what_the_page_shows,
    overview_the_customer_and_the_timeline_tell_of_issues,
    online_and_offline_count_them_at_each_home,
    an_outage_is_one_line_that_leads_to_its_homes,
    a_home_in_an_outage_is_told_of_it_first_and_not_to_look_in_the_home,
    homes_in_an_outage_are_counted_exported_and_never_called_no_issue,
    what_is_done_on_a_later_page_leads_back_to_that_page,
];

const LIST: &str = "/isps/bar-net/known-issues";

/// The busy router of the ISP's own home.
async fn busy(app: &TestApp<'_>) -> IssueId {
    app.world.trouble(&app.one.isp, app.one.router, app.one.customer).await
}

async fn the_list_shows_what_was_measured_and_what_to_do_and_its_filter_stands_in_the_address(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let admin = app.admin().await;
    let page = admin.get(LIST).await.text;
    assert!(page.contains("Processor at 97 % on average over five minutes, 99 % at its peak."), "{page}");
    assert!(page.contains("Restart the router. If it is busy again"));
    assert!(page.contains("Customer kq7xwv") && page.contains(&format!("{LIST}/{id}")));
    assert!(page.contains("High CPU (1)"), "the choice counts");
    for (query, cpu, clock) in [
        ("kind=high-cpu", true, false),
        ("kind=wrong-clock&sort=oldest", false, true),
        ("state=new&sort=kind", true, true),
        ("state=acknowledged", false, false),
        ("state=closed", false, false),
        ("kind=nothing&state=%00&sort=x&after=7_x_y", true, true),
    ] {
        let page = admin.get(&format!("{LIST}?{query}")).await;
        assert_eq!(page.status, 200, "{query}");
        let shows = |text: &str| page.text.contains(text);
        assert_eq!((shows("Processor at 97"), shows("had to set its clock")), (cpu, clock), "{query}");
    }
    let none = admin.get(&format!("{LIST}?state=snoozed&kind=no-dns")).await.text;
    assert!(none.contains("No issue matches") && none.contains("All that wait"));
    assert!(none.contains("known-issues.csv?kind=no-dns&#38;state=snoozed"), "{none}");
}

async fn an_issue_is_acknowledged_snoozed_and_resolved_and_the_reader_is_back_where_they_were(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let user = app.user().await;
    let list = format!("{LIST}?kind=high-cpu&sort=oldest");
    let act = format!("{LIST}/{id}/acknowledgement?kind=high-cpu&sort=oldest");
    assert!(user.get(&list).await.text.contains(&act.replace('&', "&#38;")));
    let asked = user.get(&act).await.text;
    assert!(asked.contains("Colleagues see that you look after it.") && asked.contains("name=\"note\""));
    assert_eq!(user.post(&act, &[("note", "called them")]).await.location(), list);
    let page = user.get(&list).await.text;
    assert!(page.contains("Acknowledged. Customer kq7xwv: High CPU.") && page.contains("called them"));
    assert!(!page.contains(&format!("{id}/acknowledgement")), "it is acknowledged");
    let again = user.post(&act, &[]).await;
    assert_eq!(again.status, 409);
    assert!(again.text.contains("A colleague has acknowledged it already."));

    let path = |what: &str| format!("{LIST}/{id}/{what}?detail");
    let own = format!("{LIST}/{id}");
    assert_eq!(user.post(&path("snooze"), &[("hours", "24")]).await.location(), own);
    let page = user.get(&own).await.text;
    assert!(page.contains("Snoozed") && page.contains("until <time datetime=\"2026-03-0"), "{page}");
    assert!(!user.get(&list).await.text.contains("Processor at 97"));
    assert_eq!(user.post(&path("resolution"), &[("note", "new router")]).await.location(), own);
    let page = user.get(&own).await.text;
    assert!(page.contains("Resolved") && page.contains("new router") && !page.contains("/resolution"));
    assert!(user.get(&format!("{LIST}?state=closed")).await.text.contains("Processor at 97"));
    assert_eq!(user.post(&path("resolution"), &[("note", "again")]).await.status, 409);
}

async fn what_cannot_be_used_is_told_beside_its_field_and_changes_nothing(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let admin = app.admin().await;
    for (what, fields, told) in [
        ("resolution", vec![], "Say in a few words what was done."),
        ("snooze", vec![("hours", "5"), ("note", "later")], "Choose one of the times."),
        ("snooze", vec![], "Choose one of the times."),
    ] {
        let reply = admin.post(&format!("{LIST}/{id}/{what}"), &fields).await;
        assert_eq!(reply.status, 422, "{what}");
        assert!(reply.text.contains(told), "{}", reply.text);
        assert!(!fields.iter().any(|(name, value)| *name == "note" && !reply.text.contains(value)), "kept");
    }
    assert!(admin.get(&format!("{LIST}?state=new")).await.text.contains("Processor at 97"));
}

async fn read_only_sees_everything_and_why_it_is_greyed(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let reader = app.read_only().await;
    for path in [LIST.to_owned(), format!("{LIST}/{id}")] {
        let page = reader.get(&path).await.text;
        assert!(page.contains("Processor at 97") && page.contains("Your access is Read Only"), "{page}");
        for control in ["acknowledge", "snooze", "resolve"] {
            let greyed = format!("id=\"{control}-{id}\" aria-disabled=\"true\"");
            assert!(page.contains(&greyed), "{path} {control}: {page}");
        }
        assert!(!page.contains("/resolution"), "nothing leads to what is refused");
    }
    assert_eq!(reader.post(&format!("{LIST}/{id}/resolution"), &[("note", "x")]).await.status, 403);
}

async fn the_table_holds_what_the_page_shows(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    for browser in [app.admin().await, app.read_only().await] {
        let file = browser.get("/isps/bar-net/known-issues.csv?kind=high-cpu").await;
        assert_eq!(file.header("content-type"), Some("text/csv; charset=utf-8"));
        let named = "attachment; filename=\"known-issues-bar-net.csv\"";
        assert_eq!(file.header("content-disposition"), Some(named));
        let lines: Vec<&str> = file.text.lines().collect();
        assert!(lines[0].starts_with("kind,customer,address,since,state,evidence,remedy,"));
        assert!(lines[1].starts_with("high-cpu,Customer kq7xwv,1 Street kq7xwv,2026-"), "{}", lines[1]);
        assert!(lines[1].contains(",new,\"Processor at 97 %") && lines[1].ends_with(&id.to_string()));
        assert_eq!(lines.len(), 2);
    }
}

async fn overview_the_customer_and_the_timeline_tell_of_issues(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let admin = app.admin().await;
    let overview = admin.get("/isps/bar-net/overview").await.text;
    for link in ["known-issues?kind=high-cpu\"", "known-issues?kind=high-cpu&#38;sort=oldest\""] {
        assert!(overview.contains(&format!("/isps/bar-net/{link}")), "{overview}");
    }
    let home = format!("/isps/bar-net/customers/{}", app.one.customer);
    let page = admin.get(&home).await.text;
    assert!(page.contains("Processor at 97") && page.contains("Restart the router. If it is busy again"));
    assert!(page.contains(&format!("{LIST}/{id}")));
    admin.post(&format!("{LIST}/{id}/resolution"), &[("note", "swapped the adapter")]).await;
    assert!(!admin.get(&home).await.text.contains("Processor at 97"));
    let timeline = admin.get(&format!("{home}/timeline?what=issues")).await.text;
    assert!(timeline.contains("This home: the portal noticed an issue: High CPU."), "{timeline}");
    assert!(timeline.contains("resolved an issue: High CPU.") && timeline.contains("swapped the adapter"));
    assert!(!timeline.contains(">high-cpu<"), "nobody reads a word of the database");
    assert!(!timeline.contains("Name: Customer"), "at a home it goes without saying whose it is: {timeline}");
}

async fn an_outage_is_one_line_that_leads_to_its_homes(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let page = admin.get(LIST).await.text;
    assert!(page.contains("* fell silent together</a>"), "{page}");
    assert!(!page.contains("Fell silent together with other homes."), "the home is folded");
    let from = page.find("/isps/bar-net/outages/").unwrap();
    let path = page[from..].split('"').next().unwrap();
    let outage = admin.get(path).await.text;
    assert!(outage.contains("Customer kq7xwv") && outage.contains("Look upstream first"), "{outage}");
    assert!(!admin.get(&format!("{LIST}?kind=high-cpu")).await.text.contains("/outages/"));
    assert_eq!(app.stranger().await.get(path).await.status, 404);
}

async fn online_and_offline_count_them_at_each_home(world: &World) {
    let app = TestApp::new(world).await;
    busy(&app).await;
    let (reader, home) = (app.read_only().await, app.one.customer);
    let cell = format!("href=\"/isps/bar-net/customers/{home}#issues\">");
    let page = reader.get("/isps/bar-net/online").await.text;
    let (_, after) = page.split_once(&cell).expect("the number leads to the home's issues");
    let open: usize = after.split('<').next().unwrap().parse().unwrap();
    let of_home = reader.get(&format!("/isps/bar-net/customers/{home}")).await.text;
    assert_eq!(of_home.matches("/isps/bar-net/known-issues/").count(), open, "{of_home}");
    assert!(open > 0);
    let file = reader.get("/isps/bar-net/online.csv").await.text;
    assert!(file.lines().nth(1).unwrap().ends_with(&format!(",{open},{home}")), "{file}");
}

async fn a_home_in_an_outage_is_told_of_it_first_and_not_to_look_in_the_home(world: &World) {
    let app = TestApp::new(world).await;
    busy(&app).await;
    let reader = app.read_only().await;
    let page = reader.get(&format!("/isps/bar-net/customers/{}", app.one.customer)).await.text;
    let (_, issues) = page.split_once("id=\"issues-title\"").unwrap();
    let (issues, _) = issues.split_once("</section>").unwrap();
    let at = |text: &str| issues.find(text).unwrap_or_else(|| panic!("{text}: {issues}"));
    assert!(at("Offline with other homes") < at("Look upstream first"));
    assert!(at("Look upstream first") < at("href=\"/isps/bar-net/outages/"));
    assert!(at("href=\"/isps/bar-net/outages/") < at("Processor at 97"), "the worst comes first");
    assert!(at("Processor at 97") < at("had to set its clock"));
    for wrong in ["Offline too long", "Ask whether the router has power"] {
        assert!(!page.contains(wrong), "{wrong}: {issues}");
    }
    // Its own page says the same.
    let from = issues.find(&format!("{LIST}/")).unwrap();
    let own = reader.get(issues[from..].split('"').next().unwrap()).await.text;
    assert!(own.contains("Offline with other homes") && own.contains("Look upstream first"), "{own}");
}

async fn homes_in_an_outage_are_counted_exported_and_never_called_no_issue(world: &World) {
    let app = TestApp::new(world).await;
    let admin = app.admin().await;
    let page = admin.get(LIST).await.text;
    let others = page.matches("/resolution\"").count();
    let total = |page: &str| {
        let (_, after) = page.split_once("aria-label=\"Waiting\">").unwrap();
        after.split('<').next().unwrap().parse::<usize>().unwrap()
    };
    assert_eq!((others, total(&page)), (2, 3), "the home in the outage is one of those that wait");
    let page = admin.get(&format!("{LIST}?kind=offline")).await.text;
    assert!(page.contains("1 home is in the outage above. No other issue matches."), "{page}");
    assert!(page.contains("Offline too long (1)") && !page.contains("No issue matches"));
    for path in page_of_all(&admin.get(LIST).await.text) {
        admin.post(&path, &[("note", "done")]).await;
    }
    let page = admin.get(LIST).await.text;
    assert!(page.contains("1 home is in the outage above. Beside that nothing waits."), "{page}");
    assert!(!page.contains("No known issues"));
    assert_eq!(total(&page), 1);
    let (_, outage) = page.split_once("/isps/bar-net/outages/").unwrap();
    let outage = outage.split('"').next().unwrap();
    for (query, homes) in [("", 1), ("?kind=offline", 1), ("?state=acknowledged", 0), ("?kind=no-dns", 0)] {
        let file = admin.get(&format!("{LIST}.csv{query}")).await.text;
        assert_eq!(file.lines().count(), 1 + homes, "{query}: {file}");
        assert_eq!(file.contains(&format!(",{outage},")), homes > 0, "{query}: {file}");
        assert!(
            homes == 0 || file.contains("offline,Customer kq7xwv,") && file.contains("Look upstream first")
        );
    }
    assert!(admin.get(&format!("{LIST}?state=closed")).await.text.contains("Resolved"));
}

/// The addresses by which all on a page are resolved.
fn page_of_all(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).map(|it| it.split('"').next().unwrap().to_owned());
    links.filter(|it| it.ends_with("/resolution")).collect()
}

async fn what_is_done_on_a_later_page_leads_back_to_that_page(world: &World) {
    let app = TestApp::new(world).await;
    let id = busy(&app).await;
    let admin = app.admin().await;
    let later = format!("?kind=high-cpu&after={}_{}_", i64::MAX, uuid::Uuid::max());
    let list = format!("{LIST}{later}");
    for what in ["acknowledgement", "snooze", "resolution"] {
        let act = format!("{LIST}/{id}/{what}{later}");
        let page = admin.get(&list).await.text;
        assert!(page.contains(&format!("href=\"{}\"", act.replace('&', "&#38;"))), "{page}");
        assert!(page.contains("known-issues.csv?kind=high-cpu\""), "a file begins at the start");
        let fields = [("note", "seen"), ("hours", "1")];
        assert_eq!(admin.post(&act, &fields).await.location(), list);
        if what == "snooze" {
            // It is not in the list until somebody looks after it again.
            admin.post(&format!("{LIST}/{id}/acknowledgement"), &[]).await;
        }
    }
    let page = admin.get(&list).await.text;
    assert!(page.contains("Nothing more here") && page.contains("First page"), "{page}");
    assert!(!page.contains("No issue matches"));
}
