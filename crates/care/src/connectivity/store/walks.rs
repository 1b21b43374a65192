//! The pages of the lists, each order from an index of its own.
//!
//! One literal text an order, since a text that left the order open could not be read from an index. Whatever else is asked for is
//! looked at in passing. All texts take their values in the same places; those that are sorted by a text have three more.

use super::super::list::By;
use crate::db::{Query, query};

/// The text that walks so.
pub(super) fn statement(by: By, down: bool) -> Query {
    match (by, down) {
        (By::Since, true) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, '' AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.since, r.id) < ($3, $4)
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.since DESC, r.id DESC LIMIT $13",
        ),
        (By::Since, false) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, '' AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.since, r.id) > ($3, $4)
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.since, r.id LIMIT $13",
        ),
        (By::Name, true) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.home_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.home_key, r.since, r.id) < ($14, $3, $4)
           AND r.home_key >= $15 AND r.home_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.home_key DESC, r.since DESC, r.id DESC LIMIT $13",
        ),
        (By::Name, false) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.home_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.home_key, r.since, r.id) > ($14, $3, $4)
           AND r.home_key >= $15 AND r.home_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.home_key, r.since, r.id LIMIT $13",
        ),
        (By::Model, true) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.model_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.model_key, r.since, r.id) < ($14, $3, $4)
           AND r.model_key >= $15 AND r.model_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.model_key DESC, r.since DESC, r.id DESC LIMIT $13",
        ),
        (By::Model, false) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.model_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.model_key, r.since, r.id) > ($14, $3, $4)
           AND r.model_key >= $15 AND r.model_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.model_key, r.since, r.id LIMIT $13",
        ),
        (By::Firmware, true) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.firmware_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.firmware_key, r.since, r.id) < ($14, $3, $4)
           AND r.firmware_key >= $15 AND r.firmware_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.firmware_key DESC, r.since DESC, r.id DESC LIMIT $13",
        ),
        (By::Firmware, false) => query(
            "WITH RECURSIVE word (low, others) AS (
             SELECT rtrim(substr($11, 1, 65)), substr($11, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM word WHERE others <> ''),
         whole (low, others) AS (
             SELECT rtrim(substr($12, 1, 65)), substr($12, 66)
             UNION ALL SELECT rtrim(substr(others, 1, 65)), substr(others, 66) FROM whole WHERE others <> '')
         SELECT r.id, r.customer_id, c.name, c.address, p.name AS plan, r.mac, r.hardware, r.firmware, r.agent_version,
                r.status, r.since, r.flapping_since, r.heard_at, r.firmware_key AS sorted
         FROM router r JOIN customer c ON c.isp_id = r.isp_id AND c.id = r.customer_id
              LEFT JOIN plan p ON p.isp_id = c.isp_id AND p.id = c.plan_id
         WHERE r.isp_id = $1 AND r.online = $2 AND r.customer_id IS NOT NULL AND (r.firmware_key, r.since, r.id) > ($14, $3, $4)
           AND r.firmware_key >= $15 AND r.firmware_key <= $16
           AND ($5 = '' OR $5 = 'flapping' AND r.flapping_since IS NOT NULL OR $5 = 'never' AND r.heard_at IS NULL
                OR $5 = 'steady' AND r.flapping_since IS NULL AND r.heard_at IS NOT NULL)
           AND ($6 = '' OR r.model_key = $6) AND ($7 = '' OR r.firmware_key = $7) AND (c.plan_id = $8 OR $8 IS NULL)
           AND ($9 = '' OR EXISTS (
                SELECT 1 FROM whole JOIN search_term t ON t.term >= whole.low AND t.term < whole.low || $10
                WHERE whole.low <> '' AND t.isp_id = $1 AND t.target IN (r.customer_id, r.id))
              OR NOT EXISTS (SELECT 1 FROM word WHERE NOT EXISTS (
                SELECT 1 FROM search_term t WHERE t.isp_id = $1 AND t.target IN (r.customer_id, r.id)
                AND t.term >= word.low AND t.term < word.low || $10)))
         ORDER BY r.firmware_key, r.since, r.id LIMIT $13",
        ),
    }
}
