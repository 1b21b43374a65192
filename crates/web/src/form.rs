//! Forms and addresses as handlers get them: what cannot be read is a refusal of ours, which becomes a page.

use axum::extract::{self, FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
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
                Err(Problem::TooLarge.into())
            }
            Err(_) => Err(Problem::field("form", Say::new("problem-invalid")).into()),
        }
    }
}

/// The parts of an address. One that is no id, or no text at all, names nothing that exists.
#[derive(Debug)]
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let path = extract::Path::<T>::from_request_parts(parts, app).await;
        path.map(|extract::Path(value)| Path(value)).map_err(|_| nothing_here())
    }
}

/// What stands behind the `?` of an address. Our own pages never write one that cannot be read.
#[derive(Debug)]
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let query = extract::Query::<T>::from_request_parts(parts, app).await;
        query.map(|extract::Query(value)| Query(value)).map_err(|_| nothing_here())
    }
}

fn nothing_here() -> Refusal {
    Refusal(Problem::NotFound("page"))
}
