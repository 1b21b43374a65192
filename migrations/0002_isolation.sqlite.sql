-- SQLite has no row-level security: the statements' own isp_id, composite foreign keys and the tests hold the line.
SELECT 1;
