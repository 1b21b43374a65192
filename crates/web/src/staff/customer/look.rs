//! That somebody looks at a home.
//!
//! A page of a home is opened by a person, and that they looked is noted on its timeline ([`care::customer::note_visit`]). What
//! nobody sees is no look: a page that refreshes itself, or a request for headers alone. A browser that fetches ahead of its
//! person is told to come again when they really go there; shown later from what was fetched before, a look would go unnoted.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use care::Problem;
use care::access::{Permit, Tx, may};
use care::customer;
use care::db::CustomerId;

use crate::app::App;
use crate::may::asks_live;
use crate::problem::Refusal;

/// Whether somebody looks.
pub(crate) struct Look(bool);

impl FromRequestParts<App> for Look {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let ahead = ["sec-purpose", "purpose", "x-moz"].iter().any(|name| {
            let purpose = parts.headers.get(*name).and_then(|value| value.to_str().ok());
            purpose.is_some_and(|purpose| purpose.contains("prefetch"))
        });
        if ahead {
            return Err(Problem::Busy.into());
        }
        Ok(Look(parts.method == Method::GET && !asks_live(&parts.headers, &parts.uri)))
    }
}

impl Look {
    /// Notes it once the page has been read in `tx`, which ends here: most times the visit is on the timeline already, and then
    /// nothing is written.
    pub(crate) async fn note(
        self,
        mut tx: Tx<may::ViewCustomers>,
        (permit, app): (&Permit<may::ViewCustomers>, &App),
        customer: CustomerId,
    ) -> Result<(), Refusal> {
        let is_new = self.0 && customer::is_new_visit(&mut tx, customer).await?;
        drop(tx);
        if is_new {
            let mut tx = permit.write(&app.db).await?;
            customer::note_visit(&mut tx, customer).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
