-- A cluster is a row of isp, of its own kind: what holds for an ISP's collaborators holds for a cluster's as written once.
ALTER TABLE isp ADD COLUMN kind TEXT NOT NULL DEFAULT 'isp' CHECK (kind IN ('isp', 'cluster'));
ALTER TABLE isp ADD COLUMN cluster_id UUID REFERENCES isp (id);
-- Since when sessions that begin need a second factor here; none: they need none.
ALTER TABLE isp ADD COLUMN two_factor_since BIGINT;
CREATE INDEX isp_cluster ON isp (cluster_id);

-- Where they were last, so that signing in leads there again.
ALTER TABLE person ADD COLUMN last_isp_id UUID;
-- When the mailbox's owner took the identity over from somebody who never proved it; memberships from before are flagged.
ALTER TABLE person ADD COLUMN taken_over_at BIGINT;

-- 'password' until the second factor is shown; such a session opens nothing but that step.
ALTER TABLE session ADD COLUMN stage TEXT NOT NULL DEFAULT 'full' CHECK (stage IN ('password', 'full'));
-- When its owner last proved who they are, and when a second factor was last shown.
ALTER TABLE session ADD COLUMN proved_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN factor_at BIGINT;

ALTER TABLE invitation ADD COLUMN inviter_id UUID;
-- The invitee asked for a new one after it had expired.
ALTER TABLE invitation ADD COLUMN asked_at BIGINT;

CREATE INDEX invitation_email ON invitation (email) WHERE state = 'pending';

-- Links have more kinds now; a CHECK cannot be changed in place on both databases.
CREATE TABLE link_next (
    hash BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('setup', 'invitation', 'reset', 'renewal', 'address', 'undo')),
    provenance TEXT NOT NULL CHECK (provenance IN ('mail', 'link', 'operator')),
    state TEXT NOT NULL CHECK (state IN ('live', 'used', 'void')),
    isp_id UUID,
    subject_id UUID,                     -- the invitation, the person or the change of address it is about
    email TEXT NOT NULL,                 -- the canonical address it is bound to; empty for set-up
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
INSERT INTO link_next (hash, kind, provenance, state, isp_id, subject_id, email, created_at, expires_at)
    SELECT hash, kind, provenance, state, isp_id, subject_id, email, created_at, expires_at FROM link;
DROP TABLE link;
ALTER TABLE link_next RENAME TO link;
CREATE INDEX link_subject ON link (subject_id);
CREATE INDEX link_email ON link (email);

-- That somebody asked for a new password, to be looked into by a worker: the request itself does the same for everybody.
CREATE TABLE recovery_request (
    id UUID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    email_shown TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
