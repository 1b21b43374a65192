-- Who did what to whom, when, from where, by which way. Rows are added and never changed; what is personal in them can be
-- erased without breaking the chain, since the chain is over digests.
CREATE TABLE audit (
    isp_id UUID NOT NULL,                -- the ISP or cluster; all zeros for what happened at none
    id UUID NOT NULL,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('portal', 'shell', 'system')),
    actor_kind TEXT NOT NULL,
    actor_id UUID,
    personal TEXT,                       -- JSON: names, addresses, before and after; none once it was erased
    salt BYTEA,                          -- goes with it, so that what was erased cannot be guessed from its digest
    personal_digest BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    PRIMARY KEY (isp_id, id)
);

-- The chain: one a place, made by a worker, so that those who write do not wait for each other.
CREATE TABLE audit_seal (
    isp_id UUID NOT NULL,
    number BIGINT NOT NULL,
    audit_id UUID NOT NULL,
    chain BYTEA NOT NULL,                -- SHA-256 over the chain before and this row's digest
    sealed_at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, number)
);
CREATE UNIQUE INDEX audit_seal_row ON audit_seal (isp_id, audit_id);
