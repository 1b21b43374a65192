//! What stands above every tab of a customer: who it is, whether the home is up, which tabs there are; and, of a deactivated
//! one, that they are gone and whether they can be had back.

use care::access::{Staff, Tx, may};
use care::customer::Customer;
use care::router::{self, Router};
use care::timeline::{self, Filter, Group};
use care::words::{Words, calendar};
use care::{deactivation, page::After};
use jiff::ToSpan as _;

use crate::problem::Refusal;
use crate::staff::told::{connectivity, when};
use crate::staff::views::{ClosedNote, CustomerHead};
use crate::ui::{Control, State as Shown, Tone};

/// The tabs of a customer, by their part of the address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tab {
    Overview,
    Timeline,
    UserSettings,
    Users,
}

impl Tab {
    const ALL: [Tab; 4] = [Tab::Overview, Tab::Timeline, Tab::UserSettings, Tab::Users];

    fn of(self, customer: &str) -> String {
        match self {
            Tab::Overview => customer.to_owned(),
            Tab::Timeline => format!("{customer}/timeline"),
            Tab::UserSettings => format!("{customer}/settings"),
            Tab::Users => format!("{customer}/users"),
        }
    }

    fn key(self) -> &'static str {
        match self {
            Tab::Overview => "tab-overview",
            Tab::Timeline => "tab-timeline",
            Tab::UserSettings => "tab-user-settings",
            Tab::Users => "tab-users",
        }
    }
}

/// Who looks at which tab.
pub(crate) struct Around<'a> {
    /// The reader.
    pub(crate) staff: &'a Staff,
    /// Where they are.
    pub(crate) tab: Tab,
    /// Why they may not deactivate, nor take it back; none where they may.
    pub(crate) why: Option<String>,
    /// Their words.
    pub(crate) w: Words,
}

/// The header above a tab.
pub(crate) async fn head(
    tx: &mut Tx<may::ViewCustomers>,
    customer: &Customer,
    router: Option<&Router>,
    around: &Around<'_>,
) -> Result<CustomerHead, Refusal> {
    let (isp, w) = (around.staff.isp.path(), around.w);
    let href = format!("{isp}/customers/{}", customer.id);
    let lately = deactivation::undo_until(customer, tx.time()).is_some();
    let gone = Shown { word: w.t("deactivated"), tone: Tone::Plain };
    let (state, list, list_word) = match (customer.closed_at, router) {
        (Some(_), _) if lately => (gone, "deactivated", "lately-title"),
        (Some(_), _) => (gone, "overview", "tab-overview"),
        (None, None) => {
            (Shown { word: w.t("no-router"), tone: Tone::Warning }, "offline?manner=no-router", "tab-offline")
        }
        (None, Some(router)) => {
            let (list, word) =
                if router.online { ("online", "tab-online") } else { ("offline", "tab-offline") };
            (connectivity(router.online, router.flapping_since.is_some(), w), list, word)
        }
    };
    let who = &customer.account.information;
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Ok(CustomerHead {
        tabs: Tab::ALL.map(|it| (it.of(&href), w.t(it.key()), it == around.tab)).to_vec(),
        closed: closed(tx, customer, &href, around).await?,
        name: who.name.clone(),
        address: who.address.clone(),
        email: some(&who.email),
        phone: some(&who.phone),
        state,
        list_href: format!("{isp}/{list}"),
        list_word: w.t(list_word),
    })
}

/// The same where the page does not read the router for itself.
pub(crate) async fn head_of(
    tx: &mut Tx<may::ViewCustomers>,
    customer: &Customer,
    around: &Around<'_>,
) -> Result<CustomerHead, Refusal> {
    let router = router::of_customer(tx, customer.id).await?;
    head(tx, customer, router.as_ref(), around).await
}

/// What there is to know of a deactivated customer.
async fn closed(
    tx: &mut Tx<may::ViewCustomers>,
    customer: &Customer,
    href: &str,
    around: &Around<'_>,
) -> Result<Option<ClosedNote>, Refusal> {
    let Some(closed_at) = customer.closed_at else { return Ok(None) };
    let (now, zone) = (tx.time(), customer.zone().time_zone());
    let account = Filter { group: Some(Group::Account), person: None };
    let history = timeline::of_customer(tx, customer.id, account, After::START).await?;
    let by =
        history.rows.into_iter().find(|it| it.kind == "customer-deactivated").and_then(|it| it.actor_name);
    let left = router::left_behind(tx, customer.id).await?;
    let erased = closed_at.to_zoned(zone.clone()).saturating_add(customer.isp.retention_days.days());
    let undo = deactivation::undo_until(customer, now);
    Ok(Some(ClosedNote {
        by,
        when: when(closed_at, now, around.w),
        erased_on: calendar::whole_day(erased.date(), around.w),
        router: left.into_iter().next().map(|it| it.mac),
        undo_until: undo
            .map(|until| calendar::said_at("%-d %b %Y, %H:%M %Z", &until.to_zoned(zone), around.w)),
        undo: undo.map(|_| Control { href: format!("{href}/restoration"), why: around.why.clone() }),
    }))
}
