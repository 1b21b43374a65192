-- Where a signed-in browser of the app hears notices: the address that its push service gave it, and the keys that only it can read by.
-- It goes with the session.
CREATE TABLE push_subscription (
    session_id UUID NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    person_id UUID NOT NULL REFERENCES person (id),
    endpoint TEXT NOT NULL,
    p256dh BYTEA NOT NULL,               -- its public key, an uncompressed point of P-256 (RFC 8291)
    auth BYTEA NOT NULL,                 -- 16 bytes that it shares with us
    created_at BIGINT NOT NULL
);
CREATE INDEX push_subscription_person ON push_subscription (person_id);
CREATE INDEX push_subscription_endpoint ON push_subscription (endpoint);

-- Kinds of notices that a person does not want.
CREATE TABLE push_muted (
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('request', 'answer', 'access', 'connection')),
    PRIMARY KEY (person_id, kind)
);

-- Notices on their way. Who hears one is decided when it goes, so no row holds up a session that ends.
CREATE TABLE push_notice (
    id UUID NOT NULL PRIMARY KEY,
    session_id UUID NOT NULL,
    customer_id UUID,                    -- only for who uses this home when it goes
    to_primary BOOLEAN NOT NULL,         -- and only if they are its primary user then
    topic TEXT NOT NULL,                 -- a later one of the same topic takes its place
    payload TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX push_notice_next ON push_notice (next_at);
CREATE UNIQUE INDEX push_notice_topic ON push_notice (session_id, topic);
CREATE INDEX push_notice_customer ON push_notice (customer_id) WHERE customer_id IS NOT NULL;
