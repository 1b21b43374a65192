//! Homes that meet a filter which few meet: gathered by that filter's own index, then put in order. CROSS JOIN, so that SQLite begins
//! with the few.

use crate::db::{Query, query};

/// By which filter they are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Text,
    Flapping,
    Never,
    Model,
    Firmware,
    Plan,
}

impl Source {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Source::Text => "text",
            Source::Flapping => "flapping",
            Source::Never => "never",
            Source::Model => "model",
            Source::Firmware => "firmware",
            Source::Plan => "plan",
        }
    }
}

/// The text that gathers them, and gives them rising or falling.
pub(super) fn statement(down: bool) -> Query {
    if down {
        query(
            "WITH RECURSIVE word (low, others) AS (
                 SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
             whole (low, others) AS (
                 SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> ''),
             few AS (
                 SELECT r.id FROM search_term s CROSS JOIN router r
                 WHERE $16 = 'text' AND s.isp_id = $1 AND s.term >= $9 AND s.term < $9 || $10 AND r.isp_id = $1
                   AND r.customer_id = s.target
                 UNION SELECT s.target FROM search_term s
                 WHERE $16 = 'text' AND s.isp_id = $1 AND s.term >= $9 AND s.term < $9 || $10
                 UNION SELECT r.id FROM whole CROSS JOIN search_term s CROSS JOIN router r
                 WHERE $16 = 'text' AND whole.low <> '' AND s.isp_id = $1 AND s.term >= whole.low
                   AND s.term < whole.low || $10 AND r.isp_id = $1 AND r.customer_id = s.target
                 UNION SELECT s.target FROM whole CROSS JOIN search_term s
                 WHERE $16 = 'text' AND whole.low <> '' AND s.isp_id = $1 AND s.term >= whole.low
                   AND s.term < whole.low || $10
                 UNION SELECT id FROM router WHERE $16 = 'flapping' AND isp_id = $1 AND flapping_since IS NOT NULL
                 UNION SELECT id FROM router
                 WHERE $16 = 'never' AND isp_id = $1 AND customer_id IS NOT NULL AND heard_at IS NULL
                 UNION SELECT id FROM router
                 WHERE $16 = 'model' AND isp_id = $1 AND online = $2 AND customer_id IS NOT NULL AND model_key = $6
                 UNION SELECT id FROM router
                 WHERE $16 = 'firmware' AND isp_id = $1 AND online = $2 AND customer_id IS NOT NULL AND firmware_key = $7
                 UNION SELECT r.id FROM customer o CROSS JOIN router r
                 WHERE $16 = 'plan' AND o.isp_id = $1 AND o.plan_id = $8 AND r.isp_id = $1 AND r.customer_id = o.id)
             SELECT id, customer_id, name, address, plan, mac, hardware, firmware, agent_version, status, since,
                    flapping_since, heard_at, sorted
             FROM (
              SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                     r.status, r.since, r.flapping_since, r.heard_at, CASE $15 WHEN 'name' THEN r.home_key WHEN 'model' THEN r.model_key
                     WHEN 'firmware' THEN r.firmware_key ELSE '' END AS sorted
              FROM few f CROSS JOIN router r
                   JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
                   LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
              WHERE r.isp_id = $1 AND r.id = f.id AND r.online = $2 AND r.customer_id IS NOT NULL
                AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                     OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
                AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
                AND ($9 = '' OR EXISTS (
                     SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                     WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
                   OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                     SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                     AND t.term >= word.low AND t.term < word.low || $10)))) found
             WHERE (sorted, since, id) < ($14, $3, $4)
             ORDER BY sorted DESC, since DESC, id DESC LIMIT $13",
        )
    } else {
        query(
            "WITH RECURSIVE word (low, others) AS (
                 SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
             whole (low, others) AS (
                 SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
                 UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> ''),
             few AS (
                 SELECT r.id FROM search_term s CROSS JOIN router r
                 WHERE $16 = 'text' AND s.isp_id = $1 AND s.term >= $9 AND s.term < $9 || $10 AND r.isp_id = $1
                   AND r.customer_id = s.target
                 UNION SELECT s.target FROM search_term s
                 WHERE $16 = 'text' AND s.isp_id = $1 AND s.term >= $9 AND s.term < $9 || $10
                 UNION SELECT r.id FROM whole CROSS JOIN search_term s CROSS JOIN router r
                 WHERE $16 = 'text' AND whole.low <> '' AND s.isp_id = $1 AND s.term >= whole.low
                   AND s.term < whole.low || $10 AND r.isp_id = $1 AND r.customer_id = s.target
                 UNION SELECT s.target FROM whole CROSS JOIN search_term s
                 WHERE $16 = 'text' AND whole.low <> '' AND s.isp_id = $1 AND s.term >= whole.low
                   AND s.term < whole.low || $10
                 UNION SELECT id FROM router WHERE $16 = 'flapping' AND isp_id = $1 AND flapping_since IS NOT NULL
                 UNION SELECT id FROM router
                 WHERE $16 = 'never' AND isp_id = $1 AND customer_id IS NOT NULL AND heard_at IS NULL
                 UNION SELECT id FROM router
                 WHERE $16 = 'model' AND isp_id = $1 AND online = $2 AND customer_id IS NOT NULL AND model_key = $6
                 UNION SELECT id FROM router
                 WHERE $16 = 'firmware' AND isp_id = $1 AND online = $2 AND customer_id IS NOT NULL AND firmware_key = $7
                 UNION SELECT r.id FROM customer o CROSS JOIN router r
                 WHERE $16 = 'plan' AND o.isp_id = $1 AND o.plan_id = $8 AND r.isp_id = $1 AND r.customer_id = o.id)
             SELECT id, customer_id, name, address, plan, mac, hardware, firmware, agent_version, status, since,
                    flapping_since, heard_at, sorted
             FROM (
              SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                     r.status, r.since, r.flapping_since, r.heard_at, CASE $15 WHEN 'name' THEN r.home_key WHEN 'model' THEN r.model_key
                     WHEN 'firmware' THEN r.firmware_key ELSE '' END AS sorted
              FROM few f CROSS JOIN router r
                   JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
                   LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
              WHERE r.isp_id = $1 AND r.id = f.id AND r.online = $2 AND r.customer_id IS NOT NULL
                AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                     OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
                AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
                AND ($9 = '' OR EXISTS (
                     SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                     WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
                   OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                     SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                     AND t.term >= word.low AND t.term < word.low || $10)))) found
             WHERE (sorted, since, id) > ($14, $3, $4)
             ORDER BY sorted, since, id LIMIT $13",
        )
    }
}
