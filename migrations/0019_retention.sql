-- For how many days what happened at homes is kept while they are customers: how they did, when they were offline, their timelines.
ALTER TABLE isp ADD COLUMN history_days BIGINT NOT NULL DEFAULT 400 CHECK (history_days BETWEEN 35 AND 3650);
