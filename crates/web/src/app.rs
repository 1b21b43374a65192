//! What handlers share.

use std::sync::Arc;
use std::time::Duration;

use care::claim::LabelKey;
use care::db::Db;
use care::push;
use care::router::Intake;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::client::Network;
use crate::device::BODIES_KIB;
use crate::device::ca::Ca;
use crate::device::key_stock::KeyStock;
use crate::drawing::Drawing;
use crate::import_form::UPLOADS;
use crate::mobile::PHOTOS;

/// The state of all handlers. Cheap to clone. The database in it gives no data to anybody without a permit.
#[derive(Clone)]
pub struct App {
    parts: Arc<Parts>,
    /// What routers' bodies may take together, in KiB.
    pub(crate) bodies: Arc<Semaphore>,
    /// How many files people may upload at a time.
    pub(crate) uploads: Arc<Semaphore>,
    /// How many photos subscribers may send at a time.
    pub(crate) photos: Arc<Semaphore>,
    /// Where pictures are drawn that people send.
    pub(crate) drawing: Arc<Drawing>,
    /// What routers' labels are made with.
    pub(crate) labels: LabelKey,
    /// What browsers subscribe to notices with.
    pub(crate) push_key: push::Key,
}

/// What the state is made of.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Where routers' reports go.
    pub intake: Intake,
    /// Signs routers' certificates.
    pub ca: Ca,
    /// Keys for them.
    pub keys: KeyStock,
    /// Proxies whose word on the client's address is taken.
    pub trusted_proxies: Vec<Network>,
    /// By which push services phones hear notices; with none, they hear none.
    pub push_services: push::Services,
    /// Whether there is a page with all mails: only where no mail leaves the machine, in `demo` and development.
    pub mailbox: bool,
    /// How often the right to hear live events is read again while nothing happens: [`crate::LOOK_AGAIN`], but for tests that
    /// want to hear of a change by its event alone, or by this alone.
    pub look_again: Duration,
    /// Ends live streams at shutdown.
    pub stop: CancellationToken,
}

impl App {
    /// From its parts.
    pub fn new(parts: Parts) -> App {
        App {
            labels: parts.ca.label_key(),
            push_key: parts.ca.push_key(),
            parts: Arc::new(parts),
            bodies: Arc::new(Semaphore::new(BODIES_KIB)),
            uploads: Arc::new(Semaphore::new(UPLOADS)),
            photos: Arc::new(Semaphore::new(PHOTOS)),
            drawing: Arc::new(Drawing::new()),
        }
    }
}

impl std::ops::Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.parts
    }
}
