//! The tally: how many routers an ISP has of each kind, kept and not counted.
//!
//! A page that counted a hundred thousand routers would cost a hundred thousand rows. So whatever changes what a router counts as
//! changes the tally in the same transaction: it is added, enabled, returned, deleted; it comes online, falls silent, starts
//! with another firmware. The tally's rows are taken last in a transaction and in one order, so that nobody waits for another in a circle.

use std::collections::BTreeMap;

use super::report::Start;
use super::store;
use crate::access::{Scope, Tx, may};
use crate::db::{IspId, RouterId};
use crate::problem::Result;

/// Where a router is, as far as it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// At a customer, and reports.
    Online,
    /// At a customer, and reported there.
    Offline,
    /// At a customer, and never reported there.
    Never,
    /// In stock, and reported somewhere.
    Stock,
    /// In stock, and never reported.
    New,
}

impl State {
    pub(super) const ALL: [State; 5] =
        [State::Online, State::Offline, State::Never, State::Stock, State::New];

    /// The word in the rows.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            State::Online => "online",
            State::Offline => "offline",
            State::Never => "never",
            State::Stock => "stock",
            State::New => "new",
        }
    }
}

impl std::str::FromStr for State {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        State::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| format!("no such state: {text:?}"))
    }
}

/// As what a router counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Counted {
    pub(super) isp: IspId,
    pub(super) state: State,
    /// When it was first heard where it is, if it is at a customer.
    pub(super) heard_at: Option<i64>,
    pub(super) model: String,
    pub(super) firmware: String,
}

/// A row of the tally.
type Kind = (IspId, State, String, String);

/// What a transaction changes.
#[derive(Debug, Default)]
pub(crate) struct Tally(BTreeMap<Kind, i64>);

impl Tally {
    fn add(&mut self, it: &Counted, state: State, by: i64) {
        *self.0.entry((it.isp, state, it.model.clone(), it.firmware.clone())).or_default() += by;
    }

    /// So many new routers came into stock.
    pub(crate) fn added(&mut self, isp: IspId, routers: i64) {
        *self.0.entry((isp, State::New, String::new(), String::new())).or_default() += routers;
    }

    /// One that counted as this is no more.
    fn leaves(&mut self, it: &Counted) {
        self.add(it, it.state, -1);
    }

    fn comes(&mut self, it: &Counted) {
        self.add(it, it.state, 1);
    }

    /// A router that was online fell silent; it counts as this since.
    pub(super) fn fell_silent(&mut self, it: &Counted) {
        if matches!(it.state, State::Offline | State::Never) {
            self.add(it, State::Online, -1);
            self.comes(it);
        }
    }

    /// A router that was not online is, since this moment; what it counts as was read before its report was written.
    pub(super) fn woke(&mut self, it: &Counted, now: i64) {
        let before = match it.state {
            State::Online if it.heard_at == Some(now) => State::Never,
            State::Online => State::Offline,
            State::New => State::New,
            State::Offline | State::Never | State::Stock => return,
        };
        let after = if before == State::New { State::Stock } else { State::Online };
        self.add(it, before, -1);
        self.add(it, after, 1);
    }

    /// A router that counted as this says what it is.
    pub(super) fn said(&mut self, it: &Counted, start: &Start) {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        self.leaves(it);
        self.comes(&Counted { model: word(&start.hardware), firmware: word(&start.firmware), ..it.clone() });
    }

    /// Writes it down, at the end of the transaction.
    pub(crate) async fn write(self, scope: &mut Scope) -> Result<()> {
        for ((isp, state, model, firmware), by) in self.0 {
            if by != 0 {
                if scope.isp().ok() != Some(isp) {
                    scope.enter(isp).await?;
                }
                store::tally::change(scope, state, &model, &firmware, by).await?;
            }
        }
        Ok(())
    }
}

/// Routers that are held still while something is done to them, and as what each counted before.
#[derive(Debug)]
pub(crate) struct Held(BTreeMap<RouterId, Counted>);

/// Holds some routers still; those that are gone are left out.
pub(crate) async fn hold(scope: &mut Scope, routers: Vec<RouterId>) -> Result<Held> {
    let mut held = BTreeMap::new();
    for router in routers {
        held.extend(store::tally::hold(scope, router).await?.map(|counted| (router, counted)));
    }
    Ok(Held(held))
}

impl Held {
    /// It is done: whatever they count as now, the tally knows.
    pub(crate) async fn settle(self, scope: &mut Scope) -> Result<()> {
        settle_all(scope, vec![self]).await
    }
}

/// The same for routers that were held one after the other.
pub(crate) async fn settle_all(scope: &mut Scope, held: Vec<Held>) -> Result<()> {
    let mut tally = Tally::default();
    for (router, before) in held.into_iter().flat_map(|held| held.0) {
        tally.leaves(&before);
        if let Some(after) = store::tally::find(scope, router).await? {
            tally.comes(&after);
        }
    }
    tally.write(scope).await
}

/// How many routers an ISP has, by where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// At customers, and online.
    pub online: i64,
    /// At customers, and not.
    pub offline: i64,
    /// Of those, the ones that were never online there.
    pub never: i64,
    /// With no customer.
    pub in_stock: i64,
    /// Of those, the ones that never reported.
    pub new: i64,
}

impl Counts {
    /// All of them.
    pub fn all(&self) -> i64 {
        self.online + self.offline + self.in_stock
    }
}

/// The counts of the ISP.
pub async fn counts(tx: &mut Tx<may::ViewTabs>) -> Result<Counts> {
    store::tally::counts(tx).await
}

/// A firmware on a model of router.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Firmware {
    /// Make and model.
    pub model: String,
    /// Version; empty if they did not say.
    pub firmware: String,
    /// How many run it.
    pub routers: i64,
}

/// What the ISP's routers run, the most frequent first.
pub async fn firmware(tx: &mut Tx<may::ViewTabs>, most: i64) -> Result<Vec<Firmware>> {
    store::tally::firmware(tx, most).await
}

/// A model of which some are in stock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stocked {
    /// Make and model.
    pub model: String,
    /// How many.
    pub routers: i64,
}

/// What is in stock by model, the most frequent first; routers that never said what they are are left out.
pub async fn stock(tx: &mut Tx<may::ViewTabs>, most: i64) -> Result<Vec<Stocked>> {
    store::tally::stock(tx, most).await
}
