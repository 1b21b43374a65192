//! The QR code on a router's label: scanned by the phone itself, which opens its address here, by a photo, or typed.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Redirect, Response};
use care::access::{Audience, Permit, may};
use care::claim::{self, Code, PHOTO_BYTES};
use care::presence::Standing;
use care::{Problem, mobile_user};

use super::set_up::{self, count_person};
use super::views::{Labelled, ScanCode, SignInFirst};
use crate::app::App;
use crate::form::Form;
use crate::frame::Reader;
use crate::guard;
use crate::lead::proof_first;
use crate::may::{Here, Me, Public};
use crate::problem::Refusal;
use crate::staff::forgot::{Held, show_link_page};
use crate::staff::told::{fields, input, is_for_the_form, whole};
use crate::staff::views::LinkKind;
use crate::ui::Input;
use crate::upload::{self, Field};
use crate::within::Within;

/// Photos that are read at a time: each is held in memory as a whole.
pub(crate) const PHOTOS: usize = 8;

/// The photo of the form.
struct Photo;

impl Field for Photo {
    const NAME: &'static str = "photo";
    const MOST: usize = PHOTO_BYTES;
    const TOO_LARGE: &'static str = "photo-too-large";
}

pub(crate) async fn page(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    set_up::terms(&app, &permit).await?;
    reader.show(&app, &scan(&reader, &permit, None)?).map(with_camera)
}

/// The one page that may look through the camera.
fn with_camera(mut page: Response) -> Response {
    page.headers_mut().insert(guard::PERMISSIONS_POLICY, guard::WITH_CAMERA);
    page
}

fn scan(
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    problem: Option<&Problem>,
) -> Result<ScanCode, Refusal> {
    let w = reader.w;
    let said = |problem: &Problem| w.say(&crate::problem::sentence(problem));
    Ok(ScanCode {
        w,
        chrome: reader.in_the_app("set-up-code", None, permit.session()?),
        photo: input("", problem.and_then(fields), "photo", w),
        code: Input::default(),
        problem: problem.filter(|it| fields(it).is_none()).map(said),
    })
}

/// Reads the code on a photo. A person is counted, and has a place, before anything of it is read.
pub(crate) async fn photo(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    request: Request,
) -> Result<Response, Refusal> {
    let read = async {
        count_person(&app, &permit).await?;
        let _place = app.photos.clone().try_acquire_owned().map_err(|_| Problem::Busy)?;
        let file = upload::read::<Photo>(request).await?;
        app.drawing.draw(move || claim::read_photo(&file.content)).await?
    };
    match read.await {
        Ok(code) => show(&app, &reader, &permit, &code, None).await,
        Err(problem) => refused(&app, &reader, &permit, problem),
    }
}

/// Where the address on a label leads. Whoever is not signed in does that first, and scans again.
pub(crate) async fn link_page(
    _: Public,
    State(app): State<App>,
    Here(me): Here,
    reader: Reader,
) -> Result<Response, Refusal> {
    if me.is_some() {
        return show_link_page(&app, &reader, LinkKind::Claim);
    }
    reader.show(&app, &SignInFirst { w: reader.w, chrome: reader.door("set-up-router") })
}

/// Shows what a code is for. Only reads.
pub(crate) async fn open(
    Me(permit): Me,
    State(app): State<App>,
    reader: Reader,
    Form(held): Form<Held>,
) -> Result<Response, Refusal> {
    let read = async {
        count_person(&app, &permit).await?;
        Code::parse(&held.token)
    };
    match read.await {
        Ok(code) => show(&app, &reader, &permit, &code, None).await,
        Err(problem) => refused(&app, &reader, &permit, problem),
    }
}

fn refused(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    problem: Problem,
) -> Result<Response, Refusal> {
    if is_for_the_form(&problem) || matches!(problem, Problem::Gone(_)) {
        return reader.show_again(app, &problem, &scan(reader, permit, Some(&problem))?).map(with_camera);
    }
    Err(problem.into())
}

/// The home of a code; with what was wrong with claiming it.
pub(super) async fn show(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    code: &Code,
    wrong: Option<&Problem>,
) -> Result<Response, Refusal> {
    let w = reader.w;
    let looked = claim::look(&mut permit.read(&app.db).await?, &app.labels, code).await;
    let it = match looked {
        Ok(it) if it.standing == Standing::User => {
            return Ok(Redirect::to(&mobile_user::path(it.home)).into_response());
        }
        Ok(it) => it,
        Err(problem) => return refused(app, reader, permit, problem),
    };
    let page = Labelled {
        w,
        chrome: reader.in_the_app("set-up-found", Some(&it.isp), permit.session()?),
        claimed: it.standing == Standing::Claimed,
        code: code.reveal(),
        problem: wrong.and_then(|problem| whole(problem, w)),
    };
    match wrong {
        None => reader.show(app, &page),
        Some(problem) => reader.show_again(app, problem, &page),
    }
}

/// Claims by a code; for [`set_up::claim`].
pub(super) async fn claim(
    app: &App,
    reader: &Reader,
    permit: &Permit<may::Oneself>,
    text: &str,
) -> Result<Response, Refusal> {
    let code = match Code::parse(text) {
        Ok(code) => code,
        Err(problem) => return refused(app, reader, permit, problem),
    };
    let claimed = async {
        count_person(app, permit).await?;
        let mut tx = permit.write(&app.db).await?;
        let home = claim::by_label(&mut tx, &app.labels, &code).await?;
        tx.commit().await?;
        Ok(home)
    };
    match claimed.await {
        Ok(home) => Ok(set_up::claimed_now(app, home)),
        Err(Problem::Prove) => Ok(proof_first(Audience::App, Within::parse("/app/set-up/code").as_ref())),
        Err(problem @ Problem::Conflict(_)) => show(app, reader, permit, &code, Some(&problem)).await,
        Err(problem) => refused(app, reader, permit, problem),
    }
}
