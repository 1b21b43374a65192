-- A person who may use a home by the app.
CREATE TABLE mobile_user (
    isp_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    since BIGINT NOT NULL,
    last_seen BIGINT,                    -- at this home, to the minute
    PRIMARY KEY (isp_id, customer_id, person_id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
CREATE INDEX mobile_user_person ON mobile_user (person_id);
-- How many they are, and which of them is the primary user: a home that has any has one.
ALTER TABLE customer ADD COLUMN users BIGINT NOT NULL DEFAULT 0 CHECK (users >= 0);
ALTER TABLE customer ADD COLUMN primary_person_id UUID CHECK ((primary_person_id IS NULL) = (users = 0));

-- An invitation is for a collaborator, or for a mobile user of one home; a CHECK cannot be changed in place.
CREATE TABLE invitation_next (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    email TEXT NOT NULL,
    email_shown TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('admin', 'user', 'mobile_user')),
    customer_id UUID CHECK ((customer_id IS NULL) = (role <> 'mobile_user')),
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'revoked')),
    invited_by TEXT NOT NULL,            -- the name, as it was then
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,          -- "expired" is read from this, never stored
    inviter_id UUID,
    asked_at BIGINT,
    person_id UUID,
    PRIMARY KEY (isp_id, id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
INSERT INTO invitation_next
        (isp_id, id, email, email_shown, role, state, invited_by, created_at, expires_at, inviter_id, asked_at, person_id)
    SELECT isp_id, id, email, email_shown, role, state, invited_by, created_at, expires_at, inviter_id, asked_at, person_id
    FROM invitation;
DROP TABLE invitation;
ALTER TABLE invitation_next RENAME TO invitation;
CREATE UNIQUE INDEX invitation_open ON invitation (isp_id, email) WHERE state = 'pending' AND customer_id IS NULL;
CREATE UNIQUE INDEX invitation_open_home ON invitation (isp_id, customer_id, email)
    WHERE state = 'pending' AND customer_id IS NOT NULL;
CREATE INDEX invitation_email ON invitation (email) WHERE state = 'pending';
CREATE INDEX invitation_person ON invitation (person_id);

-- Where the link of a forgotten password leads: to the portal or to the app, as it was asked for.
ALTER TABLE recovery_request ADD COLUMN audience TEXT NOT NULL DEFAULT 'portal' CHECK (audience IN ('portal', 'app'));
