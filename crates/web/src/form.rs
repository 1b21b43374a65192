//! Forms as handlers get them.

use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use care::Problem;
use care::words::Say;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::problem::Refusal;

/// A submitted form. Fields that the handler's type does not know are ignored; a field that is missing reads as empty where
/// the type says so, and is refused otherwise.
#[derive(Debug)]
pub(crate) struct Form<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<App> for Form<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        match axum::extract::Form::<T>::from_request(request, app).await {
            Ok(axum::extract::Form(value)) => Ok(Form(value)),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Problem::Conflict(Say::new("problem-too-large")).into())
            }
            Err(_) => Err(Problem::field("form", Say::new("problem-invalid")).into()),
        }
    }
}
