-- A person finds their own memberships over all ISPs, and a change may hold them still; only at its own place can one be
-- changed or ended. The policy before let a transaction of theirs end one elsewhere.
DROP POLICY place ON collaborator;
CREATE POLICY place ON collaborator
    USING (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all')
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
CREATE POLICY own ON collaborator FOR SELECT USING (person_id::text = current_setting('app.person', true));
-- Holding a row (FOR SHARE) asks for what changing it asks for.
CREATE POLICY hold_own ON collaborator FOR UPDATE
    USING (person_id::text = current_setting('app.person', true))
    WITH CHECK (isp_id::text = current_setting('app.isp', true) OR current_setting('app.isp', true) = 'all');
