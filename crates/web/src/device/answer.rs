//! What routers are answered.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use care::Problem;
use wire::unum::Batch;

use crate::problem::Refusal;

/// An answer, or a bare status.
pub(super) type Answer = Result<Response, Refused>;

/// Why a router does not get what it asked. It reads the status and nothing else.
#[derive(Debug)]
pub(crate) enum Refused {
    /// By this status.
    Bare(StatusCode),
    /// By what the product says.
    Because(Problem),
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Refused {
        Refused::Because(problem)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        match self {
            Refused::Bare(status) => status.into_response(),
            Refused::Because(problem) => {
                // Routers' doors have no layer that turns errors into pages, so what is our own fault is logged here.
                if let Problem::Broken(error) = &problem {
                    tracing::error!(%error, "a router's request could not be answered");
                }
                Refusal(problem).into_response()
            }
        }
    }
}

/// A JSON body.
pub(super) fn json(body: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// Received, and there is nothing to do: an empty list of commands. Source: agent protocol 4; captures/11.
pub(super) fn received() -> Response {
    json(Batch::default().encode())
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::problem::Fields;
    use care::words::Say;

    #[test]
    fn nothing_that_the_product_says_becomes_a_400() {
        let say = || Say::new("problem-busy");
        let problems = [
            Problem::Anonymous,
            Problem::Forbidden("router"),
            Problem::NotFound("router"),
            Problem::Invalid(Fields::default()),
            Problem::Conflict(say()),
            Problem::Gone(say()),
            Problem::TooMany { retry_seconds: 1 },
            Problem::Busy,
            Problem::broken("a test"),
        ];
        for problem in problems {
            let said = problem.to_string();
            let status = Refused::from(problem).into_response().status();
            assert!(!status.is_success() && !status.is_redirection(), "{said}");
            assert_ne!(status, StatusCode::BAD_REQUEST, "{said}");
        }
    }
}
