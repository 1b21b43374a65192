//! A data folder as a busy ISP's: collaborators, customers, routers with certificates, made by the product's own verbs.
//!
//! All routers share one key, since ten thousand of them would take an hour to make; the product never does that, so the
//! certificates are made and registered here.

use crate::say;
use anyhow::{Context, Result};
use care::access::{self, Audience, Permission, Permit, may};
use care::connectivity;
use care::customer::Information;
use care::db::{Clock, Db, IspId, RouterId, Site};
use care::inventory::{self, Filter, Order};
use care::isp::{self, Name, Slug};
use care::mac::Mac;
use care::person::{self, Hashed, Password};
use care::router::{Intake, Report, Start, Status, StatusReport};
use care::session::{Cookie, Device, From};
use care::words::Language;
use care::{Problem, email::Email, invitation};
use simulate::Homes;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use web::device::ca::{Ca, ROUTER_LIFETIME};
use web::device::key_stock::RsaKey;

/// The ISP's name in addresses.
pub(crate) const SLUG: &str = "bar-net";
/// The password of every collaborator.
pub(crate) const PASSWORD: &str = "amber kettle over quiet hills";
/// Collaborators, all of them Admins: as many as a page of the list shows.
pub(crate) const STAFF: usize = 100;
/// Homes that have reported, so that lists of those online are full.
const HEARD: usize = 200;

/// The folder, removed at the end.
pub(crate) struct Stock {
    folder: TempDir,
    /// The certificate that routers trust, PEM.
    pub(crate) ca_pem: String,
    /// A session of every collaborator.
    pub(crate) sessions: Vec<String>,
    /// The routers' MACs.
    pub(crate) macs: Vec<String>,
    /// One of those that have reported.
    pub(crate) customer: String,
    fingerprints: Vec<[u8; 32]>,
}

impl Stock {
    /// Makes it with this many homes; `certified` says whether their routers have certificates.
    pub(crate) async fn make(homes: usize, certified: bool) -> Result<Stock> {
        let folder = tempfile::tempdir().context("no folder for the data")?;
        let data = folder.path().join("data");
        std::fs::create_dir_all(&data)?;
        let db = open(&data).await?;
        db.migrate().await?;
        let isp = make_isp(&db).await?;
        let staff = Staff { db: &db, isp };
        let sessions = staff.join_all().await?;
        let first = simulate::Mac([0x60, 0x6c, 0x63, 0, 0, 1]);
        let macs: Vec<String> =
            Homes::Numbered { first, count: homes }.macs().iter().map(ToString::to_string).collect();
        let admin = Cookie::sent(sessions.first().context("nobody joined")?);
        fill(&db, &admin, &macs).await?;
        let ca = Ca::open_or_create(&data.join("ca"), db.clock().now())?;
        let (mut customer, mut fingerprints) = (String::new(), Vec::new());
        if certified {
            fingerprints = certify(&db, &ca, &macs, &folder.path().join("homes")).await?;
            hear(&db, &macs, &fingerprints).await?;
            let mut tx = permit::<may::ViewTabs>(&db, &admin).await?.read(&db).await?;
            let online =
                connectivity::list(&mut tx, true, &Default::default(), connectivity::Order::USUAL, None)
                    .await?;
            customer = online.rows.first().context("nobody is online")?.customer.to_string();
        }
        db.close().await;
        Ok(Stock { folder, ca_pem: ca.certificate_pem().to_owned(), sessions, macs, customer, fingerprints })
    }

    /// Has the first routers report once more, so that they are online for another while.
    pub(crate) async fn hear(&self) -> Result<()> {
        let db = open(&self.data()).await?;
        hear(&db, &self.macs, &self.fingerprints).await?;
        db.close().await;
        Ok(())
    }

    /// Its database, opened beside no server or a running one.
    pub(crate) async fn open(&self) -> Result<Db> {
        open(&self.data()).await
    }

    /// What `--data` takes.
    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The routers' certificates and keys, one file each, as `portico simulate` keeps them.
    pub(crate) fn homes(&self) -> PathBuf {
        self.folder.path().join("homes")
    }

    /// Certificate chain and key of a router, PEM.
    pub(crate) fn identity(&self, mac: &str) -> Result<String> {
        let file = file(&self.homes(), mac);
        std::fs::read_to_string(&file).with_context(|| format!("no certificate in {}", file.display()))
    }
}

/// The address of a collaborator.
pub(crate) fn address(number: usize) -> String {
    format!("staff{number}@bar-net.example")
}

fn file(folder: &Path, mac: &str) -> PathBuf {
    folder.join(format!("{}.pem", mac.replace(':', "-")))
}

async fn open(data: &Path) -> Result<Db> {
    Ok(Db::sqlite(&data.join("portico.db"), Clock::system(), Site::new("http://localhost")).await?)
}

async fn permit<P: Permission>(db: &Db, admin: &Cookie) -> Result<Permit<P>> {
    Ok(access::staff(db, &admin.hash(), SLUG).await?)
}

async fn make_isp(db: &Db) -> Result<IspId> {
    let wrong = |why: care::words::Say| anyhow::anyhow!(why.key);
    let mut tx = access::shell(None).write(db).await?;
    let isp =
        isp::create(&mut tx, &Name::parse("Bar Net").map_err(wrong)?, &Slug::parse(SLUG).map_err(wrong)?)
            .await?;
    tx.commit().await?;
    Ok(isp)
}

