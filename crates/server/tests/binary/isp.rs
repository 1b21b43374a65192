//! Bar Net: the ISP of all these stories, set up through its pages.

use std::path::Path;

use care::access::{self, Permission, Permit};
use care::db::{Clock, Db, Site};
use care::session::Cookie;
use sqlx::{ConnectOptions as _, SqliteConnection};

use super::browser::Browser;
use super::program::Portico;

pub(crate) const ADMIN: &str = "ada@bar-net.example";
pub(crate) const PASSWORD: &str = "amber kettle over quiet hills";

/// A server in this folder, and its first Admin at work.
pub(crate) async fn bar_net(folder: &Path) -> (Portico, Browser) {
    let portico = Portico::serve(folder).await;
    let admin = set_up(&portico).await;
    (portico, admin)
}

/// Follows the link that the first start printed.
pub(crate) async fn set_up(portico: &Portico) -> Browser {
    let mut admin = Browser::at(portico);
    set_up_by(&mut admin, portico.set_up_link().expect("no set-up link was printed")).await;
    admin
}

/// The same, in a browser that is there.
pub(crate) async fn set_up_by(admin: &mut Browser, link: &str) {
    let token = link.rsplit_once('#').unwrap().1;
    let fields =
        [("token", token), ("isp", "Bar Net"), ("name", "Ada"), ("email", ADMIN), ("password", PASSWORD)];
    assert_eq!(admin.submit("/setups", &fields).await, "/isps/bar-net/overview");
}

/// The embedded database of a server, opened beside it.
pub(crate) async fn open(data: &Path) -> Db {
    Db::sqlite(&data.join("portico.db"), Clock::system(), Site::new("http://localhost")).await.unwrap()
}

/// The same without the product in between, for what none of its verbs tells.
pub(crate) async fn database(data: &Path) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(data.join("portico.db"));
    options.connect().await.unwrap()
}

/// What the Admin may do, proven by their cookie.
pub(crate) async fn permit<P: Permission>(db: &Db, admin: &Browser) -> Permit<P> {
    access::staff(db, &Cookie::sent(admin.cookie()).hash(), "bar-net").await.unwrap()
}
