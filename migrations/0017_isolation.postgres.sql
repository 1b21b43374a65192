-- The upstream network that a home's address is in: all but the last of its four numbers.
ALTER TABLE router ADD COLUMN wan_prefix TEXT COLLATE "C" GENERATED ALWAYS AS (rtrim(wan_ipv4, '0123456789')) STORED;
CREATE INDEX router_prefix ON router (isp_id, wan_prefix) WHERE customer_id IS NOT NULL;

-- As 0002: without a place set, an ISP's rows do not exist.
ALTER TABLE outage ENABLE ROW LEVEL SECURITY;
ALTER TABLE outage FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON outage
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE known_issue ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_issue FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON known_issue
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
ALTER TABLE usual_firmware ENABLE ROW LEVEL SECURITY;
ALTER TABLE usual_firmware FORCE ROW LEVEL SECURITY;
CREATE POLICY place ON usual_firmware
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
