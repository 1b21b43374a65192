//! Every request of the agent: method, path and headers. Source: agent protocol 2 and the captures named below.

use crate::call::{Call, Headers, Method};
use crate::identity::Identity;
use crate::mac::Mac;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::sync::Arc;

/// Who is calling, and with which certificate.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) mac: Mac,
    pub(crate) identity: Option<Arc<Identity>>,
    /// Bodies of reports longer than this many bytes are compressed; 0 is off.
    pub(crate) gzip_above: u64,
}

impl Caller {
    fn call(&self, method: Method, path: String, headers: Headers, body: Vec<u8>) -> Call {
        Call { method, path, headers, body, identity: self.identity.clone() }
    }

    fn path(&self, rest: &str) -> String {
        format!("/v3/unums/{}/{rest}", self.mac)
    }

    /// Compresses what may be compressed, if it is long enough. Source: agent protocol 1.5.
    fn squeezed(&self, mut call: Call) -> Call {
        if self.gzip_above > 0 && call.body.len() as u64 > self.gzip_above {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
            if let Ok(body) = gzip.write_all(&call.body).and_then(|()| gzip.finish()) {
                call.body = body;
                call.headers = match call.headers {
                    Headers::Bytes => Headers::GzipBytes,
                    _ => Headers::GzipJson,
                };
            }
        }
        call
    }

    /// captures/01.
    pub(crate) fn time(&self) -> Call {
        self.call(Method::Get, "/time".into(), Headers::Plain, vec![])
    }

    /// captures/02: the one request without a certificate.
    pub(crate) fn certificate(&self) -> Call {
        let call = self.call(Method::Get, self.path("certificate"), Headers::Plain, vec![]);
        Call { identity: None, ..call }
    }

    /// captures/04; never compressed.
    pub(crate) fn activate(&self, body: Vec<u8>) -> Call {
        self.call(Method::Put, self.path("activate"), Headers::Json, body)
    }

    /// captures/10; never compressed.
    pub(crate) fn telemetry(&self, body: Vec<u8>) -> Call {
        self.call(Method::Post, self.path("telemetry"), Headers::Json, body)
    }

    /// captures/22, 23.
    pub(crate) fn devices(&self, body: Vec<u8>) -> Call {
        self.squeezed(self.call(Method::Post, self.path("devices/telemetry"), Headers::Json, body))
    }

    /// captures/31.
    pub(crate) fn radios(&self, body: Vec<u8>) -> Call {
        self.squeezed(self.call(Method::Post, self.path("radios"), Headers::Json, body))
    }

    /// captures/32.
    pub(crate) fn neighbours(&self, body: Vec<u8>) -> Call {
        let path = self.path("neighboring_access_points");
        self.squeezed(self.call(Method::Post, path, Headers::Json, body))
    }

    /// captures/40; never compressed.
    pub(crate) fn firewall(&self, body: Vec<u8>) -> Call {
        self.call(Method::Post, self.path("firewall"), Headers::Json, body)
    }

    /// captures/41.
    pub(crate) fn config(&self, body: Vec<u8>) -> Call {
        self.squeezed(self.call(Method::Post, self.path("router_configs/raw"), Headers::Bytes, body))
    }

    /// captures/42.
    pub(crate) fn pull_config(&self) -> Call {
        self.call(Method::Get, self.path("router_configs/raw"), Headers::Plain, vec![])
    }

    /// captures/50, 53, 55, 56.
    pub(crate) fn payload(&self, command: &str) -> Call {
        self.call(Method::Get, self.path(&format!("commands/{command}")), Headers::AsksJson, vec![])
    }

    /// captures/51.
    pub(crate) fn url_contents(&self, cookie: &str, body: Vec<u8>) -> Call {
        self.call(Method::Put, self.path(&format!("url_contents/{cookie}")), Headers::FormAsksJson, body)
    }

    /// captures/54.
    pub(crate) fn port_info(&self, device: &str, body: Vec<u8>) -> Call {
        self.call(Method::Post, self.path(&format!("devices/{device}/port_info")), Headers::Form, body)
    }

    /// captures/60 and 65: a whole speed test, or one phase of it named `caf_...`.
    pub(crate) fn test_settings(&self, phase: Option<&str>) -> Call {
        self.call(Method::Get, format!("{}/settings", self.test(phase)), Headers::AsksJson, vec![])
    }

    /// captures/61 and 66.
    pub(crate) fn test_result(&self, phase: Option<&str>, body: Vec<u8>) -> Call {
        self.call(Method::Post, self.test(phase), Headers::Json, body)
    }

    fn test(&self, phase: Option<&str>) -> String {
        match phase {
            None => self.path("speed_tests"),
            Some(phase) => format!("/v3/caf/unums/{}/{phase}", self.mac),
        }
    }
}
