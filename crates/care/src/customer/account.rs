//! A customer's settings: all that staff may change of an account, as one form.

use uuid::Uuid;

use super::Information;
use crate::db::PlanId;
use crate::problem::{Fields, Problem, Result};
use crate::words::Say;
use crate::zone::Zone;

/// The day of the month on which a billing cycle begins: one that every month has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct BillingDay(i8);

impl BillingDay {
    /// The first of the month, unless the account says otherwise.
    pub const FIRST: BillingDay = BillingDay(1);

    /// Reads a day as typed.
    pub fn parse(text: &str) -> Result<BillingDay, Say> {
        let day = text.trim().parse().ok().filter(|day| (1..=28).contains(day));
        day.map(BillingDay).ok_or_else(|| Say::new("invalid-billing-day"))
    }

    /// The day, 1 to 28.
    pub fn day(self) -> i8 {
        self.0
    }

    /// From a row of ours.
    pub(super) fn stored(day: i64) -> BillingDay {
        i8::try_from(day).map_or(BillingDay::FIRST, BillingDay)
    }
}

/// The settings as a form sends them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Written<'a> {
    /// Name.
    pub name: &'a str,
    /// Where the router is installed.
    pub address: &'a str,
    /// Mail address, or empty.
    pub email: &'a str,
    /// Phone, or empty.
    pub phone: &'a str,
    /// A plan's id, or empty for none.
    pub plan: &'a str,
    /// A zone's name, or empty for the ISP's.
    pub timezone: &'a str,
    /// The day on which the billing cycle begins.
    pub billing_day: &'a str,
    /// `on`, `off`, or empty for as the ISP has it.
    pub reports: &'a str,
}

/// A customer's settings, read and found usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Who they are and how to reach them.
    pub information: Information,
    /// Which plan they have, if any.
    pub plan: Option<PlanId>,
    /// Where midnight falls for them; none: as for the ISP.
    pub timezone: Option<Zone>,
    /// When their billing cycle begins.
    pub billing_day: BillingDay,
    /// Whether they get reports; none: as the ISP has it.
    pub reports: Option<bool>,
}

impl Account {
    /// Reads what was typed; each field that cannot be used says why.
    pub fn parse(written: Written<'_>) -> Result<Account> {
        let mut fields = Fields::default();
        let who = [written.name, written.address, written.email, written.phone];
        let information = Information::check(&mut fields, who);
        let plan = fields.check("plan", plan(written.plan));
        let timezone = fields.check("timezone", timezone(written.timezone));
        let billing_day = fields.check("billing_day", BillingDay::parse(written.billing_day));
        let reports = fields.check("reports", reports(written.reports));
        fields.into_result()?;
        match (information, plan, timezone, billing_day, reports) {
            (Some(information), Some(plan), Some(timezone), Some(billing_day), Some(reports)) => {
                Ok(Account { information, plan, timezone, billing_day, reports })
            }
            _ => Err(Problem::broken("a field went unchecked")),
        }
    }
}

/// What is no id at all is as much no plan of ours as an id that is another ISP's.
fn plan(text: &str) -> Result<Option<PlanId>, Say> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse::<Uuid>().map(|id| Some(PlanId(id))).map_err(|_| Say::new("no-such-plan"))
}

fn timezone(text: &str) -> Result<Option<Zone>, Say> {
    if text.trim().is_empty() { Ok(None) } else { Zone::parse(text).map(Some) }
}

fn reports(text: &str) -> Result<Option<bool>, Say> {
    match text {
        "" => Ok(None),
        "on" => Ok(Some(true)),
        "off" => Ok(Some(false)),
        _ => Err(Say::new("invalid-choice")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: Written<'_> = Written {
        name: "Ana",
        address: "1 Elm St",
        email: "",
        phone: "",
        plan: "",
        timezone: "",
        billing_day: "1",
        reports: "",
    };

    #[test]
    fn what_is_left_empty_is_as_the_isp_has_it() {
        let account = Account::parse(ANA).unwrap();
        assert_eq!((account.plan, account.timezone, account.reports), (None, None, None));
        assert_eq!(account.billing_day, BillingDay::FIRST);
        let account = Account::parse(Written { timezone: "europe/berlin", reports: "off", ..ANA }).unwrap();
        assert_eq!(account.timezone.unwrap().as_str(), "Europe/Berlin");
        assert_eq!(account.reports, Some(false));
    }

    #[test]
    fn every_field_says_what_is_wrong_with_it() {
        let nonsense = Written {
            name: "",
            plan: "fast",
            timezone: "Mars/Olympus",
            billing_day: "29",
            reports: "maybe",
            ..ANA
        };
        let Err(Problem::Invalid(fields)) = Account::parse(nonsense) else { panic!("accepted") };
        for (field, why) in [
            ("name", "missing-customer-name"),
            ("plan", "no-such-plan"),
            ("timezone", "invalid-zone"),
            ("billing_day", "invalid-billing-day"),
            ("reports", "invalid-choice"),
        ] {
            assert_eq!(fields.why(field).map(|say| say.key), Some(why), "{field}");
        }
    }

    #[test]
    fn a_cycle_begins_on_a_day_that_every_month_has() {
        for text in ["0", "29", "31", "-1", "1.5", "", "first"] {
            assert!(BillingDay::parse(text).is_err(), "{text}");
        }
        assert_eq!(BillingDay::parse(" 28 ").unwrap().day(), 28);
    }
}
