-- Where a router is heard from: the address or network that its reports come from, and the IPv6 network of its home; each as places are counted.
ALTER TABLE router ADD COLUMN heard_from TEXT;
ALTER TABLE router ADD COLUMN heard_from_v6 TEXT;
ALTER TABLE router ADD COLUMN lan_place TEXT;
-- Which of a router's labels is good: each printing is another, and when it leaves a home none is.
ALTER TABLE router ADD COLUMN label_epoch BIGINT NOT NULL DEFAULT 0;
-- Place to routers over all ISPs, for whoever stands at a home and knows no more of it.
CREATE TABLE router_place (
    place TEXT NOT NULL,
    isp_id UUID NOT NULL,
    router_id UUID NOT NULL,
    PRIMARY KEY (place, isp_id, router_id)
);
CREATE INDEX router_place_router ON router_place (isp_id, router_id);

-- Somebody asks for access to a home: one row for each person and home, whose id is another each time they ask.
CREATE TABLE access_request (
    isp_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    id UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'withdrawn')),
    asked_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,          -- "expired" is read from this, never stored
    decided_at BIGINT,
    declines BIGINT NOT NULL DEFAULT 0,  -- since it was approved last
    device TEXT,                         -- the browser and system that asked, where known
    PRIMARY KEY (isp_id, customer_id, person_id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
CREATE UNIQUE INDEX access_request_id ON access_request (isp_id, id);
CREATE INDEX access_request_person ON access_request (person_id);

-- What somebody who gave their address without signing in wants: a new password, or an account in the app.
ALTER TABLE recovery_request ADD COLUMN wish TEXT NOT NULL DEFAULT 'reset' CHECK (wish IN ('reset', 'sign_up'));

-- A link may sign somebody up; a CHECK cannot be changed in place.
CREATE TABLE link_next (
    hash BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset', 'renewal', 'address', 'undo', 'sign_up')),
    provenance TEXT NOT NULL CHECK (provenance IN ('mail', 'link', 'operator')),
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'void')),
    isp_id UUID,
    subject_id UUID,
    email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
INSERT INTO link_next (hash, kind, provenance, state, isp_id, subject_id, email, created_at, expires_at)
    SELECT hash, kind, provenance, state, isp_id, subject_id, email, created_at, expires_at FROM link;
DROP TABLE link;
ALTER TABLE link_next RENAME TO link;
CREATE INDEX link_subject ON link (subject_id);
CREATE INDEX link_email ON link (email);
