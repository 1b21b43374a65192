//! The statements that only one of the databases has. Kept under ten.

use super::query::{Query, query_of};
use super::{Connection, query};
use crate::db::{IspId, PersonId};
use crate::problem::{Problem, Result};
use sqlx::{AssertSqlSafe, Executor as _};

/// Tells PostgreSQL's row-level security which ISP this transaction is in. SQLite has none; there the statements'
/// own `isp_id = $n`, and the tests, hold the line.
///
/// `SET LOCAL` with the value in the text, not `set_config()`: the latter does not reach a distributed database's
/// workers. The value is a UUID or our own constant, so nothing typed can be in it.
pub(crate) async fn set_isp(connection: &mut Connection, isp: Option<IspId>) -> Result<()> {
    if let Connection::Postgres(tx) = connection {
        let place = isp.map_or_else(|| "all".to_owned(), |isp| isp.to_string());
        tx.execute(AssertSqlSafe(format!("SET LOCAL app.isp = '{place}'"))).await?;
    }
    Ok(())
}

/// Tells row-level security who is asking, so that a person finds their own memberships over all ISPs.
pub(crate) async fn set_person(connection: &mut Connection, person: PersonId) -> Result<()> {
    if let Connection::Postgres(tx) = connection {
        tx.execute(AssertSqlSafe(format!("SET LOCAL app.person = '{person}'"))).await?;
    }
    Ok(())
}

/// Tells row-level security which cluster the ISP is in, so that the cluster's collaborators can be seen there.
pub(crate) async fn set_cluster(connection: &mut Connection, cluster: IspId) -> Result<()> {
    if let Connection::Postgres(tx) = connection {
        tx.execute(AssertSqlSafe(format!("SET LOCAL app.cluster = '{cluster}'"))).await?;
    }
    Ok(())
}

/// Whether PostgreSQL may sort what it reads in this transaction, where there is another way.
pub(super) async fn allow_sorting(connection: &mut Connection, may: bool) -> Result<()> {
    if let Connection::Postgres(tx) = connection {
        let set = if may { "SET LOCAL enable_sort = on" } else { "SET LOCAL enable_sort = off" };
        tx.execute(set).await?;
    }
    Ok(())
}

/// Holds a membership, the own and the cluster's, still until this transaction ends, so that a write and the removal of its writer
/// cannot cross. In the order of their places' ids, as everybody takes them.
/// SQLite has one writer and needs no lock.
pub(crate) async fn hold_membership(connection: &mut Connection, isp: IspId, person: PersonId) -> Result<()> {
    if let Connection::Postgres(_) = connection {
        query(
            "SELECT 1 AS held FROM collaborator WHERE person_id = $2
             AND (isp_id = $1 OR isp_id = (SELECT cluster_id FROM isp WHERE id = $1)) ORDER BY isp_id FOR SHARE",
        )
        .bind(isp)
        .bind(person)
        .optional(connection)
        .await?;
    }
    Ok(())
}

/// How the database keeps what it acknowledged; an error when it does not.
pub(super) async fn durability(mut connection: Connection) -> Result<&'static str> {
    match &mut connection {
        Connection::Sqlite(tx) => {
            let level: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(&mut **tx).await?;
            // 2 is FULL.
            if level == 2 {
                Ok("every commit reaches the disk")
            } else {
                Err(Problem::broken("commits do not reach the disk"))
            }
        }
        Connection::Postgres(tx) => {
            let level: String = sqlx::query_scalar("SHOW synchronous_commit").fetch_one(&mut **tx).await?;
            if level == "off" {
                return Err(Problem::broken("synchronous_commit is off; set it to on"));
            }
            let above: bool = sqlx::query_scalar(
                "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user",
            )
            .fetch_one(&mut **tx)
            .await?;
            if above {
                return Err(Problem::broken(
                    "this role is above row-level security (superuser or BYPASSRLS); serve with a plain role",
                ));
            }
            Ok("every commit reaches the disk, and rows are held apart")
        }
    }
}

/// Takes the ISP's turn to change it or its memberships, before anything else is held. Two Admins who demote each other would
/// each hold their own membership and wait for the other's.
pub(crate) async fn hold_isp(connection: &mut Connection, isp: IspId) -> Result<()> {
    if let Connection::Postgres(_) = connection {
        query("SELECT 1 AS held FROM isp WHERE id = $1 FOR NO KEY UPDATE")
            .bind(isp)
            .optional(connection)
            .await?;
    }
    Ok(())
}

