-- Whom an entry of the audit log is about, where that is somebody else than who did it, and what it says of them. A row of its
-- own, so that it can be erased by itself: the entry keeps the digest, and who did it.
CREATE TABLE audit_subject (
    isp_id UUID NOT NULL,                -- the entry's place
    audit_id UUID NOT NULL,
    subject_id UUID NOT NULL,            -- the person, or the invitation of somebody who was nobody here yet
    personal TEXT NOT NULL,              -- JSON, as in the entry
    salt BYTEA NOT NULL,
    PRIMARY KEY (isp_id, audit_id)
);
CREATE INDEX audit_subject_of ON audit_subject (subject_id, audit_id);
-- None for entries that are about nobody else, and for those from before there were subjects.
ALTER TABLE audit ADD COLUMN subject_digest BYTEA;
-- What somebody did, over all places.
CREATE INDEX audit_acts ON audit (actor_id, id);

-- Who came of it, so that what was noted about the invitation is found with them, under whatever address they have then.
ALTER TABLE invitation ADD COLUMN person_id UUID;
CREATE INDEX invitation_person ON invitation (person_id);
UPDATE invitation SET person_id = (SELECT p.id FROM person p WHERE p.email = invitation.email) WHERE state = 'accepted';

-- Why a mail did not go, by the word of `mail::Reason`; `error` is what the server said, and nobody's but the operator's.
ALTER TABLE mail ADD COLUMN reason TEXT;