struct Staff<'a> {
    db: &'a Db,
    isp: IspId,
}

impl Staff<'_> {
    /// Invites everybody and has them join; gives their sessions.
    async fn join_all(&self) -> Result<Vec<String>> {
        let wrong = |why: care::words::Say| anyhow::anyhow!(why.key);
        let hashed = Password::chosen(PASSWORD, &[]).map_err(wrong)?.hash().await?;
        let mut sessions = Vec::with_capacity(STAFF);
        for number in 0..STAFF {
            let email = Email::parse(&address(number)).map_err(wrong)?;
            sessions.push(self.join(&email, &hashed).await?);
        }
        Ok(sessions)
    }

    async fn join(&self, email: &Email, hashed: &Hashed) -> Result<String> {
        let mut tx = access::shell(Some(self.isp)).write(self.db).await?;
        let token = invitation::invite_admin(&mut tx, email).await?;
        tx.commit().await?;
        let from = From {
            audience: Audience::Portal,
            address: "127.0.0.1".to_owned(),
            agent: "bench".to_owned(),
            device: Device::random(),
            language: Language::English,
        };
        let name = person::Name::default();
        let mut tx = access::anyone().write(self.db).await?;
        let accepted = invitation::accept_new(&mut tx, &token, &name, hashed, &from).await?;
        tx.commit().await?;
        Ok(accepted.cookie.context("whoever is new gets a session")?.reveal().to_owned())
    }
}

/// Adds all routers and enables each for a customer.
async fn fill(db: &Db, admin: &Cookie, macs: &[String]) -> Result<()> {
    let permit = permit::<may::ChangeInventory>(db, admin).await?;
    for many in macs.chunks(inventory::MOST) {
        let mut tx = permit.write(db).await?;
        inventory::add(&mut tx, &many.join("\n")).await?;
        tx.commit().await?;
    }
    let ids = ids(db, admin).await?;
    for (chunk, many) in macs.chunks(inventory::MOST).enumerate() {
        let mut tx = permit.write(db).await?;
        for (index, mac) in many.iter().enumerate() {
            let n = chunk * inventory::MOST + index;
            let who = Information::parse(
                &format!("Maria Garcia {n}"),
                &format!("{n} Elm Street, Dover"),
                &format!("maria{n}@mail.example"),
                &format!("+1 603 555 {:04}", n % 10_000),
            )?;
            let id = ids.get(mac).context("a router is missing")?;
            inventory::enable(&mut tx, *id, &who).await?;
        }
        tx.commit().await?;
    }
    say(&format!("  {} customers are there", macs.len()));
    Ok(())
}

async fn ids(db: &Db, admin: &Cookie) -> Result<HashMap<String, RouterId>> {
    let mut tx = permit::<may::ViewTabs>(db, admin).await?.read(db).await?;
    let (everything, mut ids, mut after) = (Filter::default(), HashMap::new(), None);
    loop {
        let page = inventory::list(&mut tx, &everything, Order::usual(&everything), after.as_ref()).await?;
        ids.extend(page.rows.into_iter().map(|item| (item.mac, item.id)));
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(ids),
        }
    }
}

/// Gives each router its certificate, and keeps it as the simulator does; gives their fingerprints.
async fn certify(db: &Db, ca: &Ca, macs: &[String], folder: &Path) -> Result<Vec<[u8; 32]>> {
    std::fs::create_dir_all(folder)?;
    let key = tokio::task::spawn_blocking(RsaKey::generate).await??;
    let mut fingerprints = Vec::with_capacity(macs.len());
    let mut tx = access::anyone().write(db).await?;
    for (number, mac) in (1_u128..).zip(macs) {
        let issued = ca.issue(mac, &key, number.to_be_bytes(), db.clock().now(), ROUTER_LIFETIME)?;
        let known = Mac::parse(mac).map_err(|why| anyhow::anyhow!(why.key))?;
        care::router::certify(&mut tx, &known, &issued.fingerprint).await?;
        std::fs::write(file(folder, mac), issued.certificate_pem + &issued.private_key_pem)?;
        fingerprints.push(issued.fingerprint);
    }
    tx.commit().await?;
    Ok(fingerprints)
}

/// The first routers start, and say how they are.
async fn hear(db: &Db, macs: &[String], fingerprints: &[[u8; 32]]) -> Result<()> {
    let (intake, writer) = Intake::open(db.clone(), tokio_util::sync::CancellationToken::new());
    let writer = tokio::spawn(writer);
    for (mac, fingerprint) in macs.iter().zip(fingerprints).take(HEARD) {
        let permit = access::router(db, mac, fingerprint).await?;
        let start = Start {
            hardware: Some("Fibre Gate 2100".to_owned()),
            firmware: Some("4.2.1".to_owned()),
            agent_version: Some("2024.1.0".to_owned()),
            ..Start::default()
        };
        intake.hand_in(&permit, Report::Start(start)).await?;
        let status =
            Status { wan_ipv4: Some("203.0.113.77".to_owned()), cpu_percent: Some(12), ..Status::default() };
        let patch = match serde_json::to_value(status)? {
            serde_json::Value::Object(mut words) => {
                words.retain(|_, value| !value.is_null());
                words
            }
            _ => return Err(Problem::broken("a status is an object").into()),
        };
        intake.hand_in(&permit, Report::Status(StatusReport { full: true, patch })).await?;
    }
    drop(intake);
    writer.await?;
    Ok(())
}
