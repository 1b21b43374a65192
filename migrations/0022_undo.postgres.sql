-- Until when a customer's deactivation can be taken back. Until then the search and a list of their own still find them; none once the
-- service has seen that the time is over.
ALTER TABLE customer ADD COLUMN undo_until BIGINT;
SET LOCAL app.isp = 'all';
UPDATE customer SET undo_until = closed_at + 86400000 WHERE closed_at IS NOT NULL;
CREATE INDEX customer_undo ON customer (isp_id, undo_until, id) WHERE undo_until IS NOT NULL;
