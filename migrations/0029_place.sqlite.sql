-- SQLite has no row-level security; see 0002.
SELECT 1;
