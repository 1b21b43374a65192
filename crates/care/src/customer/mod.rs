//! A customer: a customer account of the ISP, with one home network (the seeds also say LAN).

mod store;

use jiff::Timestamp;

use crate::access::{Scope, Tx, may};
use crate::db::CustomerId;
use crate::email::Email;
use crate::problem::{Fields, Problem, Result};
use crate::term::{self, Terms};
use crate::words::Say;

/// A customer's information.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Who.
    pub information: Information,
    /// Since when.
    pub created_at: Timestamp,
}

/// Who a customer is and how to reach them, read and found usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Information {
    /// Name.
    pub name: String,
    /// Where the router is installed.
    pub address: String,
    /// Mail address, as typed; may be empty.
    pub email: String,
    /// Phone, as typed; may be empty.
    pub phone: String,
}

impl Information {
    /// Reads what was typed; each field that cannot be used says why.
    pub fn parse(name: &str, address: &str, email: &str, phone: &str) -> Result<Information> {
        let mut fields = Fields::default();
        let name = fields.check("name", line(name, 120, "missing-customer-name"));
        let address = fields.check("address", line(address, 240, "missing-install-address"));
        let email = fields.check("email", optional_email(email));
        let phone = fields.check("phone", optional_phone(phone));
        fields.into_result()?;
        match (name, address, email, phone) {
            (Some(name), Some(address), Some(email), Some(phone)) => {
                Ok(Information { name, address, email, phone })
            }
            _ => Err(Problem::broken("a field went unchecked")),
        }
    }

    /// What the customer is found by. Whoever changes a customer's information puts these ([`term::put`]) in the same transaction.
    pub(crate) fn terms(&self) -> Terms {
        Terms::default().text(&self.name).text(&self.address).email(&self.email).phone(&self.phone)
    }
}

/// One line of text; line breaks and runs of spaces become one space.
fn line(text: &str, most: usize, missing: &'static str) -> Result<String, Say> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Say::new(missing));
    }
    if text.chars().count() > most || text.chars().any(char::is_control) {
        return Err(Say::new("text-too-long").with("most", most));
    }
    Ok(text)
}

fn optional_email(text: &str) -> Result<String, Say> {
    if text.trim().is_empty() {
        Ok(String::new())
    } else {
        Email::parse(text).map(|email| email.shown().to_owned())
    }
}

/// Digits with the signs that people write between them; what it means is for people and phones.
fn optional_phone(text: &str) -> Result<String, Say> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " +-()./x".contains(c));
    if text.is_empty() || (plain && (3..=20).contains(&digits)) {
        Ok(text)
    } else {
        Err(Say::new("invalid-phone"))
    }
}

/// One customer.
pub async fn find(tx: &mut Tx<may::ViewCustomers>, id: CustomerId) -> Result<Customer> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("customer"))
}

/// Writes a new customer down. Enabling a router is how one comes to be.
pub(crate) async fn create(scope: &mut Scope, information: &Information) -> Result<CustomerId> {
    let id = store::insert(scope, information).await?;
    term::add(scope, id, information.terms()).await?;
    Ok(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_name_and_address_says_so_beside_both() {
        let Err(Problem::Invalid(fields)) = Information::parse(" ", "", "", "") else { panic!("accepted") };
        assert_eq!(fields.why("name").unwrap().key, "missing-customer-name");
        assert_eq!(fields.why("address").unwrap().key, "missing-install-address");
        assert!(fields.why("email").is_none());
    }

    #[test]
    fn email_and_phone_may_be_left_empty_but_not_be_nonsense() {
        assert!(Information::parse("Ana", "1 Elm St", "", "").is_ok());
        assert!(Information::parse("Ana", "1 Elm St", "ana@example.net", "+1 (603) 555-0100").is_ok());
        let Err(Problem::Invalid(fields)) = Information::parse("Ana", "1 Elm St", "ana", "call me") else {
            panic!("accepted")
        };
        assert!(fields.why("email").is_some() && fields.why("phone").is_some());
    }
}
