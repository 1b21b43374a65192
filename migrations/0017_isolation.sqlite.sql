-- The upstream network that a home's address is in: all but the last of its four numbers. SQLite has no row-level security; see 0002.
ALTER TABLE router ADD COLUMN wan_prefix TEXT GENERATED ALWAYS AS (rtrim(wan_ipv4, '0123456789')) VIRTUAL;
CREATE INDEX router_prefix ON router (isp_id, wan_prefix) WHERE customer_id IS NOT NULL;
