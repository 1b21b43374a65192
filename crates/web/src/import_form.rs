//! A file of MACs as a form brings it, or the text that was typed instead of one.
//!
//! Its size is limited before it is read, and so is how many are read at a time: each is held in memory as a whole.

use axum::extract::{FromRequest, Request};
use axum::http::header;
use care::Problem;
use care::inventory_import::MOST_BYTES;
use care::words::Say;
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;

use crate::app::App;
use crate::form::Form;
use crate::problem::Refusal;
use crate::upload::{self, Field};

/// Files that are read at a time.
pub(crate) const UPLOADS: usize = 2;

struct MacsFile;

impl Field for MacsFile {
    const NAME: &'static str = "file";
    const MOST: usize = MOST_BYTES;
    const TOO_LARGE: &'static str = "import-too-large";
}

/// What was sent; what cannot be used is for the form to say, beside its field.
#[derive(Debug)]
pub(crate) struct ImportForm(pub(crate) Result<Sent, Problem>);

/// A file, or a text.
#[derive(Debug)]
pub(crate) enum Sent {
    /// A file, and its place among those that are read.
    File(upload::File, OwnedSemaphorePermit),
    /// What was typed or pasted.
    Text(String),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Typed {
    macs: String,
}

impl FromRequest<App> for ImportForm {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &App) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let Form(typed) = Form::<Typed>::from_request(request, app).await?;
            return Ok(ImportForm(Ok(Sent::Text(typed.macs))));
        }
        let Ok(place) = app.uploads.clone().try_acquire_owned() else { return Err(Problem::Busy.into()) };
        let file = upload::read::<MacsFile>(request).await;
        Ok(ImportForm(file.and_then(|file| match file.name.is_empty() && file.content.is_empty() {
            true => Err(Problem::field("file", Say::new("missing-file"))),
            false => Ok(Sent::File(file, place)),
        })))
    }
}
