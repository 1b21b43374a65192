//! Leaving a home. The last user stays, and a primary user names who comes after them.

use axum::extract::State;
use axum::response::Response;
use care::Problem;
use care::access::{Permit, may};
use care::mobile_user;
use serde::Deserialize;

use super::next::{choices, chosen, is_of_the_next, parse};
use super::views::Departure;
use crate::app::App;
use crate::form::Form;
use crate::frame::Reader;
use crate::may::{AtHome, Fresh, Me};
use crate::problem::Refusal;
use crate::staff::told::{Done, is_for_the_form, whole};

pub(crate) async fn page(
    Fresh(AtHome(permit)): Fresh<AtHome>,
    Me(me): Me,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    reader.show(&app, &view(&permit, &me, &app, &reader, "", None).await?)
}

async fn view(
    permit: &Permit<may::UseHome>,
    me: &Permit<may::Oneself>,
    app: &App,
    reader: &Reader,
    next: &str,
    problem: Option<&Problem>,
) -> Result<Departure, Refusal> {
    let (w, subscriber) = (reader.w, permit.subscriber()?);
    let homes = mobile_user::homes(&mut me.read(&app.db).await?).await?;
    let users = mobile_user::with_access(&mut permit.read(&app.db).await?).await?;
    let others = users.iter().filter(|it| it.person != subscriber.session.person);
    let others = others.filter(|_| subscriber.primary);
    Ok(Departure {
        w,
        chrome: reader.in_the_app("leave-home", Some(&subscriber.isp), &subscriber.session),
        back: mobile_user::path(subscriber.home),
        alone: users.len() < 2,
        only: homes.len() == 1,
        others: choices(others, w),
        next: chosen(next, problem, w),
        problem: problem.filter(|it| !is_of_the_next(it)).and_then(|problem| whole(problem, w)),
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Chosen {
    /// Who is the primary user from then on; empty where that is not asked.
    next: String,
}

pub(crate) async fn leave(
    AtHome(permit): AtHome,
    Me(me): Me,
    State(app): State<App>,
    reader: Reader,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Refusal> {
    let left = async {
        let next = parse(&chosen.next)?;
        let mut tx = permit.write(&app.db).await?;
        mobile_user::leave(&mut tx, next).await?;
        tx.commit().await
    };
    match left.await {
        Ok(()) => Ok(Done::new("home-left").with(&permit.subscriber()?.isp.name).go(&app, "/app")),
        Err(problem) if is_for_the_form(&problem) => reader.show_again(
            &app,
            &problem,
            &view(&permit, &me, &app, &reader, &chosen.next, Some(&problem)).await?,
        ),
        Err(problem) => Err(problem.into()),
    }
}
