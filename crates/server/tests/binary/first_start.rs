//! The first start, and the ones after it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use super::browser::Browser;
use super::isp::{ADMIN, PASSWORD, set_up};
use super::program::Portico;

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// What the page of a set-up link answers.
async fn opened(portico: &Portico, link: &str) -> u16 {
    let token = link.rsplit_once('#').unwrap().1;
    Browser::at(portico).post("/setup", &[("token", token)]).await.status.as_u16()
}

#[tokio::test]
async fn the_first_start_makes_a_private_folder_and_prints_one_link_that_works_once() {
    let folder = tempfile::tempdir().unwrap();
    let first = Portico::serve(folder.path()).await;
    assert_eq!(mode(&first.data), 0o700);
    assert_eq!(mode(&first.data.join("ca/ca.key")), 0o600);
    let old = first.set_up_link().unwrap().to_owned();
    assert!(old.starts_with(&first.origin), "{old}");
    assert_eq!(opened(&first, &old).await, 200);
    first.program.kill().await;

    let second = Portico::serve(folder.path()).await;
    let new = second.set_up_link().unwrap().to_owned();
    assert_ne!(old, new);
    assert_eq!(opened(&second, &old).await, 410, "the old link is void");
    assert_eq!(opened(&second, &new).await, 200);
    let mut admin = set_up(&second).await;
    assert_eq!(admin.get("/isps/bar-net/overview").await.status, 200);
    assert_eq!(opened(&second, &new).await, 410, "it was used");
    second.program.kill().await;

    let third = Portico::serve(folder.path()).await;
    assert_eq!(third.set_up_link(), None);
    let mut returned = Browser::at(&third);
    assert_eq!(returned.submit("/sign-in", &[("email", ADMIN), ("password", PASSWORD)]).await, "/");
    assert_eq!(returned.get("/isps/bar-net/overview").await.status, 200);
}

#[tokio::test]
async fn it_says_that_it_is_well_to_whoever_runs_it() {
    let folder = tempfile::tempdir().unwrap();
    let portico = Portico::serve(folder.path()).await;
    let mut browser = Browser::at(&portico);
    for (path, said) in [("/health", "ok\n"), ("/ready", "ready\n")] {
        let page = browser.get(path).await;
        assert_eq!((page.status.as_u16(), page.body.as_str()), (200, said), "{path}");
    }
}

/// Open pages are streams without an end; they must not hold up a stop.
#[tokio::test]
async fn told_to_stop_it_ends_within_seconds_and_lets_open_pages_go() {
    let folder = tempfile::tempdir().unwrap();
    let portico = Portico::serve(folder.path()).await;
    let admin = set_up(&portico).await;
    let pages = [admin.listen().await, admin.listen().await, admin.listen().await];
    let told = std::time::Instant::now();
    portico.program.terminate();
    for page in pages {
        page.ended().await;
    }
    let (status, said) = portico.program.ended().await;
    assert!(status.success(), "{said}");
    assert!(said.contains("Stopping."), "{said}");
    // Requests in flight have ten seconds; that time must not be needed.
    assert!(told.elapsed().as_secs() < 8, "it took {:?}", told.elapsed());
}