/// A statement that each database has in its own words.
pub(crate) struct Pair {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Pair {
    /// The one for this transaction's database.
    pub(crate) fn query(&self, connection: &Connection) -> Query {
        query_of(match connection {
            Connection::Sqlite(_) => self.sqlite,
            Connection::Postgres(_) => self.postgres,
        })
    }
}

// Batches arrive as one JSON array, `[{"isp", "router", "certificate", "full", "patch", …}, …]` with ids and bytes in hex,
// since one statement for 256 routers takes a ninth of the time that 256 statements do.

/// Which routers of a batch still have the certificate that they showed; held still until the transaction ends.
pub(crate) const HOLD_ROUTERS: Pair = Pair {
    sqlite: "SELECT r.id, r.certificate, r.customer_id, r.wan_ipv4, r.wan_since, r.cpu_percent, r.memory_percent,
                    r.span_at, r.span_reports, r.span_known, r.span_cpu_sum, r.span_cpu_max, r.span_memory_sum,
                    r.span_memory_min, r.streaks, r.heard_from, r.heard_from_v6, r.lan_place
             FROM json_each($1) e
             JOIN router r ON r.isp_id = unhex(e.value ->> 'isp') AND r.id = unhex(e.value ->> 'router')
             WHERE r.certificate = unhex(e.value ->> 'certificate')",
    postgres: "SELECT r.id, r.certificate, r.customer_id, r.wan_ipv4, r.wan_since, r.cpu_percent, r.memory_percent,
                      r.span_at, r.span_reports, r.span_known, r.span_cpu_sum, r.span_cpu_max, r.span_memory_sum,
                      r.span_memory_min, r.streaks, r.heard_from, r.heard_from_v6, r.lan_place
               FROM jsonb_to_recordset($1::jsonb) AS e (isp uuid, router uuid, certificate text)
               JOIN router r ON r.isp_id = e.isp AND r.id = e.router
               WHERE r.certificate = decode(e.certificate, 'hex') ORDER BY r.isp_id, r.id FOR UPDATE OF r",
};

/// Takes offline some routers that have been silent for three of their periods, counted from the later of their last
/// report and `$2`. A router whose report is being written at this moment is left for the next time. Those that went offline `$5`
/// times since `$4` are flapping from now on, and how often they do is counted until they are steady.
pub(crate) const SILENCE_ROUTERS: Pair = Pair {
    sqlite: "UPDATE router SET online = FALSE, since = COALESCE(last_report, $1),
                 drops = CASE WHEN drops_since > $4 OR flapping_since IS NOT NULL THEN drops + 1 ELSE 1 END,
                 drops_since = CASE WHEN drops_since > $4 OR flapping_since IS NOT NULL THEN drops_since ELSE $1 END,
                 flapping_since = CASE WHEN flapping_since IS NULL AND drops_since > $4 AND drops + 1 >= $5 THEN $1
                                       ELSE flapping_since END
             WHERE (isp_id, id) IN (
                 SELECT isp_id, id FROM router
                 WHERE online AND MAX(COALESCE(last_report, 0), $2) + 3 * period_ms < $1 LIMIT $3)
             RETURNING isp_id, id, customer_id, since, flapping_since, drops, drops_since, online, heard_at, last_report,
                 hardware, firmware",
    postgres: "UPDATE router SET online = FALSE, since = COALESCE(last_report, $1),
                   drops = CASE WHEN drops_since > $4 OR flapping_since IS NOT NULL THEN drops + 1 ELSE 1 END,
                   drops_since = CASE WHEN drops_since > $4 OR flapping_since IS NOT NULL THEN drops_since ELSE $1 END,
                   flapping_since = CASE WHEN flapping_since IS NULL AND drops_since > $4 AND drops + 1 >= $5 THEN $1
                                         ELSE flapping_since END
               WHERE online AND GREATEST(COALESCE(last_report, 0), $2) + 3 * period_ms < $1 AND (isp_id, id) IN (
                   SELECT isp_id, id FROM router
                   WHERE online AND GREATEST(COALESCE(last_report, 0), $2) + 3 * period_ms < $1
                   ORDER BY isp_id, id LIMIT $3 FOR UPDATE SKIP LOCKED)
               RETURNING isp_id, id, customer_id, since, flapping_since, drops, drops_since, online, heard_at, last_report,
                   hardware, firmware",
};

/// Puts online those routers of a batch that were not, and gives them.
pub(crate) const WAKE_ROUTERS: Pair = Pair {
    sqlite: "UPDATE router SET online = TRUE, since = $2, heard_at = COALESCE(heard_at, $2)
             FROM json_each($1) e
             WHERE router.isp_id = unhex(e.value ->> 'isp') AND router.id = unhex(e.value ->> 'router')
               AND router.certificate = unhex(e.value ->> 'certificate') AND NOT router.online
             RETURNING isp_id, id, customer_id, since, flapping_since, drops, drops_since, online, heard_at, last_report,
                 hardware, firmware",
    postgres: "UPDATE router SET online = TRUE, since = $2, heard_at = COALESCE(heard_at, $2)
               FROM jsonb_to_recordset($1::jsonb) AS e (isp uuid, router uuid, certificate text)
               WHERE router.isp_id = e.isp AND router.id = e.router
                 AND router.certificate = decode(e.certificate, 'hex') AND NOT router.online
               RETURNING router.isp_id, router.id, router.customer_id, router.since, router.flapping_since, router.drops,
                   router.drops_since, router.online, router.heard_at, router.last_report, router.hardware, router.firmware",
};

/// Writes what the routers of a batch said of how they are: a full picture replaces, a patch overlays, null removes.
pub(crate) const WRITE_STATUSES: Pair = Pair {
    sqlite: "UPDATE router SET last_report = $2, wan_ipv4 = e.value ->> 'wan_ipv4', wan_since = e.value ->> 'wan_since',
                 cpu_percent = e.value ->> 'cpu', memory_percent = e.value ->> 'memory',
                 span_at = e.value ->> 'at', span_reports = e.value ->> 'reports', span_known = e.value ->> 'known',
                 span_cpu_sum = e.value ->> 'cpu_sum', span_cpu_max = e.value ->> 'cpu_max',
                 span_memory_sum = e.value ->> 'memory_sum', span_memory_min = e.value ->> 'memory_min',
                 streaks = e.value ->> 'streaks',
                 status = json_patch(
                 CASE WHEN e.value ->> 'full' THEN '{}' ELSE COALESCE(router.status, '{}') END, e.value -> 'patch')
             FROM json_each($1) e
             WHERE router.isp_id = unhex(e.value ->> 'isp') AND router.id = unhex(e.value ->> 'router')
               AND router.certificate = unhex(e.value ->> 'certificate')",
    // Not jsonb_strip_nulls, which would also reach into the values.
    postgres: "UPDATE router SET last_report = $2, wan_ipv4 = e.wan_ipv4, wan_since = e.wan_since,
                   cpu_percent = e.cpu, memory_percent = e.memory, span_at = e.at, span_reports = e.reports,
                   span_known = e.known, span_cpu_sum = e.cpu_sum, span_cpu_max = e.cpu_max,
                   span_memory_sum = e.memory_sum, span_memory_min = e.memory_min, streaks = e.streaks, status = (
                   (CASE WHEN e.\"full\" THEN '{}'::jsonb ELSE COALESCE(router.status, '{}')::jsonb END || e.patch)
                   - ARRAY(SELECT word.key FROM jsonb_each(e.patch) word WHERE word.value = 'null'))::text
               FROM jsonb_to_recordset($1::jsonb)
                   AS e (isp uuid, router uuid, certificate text, \"full\" boolean, patch jsonb, wan_ipv4 text,
                          wan_since bigint, cpu bigint, memory bigint, at bigint, reports bigint, known bigint,
                          cpu_sum bigint, cpu_max bigint, memory_sum bigint, memory_min bigint, streaks bigint)
               WHERE router.isp_id = e.isp AND router.id = e.router
                 AND router.certificate = decode(e.certificate, 'hex')",
};

/// Keeps spans of history that are over. One that is kept already stays as it is.
pub(crate) const KEEP_SPANS: Pair = Pair {
    sqlite: "INSERT INTO history (isp_id, customer_id, router_id, span_ms, at, reports, known, cpu_sum, cpu_max,
                 memory_sum, memory_min)
             SELECT unhex(e.value ->> 'isp'), unhex(e.value ->> 'customer'), unhex(e.value ->> 'router'), $2,
                 e.value ->> 'at', e.value ->> 'reports', e.value ->> 'known', e.value ->> 'cpu_sum',
                 e.value ->> 'cpu_max', e.value ->> 'memory_sum', e.value ->> 'memory_min'
             FROM json_each($1) e WHERE TRUE ON CONFLICT (isp_id, customer_id, span_ms, at, router_id) DO NOTHING",
    postgres: "INSERT INTO history (isp_id, customer_id, router_id, span_ms, at, reports, known, cpu_sum, cpu_max,
                   memory_sum, memory_min)
               SELECT e.isp, e.customer, e.router, $2, e.at, e.reports, e.known, e.cpu_sum, e.cpu_max, e.memory_sum,
                   e.memory_min
               FROM jsonb_to_recordset($1::jsonb) AS e (isp uuid, customer uuid, router uuid, at bigint, reports bigint,
                   known bigint, cpu_sum bigint, cpu_max bigint, memory_sum bigint, memory_min bigint)
               ON CONFLICT (isp_id, customer_id, span_ms, at, router_id) DO NOTHING",
};

