-- Homes are listed by their customer's name, folded in Rust as search terms are; byte by byte as on SQLite. What is there already is
-- folded as well as a database can, until somebody changes it.
ALTER TABLE router ADD COLUMN home_key TEXT COLLATE "C" NOT NULL DEFAULT '';
SET LOCAL app.isp = 'all';
UPDATE router SET home_key = lower(c.name) FROM customer c WHERE c.isp_id = router.isp_id AND c.id = router.customer_id;

-- The lists of homes, one index an order. A router in stock is in none of them.
DROP INDEX router_connectivity;
CREATE INDEX router_home_since ON router (isp_id, online, since, id) WHERE customer_id IS NOT NULL;
CREATE INDEX router_home_name ON router (isp_id, online, home_key, since, id) WHERE customer_id IS NOT NULL;
CREATE INDEX router_home_model ON router (isp_id, online, model_key, since, id) WHERE customer_id IS NOT NULL;
CREATE INDEX router_home_firmware ON router (isp_id, online, firmware_key, since, id) WHERE customer_id IS NOT NULL;
-- Homes that were never online, and those that were and are not. What both are of leads, so that either database takes these.
CREATE INDEX router_unheard ON router (isp_id, heard_at, id) WHERE customer_id IS NOT NULL AND heard_at IS NULL;
CREATE INDEX router_lost ON router (isp_id, online, since, id)
    WHERE online = FALSE AND customer_id IS NOT NULL AND heard_at IS NOT NULL;
CREATE INDEX customer_plan ON customer (isp_id, plan_id) WHERE plan_id IS NOT NULL;

-- How many routers there are of each kind, so that nobody has to count them.
CREATE TABLE router_tally (
    isp_id UUID NOT NULL REFERENCES isp (id),
    -- At a customer: online, offline, or never online there; in stock: heard before, or new.
    state TEXT NOT NULL CHECK (state IN ('online', 'offline', 'never', 'stock', 'new')),
    model TEXT COLLATE "C" NOT NULL,                 -- as the router says; empty until it did
    firmware TEXT COLLATE "C" NOT NULL,
    routers BIGINT NOT NULL,
    PRIMARY KEY (isp_id, state, model, firmware)
);
INSERT INTO router_tally (isp_id, state, model, firmware, routers)
    SELECT isp_id, CASE WHEN customer_id IS NULL AND last_report IS NULL THEN 'new' WHEN customer_id IS NULL THEN 'stock'
                        WHEN online THEN 'online' WHEN heard_at IS NULL THEN 'never' ELSE 'offline' END,
           model_key, firmware_key, COUNT(*)
    FROM router GROUP BY 1, 2, 3, 4;
DROP INDEX router_fleet;

-- The latest starts of an ISP's routers, without a look at their rows.
CREATE INDEX router_start_recent ON router_start (isp_id, at, customer_id);
DROP INDEX router_start_at;

ALTER TABLE router_tally ENABLE ROW LEVEL SECURITY;
ALTER TABLE router_tally FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON router_tally
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
