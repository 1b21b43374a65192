-- Who did what to whom, when, from where, by which way. Rows are added and never changed; what is personal in them can be
-- erased without breaking the chain, since the chain is over digests.
CREATE TABLE audit (
    isp_id UUID NOT NULL,                -- the ISP or cluster; all zeros for what happened at none
    id UUID NOT NULL,                    -- ordered by time, though not by commit
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    area TEXT NOT NULL CHECK (area IN ('access', 'account', 'settings', 'homes')),
    way TEXT NOT NULL CHECK (way IN ('portal', 'shell', 'system')),
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    personal TEXT,                       -- JSON: names, addresses, before and after; none once it was erased
    salt BYTEA,                          -- goes with it, so that what was erased cannot be guessed from its digest
    personal_digest BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (isp_id, id)
);
CREATE INDEX audit_actor ON audit (isp_id, actor_id, id);
CREATE INDEX audit_area ON audit (isp_id, area, id);

-- Rows that wait for their link of the chain: written with the row, so that one which commits late waits here however old
-- its id is, and taken away by whoever links it.
CREATE TABLE audit_unsealed (
    isp_id UUID NOT NULL,
    audit_id UUID NOT NULL,
    PRIMARY KEY (isp_id, audit_id)
);

-- The chain: one a place, made by a worker, so that those who write do not wait for each other.
CREATE TABLE audit_seal (
    isp_id UUID NOT NULL,
    number BIGINT NOT NULL,              -- 1, 2, 3 and so on, without a gap
    audit_id UUID NOT NULL,
    chain BYTEA NOT NULL,                -- SHA-256 over the chain before, this number and this row's digest
    sealed_at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, number)
);
CREATE UNIQUE INDEX audit_seal_row ON audit_seal (isp_id, audit_id);
