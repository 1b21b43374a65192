//! What holds for all of an ISP's customers: whether they get reports, how long what happened at their homes is kept, and how long
//! all that is known of them once they have gone.

use super::store;
use crate::access::{Tx, may};
use crate::db::live::Topic;
use crate::problem::{Fields, Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

/// The least and the most days that data of deactivated customers can be kept. A week leaves time to notice a mistake; ten years
/// are more than any law asks for.
pub const RETENTION_DAYS: (i64, i64) = (7, 3650);

/// The least and the most days that the history of homes can be kept. A month is what their pages show, and some days more.
pub const HISTORY_DAYS: (i64, i64) = (35, 3650);

/// What holds for all customers of an ISP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// Whether they get reports unless their own settings say otherwise.
    pub reports: bool,
    /// For how many days the data of deactivated ones is kept.
    pub retention_days: i64,
    /// For how many days it is kept how a home did, when it was offline, and what stands on its timeline.
    pub history_days: i64,
}

impl Rules {
    /// Reads what was typed; each field that cannot be used says why.
    pub fn parse(reports: &str, retention_days: &str, history_days: &str) -> Result<Rules> {
        let mut fields = Fields::default();
        let reports = fields.check("reports", on_or_off(reports));
        let retention = fields.check("retention_days", days(retention_days, RETENTION_DAYS));
        let history = fields.check("history_days", days(history_days, HISTORY_DAYS));
        fields.into_result()?;
        match (reports, retention, history) {
            (Some(reports), Some(retention_days), Some(history_days)) => {
                Ok(Rules { reports, retention_days, history_days })
            }
            _ => Err(Problem::broken("a field went unchecked")),
        }
    }
}

fn on_or_off(text: &str) -> Result<bool, Say> {
    match text {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Say::new("invalid-choice")),
    }
}

fn days(text: &str, (least, most): (i64, i64)) -> Result<i64, Say> {
    let days = text.trim().parse().ok().filter(|days| (least..=most).contains(days));
    days.ok_or_else(|| Say::new("invalid-retention").with("least", least).with("most", most))
}

/// Changes them. A shorter time holds for what is there already, too.
pub async fn update_rules(tx: &mut Tx<may::ManageSettings>, rules: &Rules) -> Result<()> {
    // For the record only: nothing is decided by it.
    let before = store::settings::find(tx).await?.rules;
    store::settings::update_rules(tx, rules).await?;
    let word = |on: bool| if on { "on" } else { "off" };
    let happened = Happened::new("isp-rules-changed")
        .changed("reports", word(before.reports), word(rules.reports))
        .changed("retention_days", &before.retention_days.to_string(), &rules.retention_days.to_string())
        .changed("history_days", &before.history_days.to_string(), &rules.history_days.to_string());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Settings);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_kept_neither_for_a_moment_nor_for_ever() {
        for days in ["7", " 90 ", "3650"] {
            assert!(Rules::parse("on", days, "400").is_ok(), "{days}");
        }
        for days in ["6", "0", "-7", "3651", "", "90.5", "99999999999999999999"] {
            assert!(Rules::parse("off", days, "400").is_err(), "{days}");
        }
        for (days, fits) in [("35", true), ("3650", true), ("34", false), ("3651", false), ("", false)] {
            assert_eq!(Rules::parse("on", "90", days).is_ok(), fits, "{days}");
        }
        assert!(Rules::parse("", "90", "400").is_err(), "a switch is on or off");
    }
}
