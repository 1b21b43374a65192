//! The Roles page: what each role may do, from the matrix that the server asks too. It is where somebody reads on who found a
//! control greyed out.

use axum::extract::State;
use axum::response::Response;
use care::access::{Ability, Role, may};

use super::views::{AbilityRow, RoleCard, Roles};
use crate::app::App;
use crate::frame::Reader;
use crate::may::May;
use crate::problem::Refusal;

pub(crate) async fn page(
    May(permit): May<may::ViewTabs>,
    State(app): State<App>,
    reader: Reader,
) -> Result<Response, Refusal> {
    let (w, staff) = (reader.w, permit.staff()?);
    let mut tx = permit.read(&app.db).await?;
    let page = Roles {
        w,
        chrome: reader.portal(&mut tx, staff, w.t("roles"), "").await?,
        roles: Role::ALL.map(|role| {
            let (name, text) = about(role);
            RoleCard { name: w.t(name), short: w.t(role.key()), text: w.t(text), yours: role == staff.role }
        }),
        abilities: Ability::ALL
            .iter()
            .map(|it| AbilityRow { words: w.t(it.words()), may: Role::ALL.map(|role| role.may(*it)) })
            .collect(),
    };
    reader.show(&app, &page)
}

/// The message keys of a role's name and of what it is for, in the seeds' words.
fn about(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Admin => ("roles-admin", "roles-admin-text"),
        Role::User => ("roles-user", "roles-user-text"),
        Role::ReadOnly => ("roles-read-only", "roles-read-only-text"),
    }
}
