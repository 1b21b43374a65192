//! The portal of a world with two full ISPs, and the people who stand before it.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

use care::collaborator;
use care::email::Email;
use care::testing::{PASSWORD, World};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;
use web::device::ca::Ca;
use web::device::key_stock::KeyStock;
use web::{App, Parts, pages};

use crate::browser::Browser;
use crate::net::Net;

/// Who stands before a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Admin of the first ISP.
    Admin,
    /// User of the first ISP.
    User,
    /// Read Only at the first ISP.
    ReadOnly,
    /// Admin of the second ISP.
    Stranger,
    /// Invited to the first ISP; did not accept, and has only a link.
    Pending,
    /// Nobody in particular.
    Nobody,
    /// Whose session at the first ISP was signed out; the browser kept its cookie.
    Ended,
    /// Admin of the first ISP's cluster.
    ClusterAdmin,
    /// User of the first ISP's cluster.
    ClusterUser,
    /// Read Only at the first ISP's cluster.
    ClusterReadOnly,
    /// Invited to the first ISP; the two days are over, and the link is still there.
    Expired,
    /// Was a User of the first ISP until their access was revoked; signed in again, and belongs nowhere.
    Removed,
    /// Signed in to the app, as a subscriber; in the portal too they would be a User of the first ISP.
    Subscriber,
    /// A router of the first ISP, with its certificate, at the people's doors.
    Router,
    /// The primary user of the first ISP's home, signed in to the app.
    Primary,
    /// Another user of that home.
    MobileUser,
    /// A user of another home of the first ISP.
    OtherHome,
    /// The primary user of the second ISP's home.
    OtherIspsHome,
    /// Whose access to the first ISP's home was taken away; signed in again, and has none.
    FormerUser,
    /// Signed in to the app, at no home; an invitation to the first ISP's home waits for them.
    PendingUser,
}

impl Who {
    /// Everybody, in the order of the golden table.
    pub(crate) const ALL: [Who; 7] =
        [Who::Admin, Who::User, Who::ReadOnly, Who::Stranger, Who::Pending, Who::Nobody, Who::Ended];

    /// The cluster's people, each with whom they are like at the cluster's ISP; they have a golden table of their own.
    pub(crate) const OF_THE_CLUSTER: [(Who, Who); 3] = [
        (Who::ClusterAdmin, Who::Admin),
        (Who::ClusterUser, Who::User),
        (Who::ClusterReadOnly, Who::ReadOnly),
    ];

    /// Those who once had access, never had it, or have it elsewhere.
    pub(crate) const OUTSIDERS: [Who; 4] = [Who::Expired, Who::Removed, Who::Subscriber, Who::Router];

    /// All there are.
    pub(crate) fn everybody() -> impl Iterator<Item = Who> {
        let of_the_cluster = Who::OF_THE_CLUSTER.map(|(who, _)| who);
        Who::ALL.into_iter().chain(of_the_cluster).chain(Who::OUTSIDERS)
    }

    /// Whether the place of their own is the first ISP's cluster.
    pub(crate) fn is_of_the_cluster(self) -> bool {
        Who::OF_THE_CLUSTER.iter().any(|(who, _)| *who == self)
    }
}

/// The portal.
pub(crate) struct TestApp<'w> {
    pub(crate) world: &'w World,
    pub(crate) app: App,
    /// The first ISP.
    pub(crate) one: Net,
    /// The second.
    pub(crate) two: Net,
    /// Things of theirs that doors are about, by whose and by the door's path.
    pub(crate) kept: Mutex<BTreeMap<(String, String), String>>,
}

