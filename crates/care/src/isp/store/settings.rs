//! The columns of an ISP's row that its settings are, and its logo.

use super::super::{Rules, Settings, Support};
use crate::access::Scope;
use crate::db::query;
use crate::problem::Result;
use crate::zone::Zone;

pub(in super::super) async fn find(scope: &mut Scope) -> Result<Settings> {
    let isp = scope.isp()?;
    let row = query(
        "SELECT timezone, support_email, support_phone, support_web, reports, retention_days, history_days,
                logo FROM isp WHERE id = $1",
    )
    .bind(isp)
    .one(scope)
    .await?;
    Ok(Settings {
        support: Support {
            timezone: Zone::stored(row.get("timezone")?),
            email: row.get("support_email")?,
            phone: row.get("support_phone")?,
            web: row.get("support_web")?,
        },
        rules: Rules {
            reports: row.get("reports")?,
            retention_days: row.get("retention_days")?,
            history_days: row.get("history_days")?,
        },
        logo: row.get("logo")?,
    })
}

pub(in super::super) async fn update_support(scope: &mut Scope, it: &Support) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "UPDATE isp SET timezone = $2, support_email = $3, support_phone = $4, support_web = $5 WHERE id = $1",
    )
    .bind(isp)
    .bind(it.timezone.as_str())
    .bind(it.email.as_str())
    .bind(it.phone.as_str())
    .bind(it.web.as_str())
    .run(scope)
    .await?;
    Ok(())
}

pub(in super::super) async fn update_rules(scope: &mut Scope, it: &Rules) -> Result<()> {
    let isp = scope.isp()?;
    query("UPDATE isp SET reports = $2, retention_days = $3, history_days = $4 WHERE id = $1")
        .bind(isp)
        .bind(it.reports)
        .bind(it.retention_days)
        .bind(it.history_days)
        .run(scope)
        .await?;
    Ok(())
}

pub(in super::super) async fn set_logo(scope: &mut Scope, digest: &str, picture: &[u8]) -> Result<()> {
    let isp = scope.isp()?;
    query(
        "INSERT INTO logo (isp_id, digest, picture) VALUES ($1, $2, $3)
         ON CONFLICT (isp_id) DO UPDATE SET digest = excluded.digest, picture = excluded.picture",
    )
    .bind(isp)
    .bind(digest)
    .bind(picture)
    .run(scope)
    .await?;
    query("UPDATE isp SET logo = $2 WHERE id = $1").bind(isp).bind(digest).run(scope).await?;
    Ok(())
}

pub(in super::super) async fn remove_logo(scope: &mut Scope) -> Result<bool> {
    let isp = scope.isp()?;
    query("UPDATE isp SET logo = NULL WHERE id = $1").bind(isp).run(scope).await?;
    query("DELETE FROM logo WHERE isp_id = $1").bind(isp).changed(scope).await
}

pub(in super::super) async fn picture(scope: &mut Scope, digest: &str) -> Result<Option<Vec<u8>>> {
    let row =
        query("SELECT picture FROM logo WHERE digest = $1 LIMIT 1").bind(digest).optional(scope).await?;
    row.map(|row| row.get("picture")).transpose()
}
