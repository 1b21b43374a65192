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
SET LOCAL app.isp = 'all';
UPDATE invitation SET person_id = (SELECT p.id FROM person p WHERE p.email = invitation.email) WHERE state = 'accepted';

-- Why a mail did not go, by the word of `mail::Reason`; `error` is what the server said, and nobody's but the operator's.
ALTER TABLE mail ADD COLUMN reason TEXT;

-- As the log itself: added to and read; erasing is for the service's own worker. Nothing is ever changed.
ALTER TABLE audit_subject ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_subject FORCE ROW LEVEL SECURITY;
CREATE POLICY look ON audit_subject FOR SELECT
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY own ON audit_subject FOR SELECT USING (subject_id::text = current_setting('app.person', true));
CREATE POLICY note ON audit_subject FOR INSERT
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all'
        OR isp_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY erase ON audit_subject FOR DELETE USING (current_setting('app.isp', true) = 'all');
-- People see what they did at no place, how they came to a place and left it, and what others did to them anywhere.
CREATE POLICY own ON audit FOR SELECT
    USING (actor_id::text = current_setting('app.person', true)
            AND (isp_id = '00000000-0000-0000-0000-000000000000'
                OR kind IN ('collaborator-joined', 'collaborator-left', 'admin-recovered'))
        OR EXISTS (SELECT 1 FROM audit_subject s WHERE s.isp_id = audit.isp_id AND s.audit_id = audit.id
            AND s.subject_id::text = current_setting('app.person', true)));
