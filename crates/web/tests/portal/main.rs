//! The staff portal as browsers meet it: requests in, pages out, through every layer and on both databases.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly anywhere")]

mod account;
mod activity;
mod app;
mod browser;
mod net;

mod audit;
mod bodies;
mod canaries;
mod clusters;
mod collaborators;
mod cross_site;
mod customer;
mod doors;
mod fresh;
mod golden;
mod graphs;
mod headers;
mod inventory;
mod known_issues;
mod labels;
mod languages;
mod limits;
mod links;
mod lists;
mod live;
mod mailbox;
mod matrix;
mod nonsense;
mod notices;
mod on_the_way;
mod outsiders;
mod own;
mod races;
mod replacement;
mod requests;
mod roles;
mod router_doors;
mod search;
mod sessions;
mod set_up;
mod settings;
mod subscribers;
mod two_factor;
mod wall;
