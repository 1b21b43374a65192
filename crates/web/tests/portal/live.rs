//! The stream of live events that open pages listen to.

use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use care::access::Role;
use care::testing::World;
use care::{collaborator, inventory, isp};
use http_body_util::BodyExt as _;
use web::Parts;

use crate::app::TestApp;
use crate::browser::{Browser, request};
use crate::net::{Net, nth_mac};

care::stories![
    an_open_page_hears_that_something_changed,
    nothing_of_another_isp_is_heard,
    a_changed_role_is_told_and_a_removed_listener_hears_no_more,
    removal_ends_the_stream_by_itself,
    leaving_ends_the_stream_by_itself,
    a_right_that_went_without_a_word_is_missed_soon,
    a_level_that_changed_between_the_page_and_its_stream_is_told,
    signing_out_ends_the_stream_with_the_next_event,
    the_stream_ends_when_the_service_does,
];

/// Only a failure takes that long.
const PATIENCE: Duration = Duration::from_secs(20);

/// An open stream.
pub(crate) struct Stream(Body);

impl Stream {
    async fn open(browser: &Browser) -> Stream {
        Stream::open_at(browser, "/isps/bar-net/live").await
    }

    pub(crate) async fn open_at(browser: &Browser, path: &str) -> Stream {
        let request = request(Method::GET, path).header("accept-encoding", "gzip, br");
        let response = browser.open(request.body(Body::empty()).unwrap()).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.headers().get("content-encoding").is_none(), "a packed stream would be held back");
        Stream(response.into_body())
    }

    /// The next event as `name data`, or none at the stream's end.
    pub(crate) async fn next(&mut self) -> Option<String> {
        // Of all that is said until then, and not of each: a stream says now and again that it is alive.
        tokio::time::timeout(PATIENCE, self.event()).await.expect("the stream says nothing")
    }

    async fn event(&mut self) -> Option<String> {
        loop {
            let bytes = self.0.frame().await?.unwrap().into_data().unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            let field = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            if let Some(event) = field("event:") {
                return Some(format!("{event} {}", field("data:").unwrap_or_default()).trim().to_owned());
            }
        }
    }
}

async fn add(world: &World, net: &Net, n: u16) {
    let (isp, mac) = (&net.isp, nth_mac(9, n));
    world.by(isp, &isp.admin, async |tx| inventory::add(tx, &mac).await).await.unwrap();
}

async fn an_open_page_hears_that_something_changed(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open(&app.read_only().await).await;
    add(world, &app.one, 1).await;
    assert_eq!(stream.next().await.as_deref(), Some("changed inventory"));
    add(world, &app.one, 2).await;
    assert_eq!(stream.next().await.as_deref(), Some("changed inventory"));
}

async fn nothing_of_another_isp_is_heard(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open(&app.admin().await).await;
    let two = &app.two.isp;
    world.by(two, &two.admin, async |tx| isp::update(tx, "Far Net", "#000000").await).await.unwrap();
    add(world, &app.two, 1).await;
    for n in 2..4 {
        add(world, &app.one, n).await;
        // Had the other ISP's been heard, its settings would come before or after the first of these.
        assert_eq!(stream.next().await.as_deref(), Some("changed inventory"));
    }
}

async fn a_changed_role_is_told_and_a_removed_listener_hears_no_more(world: &World) {
    let app = TestApp::new(world).await;
    let (one, user) = (&app.one.isp, app.one.user.id);
    let mut stream = Stream::open(&app.user().await).await;
    world.by(one, &one.admin, async |tx| collaborator::change(tx, user, Role::ReadOnly).await).await.unwrap();
    world.mails().await;
    // In whichever order: the stream may have begun to look just as the level changed.
    let mut heard = [stream.next().await.unwrap(), stream.next().await.unwrap()];
    heard.sort();
    assert_eq!(heard, ["access level", "changed collaborators"]);
    world.remove(one, &app.one.user).await;
    add(world, &app.one, 1).await;
    assert_eq!(stream.next().await, None, "the event itself is not told any more");
}

/// The portal of these stories does not look again by itself: it is the removal's own event that ends the stream.
async fn removal_ends_the_stream_by_itself(world: &World) {
    let app = TestApp::new(world).await;
    let (one, user) = (&app.one.isp, app.one.user.id);
    let mut stream = Stream::open(&app.user().await).await;
    let removed = world.by(one, &one.admin, async |tx| collaborator::remove(tx, user).await).await;
    removed.unwrap();
    assert_eq!(stream.next().await, None);
    world.mails().await;
}

async fn leaving_ends_the_stream_by_itself(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open(&app.user().await).await;
    world.oneself(&app.one.user, async |tx| collaborator::leave(tx, "bar-net").await).await.unwrap();
    assert_eq!(stream.next().await, None);
}

/// As after a hand in the database, or an event that was lost between two processes.
async fn a_right_that_went_without_a_word_is_missed_soon(world: &World) {
    let soon = Duration::from_millis(50);
    let app = TestApp::with(world, |parts| Parts { look_again: soon, ..parts }).await;
    let mut stream = Stream::open(&app.user().await).await;
    world.remove(&app.one.isp, &app.one.user).await;
    assert_eq!(stream.next().await, None);
}

async fn a_level_that_changed_between_the_page_and_its_stream_is_told(world: &World) {
    let app = TestApp::new(world).await;
    let page = app.user().await.get("/isps/bar-net/overview").await.text;
    assert!(page.contains("data-live-href=\"/isps/bar-net/live?as=user\""), "{page}");
    let browser = app.read_only().await;
    let mut stream = Stream::open_at(&browser, "/isps/bar-net/live?as=user").await;
    assert_eq!(stream.next().await.as_deref(), Some("access level"));
    let mut stream = Stream::open_at(&browser, "/isps/bar-net/live?as=read_only").await;
    add(world, &app.one, 1).await;
    assert_eq!(stream.next().await.as_deref(), Some("changed inventory"));
}

async fn signing_out_ends_the_stream_with_the_next_event(world: &World) {
    let app = TestApp::new(world).await;
    let browser = app.admin().await;
    let mut stream = Stream::open(&browser).await;
    browser.post("/sign-out", &[]).await;
    add(world, &app.one, 1).await;
    assert_eq!(stream.next().await, None);
}

async fn the_stream_ends_when_the_service_does(world: &World) {
    let app = TestApp::new(world).await;
    let mut stream = Stream::open(&app.admin().await).await;
    app.app.stop.cancel();
    assert_eq!(stream.next().await, None);
}
