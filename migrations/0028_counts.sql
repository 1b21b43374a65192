-- Open issues are counted by kind from this index alone, however many there are.
DROP INDEX known_issue_kind;
CREATE INDEX known_issue_kind ON known_issue (isp_id, kind, since, id, snoozed_until) WHERE closed_at IS NULL AND NOT folded;
-- And so are those of an outage that are not over.
CREATE INDEX known_issue_still ON known_issue (isp_id, outage_id) WHERE outage_id IS NOT NULL AND closed_at IS NULL;
-- Which customers were deactivated is asked once, and not of each home.
CREATE INDEX customer_gone ON customer (isp_id, id) WHERE closed_at IS NOT NULL;
