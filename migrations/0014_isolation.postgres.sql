-- As 0002: without a place set, an ISP's rows do not exist.
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
ALTER TABLE history FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON history
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE downtime ENABLE ROW LEVEL SECURITY;
ALTER TABLE downtime FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON downtime
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE connectivity ENABLE ROW LEVEL SECURITY;
ALTER TABLE connectivity FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON connectivity
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE router_start ENABLE ROW LEVEL SECURITY;
ALTER TABLE router_start FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON router_start
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
