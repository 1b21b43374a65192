//! The rows of access requests.

use uuid::Uuid;

use super::{DECLINES, LIFE_MS, Mine, PAUSE_MS, State, Waiting};
use crate::access::{IspCard, Scope};
use crate::db::{AccessRequestId, CustomerId, PersonId, Row, at, query};
use crate::problem::{Problem, Result};

/// How long what was decided or expired is shown to whoever asked.
const SHOWN_MS: i64 = 30 * 24 * 60 * 60 * 1000;

impl State {
    fn as_str(self) -> &'static str {
        match self {
            State::Waiting | State::Expired => "open",
            State::Approved => "approved",
            State::Declined => "declined",
            State::Withdrawn => "withdrawn",
        }
    }

    fn of(row: &Row, now: i64) -> Result<State> {
        let (state, expires_at): (String, i64) = (row.get("state")?, row.get("expires_at")?);
        Ok(match state.as_str() {
            "open" if expires_at > now => State::Waiting,
            "open" => State::Expired,
            "approved" => State::Approved,
            "declined" => State::Declined,
            "withdrawn" => State::Withdrawn,
            other => return Err(Problem::broken(format!("no state {other:?}"))),
        })
    }
}

/// Writes a request down under a new id, in place of an earlier one that was settled or expired; none where one waits, and where
/// whoever asks was declined lately or too often.
pub(super) async fn ask(
    scope: &mut Scope,
    home: CustomerId,
    person: PersonId,
    device: Option<&str>,
) -> Result<Option<AccessRequestId>> {
    let (isp, id, now) = (scope.isp()?, AccessRequestId(scope.id()), scope.now());
    let written = query(
        "INSERT INTO access_request (isp_id, customer_id, person_id, id, state, asked_at, expires_at, device)
         VALUES ($1, $2, $3, $4, 'open', $5, $6, $7)
         ON CONFLICT (isp_id, customer_id, person_id) DO UPDATE SET id = excluded.id, state = 'open',
             asked_at = excluded.asked_at, expires_at = excluded.expires_at, decided_at = NULL, device = excluded.device
         WHERE access_request.isp_id = $1
           AND (access_request.state <> 'open' OR access_request.expires_at <= excluded.asked_at)
           AND access_request.declines < $8
           AND (access_request.state <> 'declined' OR access_request.decided_at <= $9)",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .bind(id)
    .bind(now)
    .bind(now + LIFE_MS)
    .bind(device)
    .bind(DECLINES)
    .bind(now - PAUSE_MS)
    .changed(scope)
    .await?;
    Ok(written.then_some(id))
}

/// The state of a person's request at a home, and how often they were declined there.
pub(super) async fn of_person_at(
    scope: &mut Scope,
    home: CustomerId,
    person: PersonId,
) -> Result<Option<(State, i64)>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let row = query(
        "SELECT state, expires_at, declines FROM access_request
         WHERE isp_id = $1 AND customer_id = $2 AND person_id = $3",
    )
    .bind(isp)
    .bind(home)
    .bind(person)
    .optional(scope)
    .await?;
    row.map(|row| Ok((State::of(&row, now)?, row.get("declines")?))).transpose()
}

/// Whether a request was ever made for this home.
pub(super) async fn is_of(scope: &mut Scope, home: CustomerId, id: AccessRequestId) -> Result<bool> {
    let isp = scope.isp()?;
    query("SELECT 1 AS there FROM access_request WHERE isp_id = $1 AND customer_id = $2 AND id = $3")
        .bind(isp)
        .bind(home)
        .bind(id)
        .exists(scope)
        .await
}

/// Ends a request that waits; false where it does not, or not any more.
pub(super) async fn settle(
    scope: &mut Scope,
    home: CustomerId,
    id: AccessRequestId,
    state: State,
) -> Result<bool> {
    let (isp, now) = (scope.isp()?, scope.now());
    query(
        "UPDATE access_request SET state = $4, decided_at = $5,
             declines = CASE $4 WHEN 'approved' THEN 0 WHEN 'declined' THEN declines + 1 ELSE declines END
         WHERE isp_id = $1 AND customer_id = $2 AND id = $3 AND state = 'open' AND expires_at > $5",
    )
    .bind(isp)
    .bind(home)
    .bind(id)
    .bind(state.as_str())
    .bind(now)
    .changed(scope)
    .await
}

/// Those of a home that wait, the oldest first.
pub(super) async fn waiting(scope: &mut Scope, home: CustomerId) -> Result<Vec<Waiting>> {
    let (isp, now) = (scope.isp()?, scope.now());
    let rows = query(
        "SELECT a.id, a.person_id, a.device, a.asked_at, a.expires_at, p.email_shown, p.name
         FROM access_request a JOIN person p ON p.id = a.person_id
         WHERE a.isp_id = $1 AND a.customer_id = $2 AND a.state = 'open' AND a.expires_at > $3
         ORDER BY a.asked_at, a.id",
    )
    .bind(isp)
    .bind(home)
    .bind(now)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Waiting {
                id: AccessRequestId(row.get("id")?),
                person: PersonId(row.get("person_id")?),
                email: row.get("email_shown")?,
                name: row.get("name")?,
                device: row.get("device")?,
                asked_at: at(row.get("asked_at")?),
                expires_at: at(row.get("expires_at")?),
            })
        })
        .collect()
}

/// What the transaction's own person asked for, newest first.
pub(super) async fn of_person(scope: &mut Scope, person: PersonId) -> Result<Vec<Mine>> {
    let now = scope.now();
    let rows = query(
        "SELECT a.id AS request, a.customer_id, a.state, a.asked_at, a.expires_at,
                i.id, i.kind, i.slug, i.name, i.colour, i.logo
         FROM access_request a JOIN isp i ON i.id = a.isp_id WHERE a.person_id = $1 AND a.asked_at > $2
         ORDER BY a.asked_at DESC, a.id",
    )
    .bind(person)
    .bind(now - SHOWN_MS)
    .all(scope)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(Mine {
                id: AccessRequestId(row.get::<Uuid>("request")?),
                isp: IspCard::of(row)?,
                home: CustomerId(row.get("customer_id")?),
                state: State::of(row, now)?,
                asked_at: at(row.get("asked_at")?),
                expires_at: at(row.get("expires_at")?),
            })
        })
        .collect()
}

/// Forgets who asked for a home that is erased.
pub(crate) async fn erase(scope: &mut Scope, home: CustomerId) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM access_request WHERE isp_id = $1 AND customer_id = $2")
        .bind(isp)
        .bind(home)
        .run(scope)
        .await?;
    Ok(())
}
