use std::io::Write;
use std::sync::{Arc, Mutex};

use super::*;

/// What was logged, for all to read.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is on paper after `events` were logged under this filter.
fn logged(filter: &str, format: LogFormat, events: impl FnOnce()) -> String {
    let paper = Paper::default();
    let to_paper = paper.clone();
    let subscriber = subscriber(filter, format, move || to_paper.clone()).unwrap();
    tracing::subscriber::with_default(subscriber, events);
    String::from_utf8(paper.0.lock().unwrap().clone()).unwrap()
}

#[test]
fn the_filter_decides_what_is_said() {
    let said = logged("warn,portico::mail=debug", LogFormat::Text, || {
        tracing::info!("unheard");
        tracing::warn!("heard");
        tracing::debug!(target: "portico::mail", sent = 3, "also heard");
    });
    assert_eq!(said.lines().count(), 2, "{said}");
    assert!(said.contains("heard") && said.contains("sent=3") && !said.contains("unheard"), "{said}");
    assert!(!said.contains('\u{1b}'), "escape sequences do not belong in log files");
}

#[test]
fn collectors_get_one_object_a_line() {
    let said = logged("info", LogFormat::Json, || tracing::info!(homes = 20, "up"));
    assert!(said.starts_with('{') && said.ends_with("}\n") && said.lines().count() == 1, "{said}");
    assert!(said.contains("\"message\":\"up\"") && said.contains("\"homes\":20"), "{said}");
}

#[test]
fn no_filter_makes_a_library_print_what_it_sends() {
    let said = logged("trace,lettre::transport=trace", LogFormat::Text, || {
        tracing::debug!(target: "lettre::transport::smtp", "Wrote: AUTH PLAIN aHVudGVyMg==");
        tracing::trace!(target: "h2::codec", "cookie: secret");
        tracing::warn!(target: "lettre::transport", "refused");
        tracing::trace!(target: "portico::listen", "ours");
    });
    assert!(!said.contains("AUTH") && !said.contains("cookie"), "{said}");
    assert!(said.contains("refused") && said.contains("ours"), "{said}");
}

#[test]
fn a_filter_that_cannot_be_read_is_named() {
    let Err(error) = subscriber("portico=loud", LogFormat::Text, std::io::stderr) else { panic!("accepted") };
    assert_eq!(error.to_string(), "portico=loud is not a log filter");
}
