-- A change of a plan is made to the version that its author saw.
ALTER TABLE plan ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
