//! A running Portico: the listeners, the workers, and their end.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use anyhow::Context as _;
use care::db::{Db, live};
use care::mail::{self, Transport};
use care::router::{self, Intake};
use care::{
    access, address_change, audit, deactivation, factor, history, inventory_import, link, push, recovery,
    search, session, throttle,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use web::device::ca::Ca;
use web::device::key_stock::KeyStock;
use web::{App, Parts};

use crate::config::{Config, Push, Security, Smtp};
use crate::listen::Listener;
use crate::{say, store, tls};

/// Certificates that can be handed out at once; a key costs a quarter of a second to make.
const KEYS: NonZeroUsize = NonZeroUsize::new(64).unwrap();
/// How long the parts have to end; a mail server that hangs must not hold up a restart.
const FAREWELL: std::time::Duration = std::time::Duration::from_secs(15);
/// How often rows that have ended are deleted.
const HYGIENE: std::time::Duration = std::time::Duration::from_secs(10 * 60);

/// Listeners that are bound, so that the ports are known, and nothing is served yet.
pub(crate) struct Bound {
    pages: Listener,
    routers: Listener,
    time: Option<Listener>,
    ca: Ca,
    public_url: String,
}

/// A Portico that serves.
pub(crate) struct Service {
    /// Its database.
    pub(crate) db: Db,
    /// The origin of its pages.
    pub(crate) public_url: String,
    /// `https://host:port` of the routers' listener.
    pub(crate) router_url: String,
    /// The certificate that routers must trust, PEM.
    pub(crate) ca_pem: String,
    tasks: JoinSet<()>,
    stop: CancellationToken,
}

/// Binds the listeners. Says what it does, since making a CA and binding can each go wrong in their own way.
pub(crate) async fn bind(config: &Config, db_clock: &care::db::Clock) -> anyhow::Result<Bound> {
    store::make_data_folder(&config.data)?;
    let ca_folder = config.data.join("ca");
    let ca = Ca::open_or_create(&ca_folder, db_clock.now()).with_context(|| {
        format!("the routers' certificate authority in {} could not be used", ca_folder.display())
    })?;
    let router_identity = match &config.router_tls {
        Some(files) => tls::Identity::from_files(&files.certificate, &files.key)?,
        None => ca.server_certificate(&config.router_hosts, db_clock.now())?.into(),
    };
    let page_tls = match &config.tls {
        Some(files) => Some(tls::for_pages(tls::Identity::from_files(&files.certificate, &files.key)?)?),
        None => None,
    };
    let pages = Listener::bind("pages", &config.listen.to_string(), page_tls).await?;
    let router_tls = tls::for_routers(router_identity)?;
    let routers = Listener::bind("routers", &config.router_listen.to_string(), Some(router_tls)).await?;
    let time = match &config.time_listen {
        Some(address) => Some(Listener::bind("time", &address.to_string(), None).await?),
        None => None,
    };
    let public_url = config.public_url(pages.local_addr()?.port());
    Ok(Bound { pages, routers, time, ca, public_url })
}

impl Bound {
    /// The origin of the pages.
    pub(crate) fn public_url(&self) -> &str {
        &self.public_url
    }

    /// Serves, on this database.
    pub(crate) async fn serve(self, config: &Config, db: Db, mailbox: bool) -> anyhow::Result<Service> {
        let stop = CancellationToken::new();
        let transport = transport(config)?;
        let notices = notices(config, self.ca.push_key(), db.site())?;
        let (intake, writer) = Intake::open(db.clone(), stop.clone());
        let ca_pem = self.ca.certificate_pem().to_owned();
        let app = App::new(Parts {
            db: db.clone(),
            intake,
            ca: self.ca,
            keys: KeyStock::fill(KEYS, stop.clone()),
            trusted_proxies: config.trusted_proxies.clone(),
            push_services: config.push.services.clone(),
            mailbox,
            look_again: web::LOOK_AGAIN,
            stop: stop.clone(),
        });
        let router_url =
            format!("https://{}:{}", config.router_listen.host(), self.routers.local_addr()?.port());
        let mut tasks = JoinSet::new();
        tasks.spawn(writer);
        tasks.spawn(mail::run_worker(db.clone(), transport, stop.clone()));
        match notices {
            Some(sender) => drop(tasks.spawn(push::run_worker(db.clone(), sender, stop.clone()))),
            None => end_notices(&db).await?,
        }
        tasks.spawn(audit::run_sealer(db.clone(), stop.clone()));
        tasks.spawn(recovery::run_worker(db.clone(), stop.clone()));
        tasks.spawn(deactivation::run_eraser(db.clone(), stop.clone()));
        tasks.spawn(inventory_import::run_worker(db.clone(), stop.clone()));
        tasks.spawn(router::watch(db.clone(), stop.clone()));
        tasks.spawn(router::watch_samples(db.clone(), stop.clone()));
        tasks.spawn(history::watch(db.clone(), stop.clone()));
        tasks.spawn(search::keep_index(db.clone(), stop.clone()));
        tasks.spawn(live::relay(db.clone(), stop.clone()));
        tasks.spawn(hygiene(db.clone(), mailbox, stop.clone()));
        tasks.spawn(self.routers.serve(web::router_door(app.clone()), stop.clone()));
        if let Some(time) = self.time {
            tasks.spawn(time.serve(web::plain_time(app.clone()), stop.clone()));
        }
        tasks.spawn(self.pages.serve(web::pages(app), stop.clone()));
        Ok(Service { db, public_url: self.public_url, router_url, ca_pem, tasks, stop })
    }
}

impl Service {
    /// Ends when all that serves has ended.
    pub(crate) async fn stop(mut self) {
        self.stop.cancel();
        let all = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Err(error) = ended {
                    say::error(&format!("portico: a worker failed: {error}"));
                }
            }
        };
        if tokio::time::timeout(FAREWELL, all).await.is_err() {
            say::error("portico: something would not end; leaving without it. Nothing acknowledged is lost.");
            self.tasks.abort_all();
        }
        self.db.close().await;
    }

    /// Waits until somebody wants it to end, or until a part of it does by itself.
    pub(crate) async fn until_told_to_stop(&mut self) -> anyhow::Result<()> {
        use tokio::signal::unix::{SignalKind, signal};
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        loop {
            tokio::select! {
                _ = interrupt.recv() => return Ok(()),
                _ = terminate.recv() => return Ok(()),
                // Some parts have nothing to do and end at once, such as the relay on SQLite; the others are still watched.
                Some(ended) = self.tasks.join_next() => ended.context("a part of the service failed")?,
            }
        }
    }
}

