-- What an ISP sells. How many customers have a plan is kept on its row: who deletes one nobody has, and who gives it to a
-- customer meanwhile, then meet at that row.
CREATE TABLE plan (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,              -- as names are compared, made in Rust
    down_kbit BIGINT NOT NULL,
    up_kbit BIGINT NOT NULL,
    customers BIGINT NOT NULL CHECK (customers >= 0),
    PRIMARY KEY (isp_id, id)
);
CREATE UNIQUE INDEX plan_name ON plan (isp_id, name_key);

-- No reference to plan: a column cannot be given one in place on both databases. The count on the plan holds the line.
ALTER TABLE customer ADD COLUMN plan_id UUID;
-- None: the ISP's own.
ALTER TABLE customer ADD COLUMN timezone TEXT;
ALTER TABLE customer ADD COLUMN billing_day BIGINT NOT NULL DEFAULT 1 CHECK (billing_day BETWEEN 1 AND 28);
-- Whether reports are sent; none: as the ISP has it.
ALTER TABLE customer ADD COLUMN reports BOOLEAN;
-- Counts the changes: whoever changes what they no longer see is told.
ALTER TABLE customer ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
-- When the account was deactivated; its data is erased after the ISP's retention time.
ALTER TABLE customer ADD COLUMN closed_at BIGINT;
CREATE INDEX customer_closed ON customer (closed_at) WHERE closed_at IS NOT NULL;

-- At whose home a router stood last, and until when: so that a deactivation can be undone while the router is in stock, and
-- so that whoever gets it next starts without what it said before.
ALTER TABLE router ADD COLUMN left_customer_id UUID;
ALTER TABLE router ADD COLUMN left_at BIGINT;

-- When somebody's look at a home was last noted on its timeline.
CREATE TABLE customer_visit (
    isp_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    person_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, customer_id, person_id)
);

-- What one person did at one home, and who did anything there.
CREATE INDEX timeline_actor ON timeline (isp_id, customer_id, actor_id, id) WHERE actor_id IS NOT NULL;

-- Whom customers turn to, in words for people; empty while there is none.
ALTER TABLE isp ADD COLUMN support_email TEXT NOT NULL DEFAULT '';
ALTER TABLE isp ADD COLUMN support_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE isp ADD COLUMN support_web TEXT NOT NULL DEFAULT '';
-- Whether customers get reports unless their account says otherwise.
ALTER TABLE isp ADD COLUMN reports BOOLEAN NOT NULL DEFAULT TRUE;
-- For how many days the data of a deactivated customer is kept.
ALTER TABLE isp ADD COLUMN retention_days BIGINT NOT NULL DEFAULT 90 CHECK (retention_days BETWEEN 7 AND 3650);
-- The digest of the logo, by which pages name it; the picture is in `logo`.
ALTER TABLE isp ADD COLUMN logo TEXT;

-- Logos as we drew them anew, by ISP. As public as an ISP's name: mails and the pages before signing in show them.
CREATE TABLE logo (
    isp_id UUID NOT NULL PRIMARY KEY REFERENCES isp (id),
    digest TEXT NOT NULL,
    picture BYTEA NOT NULL
);
CREATE INDEX logo_digest ON logo (digest);

ALTER TABLE plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE plan FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON plan
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE customer_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer_visit FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON customer_visit
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
