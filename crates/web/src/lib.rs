//! HTTP: the staff portal, the app and the routers' door. No SQL.
//!
//! Handlers are registered through [`doors`], which accepts only those whose first argument is a decision about who may
//! pass; they call one verb of `care` in a transaction that the decision opens, and fill a page. Errors are mapped once, in
//! [`problem`].

mod app;
mod assets;
mod audience;
pub mod client;
mod cookies;
pub mod device;
pub mod doors;
mod drawing;
mod form;
mod frame;
mod guard;
mod health;
mod import_form;
mod lead;
mod live;
mod may;
mod mobile;
mod problem;
mod staff;
mod ui;
mod upload;
mod within;

pub use app::{App, Parts};
pub use doors::Door;
pub use live::LOOK_AGAIN;

/// Everything people's browsers reach, with its layers.
pub fn pages(app: App) -> axum::Router {
    guard::around_pages(people_doors().into_router(), app)
}

/// The list of people's doors: what tests, and later the API's description, are driven by.
pub fn page_doors() -> Vec<Door> {
    people_doors().list().to_vec()
}

fn people_doors() -> doors::Doors {
    staff::doors().and(mobile::doors())
}

/// Everything routers reach, with its layers.
pub fn router_door(app: App) -> axum::Router {
    guard::around_routers(device::doors().into_router(), app)
}

/// The list of the routers' doors.
pub fn router_doors() -> Vec<Door> {
    device::doors().list().to_vec()
}

/// The one thing that routers may ask without TLS: the time. A router whose clock is wrong cannot check a certificate.
pub fn plain_time(app: App) -> axum::Router {
    guard::around_routers(device::time_doors().into_router(), app)
}