impl<'w> TestApp<'w> {
    pub(crate) async fn new(world: &'w World) -> TestApp<'w> {
        let one = Net::found(world, "bar-net", "kq7xwv", 41).await;
        let two = Net::found(world, "far-net", "zj4hpd", 72).await;
        TestApp { world, app: App::new(parts(world)), one, two, kept: Mutex::default() }
    }

    /// A portal that is set up otherwise.
    pub(crate) async fn with(world: &'w World, change: impl FnOnce(Parts) -> Parts) -> TestApp<'w> {
        let app = TestApp::new(world).await;
        TestApp { app: App::new(change(parts(world))), ..app }
    }

    /// A browser that was never here.
    pub(crate) fn browser(&self) -> Browser {
        Browser::new(pages(self.app.clone()), self.app.db.site().origin())
    }

    pub(crate) async fn admin(&self) -> Browser {
        self.signed_in(&self.one.admin.email).await
    }

    pub(crate) async fn user(&self) -> Browser {
        self.signed_in(&self.one.user.email).await
    }

    pub(crate) async fn read_only(&self) -> Browser {
        self.signed_in(&self.one.read_only.email).await
    }

    pub(crate) async fn stranger(&self) -> Browser {
        self.signed_in(&self.two.admin.email).await
    }

    pub(crate) fn pending(&self) -> Browser {
        self.browser()
    }

    pub(crate) fn nobody(&self) -> Browser {
        self.browser()
    }

    pub(crate) async fn ended(&self) -> Browser {
        let browser = self.signed_in(&self.one.admin.email).await;
        let cookie = browser.cookie("portico").unwrap();
        assert_eq!(browser.post("/sign-out", &[]).await.location(), "/sign-in");
        browser.set_cookie("portico", &cookie);
        browser
    }

    /// The browser of one of them.
    pub(crate) async fn of(&self, who: Who) -> Browser {
        match who {
            Who::Admin => self.admin().await,
            Who::User => self.user().await,
            Who::ReadOnly => self.read_only().await,
            Who::Stranger => self.stranger().await,
            Who::Pending => self.pending(),
            Who::Nobody => self.nobody(),
            Who::Ended => self.ended().await,
            Who::Expired => self.browser(),
            Who::Removed => self.removed().await,
            Who::Subscriber => {
                let browser = self.user().await;
                self.world.turn_into_the_apps(&browser.cookie("portico").unwrap()).await;
                browser
            }
            Who::Router => self.browser().with_certificate(b"a router's"),
            Who::Primary => self.in_the_app(&self.one.primary.email).await,
            Who::MobileUser | Who::OtherHome | Who::OtherIspsHome | Who::FormerUser | Who::PendingUser => {
                unreachable!("the stories of subscribers make these")
            }
            Who::ClusterAdmin => self.signed_in(&self.one.cluster.admin.email).await,
            Who::ClusterUser => self.signed_in(&self.one.cluster.user.email).await,
            Who::ClusterReadOnly => self.signed_in(&self.one.cluster.read_only.email).await,
        }
    }

    /// Somebody whose access was revoked, and who signed in again.
    async fn removed(&self) -> Browser {
        static NEXT: AtomicU16 = AtomicU16::new(0);
        let (isp, n) = (&self.one.isp, NEXT.fetch_add(1, Ordering::Relaxed));
        let gone = self.world.join(isp, &format!("gone{n}@example.net"), "user").await;
        self.world.by(isp, &isp.admin, async |tx| collaborator::remove(tx, gone.id).await).await.unwrap();
        self.world.mail_to(gone.email.canonical()).await;
        self.signed_in(&gone.email).await
    }

    /// A browser in which this person signed in to the app by its form.
    pub(crate) async fn in_the_app(&self, email: &Email) -> Browser {
        let browser = self.browser();
        let form = [("email", email.shown()), ("password", PASSWORD)];
        let reply = browser.post("/app/sign-in", &form).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/app"), "{}", reply.text);
        browser
    }

    /// A browser in which this person signed in by the form.
    pub(crate) async fn signed_in(&self, email: &Email) -> Browser {
        let browser = self.browser();
        let reply = browser.post("/sign-in", &[("email", email.shown()), ("password", PASSWORD)]).await;
        assert_eq!((reply.status.as_u16(), reply.location()), (303, "/"), "{}", reply.text);
        browser
    }
}

/// The state of a portal that makes no keys for routers.
pub(crate) fn parts(world: &World) -> Parts {
    let stopped = CancellationToken::new();
    stopped.cancel();
    Parts {
        db: world.db.clone(),
        intake: world.intake(),
        ca: Ca::open_or_create(world.folder.path(), world.db.clock().now()).unwrap(),
        keys: KeyStock::fill(NonZeroUsize::MIN, stopped),
        trusted_proxies: Vec::new(),
        push_services: care::push::Services::new(vec!["https://push.example".parse().unwrap()]),
        mailbox: false,
        // Never, as far as a story goes: what a stream hears, it hears by an event.
        look_again: Duration::from_secs(3600),
        stop: CancellationToken::new(),
    }
}