/// Where mails go. Reads the mail server's own CA, if it has one, and contacts nobody.
pub(crate) fn transport(config: &Config) -> anyhow::Result<Transport> {
    let made = match &config.smtp {
        Some(smtp) => Transport::smtp(&server(smtp)?, &smtp.from),
        None => Transport::folder(mail_folder(config), "portico@localhost"),
    };
    made.map_err(anyhow::Error::msg).context("mail could not be set up; see `smtp` in portico.example.toml")
}

/// Where mails land while there is no SMTP server.
pub(crate) fn mail_folder(config: &Config) -> PathBuf {
    config.data.join("mail")
}

/// How notices go to phones, if they do. Contacts nobody.
fn notices(config: &Config, key: push::Key, site: &care::db::Site) -> anyhow::Result<Option<push::Sender>> {
    let Push { services, contact, .. } = &config.push;
    if !services.any() {
        return Ok(None);
    }
    Ok(Some(push::Sender::new(push_client(config)?, services.clone(), key, site, contact.clone())))
}

/// What connects to push services.
pub(crate) fn push_client(config: &Config) -> anyhow::Result<push::Client> {
    let ca = config.push.ca.as_ref().map(certificates).transpose()?;
    push::client(ca.as_deref())
        .map_err(anyhow::Error::msg)
        .context("notices could not be set up; see `push` in portico.example.toml")
}

/// The operator turned them off: nothing more is written down for phones that would never hear it.
async fn end_notices(db: &Db) -> anyhow::Result<()> {
    let mut tx = access::system().write(db).await?;
    push::end(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// An authority that the operator trusts besides the system's.
fn certificates(file: &PathBuf) -> anyhow::Result<Vec<u8>> {
    let pem =
        std::fs::read(file).with_context(|| format!("cannot read certificates from {}", file.display()))?;
    anyhow::ensure!(CertificateDer::from_pem_slice(&pem).is_ok(), "{} holds no certificate", file.display());
    Ok(pem)
}

fn server(smtp: &Smtp) -> anyhow::Result<mail::Smtp> {
    Ok(mail::Smtp {
        host: smtp.host.clone(),
        port: smtp.port,
        security: match smtp.security {
            Security::StartTls => mail::Security::StartTls,
            Security::Tls => mail::Security::Tls,
            Security::None => mail::Security::None,
        },
        login: smtp.login.as_ref().map(|(user, password)| (user.clone(), password.reveal().to_owned())),
        trusted_ca: smtp.ca.as_ref().map(certificates).transpose()?,
    })
}

/// Deletes rows that have ended. Nothing relies on it: expiry is decided at use.
async fn hygiene(db: Db, mailbox: bool, stop: CancellationToken) {
    loop {
        tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(HYGIENE) => {} }
        let swept = async {
            let mut tx = access::system().write(&db).await?;
            session::sweep(&mut tx).await?;
            factor::sweep(&mut tx).await?;
            throttle::sweep(&mut tx).await?;
            link::sweep(&mut tx).await?;
            address_change::sweep(&mut tx).await?;
            push::sweep(&mut tx).await?;
            // Where there is a page with all mails, they are what it shows.
            if !mailbox {
                mail::sweep(&mut tx).await?;
            }
            tx.commit().await
        };
        if let Err(error) = swept.await {
            tracing::warn!(%error, "old rows could not be deleted");
        }
    }
}
