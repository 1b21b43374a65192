//! A router says that it started, and how it is.

use axum::extract::State;
use axum::http::StatusCode;
use care::Problem;
use care::router::{PERIOD_MS, Report};
use wire::unum::{OutOfRange, Settings, decode_start, decode_status};

use super::answer::{Answer, Refused, json, received};
use super::body::Brief;
use super::neutral;
use super::who::ByRouterOrAnew;
use crate::app::App;

/// Every how many seconds a router says how it is.
const STATUS_SECONDS: u32 = (PERIOD_MS / 1000) as u32;

/// It started. What cannot be read costs the router nothing: it needs its settings all the same.
/// Source: agent protocol 3.5; captures/03 to 07.
pub(super) async fn start(by: ByRouterOrAnew, State(app): State<App>, Brief(body): Brief) -> Answer {
    match decode_start(&body) {
        Ok(start) => app.intake.hand_in(&by.0, Report::Start(neutral::start(start))).await?,
        Err(error) => tracing::debug!(%error, "what a router said at its start could not be read"),
    }
    Ok(json(settings().map_err(Problem::broken)?.encode()))
}

/// How it is. This keeps it online. Source: agent protocol 4; captures/10 to 14.
pub(super) async fn status(by: ByRouterOrAnew, State(app): State<App>, Brief(body): Brief) -> Answer {
    let status = decode_status(&body).map_err(|error| {
        tracing::debug!(%error, "what a router said of how it is could not be read");
        Refused::Bare(StatusCode::UNPROCESSABLE_ENTITY)
    })?;
    let report = neutral::status(&status).map_err(Problem::broken)?;
    app.intake.hand_in(&by.0, Report::Status(report)).await?;
    Ok(received())
}

/// What every start is answered: the protocol's own periods, said aloud, since a router may have been told others by the
/// cloud it came from. Source: agent protocol 3.5.
fn settings() -> Result<Settings, OutOfRange> {
    Settings::default()
        .status_every(STATUS_SECONDS)?
        .devices_every(30)?
        .radios_every(30)?
        .scan_every(3 * 60 * 60)?
        .load_every(60)?
        .firewall_every(300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_are_the_agents_own_periods_and_ours_for_the_status() {
        let settings = settings().unwrap().encode();
        assert_eq!(
            settings,
            r#"{"ipt-period":300,"rad-t-period":30,"rtr-t-period":15,"sysinfo-period":60,"tpcap-period":30,"wscan-period":10800}"#
        );
        assert_eq!(i64::from(STATUS_SECONDS) * 1000, PERIOD_MS);
    }
}
