//! Lives of homes, told in paused time against a scripted server.

mod commands;
mod lives;
mod script;
