-- What mobile users accept before they use a home: three pages, each an ISP's own text in its versions. Version 0 is Portico's own text,
-- and is not kept here.
CREATE TABLE agreement (
    isp_id UUID NOT NULL REFERENCES isp (id),
    kind TEXT NOT NULL CHECK (kind IN ('subscriber_terms', 'privacy', 'terms_of_use')),
    version BIGINT NOT NULL CHECK (version > 0),
    text TEXT NOT NULL,                  -- Markdown; empty: Portico's own again
    published_at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, kind, version)
);
ALTER TABLE isp ADD COLUMN subscriber_terms_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE isp ADD COLUMN privacy_version BIGINT NOT NULL DEFAULT 0;
ALTER TABLE isp ADD COLUMN terms_of_use_version BIGINT NOT NULL DEFAULT 0;

-- Who accepted which version, and when.
CREATE TABLE agreement_acceptance (
    isp_id UUID NOT NULL REFERENCES isp (id),
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL CHECK (kind IN ('subscriber_terms', 'privacy', 'terms_of_use')),
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (isp_id, person_id, kind, version)
);
