//! The rows of terms.

use super::Target;
use crate::access::Scope;
use crate::db::query;
use crate::problem::Result;

/// Terms in one statement, at most. A router has fewer, a customer seldom more than twice as many.
const TERMS: usize = 16;

pub(super) async fn insert(scope: &mut Scope, target: Target, terms: &[String]) -> Result<()> {
    let isp = scope.isp()?;
    for some in terms.chunks(TERMS) {
        // `column1` is what both databases call it.
        let insert = query(
            "INSERT INTO search_term (isp_id, target, term)
             SELECT $1, $2, given.column1
             FROM (VALUES ($3), ($4), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12), ($13), ($14), ($15), ($16),
                          ($17), ($18)) AS given
             WHERE given.column1 IS NOT NULL ON CONFLICT (isp_id, term, target) DO NOTHING",
        );
        let given = some.iter().map(Some).chain(std::iter::repeat(None)).take(TERMS);
        let insert = given.fold(insert.bind(isp).bind(target.0), |insert, term| insert.bind(term.cloned()));
        insert.run(scope).await?;
    }
    Ok(())
}

pub(super) async fn delete(scope: &mut Scope, target: Target) -> Result<()> {
    let isp = scope.isp()?;
    query("DELETE FROM search_term WHERE isp_id = $1 AND target = $2")
        .bind(isp)
        .bind(target.0)
        .run(scope)
        .await?;
    Ok(())
}
