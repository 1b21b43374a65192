//! What Portico says about itself, on standard error.
//!
//! Our own events name no person, mail address, token or home MAC. Some libraries, asked for detail, write out the very
//! bytes they send: mail passwords, cookies, handshakes. No filter turns that on.

#[cfg(test)]
mod tests;

use anyhow::Context;
use tracing::{Level, Metadata, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry, fmt};

use crate::config::LogFormat;

/// Crates that print what goes over the wire below the level of information.
const TALKATIVE: [&str; 6] = ["h2", "hyper", "hyper_util", "lettre", "rustls", "tokio_rustls"];

/// Starts logging for the whole process: events that pass `filter` (such as `info,web=debug`), as text or JSON.
///
/// # Errors
/// When the filter cannot be read, or logging was started before.
pub(crate) fn start(filter: &str, format: LogFormat) -> anyhow::Result<()> {
    subscriber(filter, format, std::io::stderr)?.try_init().context("logging was started twice")
}

fn subscriber<W>(filter: &str, format: LogFormat, writer: W) -> anyhow::Result<impl Subscriber + Send + Sync>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::try_new(filter).with_context(|| format!("{filter} is not a log filter"))?;
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match format {
        LogFormat::Text => fmt::layer().with_ansi(false).with_writer(writer).boxed(),
        LogFormat::Json => fmt::layer().json().flatten_event(true).with_writer(writer).boxed(),
    };
    Ok(tracing_subscriber::registry().with(lines.with_filter(filter).with_filter(filter_fn(is_discreet))))
}

fn is_discreet(event: &Metadata<'_>) -> bool {
    let from = event.target().split("::").next().unwrap_or_default();
    *event.level() <= Level::INFO || !TALKATIVE.contains(&from)
}
