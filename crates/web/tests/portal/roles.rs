//! The Roles page: the table of access levels, row for row, for everybody who is at work in the portal.

use std::collections::BTreeSet;

use axum::http::Method;
use care::testing::World;

use crate::app::{TestApp, Who};
use crate::golden::{Row, table};
use crate::two_factor::between;

care::stories![
    read_only_finds_every_control_of_a_user_greyed_out_and_nothing_else_to_press,
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

/// Every page that a Read Only person reaches at the ISP, beside the same page as a User has it.
async fn read_only_finds_every_control_of_a_user_greyed_out_and_nothing_else_to_press(world: &World) {
    let app = TestApp::new(world).await;
    let (user, reader) = (app.user().await, app.read_only().await);
    let (readable, refused): (Vec<Row>, Vec<Row>) = table()
        .into_iter()
        .filter(|row| row.method == Method::GET && row.path.starts_with("/isps/{slug}/"))
        .partition(|row| row.statuses[&Who::ReadOnly][0] == 200);
    let mut greyed = BTreeSet::new();
    // Neither the stream nor a file has controls.
    for row in readable.iter().filter(|row| !row.path.ends_with("/live") && !row.path.contains('.')) {
        let (customer, router) = (app.one.customer.to_string(), app.one.router.to_string());
        let path = row.path.replace("{slug}", "bar-net").replace("{customer}", &customer);
        let path = path.replace("{router}", &router);
        let (theirs, own) = (user.get(&path).await.text, reader.get(&path).await.text);
        let (theirs, own) = (main(&theirs), main(&own));
        assert!(!own.contains("method=\"post\""), "{path} has a form that would be refused: {own}");
        for href in own.split("href=\"").skip(1).map(|rest| rest.split(['"', '?']).next().unwrap()) {
            let leads = refused.iter().find(|door| is_of(href, &door.path));
            assert!(leads.is_none(), "{path} leads to {href}, where Read Only is refused");
        }
        for form in theirs.split("<form").skip(1).filter(|form| form.contains("method=\"post\"")) {
            let form = form.split("</form>").next().unwrap();
            assert!(
                controls(form).next().is_some(),
                "{path}: its button needs an id, to be found again: {form}"
            );
        }
        for id in controls(&theirs) {
            assert!(
                own.contains(&format!("id=\"{id}\" aria-disabled=\"true\"")),
                "{path}: {id} is not greyed"
            );
            let why = between(&own, &format!("id=\"{id}-why\" popover role=\"tooltip\">"), "</span>");
            assert!(
                why.starts_with("Your access is Read Only. To change something, ask an Admin: "),
                "{why}"
            );
            assert!(why.contains("Ada kq7xwv"), "and whom: {why}");
            greyed.insert(format!("{path} {}", id.split('-').next().unwrap()));
        }
    }
    assert!(greyed.len() >= 3, "adding, enabling and a new certificate at least: {greyed:?}");
}

/// What is between the frame of a page, without its closed dialogs.
fn main(page: &str) -> String {
    let main = between(page, "<main", "</main>");
    let parts = main.split("<dialog").enumerate();
    let outside = parts.map(|(n, part)| if n == 0 { part } else { part.split_once("</dialog>").unwrap().1 });
    outside.collect()
}

/// The ids of the buttons in a piece of a page, links that look like one among them.
fn controls(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split('<').map(|tag| tag.split('>').next().unwrap());
    tags.filter(|tag| tag.starts_with("a ") || tag.starts_with("button "))
        .filter(|tag| tag.contains("class=\"button"))
        .filter_map(|tag| tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next()))
}

/// Whether an address is one of this door's.
fn is_of(href: &str, door: &str) -> bool {
    let (href, door): (Vec<_>, Vec<_>) = (href.split('/').collect(), door.split('/').collect());
    href.len() == door.len()
        && href.iter().zip(door).all(|(is, named)| named.starts_with('{') || *is == named)
}
