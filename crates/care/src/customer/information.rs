//! Who a customer is and how to reach them.

use crate::contact;
use crate::email::Email;
use crate::problem::{Fields, Problem, Result};
use crate::term::{self, Terms};
use crate::words::Say;

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
        let information = Information::check(&mut fields, [name, address, email, phone]);
        fields.into_result()?;
        information.ok_or_else(|| Problem::broken("a field went unchecked"))
    }

    /// The same as a part of a larger form: name, address, email and phone.
    pub(super) fn check(
        fields: &mut Fields,
        [name, address, email, phone]: [&str; 4],
    ) -> Option<Information> {
        let name = fields.check("name", line(name, 120, "missing-customer-name"));
        let address = fields.check("address", line(address, 240, "missing-install-address"));
        let email = fields.check("email", contact::email(email));
        let phone = fields.check("phone", contact::phone(phone));
        Some(Information { name: name?, address: address?, email: email?, phone: phone? })
    }

    /// What the customer is found by. Whoever changes a customer's information puts these ([`crate::term::put`]) in the same
    /// transaction.
    pub(crate) fn terms(&self) -> Terms {
        Terms::default().text(&self.name).text(&self.address).email(&self.email).phone(&self.phone)
    }

    /// The same as plain texts, in order, for whoever fills a database without the verbs.
    pub fn found_by(&self) -> Vec<String> {
        self.terms().into_sorted()
    }

    /// The name as lists are sorted by it: `ana lima` for `Ána Lima`. Whoever changes the name changes it on the home's router too.
    pub(crate) fn sort_key(&self) -> String {
        term::key(&self.name)
    }

    /// The mailbox that the customer is reached at, in the form in which mailboxes are compared; none while there is none.
    pub(crate) fn mailbox(&self) -> Option<String> {
        Email::parse(&self.email).ok().map(|email| email.canonical().to_owned())
    }
}

/// One line of text that has to be there.
fn line(text: &str, most: usize, missing: &'static str) -> Result<String, Say> {
    let text = contact::line(text, most)?;
    if text.is_empty() { Err(Say::new(missing)) } else { Ok(text) }
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

    #[test]
    fn a_mailbox_is_one_however_it_is_written() {
        let ana = Information::parse("Ana", "1 Elm St", "Ana@Bücher.example", "").unwrap();
        assert_eq!(ana.mailbox().as_deref(), Some("ana@xn--bcher-kva.example"));
        let nobody = Information::parse("Ana", "1 Elm St", "", "").unwrap();
        assert_eq!(nobody.mailbox(), None);
    }
}
