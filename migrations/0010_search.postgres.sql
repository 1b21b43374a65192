-- What customers and routers are found by: their words as people may type the beginning of them, made in Rust. The collation is
-- that of the bytes, so that a beginning is a range of the key. A target is a customer or a router, so no one foreign key can
-- say what it is; a term whose target is gone finds nothing.
CREATE TABLE search_term (
    isp_id UUID NOT NULL,
    term TEXT COLLATE "C" NOT NULL,
    target UUID NOT NULL,
    PRIMARY KEY (isp_id, term, target)
);
-- All terms of a target: to replace them, and to ask whether it has another one too.
CREATE INDEX search_term_target ON search_term (isp_id, target, term);
ALTER TABLE search_term ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_term FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON search_term
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');

-- By which rules the terms of all rows were made, and how far making them anew has come. One row, over all ISPs.
CREATE TABLE search_index (
    id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    rules BIGINT NOT NULL,               -- these hold for every row
    making BIGINT NOT NULL,              -- these are being brought to every row, up to here:
    at_isp UUID NOT NULL,
    at_kind TEXT NOT NULL CHECK (at_kind IN ('customer', 'router')),
    at_id UUID NOT NULL
);
-- Where there is no router yet, nothing is to be made anew.
SET LOCAL app.isp = 'all';
INSERT INTO search_index (id, rules, making, at_isp, at_kind, at_id)
    SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM router) THEN 0 ELSE 1 END, 0,
        '00000000-0000-0000-0000-000000000000'::uuid, 'customer', '00000000-0000-0000-0000-000000000000'::uuid;
