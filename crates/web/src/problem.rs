//! The one mapping from the product's error to an answer.
//!
//! A [`Refusal`] carries the error to the outermost layer, which knows the reader and renders a page. Routers get the bare
//! status: they read nothing else.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use care::Problem;
use care::words::Say;

/// An error on its way out of a handler.
#[derive(Debug)]
pub(crate) struct Refusal(pub(crate) Problem);

impl<E: Into<Problem>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Refusal(error.into())
    }
}

/// What the outermost layer finds in a response that is an error.
#[derive(Debug, Clone)]
pub(crate) struct Refused(pub(crate) Arc<Problem>);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        mark(&mut response, &self.0);
        response.extensions_mut().insert(Refused(Arc::new(self.0)));
        response
    }
}

/// Gives a response the status of an error, and says when it is worth trying again.
pub(crate) fn mark(response: &mut Response, problem: &Problem) {
    *response.status_mut() = status(problem);
    let seconds = match problem {
        Problem::TooMany { retry_seconds } | Problem::TooManyMails { retry_seconds } => {
            (*retry_seconds).max(1)
        }
        Problem::Busy => 5,
        _ => return,
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
}

/// The HTTP status of an error.
fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Anonymous => StatusCode::UNAUTHORIZED,
        Problem::Forbidden(_) | Problem::NoFactor | Problem::Prove | Problem::Unaccepted { .. } => {
            StatusCode::FORBIDDEN
        }
        Problem::NotFound(_) => StatusCode::NOT_FOUND,
        Problem::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::Conflict(_) => StatusCode::CONFLICT,
        Problem::Gone(_) => StatusCode::GONE,
        Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::TooMany { .. } | Problem::TooManyMails { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::Busy => StatusCode::SERVICE_UNAVAILABLE,
        Problem::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The sentence that a person reads.
pub(crate) fn sentence(problem: &Problem) -> Say {
    match problem {
        Problem::Anonymous => Say::new("problem-anonymous"),
        Problem::Forbidden(_) => Say::new("problem-forbidden"),
        Problem::NoFactor => Say::new("problem-no-factor"),
        Problem::Prove => Say::new("problem-prove"),
        Problem::Unaccepted { .. } => Say::new("problem-unaccepted"),
        Problem::NotFound(_) => Say::new("problem-not-found"),
        Problem::Invalid(fields) => {
            fields.iter().next().map_or_else(|| Say::new("problem-invalid"), |(_, why)| why.clone())
        }
        Problem::Conflict(say) | Problem::Gone(say) => say.clone(),
        Problem::TooLarge => Say::new("problem-too-large"),
        Problem::TooMany { retry_seconds } => {
            Say::new("problem-too-many").with("minutes", retry_seconds.div_euclid(60) + 1)
        }
        Problem::TooManyMails { retry_seconds } => {
            Say::new("problem-too-many-mails").with("minutes", retry_seconds.div_euclid(60) + 1)
        }
        Problem::Busy => Say::new("problem-busy"),
        Problem::Broken(_) => Say::new("problem-broken"),
    }
}
