//! A file as a form brings it, or the text that was typed instead of one.
//!
//! Its size is limited before it is read, and so is how many are read at a time: each is held in memory as a whole.

use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::{StatusCode, header};
use care::Problem;
use care::inventory_import::MOST_BYTES;
use care::words::Say;
use serde::Deserialize;
use tokio::sync::OwnedSemaphorePermit;

use crate::app::App;
use crate::form::Form;
use crate::problem::Refusal;

/// Files that are read at a time.
pub(crate) const UPLOADS: usize = 2;
/// What a form says around its file.
const AROUND: usize = 16 * 1024;

/// What was sent; what cannot be used is for the form to say, beside its field.
#[derive(Debug)]
pub(crate) struct ImportForm(pub(crate) Result<Sent, Problem>);

/// A file, or a text.
#[derive(Debug)]
pub(crate) enum Sent {
    /// A file with its name, and its place among those that are read.
    File { name: String, content: Vec<u8>, place: OwnedSemaphorePermit },
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

    async fn from_request(mut request: Request, app: &App) -> Result<Self, Refusal> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
            let Form(typed) = Form::<Typed>::from_request(request, app).await?;
            return Ok(ImportForm(Ok(Sent::Text(typed.macs))));
        }
        let Ok(place) = app.uploads.clone().try_acquire_owned() else { return Err(Problem::Busy.into()) };
        DefaultBodyLimit::max(MOST_BYTES + AROUND).apply(&mut request);
        let form = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
        Ok(ImportForm(file(form, place).await))
    }
}

async fn file(mut form: Multipart, place: OwnedSemaphorePermit) -> Result<Sent, Problem> {
    while let Some(field) = form.next_field().await.map_err(refused)? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let content = field.bytes().await.map_err(refused)?.to_vec();
            if name.is_empty() && content.is_empty() {
                break;
            }
            return Ok(Sent::File { name, content, place });
        }
    }
    Err(Problem::field("file", Say::new("missing-file")))
}

/// The rest of a file that is too large is not waited for.
fn refused(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::field("file", Say::new("import-too-large"))
    } else {
        unreadable()
    }
}

fn unreadable() -> Problem {
    Problem::field("form", Say::new("problem-invalid"))
}
