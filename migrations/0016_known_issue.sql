-- Many homes that fell silent together. While it lasts, their issues are folded into it.
CREATE TABLE outage (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    began_at BIGINT NOT NULL,            -- when the first of its homes was last heard
    ended_at BIGINT,
    prefix TEXT,                         -- what its homes' addresses begin with; none: they fell silent in the same minute
    homes BIGINT NOT NULL,               -- all that it took
    PRIMARY KEY (isp_id, id)
);
CREATE UNIQUE INDEX outage_prefix ON outage (isp_id, prefix) WHERE ended_at IS NULL AND prefix IS NOT NULL;
CREATE INDEX outage_open ON outage (isp_id, began_at, id) WHERE ended_at IS NULL;
CREATE INDEX outage_ended ON outage (isp_id, ended_at) WHERE ended_at IS NOT NULL;

-- Something that is wrong with a home's service, as the portal noticed.
CREATE TABLE known_issue (
    isp_id UUID NOT NULL,
    id UUID NOT NULL,
    customer_id UUID NOT NULL,
    router_id UUID NOT NULL,
    kind TEXT NOT NULL,
    since BIGINT NOT NULL,               -- when the trouble began, as far as that can be told
    evidence TEXT NOT NULL,              -- JSON object of names and values: what was measured
    outage_id UUID,
    folded BOOLEAN NOT NULL,             -- it is shown with its outage, which is not over, and not by itself
    -- What was done about it: noted that somebody looks after it, or put off; the note of whoever did it last.
    acknowledged_at BIGINT,
    snoozed_until BIGINT NOT NULL,       -- 0: not put off
    handled_by TEXT,                     -- the name, as it was then
    note TEXT NOT NULL,
    closed_at BIGINT,
    -- over: it was measured that it is; resolved: somebody said so; left: the router left the home.
    closed_how TEXT CHECK (closed_how IN ('over', 'resolved', 'left')),
    PRIMARY KEY (isp_id, id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
-- A home has an issue of a kind once at a time.
CREATE UNIQUE INDEX known_issue_once ON known_issue (isp_id, customer_id, kind) WHERE closed_at IS NULL;
-- The list by age, and by kind and age.
CREATE INDEX known_issue_age ON known_issue (isp_id, since, id) WHERE closed_at IS NULL AND NOT folded;
CREATE INDEX known_issue_kind ON known_issue (isp_id, kind, since, id) WHERE closed_at IS NULL AND NOT folded;
CREATE INDEX known_issue_closed ON known_issue (isp_id, closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX known_issue_outage ON known_issue (isp_id, outage_id, since, id) WHERE outage_id IS NOT NULL;
CREATE INDEX known_issue_customer ON known_issue (isp_id, customer_id, since);

-- The firmware that most homes with a model run, and since when.
CREATE TABLE usual_firmware (
    isp_id UUID NOT NULL REFERENCES isp (id),
    hardware TEXT NOT NULL,
    firmware TEXT NOT NULL,
    since BIGINT NOT NULL,
    PRIMARY KEY (isp_id, hardware)
);

-- For how many spans the router has been in trouble, and then out of it: one byte a rule. Beside the span, since both are
-- written together.
ALTER TABLE router ADD COLUMN streaks BIGINT NOT NULL DEFAULT 0;
