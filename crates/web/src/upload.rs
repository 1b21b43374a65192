//! One file out of a form, as a handler gets it: read up to a limit, and what is wrong with it as a sentence beside its field.
//!
//! The limit holds before anything is kept. What comes beyond it is read and dropped for a while: browsers show no answer that
//! comes before they have sent all.

use std::convert::Infallible;
use std::marker::PhantomData;

use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use care::Problem;
use care::words::Say;
use futures_util::StreamExt as _;
use multer::{Constraints, Multipart, SizeLimit};

use crate::app::App;

/// A field that is a file: its name, how much of it is read, and what is said of more.
pub(crate) trait Field {
    /// The field's name.
    const NAME: &'static str;
    /// The most bytes.
    const MOST: usize;
    /// The message key for a file that is larger.
    const TOO_LARGE: &'static str;
}

/// The file, empty where none was chosen; or why there is none.
pub(crate) struct Upload<F: Field> {
    pub(crate) file: Result<Vec<u8>, Problem>,
    field: PhantomData<F>,
}

/// A file as it was sent; both are empty where none was chosen.
#[derive(Debug, Default)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content: Vec<u8>,
}

/// What a form has beside its file.
const AROUND: usize = 8 * 1024;
/// How much of what is too large is read and dropped, in files of the largest size.
const DRAINED: usize = 8;

impl<F: Field + Send + Sync> FromRequest<App> for Upload<F> {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &App) -> Result<Self, Infallible> {
        let file = read::<F>(request).await.map(|file| file.content);
        Ok(Upload { file, field: PhantomData })
    }
}

/// Reads the form up to its file, which is held in memory as a whole.
pub(crate) async fn read<F: Field>(request: Request) -> Result<File, Problem> {
    let too_large = || Problem::field(F::NAME, Say::new(F::TOO_LARGE));
    let unreadable = || Problem::field(F::NAME, Say::new("problem-invalid"));
    let (boundary, said) = head(request.headers());
    let boundary = boundary.ok_or_else(unreadable)?;
    let mut body = request.into_body().into_data_stream();
    if said.is_some_and(|bytes| bytes > F::MOST + AROUND) {
        drain::<F>(&mut body).await;
        return Err(too_large());
    }
    let limits = SizeLimit::new().whole_stream((F::MOST + AROUND) as u64);
    let constraints = Constraints::new().size_limit(limits);
    let mut form = Multipart::with_constraints(body, boundary, constraints);
    let refused = |error: multer::Error| match error {
        multer::Error::StreamSizeExceeded { .. } | multer::Error::FieldSizeExceeded { .. } => too_large(),
        _ => unreadable(),
    };
    while let Some(field) = form.next_field().await.map_err(refused)? {
        if field.name() == Some(F::NAME) {
            let name = field.file_name().unwrap_or_default().to_owned();
            let content = field.bytes().await.map_err(refused)?.to_vec();
            return if content.len() > F::MOST { Err(too_large()) } else { Ok(File { name, content }) };
        }
    }
    Ok(File::default())
}

/// What stands between the parts of the form, and how long it says it is.
fn head(headers: &HeaderMap) -> (Option<String>, Option<usize>) {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let boundary = header(header::CONTENT_TYPE).and_then(|kind| multer::parse_boundary(kind).ok());
    (boundary, header(header::CONTENT_LENGTH).and_then(|length| length.parse().ok()))
}

async fn drain<F: Field>(body: &mut axum::body::BodyDataStream) {
    let mut left = DRAINED * F::MOST;
    while let Some(Ok(piece)) = body.next().await {
        left = left.saturating_sub(piece.len());
        if left == 0 {
            return;
        }
    }
}
