-- Since when a customer who is not deactivated has no router, and their name as lists sort by it.
ALTER TABLE customer ADD COLUMN alone_since BIGINT;
ALTER TABLE customer ADD COLUMN alone_key TEXT COLLATE "C" NOT NULL DEFAULT '';
-- A router that was replaced left its home for good: whoever takes back that home's deactivation does not get it again.
ALTER TABLE router ADD COLUMN replaced BOOLEAN NOT NULL DEFAULT FALSE;
SET LOCAL app.isp = 'all';
UPDATE customer SET alone_key = lower(name), alone_since = COALESCE(
        (SELECT MAX(t.at) FROM timeline t
         WHERE t.isp_id = customer.isp_id AND t.customer_id = customer.id AND t.kind = 'customer-restored'), created_at)
    WHERE closed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM router r WHERE r.isp_id = customer.isp_id AND r.customer_id = customer.id);
CREATE INDEX customer_alone ON customer (isp_id, alone_since, id) WHERE alone_since IS NOT NULL;
