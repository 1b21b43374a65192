//! The counts.

use crate::access::Scope;
use crate::db::query;
use crate::problem::Result;

/// Counts in one conditional statement; gives the count and when its window began.
pub(super) async fn hit(scope: &mut Scope, bucket: &str, window_ms: i64) -> Result<(i64, i64)> {
    let now = scope.now();
    let row = query(
        "INSERT INTO throttle (bucket, window_start, hits) VALUES ($1, $2, 1)
         ON CONFLICT (bucket) DO UPDATE SET
             hits = CASE WHEN throttle.window_start <= $3 THEN 1 ELSE throttle.hits + 1 END,
             window_start = CASE WHEN throttle.window_start <= $3 THEN $2 ELSE throttle.window_start END
         RETURNING hits, window_start",
    )
    .bind(bucket)
    .bind(now)
    .bind(now - window_ms)
    .one(scope)
    .await?;
    Ok((row.get("hits")?, row.get("window_start")?))
}

/// The count of a window that still runs, and when it began.
pub(super) async fn count(scope: &mut Scope, bucket: &str, window_ms: i64) -> Result<(i64, i64)> {
    let now = scope.now();
    let row = query("SELECT hits, window_start FROM throttle WHERE bucket = $1 AND window_start > $2")
        .bind(bucket)
        .bind(now - window_ms)
        .optional(scope)
        .await?;
    row.map_or(Ok((0, now)), |row| Ok((row.get("hits")?, row.get("window_start")?)))
}

pub(super) async fn clear(scope: &mut Scope, bucket: &str) -> Result<()> {
    query("DELETE FROM throttle WHERE bucket = $1").bind(bucket).run(scope).await?;
    Ok(())
}

/// No window is longer than a day.
pub(super) async fn sweep(scope: &mut Scope) -> Result<()> {
    let before = scope.now() - 24 * 60 * 60 * 1000;
    query("DELETE FROM throttle WHERE window_start < $1").bind(before).run(scope).await?;
    Ok(())
}
