-- A change of one's mail address: confirmed at the new one, and a week long undone from the old one.
CREATE TABLE address_change (
    id UUID NOT NULL PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    old_email TEXT NOT NULL,
    old_shown TEXT NOT NULL,
    new_email TEXT NOT NULL,
    new_shown TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'confirmed', 'undone', 'void')),
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT
);
CREATE INDEX address_change_person ON address_change (person_id);

-- Browsers in which a person signed in before, so that a new one can be told to them.
CREATE TABLE device (
    person_id UUID NOT NULL REFERENCES person (id),
    hash BYTEA NOT NULL,                 -- SHA-256 of the browser's own cookie
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, hash)
);