/// Writes down a batch of an import's rows, `[{"number", "line", "mac", "router", "fault"}, …]`, each with whether its MAC is
/// taken already.
pub(crate) const STAGE_IMPORT: Pair = Pair {
    sqlite: "INSERT INTO inventory_import_row (isp_id, import_id, number, line, mac, router_id, fault)
             SELECT $1, $2, e.value ->> 'number', e.value ->> 'line', e.value ->> 'mac', unhex(e.value ->> 'router'),
                    COALESCE(e.value ->> 'fault',
                             CASE WHEN m.isp_id = $1 THEN 'here' WHEN m.mac IS NOT NULL THEN 'elsewhere' END)
             FROM json_each($3) e LEFT JOIN router_mac m ON m.mac = e.value ->> 'mac'",
    postgres: "INSERT INTO inventory_import_row (isp_id, import_id, number, line, mac, router_id, fault)
               SELECT $1, $2, e.number, e.line, e.mac, e.router,
                      COALESCE(e.fault, CASE WHEN m.isp_id = $1 THEN 'here' WHEN m.mac IS NOT NULL THEN 'elsewhere' END)
               FROM jsonb_to_recordset($3::jsonb) AS e (number bigint, line bigint, mac text, router uuid, fault text)
               LEFT JOIN router_mac m ON m.mac = e.mac",
};

