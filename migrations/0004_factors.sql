-- Second factors: codes from an authenticator app, passkeys, and recovery codes for when both are lost.
CREATE TABLE totp (
    person_id UUID NOT NULL PRIMARY KEY REFERENCES person (id),
    secret BYTEA,                        -- what counts; none while the first one was shown and not yet answered
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,           -- a code is used once: later ones must be of a later step
    pending BYTEA,                       -- shown to be scanned, and not yet answered with a code
    pending_at BIGINT
);

CREATE TABLE passkey (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    credential BYTEA NOT NULL UNIQUE,    -- the authenticator's own name for it
    passkey TEXT NOT NULL,               -- the public key and its counter, as the library keeps them
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_person ON passkey (person_id);

CREATE TABLE recovery_code (
    person_id UUID NOT NULL REFERENCES person (id),
    hash BYTEA NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (person_id, hash)
);

-- What the server must remember between the two halves of a passkey's proof; never in the browser.
CREATE TABLE ceremony (
    hash BYTEA NOT NULL PRIMARY KEY,     -- SHA-256 of the name that the page holds
    person_id UUID,                      -- none: signing in without a password
    kind TEXT NOT NULL CHECK (kind IN ('register', 'prove', 'sign_in')),
    state TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
