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
-- As 0009: a person finds their own homes over all ISPs, and only at its own place can one be changed or ended.
ALTER TABLE mobile_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE mobile_user FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON mobile_user
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY own ON mobile_user FOR SELECT USING (person_id::text = current_setting('app.person', true));
-- How many they are, and which of them is the primary user: a home that has any has one.
ALTER TABLE customer ADD COLUMN users BIGINT NOT NULL DEFAULT 0 CHECK (users >= 0);
ALTER TABLE customer ADD COLUMN primary_person_id UUID CHECK ((primary_person_id IS NULL) = (users = 0));

-- An invitation is for a collaborator, or for a mobile user of one home.
ALTER TABLE invitation DROP CONSTRAINT invitation_role_check;
ALTER TABLE invitation ADD CONSTRAINT invitation_role_check CHECK (role IN ('admin', 'user', 'mobile_user'));
ALTER TABLE invitation ADD COLUMN customer_id UUID CHECK ((customer_id IS NULL) = (role <> 'mobile_user'));
ALTER TABLE invitation ADD FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id);
DROP INDEX invitation_open;
CREATE UNIQUE INDEX invitation_open ON invitation (isp_id, email) WHERE state = 'pending' AND customer_id IS NULL;
CREATE UNIQUE INDEX invitation_open_home ON invitation (isp_id, customer_id, email)
    WHERE state = 'pending' AND customer_id IS NOT NULL;

-- Where the link of a forgotten password leads: to the portal or to the app, as it was asked for.
ALTER TABLE recovery_request ADD COLUMN audience TEXT NOT NULL DEFAULT 'portal' CHECK (audience IN ('portal', 'app'));
