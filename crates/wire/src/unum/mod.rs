//! The Unum agent protocol, version 3: JSON over HTTPS, always asked by the router.
//!
//! A router takes the same steps at every start: it checks the time ([`time_body`]), fetches a certificate if it has
//! none ([`CertificateReply`]), says what it is ([`decode_start`], answered by [`Settings`]), and from then on reports
//! its status every few seconds ([`decode_status`]). The reply to a status ([`Batch`]) is the only way to ask anything
//! of it. All else it posts is a [`Post`], of which [`decode_wifi`] reads the radios; the others are kept as they came.
//!
//! [`Endpoint`] says which of these a request is.

mod activate;
mod certificate;
mod command;
mod fields;
mod path;
mod post;
mod radios;
mod settings;
mod telemetry;
mod time;

pub use activate::decode_start;
pub use certificate::CertificateReply;
pub use command::{Batch, Command};
pub use path::Endpoint;
pub use post::{Post, SpeedTest};
pub use radios::decode_wifi;
pub use settings::{Mode, OutOfRange, Settings};
pub use telemetry::decode_status;
pub use time::time_body;