/// How many issues are open at each of these homes, whose ids come as one JSON array of hex.
pub(crate) const COUNT_ISSUES: Pair = Pair {
    sqlite: "SELECT k.customer_id, COUNT(*) AS issues FROM known_issue k
             WHERE k.isp_id = $1 AND k.closed_at IS NULL
               AND k.customer_id IN (SELECT unhex(e.value) FROM json_each($2) e) GROUP BY k.customer_id",
    postgres: "SELECT k.customer_id, COUNT(*) AS issues FROM known_issue k
               WHERE k.isp_id = $1 AND k.closed_at IS NULL
                 AND k.customer_id = ANY (ARRAY(SELECT e.customer::uuid FROM jsonb_array_elements_text($2::jsonb) AS e (customer)))
               GROUP BY k.customer_id",
};

/// Every table with its rows, and its bytes with all its indexes. On SQLite by looking at every page; on PostgreSQL the rows are as of
/// its own last count.
pub(crate) const TABLE_SIZES: Pair = Pair {
    sqlite: "SELECT s.tbl_name AS name, SUM(d.pgsize) AS bytes,
                    SUM(CASE WHEN s.type = 'table' AND d.pagetype = 'leaf' THEN d.ncell ELSE 0 END) AS kept
             FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
             WHERE s.tbl_name NOT LIKE 'sqlite%' GROUP BY s.tbl_name",
    postgres: "SELECT relname::text AS name, pg_total_relation_size(relid) AS bytes, n_live_tup AS kept
               FROM pg_stat_user_tables WHERE schemaname = current_schema()",
};
