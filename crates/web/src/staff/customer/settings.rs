//! The tab User Settings: what staff may change of a customer's account.

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, Permit, Tx, may};
use care::customer::{self, Account, Customer, Written};
use care::db::CustomerId;
use care::plan::{self, Plan};
use care::words::Words;
use care::zone::Zone;
use care::{Problem, deactivation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::head::{Around, Tab, head_of};
use super::look::Look;
use crate::app::App;
use crate::form::{Form, Path};
use crate::frame::{Reader, why_not};
use crate::may::May;
use crate::problem::Refusal;
use crate::staff::told::{Done, fields, input, is_for_the_form, whole};
use crate::staff::views::CustomerSettings;
use crate::ui::{Control, Input};

/// The form as it is sent.
#[derive(Deserialize, Serialize, Default, Clone, PartialEq, Eq)]
#[serde(default)]
pub(crate) struct Typed {
    name: String,
    address: String,
    email: String,
    phone: String,
    plan: String,
    timezone: String,
    billing_day: String,
    reports: String,
    /// Which version of the account they saw.
    version: String,
    /// The form as it was when they saw it, as JSON: only to tell what they changed from what somebody else did.
    #[serde(skip_serializing)]
    seen: String,
}

impl Typed {
    /// The form as it shows an account.
    fn of(customer: &Customer) -> Typed {
        let (account, who) = (&customer.account, &customer.account.information);
        Typed {
            name: who.name.clone(),
            address: who.address.clone(),
            email: who.email.clone(),
            phone: who.phone.clone(),
            plan: account.plan.map(|id| id.to_string()).unwrap_or_default(),
            timezone: account.timezone.as_ref().map(Zone::to_string).unwrap_or_default(),
            billing_day: account.billing_day.day().to_string(),
            reports: account.reports.map_or("", |on| if on { "on" } else { "off" }).to_owned(),
            version: customer.version.to_string(),
            seen: String::new(),
        }
    }

    /// What they saw; what cannot be read was seen by nobody.
    fn seen(&self) -> Option<Typed> {
        serde_json::from_str(&self.seen).ok()
    }

    fn read(&self) -> Result<Account, Problem> {
        Account::parse(Written {
            name: &self.name,
            address: &self.address,
            email: &self.email,
            phone: &self.phone,
            plan: &self.plan,
            timezone: &self.timezone,
            billing_day: &self.billing_day,
            reports: &self.reports,
        })
    }
}

/// What was typed and refused, when the page is shown again.
#[derive(Default)]
struct Again<'a> {
    typed: Option<&'a Typed>,
    problem: Option<&'a Problem>,
}

pub(crate) async fn page(
    May(permit): May<may::ViewCustomers>,
    (viewer, look): (May<may::ViewTabs>, Look),
    State(app): State<App>,
    Path((_, id)): Path<(String, Uuid)>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let id = CustomerId(id);
    let whys = whys(&viewer.0, &app, reader.w).await?;
    let mut tx = permit.read(&app.db).await?;
    let page = view(&permit, &mut tx, &reader, (id, whys), Again::default()).await?;
    look.note(tx, (&permit, &app), id).await?;
    reader.show(&app, &page)
}

/// Why the reader may not update, and why not deactivate.
async fn whys(viewer: &Permit<may::ViewTabs>, app: &App, w: Words) -> Result<[Option<String>; 2], Refusal> {
    let (mut tx, role) = (viewer.read(&app.db).await?, viewer.staff()?.role);
    let update = why_not(&mut tx, role, Ability::UpdateCustomer, w).await?;
    Ok([update, why_not(&mut tx, role, Ability::DeactivateCustomer, w).await?])
}

async fn view(
    permit: &Permit<may::ViewCustomers>,
    tx: &mut Tx<may::ViewCustomers>,
    reader: &Reader,
    (id, [why_not_update, why_not_deactivate]): (CustomerId, [Option<String>; 2]),
    again: Again<'_>,
) -> Result<CustomerSettings, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let customer = customer::find(tx, id).await?;
    let plans = plan::list(tx).await?;
    let around = Around { staff, tab: Tab::UserSettings, why: why_not_deactivate.clone(), w };
    let head = head_of(tx, &customer, &around).await?;
    let own = deactivation::is_own_home(tx, &customer).await?;
    let why_own =
        own.then(|| w.t1("deactivate-why-own", "email", customer.account.information.email.as_str()));
    let title = format!("{} · {}", w.t("tab-user-settings"), customer.account.information.name);
    let mut chrome = reader.portal(tx, staff, title, "").await?;
    let problem = again.problem.and_then(|problem| whole(problem, w));
    chrome.tell_problem(problem);

    let stored = Typed::of(&customer);
    let typed = again.typed.unwrap_or(&stored);
    // What stands in the form was made from what they saw: only then is it known which changes are theirs.
    let outrun = matches!(again.problem, Some(Problem::Conflict(_))) && customer.closed_at.is_none();
    let seen = typed.seen().filter(|_| outrun);
    let fields =
        Shown { typed, stored: &stored, seen: seen.as_ref(), problem: again.problem, plans: &plans, w };
    let href = format!("{}/customers/{id}", staff.isp.path());
    let closed = customer.closed_at.map(|_| w.t("closed-why"));
    Ok(CustomerSettings {
        w,
        chrome,
        customer: head,
        action: format!("{href}/settings"),
        version: customer.version,
        seen: serde_json::to_string(&stored).map_err(Problem::broken)?,
        name: fields.input("name", |it| &it.name),
        address: fields.input("address", |it| &it.address),
        email: fields.input("email", |it| &it.email),
        own_email: own && why_not_update.is_none(),
        phone: fields.input("phone", |it| &it.phone),
        plan: (fields.input("plan", |it| &it.plan), fields.plans()),
        timezone: fields.input("timezone", |it| &it.timezone),
        isp_zone: customer.isp.timezone.to_string(),
        zones: Zone::names(),
        billing_day: fields.input("billing_day", |it| &it.billing_day),
        reports: (fields.input("reports", |it| &it.reports), reports(customer.isp.reports, w)),
        read_only: why_not_update.is_some(),
        deactivate: closed
            .is_none()
            .then(|| Control { href: format!("{href}/deactivation"), why: why_not_deactivate.or(why_own) }),
        why: closed.or(why_not_update),
    })
}

