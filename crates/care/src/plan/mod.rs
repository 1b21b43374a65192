//! A plan: a speed tier that the ISP sells, such as "Family 300": so much down, so much up.
//!
//! A customer has one plan or none. One that customers have cannot be deleted: the row counts them, and the verbs that give
//! a plan to a customer or take it away keep the count, so that nobody is left with a plan that is no more. Customers who are
//! deactivated are not counted: they have nothing to lose.

mod speed;
mod store;
#[cfg(test)]
mod tests;

use unicode_normalization::UnicodeNormalization as _;

use crate::access::{Permission, Scope, Tx, may};
use crate::contact;
use crate::db::PlanId;
use crate::db::live::Topic;
use crate::problem::{Fields, Problem, Result};
use crate::timeline::{self, Happened};
use crate::words::Say;

pub use speed::Speed;

/// The most plans of one ISP: a list that people choose from.
pub const MOST: i64 = 100;

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// What it is.
    pub tier: Tier,
    /// How many customers have it.
    pub customers: i64,
    /// Counts its changes: a change is made to the version that its author saw.
    pub version: i64,
}

/// What a plan is, read and found usable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name.
    pub name: String,
    /// How fast towards the home.
    pub down: Speed,
    /// How fast from it.
    pub up: Speed,
}

impl Tier {
    /// Reads what was typed; each field that cannot be used says why.
    pub fn parse(name: &str, down: &str, up: &str) -> Result<Tier> {
        let mut fields = Fields::default();
        let name = fields.check("name", read_name(name));
        let down = fields.check("down", Speed::parse(down));
        let up = fields.check("up", Speed::parse(up));
        fields.into_result()?;
        match (name, down, up) {
            (Some(name), Some(down), Some(up)) => Ok(Tier { name, down, up }),
            _ => Err(Problem::broken("a field went unchecked")),
        }
    }

    /// The name as names are compared: nobody should have to choose between "Fast" and "fast".
    fn key(&self) -> String {
        self.name.nfkc().collect::<String>().to_lowercase()
    }
}

fn read_name(text: &str) -> Result<String, Say> {
    let text = contact::line(text, 60)?;
    if text.is_empty() { Err(Say::new("missing-plan-name")) } else { Ok(text) }
}

/// All plans of the ISP, the fastest first.
pub async fn list<P: Permission>(tx: &mut Tx<P>) -> Result<Vec<Plan>> {
    store::list(tx).await
}

/// One of them.
pub async fn find(tx: &mut Tx<may::ManageSettings>, id: PlanId) -> Result<Plan> {
    store::find(tx, id).await?.ok_or(Problem::NotFound("plan"))
}

/// Adds one.
pub async fn add(tx: &mut Tx<may::ManageSettings>, tier: &Tier) -> Result<PlanId> {
    let id = PlanId(tx.id());
    if !store::insert(tx, id, tier, MOST).await.map_err(name_taken)? {
        return Err(Problem::field("name", Say::new("too-many-plans").with("most", MOST)));
    }
    timeline::note(tx, told(Happened::new("plan-added"), tier)).await?;
    tx.tell(Topic::Settings);
    Ok(id)
}

/// Changes what it is, for all who have it, as somebody wants it who saw it in this version. Whoever saw an older one is told what it is
/// now, and nothing of what the other did is lost.
pub async fn change(tx: &mut Tx<may::ManageSettings>, id: PlanId, seen: i64, tier: &Tier) -> Result<()> {
    let before = find(tx, id).await?;
    // What the record says of before is what the change was made to: the statement changes that version and no other.
    if before.version != seen || !store::update(tx, id, seen, tier).await.map_err(name_taken)? {
        let now = find(tx, id).await?.tier;
        let say = Say::new("plan-changed-meanwhile").with("plan", now.name);
        return Err(Problem::Conflict(say.with("down", now.down.to_string()).with("up", now.up.to_string())));
    }
    let before = before.tier;
    let happened = Happened::new("plan-changed")
        .with("plan", before.name.as_str())
        .changed("name", &before.name, &tier.name)
        .changed("down", &before.down.to_string(), &tier.down.to_string())
        .changed("up", &before.up.to_string(), &tier.up.to_string());
    timeline::note(tx, happened).await?;
    tx.tell(Topic::Settings);
    tx.tell(Topic::Customers);
    Ok(())
}

/// Deletes one that no customer has; otherwise says how many have it.
pub async fn remove(tx: &mut Tx<may::ManageSettings>, id: PlanId) -> Result<Tier> {
    let Some(tier) = store::delete_unused(tx, id).await? else {
        let plan = find(tx, id).await?;
        return Err(Problem::Conflict(Say::new("plan-in-use").with("n", plan.customers)));
    };
    timeline::note(tx, told(Happened::new("plan-removed"), &tier)).await?;
    tx.tell(Topic::Settings);
    Ok(tier)
}

fn told(happened: Happened, tier: &Tier) -> Happened {
    happened
        .with("plan", tier.name.as_str())
        .with("down", tier.down.to_string())
        .with("up", tier.up.to_string())
}

fn name_taken(problem: Problem) -> Problem {
    if problem.is_duplicate() { Problem::field("name", Say::new("plan-name-taken")) } else { problem }
}

/// Moves a customer from one plan to another, either of which may be none. False when there is no such plan to move to: it
/// was deleted, or is another ISP's.
pub(crate) async fn hand_over(scope: &mut Scope, from: Option<PlanId>, to: Option<PlanId>) -> Result<bool> {
    if from == to {
        return Ok(true);
    }
    let mut steps: Vec<(PlanId, i64)> =
        from.map(|id| (id, -1)).into_iter().chain(to.map(|id| (id, 1))).collect();
    // One order for all, so that two who swap plans do not wait for each other.
    steps.sort_unstable();
    let mut there = true;
    for (id, by) in steps {
        let counted = store::count(scope, id, by).await?;
        there &= counted || by < 0;
    }
    Ok(there)
}

/// The plan's name, while there is such a plan.
pub(crate) async fn name(scope: &mut Scope, id: PlanId) -> Result<Option<String>> {
    Ok(store::find(scope, id).await?.map(|plan| plan.tier.name))
}
