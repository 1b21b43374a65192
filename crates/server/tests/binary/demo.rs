//! The demo: people who can sign in, and homes that come online by themselves.

use super::browser::Browser;
use super::program::{Program, after, port_of, portico};

/// In the profile of the tests a key takes long to make, so only that they come is asked here, not how soon.
#[tokio::test(flavor = "multi_thread")]
async fn the_three_people_sign_in_and_see_all_homes_come_online() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("portico.toml"),
        "a setting of the real thing, which the demo leaves alone",
    )
    .unwrap();
    let args = ["demo", "--listen", "127.0.0.1:0", "--router-listen", "127.0.0.1:0", "--homes", "20"];
    let mut demo = Program::start(&mut portico(folder.path(), &args));
    demo.says("20 homes come online").await;
    let origin = after(demo.said(), "Pages ");
    let mut admin = Browser::new(port_of(&origin), &origin, None);
    // Read Only first and Admin last: the last one stays signed in.
    for role in ["Read Only ", "User ", "Admin "] {
        let line = after(demo.said(), role);
        let (email, password) = line.split_once(' ').unwrap();
        assert_eq!(admin.submit("/sign-in", &[("email", email), ("password", password.trim())]).await, "/");
        assert_eq!(admin.get("/isps/bar-net/overview").await.status, 200, "{role}");
        let settings = admin.get("/isps/bar-net/settings").await.status;
        assert_eq!(settings, if role == "Admin " { 200 } else { 404 }, "{role}");
    }
    let mut events = admin.listen().await;
    while !admin.get("/isps/bar-net/online").await.body.contains(">20</span>") {
        events.hear("event: changed\ndata: customers").await;
    }
    demo.terminate();
    let (status, said) = demo.ended().await;
    assert!(status.success(), "{said}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing stays");
}