fn reports(default: bool, w: Words) -> Vec<(String, String)> {
    let as_isp = if default { "reports-as-isp-on" } else { "reports-as-isp-off" };
    [("", as_isp), ("on", "reports-on"), ("off", "reports-off")]
        .map(|(value, key)| (value.to_owned(), w.t(key)))
        .to_vec()
}

/// The fields of the form, as they are shown to somebody who typed something.
struct Shown<'a> {
    typed: &'a Typed,
    stored: &'a Typed,
    /// What they saw before somebody else was faster, if somebody was.
    seen: Option<&'a Typed>,
    problem: Option<&'a Problem>,
    plans: &'a [Plan],
    w: Words,
}

impl Shown<'_> {
    /// A field that somebody else changed meanwhile says what it is now. What they did not touch themselves is shown as it is;
    /// what they did, as they typed it: nothing of either is lost.
    fn input(&self, name: &str, of: fn(&Typed) -> &String) -> Input {
        let mut input = input(of(self.typed), self.problem.and_then(fields), name, self.w);
        let (typed, stored) = (of(self.typed), of(self.stored));
        let Some(seen) = self.seen.map(of).filter(|seen| *seen != stored && typed != stored) else {
            return input;
        };
        if typed == seen {
            input.value.clone_from(stored);
        }
        input.error = Some(self.w.t1("changed-to-meanwhile", "value", self.called(name, stored)));
        input
    }

    /// A value as people call it.
    fn called(&self, name: &str, value: &str) -> String {
        let of = |choices: Vec<(String, String)>| {
            choices.into_iter().find(|(it, _)| it == value).map_or_else(String::new, |(_, word)| word)
        };
        match (name, value) {
            ("plan", _) => of(self.plans()),
            ("reports", "on") => self.w.t("reports-on"),
            ("reports", "off") => self.w.t("reports-off"),
            ("reports" | "timezone", "") => self.w.t("as-the-isp"),
            (_, "") => self.w.t("audit-nothing"),
            (_, value) => value.to_owned(),
        }
    }

    fn plans(&self) -> Vec<(String, String)> {
        let none = (String::new(), self.w.t("plan-none"));
        let plans = self.plans.iter().map(|it| {
            let (down, up) = (it.tier.down.to_string(), it.tier.up.to_string());
            let speeds = self.w.t2("plan-speeds", "down", down, "up", up);
            (it.id.to_string(), format!("{} ({speeds})", it.tier.name))
        });
        std::iter::once(none).chain(plans).collect()
    }
}

pub(crate) async fn update(
    May(permit): May<may::UpdateCustomer>,
    (viewer, looker): (May<may::ViewTabs>, May<may::ViewCustomers>),
    State(app): State<App>,
    Path((slug, id)): Path<(String, Uuid)>,
    reader: Reader,
    Form(typed): Form<Typed>,
) -> Result<Response, Refusal> {
    let id = CustomerId(id);
    let updated = async {
        // Whose customer it is comes before what was typed: nobody learns that another ISP's exists.
        let account = typed.read();
        let mut tx = permit.write(&app.db).await?;
        // A version that is no number was seen by nobody.
        let seen = typed.version.parse().unwrap_or_default();
        customer::update(&mut tx, id, seen, &account?).await?;
        tx.commit().await
    };
    match updated.await {
        Ok(()) => {
            let to = format!("/isps/{slug}/customers/{id}/settings");
            Ok(Done::new("customer-updated").with(&typed.name).go(&app, &to))
        }
        Err(problem) if is_for_the_form(&problem) => {
            let whys = whys(&viewer.0, &app, reader.w).await?;
            let mut tx = looker.0.read(&app.db).await?;
            let again = Again { typed: Some(&typed), problem: Some(&problem) };
            let page = view(&looker.0, &mut tx, &reader, (id, whys), again).await?;
            reader.show_again(&app, &problem, &page)
        }
        Err(problem) => Err(problem.into()),
    }
}
