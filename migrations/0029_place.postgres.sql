-- The same rules as before, in words that PostgreSQL reads once a statement and not once a row: the place as a UUID, which the
-- indexes are of as well, so that it guesses better how many rows there are. Of the tables from which many rows are read.
ALTER POLICY place ON customer
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON router
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON timeline
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON history
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON downtime
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON connectivity
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON known_issue
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
ALTER POLICY place ON search_term
    USING (isp_id = (SELECT CASE WHEN current_setting('app.isp', true) NOT IN ('all', '') THEN current_setting('app.isp', true)::uuid END)
        OR (SELECT current_setting('app.isp', true)) = 'all');
