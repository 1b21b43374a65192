//! What each page of the staff portal shows. A handler fills one of these and renders it; the template beside it decides
//! only how it looks. Every struct carries `w`, the words of the reader's language, and `chrome`, the frame around the page.

mod account;
mod doors;
mod homes;
mod people;

pub(crate) use account::{
    Account, AccountAddress, AccountPassword, Address, AddressStep, Leave, MembershipRow, Offer, SessionRow,
    Undo,
};
pub(crate) use doors::{Accept, Forgot, LinkKind, LinkOpen, Problem, Renew, Reset, Setup, SignIn, Step};
pub(crate) use homes::{
    Activate, Activity, Connectivity, Customer, CustomerHead, FirstSteps, Home, Inventory, InventoryRow,
    Overview, WifiRow,
};
pub(crate) use people::{
    CollaboratorRow, Confirm, Envelope, Generated, LastSeen, Letter, Level, Mailbox, OpenLetter, Settings,
};
