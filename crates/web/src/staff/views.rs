//! What each page of the staff portal shows. A handler fills one of these and renders it; the template beside it decides
//! only how it looks. Every struct carries `w`, the words of the reader's language, and `chrome`, the frame around the page.

mod account;
mod audit;
mod clusters;
mod customers;
mod doors;
mod factors;
mod graphs;
mod homes;
mod inventory;
mod issues;
mod people;
mod places;
mod roles;
mod search;
mod users;

pub(crate) use account::{
    Account, AccountActivity, AccountAddress, AccountPassword, ActivityRow, Address, AddressStep, Leave,
    MembershipRow, Offer, SessionRow, Undo,
};
pub(crate) use audit::{Audit, AuditFilter, AuditRow, Fact};
pub(crate) use clusters::{Beside, ClusterOverview, Numbers, ThroughCluster, ThroughRow};
pub(crate) use customers::{
    ClosedCustomer, ClosedNote, CustomerHead, CustomerSettings, CustomerTimeline, TimelineFilter, TimelineRow,
};
pub(crate) use doors::{Accept, Forgot, LinkKind, LinkOpen, Problem, Renew, Reset, Setup, SignIn, Step};
pub(crate) use factors::{
    AppSetUp, FactorReset, PasskeyRow, Proof, RecoveryCodes, Second, Security, TwoFactor,
};
pub(crate) use graphs::{
    ChartView, DayCell, Fleet, Graphs, NumberTable, Range, RestartedRow, Shape, ShareRow,
};
pub(crate) use homes::{
    Activate, Activity, Connectivity, Customer, Deactivated, DeactivatedRow, FirstSteps, HomeFilter, HomeRow,
    Overview, Replace, StockView, WifiRow,
};
pub(crate) use inventory::{
    ImportPage, Inventory, InventoryFilter, InventoryRow, LabelRow, Labels, LeftOutRow, PickRow, Sheet, Word,
};
pub(crate) use issues::{
    IssueAct, IssueActs, IssueFilter, IssuePage, IssueRow, IssueTally, KnownIssues, OutagePage, OutageRow,
};
pub(crate) use people::{
    CollaboratorRow, Confirm, Envelope, Generated, LastSeen, Letter, Level, Mailbox, OpenLetter, Settings,
};
pub(crate) use places::{
    AgreementForm, AgreementsPage, LogoPage, PlanForm, PlanRow, Plans, RulesPage, SettingsLink, SupportPage,
};
pub(crate) use roles::{AbilityRow, RoleCard, Roles};
pub(crate) use search::{Search, SearchGroup, SearchHit, SearchList, SearchRefused, SearchResults};
pub(crate) use users::{AccessRow, DecideAccess, InviteUser, RemoveUser, UserRow, Users};
