-- The database holds the line too: without a place set, an ISP's rows do not exist, for the owner of the tables as well.
-- 'all' is set only by the service's own workers. A person finds their own memberships over all ISPs.
ALTER TABLE collaborator ENABLE ROW LEVEL SECURITY;
ALTER TABLE collaborator FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON collaborator
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all'
        OR person_id::text = current_setting('app.person', true))
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON invitation
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE timeline ENABLE ROW LEVEL SECURITY;
ALTER TABLE timeline FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON timeline
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE customer ENABLE ROW LEVEL SECURITY;
ALTER TABLE customer FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON customer
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE router ENABLE ROW LEVEL SECURITY;
ALTER TABLE router FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON router
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE router_post ENABLE ROW LEVEL SECURITY;
ALTER TABLE router_post FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON router_post
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
