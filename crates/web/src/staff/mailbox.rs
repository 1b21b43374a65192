//! Every mail that would have been sent: only in `demo` and development, where none leaves the machine. Elsewhere these
//! pages do not exist.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use care::Problem;
use care::access;
use care::db::MailId;
use care::mail::{self, Kept};
use uuid::Uuid;

use super::told::when;
use super::views::{Letter, Mailbox, OpenLetter};
use crate::app::App;
use crate::form::Path;
use crate::frame::Reader;
use crate::may::Public;
use crate::problem::Refusal;

const LATEST: i64 = 100;

fn only_here(app: &App) -> Result<(), Refusal> {
    if app.mailbox { Ok(()) } else { Err(Problem::NotFound("page").into()) }
}

pub(crate) async fn list(_: Public, State(app): State<App>, reader: Reader) -> Result<Response, Refusal> {
    show(&app, &reader, None).await
}

pub(crate) async fn letter(
    _: Public,
    State(app): State<App>,
    Path(id): Path<Uuid>,
    reader: Reader,
) -> Result<Response, Refusal> {
    show(&app, &reader, Some(MailId(id))).await
}

async fn show(app: &App, reader: &Reader, open: Option<MailId>) -> Result<Response, Refusal> {
    only_here(app)?;
    let w = reader.w;
    let mut tx = access::system().read(&app.db).await?;
    let letters = mail::latest(&mut tx, LATEST).await?;
    // The newest stands open when none was asked for.
    let open = open.or(letters.first().map(|it| it.delivery.id));
    let opened = match open {
        Some(id) => Some(mail::find(&mut tx, id).await?),
        None => None,
    };
    let now = tx.time();
    let page = Mailbox {
        w,
        chrome: reader.bare("mailbox", None),
        letters: letters
            .iter()
            .map(|it| Letter {
                href: format!("/mailbox/{}", it.delivery.id),
                subject: it.delivery.subject.clone(),
                to: it.delivery.recipient.clone(),
                sent: when(it.created_at, now, w),
                current: open == Some(it.delivery.id),
            })
            .collect(),
        open: opened.map(|it| OpenLetter {
            links: links(&it.delivery.text, app.db.site().origin()),
            html_href: format!("/mailbox/{}/html", it.delivery.id),
            source_href: format!("/mailbox/{}/source", it.delivery.id),
            sent: when(it.created_at, now, w),
            subject: it.delivery.subject,
            from: it.delivery.sender_name,
            to: it.delivery.recipient,
            text: it.delivery.text,
        }),
    };
    reader.show(app, &page)
}

/// The links of a text that lead to this server.
fn links(text: &str, origin: &str) -> Vec<String> {
    text.split_whitespace().filter(|word| word.starts_with(origin)).map(str::to_owned).collect()
}

async fn find(app: &App, id: Uuid) -> Result<Kept, Refusal> {
    only_here(app)?;
    let mut tx = access::system().read(&app.db).await?;
    Ok(mail::find(&mut tx, MailId(id)).await?)
}

/// The HTML part as a page of its own. A mail's look is inline, as mail programs want it: this one page may have that, and
/// nothing else.
pub(crate) async fn html(
    _: Public,
    State(app): State<App>,
    Path(id): Path<Uuid>,
) -> Result<Response, Refusal> {
    let letter = find(&app, id).await?;
    let mut response = Html(letter.delivery.html).into_response();
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    );
    Ok(response)
}

/// The message as it would go over the wire.
pub(crate) async fn source(
    _: Public,
    State(app): State<App>,
    Path(id): Path<Uuid>,
) -> Result<Response, Refusal> {
    let letter = find(&app, id).await?;
    let source = mail::source(&letter.delivery).map_err(Problem::broken)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], source).into_response())
}
