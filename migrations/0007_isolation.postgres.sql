-- At an ISP of a cluster, the cluster's collaborators may be seen; only at the cluster may they be changed.
CREATE POLICY through_cluster ON collaborator FOR SELECT
    USING (isp_id::text = current_setting('app.cluster', true));

-- The audit log may be added to and read. There is no policy for deleting, and the one for changing lets the service's own
-- worker do one thing: erase what is personal in a row. Whoever owns the tables can lift all this; the chain shows what they
-- do then.
ALTER TABLE audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit FORCE ROW LEVEL SECURITY;
CREATE POLICY look ON audit FOR SELECT
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY note ON audit FOR INSERT
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all'
        OR isp_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY erase ON audit FOR UPDATE USING (current_setting('app.isp', true) = 'all')
    WITH CHECK (current_setting('app.isp', true) = 'all' AND personal IS NULL AND salt IS NULL);
ALTER TABLE audit_unsealed ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_unsealed FORCE ROW LEVEL SECURITY;
CREATE POLICY look ON audit_unsealed FOR SELECT
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY note ON audit_unsealed FOR INSERT
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all'
        OR isp_id = '00000000-0000-0000-0000-000000000000');
CREATE POLICY seal ON audit_unsealed FOR DELETE USING (current_setting('app.isp', true) = 'all');
ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_seal FORCE ROW LEVEL SECURITY;
CREATE POLICY look ON audit_seal FOR SELECT
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY seal ON audit_seal FOR INSERT WITH CHECK (current_setting('app.isp', true) = 'all');
