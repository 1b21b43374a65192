-- The vocabulary of types is PostgreSQL's UUID, BYTEA, BIGINT, TEXT and BOOLEAN, translated for SQLite.
-- Times are milliseconds UTC. Tables of one ISP lead every key with isp_id; the others are directories over all ISPs.

CREATE TABLE person (
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,          -- canonical, made in Rust
    email_shown TEXT NOT NULL,           -- as its owner writes it
    name TEXT NOT NULL,
    password TEXT,                       -- argon2id, PHC string; none until an invitation is accepted
    verified_at BIGINT,                  -- when control of the mailbox was proven
    created_at BIGINT NOT NULL
);

CREATE TABLE session (
    hash BYTEA NOT NULL PRIMARY KEY,     -- SHA-256 of the cookie
    id UUID NOT NULL UNIQUE,             -- what its owner may call it
    person_id UUID NOT NULL REFERENCES person (id),
    audience TEXT NOT NULL CHECK (audience IN ('portal', 'app')),
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE isp (
    id UUID NOT NULL PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    colour TEXT NOT NULL,
    timezone TEXT NOT NULL,
    -- 'new' until its first Admin accepted; from then on it can never be without one.
    state TEXT NOT NULL CHECK (state IN ('new', 'active')),
    admins BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK (state = 'new' OR admins >= 1)
);

CREATE TABLE collaborator (
    isp_id UUID NOT NULL REFERENCES isp (id),
    person_id UUID NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('admin', 'user', 'read_only')),
    since BIGINT NOT NULL,
    last_seen BIGINT,                    -- at this ISP, to the minute
    PRIMARY KEY (isp_id, person_id)
);
CREATE INDEX collaborator_person ON collaborator (person_id);

CREATE TABLE invitation (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    email TEXT NOT NULL,
    email_shown TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'revoked')),
    invited_by TEXT NOT NULL,            -- the name, as it was then
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,          -- "expired" is read from this, never stored
    PRIMARY KEY (isp_id, id)
);
CREATE UNIQUE INDEX invitation_open ON invitation (isp_id, email) WHERE state = 'pending';

-- Links that people hold. Only the hash of the secret is here.
CREATE TABLE link (
    hash BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset')),
    provenance TEXT NOT NULL CHECK (provenance IN ('mail', 'link', 'operator')),
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'void')),
    isp_id UUID,
    subject_id UUID,                     -- the invitation or the person it is about
    email TEXT NOT NULL,                 -- the canonical address it is bound to; empty for set-up
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX link_subject ON link (subject_id);
CREATE INDEX link_email ON link (email);

CREATE TABLE mail (
    id UUID NOT NULL PRIMARY KEY,
    isp_id UUID,
    about_id UUID,                       -- what it is about, so that its row can show a failure
    recipient TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    html TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    error TEXT,
    created_at BIGINT NOT NULL,
    sent_at BIGINT
);
CREATE INDEX mail_queue ON mail (next_at) WHERE state = 'queued';
CREATE INDEX mail_about ON mail (about_id);

CREATE TABLE throttle (
    bucket TEXT NOT NULL PRIMARY KEY,
    window_start BIGINT NOT NULL,
    hits BIGINT NOT NULL
);

CREATE TABLE timeline (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    customer_id UUID,
    router_id UUID,
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    actor_name TEXT,
    details TEXT NOT NULL,               -- JSON object of names and values; never a secret
    PRIMARY KEY (isp_id, id)
);
CREATE INDEX timeline_customer ON timeline (isp_id, customer_id, id);

CREATE TABLE customer (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, id)
);

-- A router that an ISP owns: its place in the inventory and its present state, one row.
CREATE TABLE router (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    mac TEXT NOT NULL,
    customer_id UUID,                    -- none: in stock
    added_at BIGINT NOT NULL,
    enabled_at BIGINT,
    -- its certificate
    certificate BYTEA,                   -- SHA-256 of the one certificate that is valid for it
    certificate_at BIGINT,
    reissue_until BIGINT,                -- staff opened a window for a new one
    -- what it said at its last start
    hardware TEXT,
    firmware TEXT,
    agent_version TEXT,
    serial TEXT,
    start_reason TEXT,
    started_at BIGINT,
    booted_at BIGINT,
    -- connectivity
    online BOOLEAN NOT NULL,
    since BIGINT NOT NULL,               -- online or offline since
    last_report BIGINT,                  -- unindexed: it changes with every report
    period_ms BIGINT NOT NULL,           -- how often it reports
    -- what it said last, as one JSON object of our own neutral words
    status TEXT,
    wifi TEXT,
    PRIMARY KEY (isp_id, id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
CREATE INDEX router_connectivity ON router (isp_id, online, since, id);
CREATE INDEX router_customer ON router (isp_id, customer_id);
CREATE UNIQUE INDEX router_mac_of_isp ON router (isp_id, mac);

-- MAC to router over all ISPs: a MAC belongs to one ISP at a time.
CREATE TABLE router_mac (
    mac TEXT NOT NULL PRIMARY KEY,
    isp_id UUID NOT NULL,
    router_id UUID NOT NULL
);

-- The latest post of each kind that a router makes, as it came.
CREATE TABLE router_post (
    isp_id UUID NOT NULL,
    router_id UUID NOT NULL,
    kind TEXT NOT NULL,
    at BIGINT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (isp_id, router_id, kind),
    FOREIGN KEY (isp_id, router_id) REFERENCES router (isp_id, id)
);
CREATE INDEX router_added ON router (isp_id, added_at, id);
