//! Requests with the agent's retries, counted.

use crate::call::{Call, Cloud, Reply};
use crate::stats::{Progress, count};
use std::sync::Arc;

/// How often the agent tries a request that gets no HTTP answer. An answer, whatever it says, is never retried.
/// Source: agent protocol 1.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tries {
    Once = 1,
    Thrice = 3,
}

/// A home's way to the server.
#[derive(Debug)]
pub(super) struct Uplink<C> {
    cloud: Arc<C>,
    progress: Arc<Progress>,
}

impl<C> Clone for Uplink<C> {
    fn clone(&self) -> Self {
        Self { cloud: self.cloud.clone(), progress: self.progress.clone() }
    }
}

impl<C: Cloud> Uplink<C> {
    pub(super) fn new(cloud: C, progress: Arc<Progress>) -> Self {
        Self { cloud: Arc::new(cloud), progress }
    }

    /// The answer, or none if every try failed below HTTP.
    pub(super) async fn send(&self, call: &Call, tries: Tries) -> Option<Reply> {
        for _ in 0..tries as u8 {
            match self.cloud.exchange(call).await {
                Ok(reply) => {
                    if !reply.is_success() {
                        self.progress.refused(reply.status);
                    }
                    return Some(reply);
                }
                Err(error) => {
                    count(&self.progress.transport_errors);
                    tracing::debug!(path = call.path, error = format!("{error:#}"), "no answer");
                }
            }
        }
        None
    }
}
