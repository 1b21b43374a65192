//! The routers' door: the agent protocol over HTTP.
//!
//! A router asks for the time (`time`) and, once in its life, for a certificate (`certificate`). With it, it says that it
//! started and, every few seconds, how it is (`reports`); all else it posts is kept as it came (`posts`). What it may ask
//! of us is in `offers`. Who it is, its certificate says (`who`).
//!
//! **Three rules hold at every door here.** A reply is read by nobody but an agent, so a refusal is a bare status. No answer
//! is a redirect. And none is a 400, but for the one that makes a router ask for a certificate again (`who`): an agent
//! that gets it on activate or telemetry throws its certificate away and starts over without a pause, for as long as it
//! gets it. Source: agent protocol 1.1 and 3.4.

mod answer;
mod body;
pub(crate) use body::BODIES_KIB;
pub mod ca;
mod certificate;
pub mod key_stock;
mod neutral;
mod offers;
pub mod peer;
mod posts;
mod reports;
#[cfg(test)]
mod tests;
mod time;
mod who;

use wire::unum::{Post, SpeedTest};

use crate::doors::Doors;
use posts::keep;

/// All doors of the agent protocol, in the order of its table of endpoints. Source: agent protocol 2, rows 1 to 18.
pub(crate) fn doors() -> Doors {
    time_doors()
        .get("/v3/unums/{mac}/certificate", certificate::issue)
        .put("/v3/unums/{mac}/activate", reports::start)
        .post("/v3/unums/{mac}/telemetry", reports::status)
        .post("/v3/unums/{mac}/devices/telemetry", keep(Post::Devices))
        .post("/v3/unums/{mac}/radios", posts::wifi)
        .post("/v3/unums/{mac}/neighboring_access_points", keep(Post::Neighbours))
        .post("/v3/unums/{mac}/firewall", keep(Post::Firewall))
        .post("/v3/unums/{mac}/router_configs/raw", keep(Post::RouterConfig))
        .get("/v3/unums/{mac}/router_configs/raw", offers::nothing)
        .get("/v3/unums/{mac}/commands/{name}", offers::nothing)
        .put("/v3/unums/{mac}/url_contents/{cookie}", posts::url_contents)
        .post("/v3/unums/{mac}/devices/{device}/port_info", posts::port_info)
        .get("/v3/unums/{mac}/speed_tests/settings", offers::nothing)
        .post("/v3/unums/{mac}/speed_tests", keep(Post::SpeedTest(SpeedTest::Full)))
        .get("/v3/caf/unums/{mac}/caf_latency/settings", offers::nothing)
        .get("/v3/caf/unums/{mac}/caf_download/settings", offers::nothing)
        .get("/v3/caf/unums/{mac}/caf_upload/settings", offers::nothing)
        .post("/v3/caf/unums/{mac}/caf_latency", keep(Post::SpeedTest(SpeedTest::CafLatency)))
        .post("/v3/caf/unums/{mac}/caf_download", keep(Post::SpeedTest(SpeedTest::CafDownload)))
        .post("/v3/caf/unums/{mac}/caf_upload", keep(Post::SpeedTest(SpeedTest::CafUpload)))
        .get("/release_server/releases/{mac}/active/{firmware}", offers::firmware)
}

/// The time alone, for the port without TLS.
pub(crate) fn time_doors() -> Doors {
    Doors::default().get("/time", time::now)
}
