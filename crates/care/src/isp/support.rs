//! Where an ISP is in the day, and whom its customers turn to.

use super::store;
use crate::access::{Scope, Tx, may};
use crate::contact;
use crate::db::live::Topic;
use crate::email::Email;
use crate::problem::{Fields, Problem, Result};
use crate::timeline::{self, Happened};
use crate::zone::Zone;

/// An ISP's time zone and support contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Where midnight falls, for all customers whose own settings say nothing else.
    pub timezone: Zone,
    /// Mail address, or empty.
    pub email: String,
    /// Phone, or empty.
    pub phone: String,
    /// Page on the web, or empty.
    pub web: String,
}

impl Support {
    /// Reads what was typed; each field that cannot be used says why.
    pub fn parse(timezone: &str, email: &str, phone: &str, web: &str) -> Result<Support> {
        let mut fields = Fields::default();
        let timezone = fields.check("timezone", Zone::parse(timezone));
        let email = fields.check("email", contact::email(email));
        let phone = fields.check("phone", contact::phone(phone));
        let web = fields.check("web", contact::web(web));
        fields.into_result()?;
        match (timezone, email, phone, web) {
            (Some(timezone), Some(email), Some(phone), Some(web)) => {
                Ok(Support { timezone, email, phone, web })
            }
            _ => Err(Problem::broken("a field went unchecked")),
        }
    }
}

/// Whom a mobile user turns to.
pub async fn support(tx: &mut Tx<may::UseHome>) -> Result<Support> {
    Ok(store::settings::find(tx).await?.support)
}

/// The mailbox of the ISP's support, where it has one.
pub(crate) async fn support_mailbox(scope: &mut Scope) -> Result<Option<Email>> {
    Ok(Email::parse(&store::settings::find(scope).await?.support.email).ok())
}

/// Changes them.
pub async fn update_support(tx: &mut Tx<may::ManageSettings>, support: &Support) -> Result<()> {
    // For the record only: nothing is decided by it.
    let before = store::settings::find(tx).await?.support;
    store::settings::update_support(tx, support).await?;
    let happened = Happened::new("isp-support-changed")
        .changed("timezone", before.timezone.as_str(), support.timezone.as_str())
        .changed("email", &before.email, &support.email)
        .changed("phone", &before.phone, &support.phone)
        .changed("web", &before.web, &support.web);
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Settings);
    tx.tell(Topic::Customers);
    Ok(())
}
