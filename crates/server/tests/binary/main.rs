//! The binary from outside: started as an operator starts it, used as people, routers and mail servers use it, ended by
//! signals. Nothing in here knows how it works inside, except for the rows that a test looks up where no page shows them.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly anywhere")]

mod audit;
mod browser;
mod crashes;
mod demo;
mod first_start;
mod fleet;
mod imports;
mod isp;
mod letter;
mod mail;
mod mail_server;
mod page_tls;
mod program;
mod refusals;
mod roles;
mod shell;
mod two_processes;
