//! The Roles page: the table of access levels, row for row, for everybody who is at work in the portal.

use care::testing::World;

use crate::app::TestApp;

care::stories![
    everybody_reads_the_table_of_roles_row_for_row_and_finds_their_own_marked,
    the_page_about_roles_is_found_where_somebody_would_look_for_it,
];

/// Typed by hand, and also what the matrix is compared with.
const TABLE: &str = include_str!("../../../care/tests/golden/roles.tsv");

async fn everybody_reads_the_table_of_roles_row_for_row_and_finds_their_own_marked(world: &World) {
    let app = TestApp::new(world).await;
    let typed: Vec<String> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let [_, admin, user, read_only, words] = line.split('\t').collect::<Vec<_>>().try_into().unwrap();
            let yes_no = [admin, user, read_only].map(|it| if it == "+" { "Yes" } else { "No" });
            format!("{} {}", words.replace('\'', "&#39;"), yes_no.join(" "))
        })
        .collect();
    assert_eq!(typed.len(), 14);
    for (browser, own) in [
        (app.admin().await, "Admin collaborator"),
        (app.user().await, "User collaborator"),
        (app.read_only().await, "Read Only collaborator"),
    ] {
        let page = browser.get("/isps/bar-net/roles").await;
        assert_eq!(page.status, 200);
        let body = page.text.split_once("<tbody>").unwrap().1.split_once("</tbody>").unwrap().0;
        assert_eq!(body.split("</tr>").map(words).filter(|it| !it.is_empty()).collect::<Vec<_>>(), typed);
        let marked: Vec<&str> = page
            .text
            .split("<h2>")
            .map(|it| it.split_once("</h2>").map_or(it, |(head, _)| head))
            .filter(|it| it.contains("Your role"))
            .collect();
        assert_eq!(marked.len(), 1, "one card is the reader's own");
        assert!(marked[0].starts_with(own), "{own}: {}", marked[0]);
    }
}

/// What is read of a piece of a page.
fn words(html: &str) -> String {
    let texts = html.split('<').map(|tag| tag.split_once('>').map_or(tag, |(_, text)| text));
    texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

async fn the_page_about_roles_is_found_where_somebody_would_look_for_it(world: &World) {
    let app = TestApp::new(world).await;
    let link = "href=\"/isps/bar-net/roles\"";
    let times = |text: &str| text.matches(link).count();
    assert_eq!(times(&app.user().await.get("/isps/bar-net/online").await.text), 1, "in the menu");
    assert_eq!(times(&app.admin().await.get("/isps/bar-net/settings").await.text), 2, "beside collaborators");
    let read_only = app.read_only().await;
    let customer = format!("/isps/bar-net/customers/{}", app.one.customer);
    for greyed in ["/isps/bar-net/inventory", &customer] {
        assert_eq!(times(&read_only.get(greyed).await.text), 2, "where controls are greyed out: {greyed}");
    }
}
