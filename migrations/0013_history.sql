-- How a home's router did over time. The span of five minutes that still runs stands in the router's own row; a span that is over is
-- a row here, by customer, so that the next one to have the router sees nothing of it. Shorter spans become longer ones as they age.
CREATE TABLE history (
    isp_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    router_id UUID NOT NULL,
    span_ms BIGINT NOT NULL,             -- 300000, 3600000 or 86400000
    at BIGINT NOT NULL,                  -- when the span began: a multiple of its length
    reports BIGINT NOT NULL,
    known BIGINT NOT NULL,               -- how many of them said processor and memory; the sums are over those
    cpu_sum BIGINT NOT NULL,             -- percent
    cpu_max BIGINT NOT NULL,
    memory_sum BIGINT NOT NULL,          -- percent that could be had
    memory_min BIGINT NOT NULL,
    PRIMARY KEY (isp_id, customer_id, span_ms, at, router_id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);

-- When a home was offline. One that is offline now has no end.
CREATE TABLE downtime (
    isp_id UUID NOT NULL,
    customer_id UUID NOT NULL,
    router_id UUID NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (isp_id, customer_id, began_at, router_id),
    FOREIGN KEY (isp_id, customer_id) REFERENCES customer (isp_id, id)
);
CREATE INDEX downtime_open ON downtime (isp_id, router_id) WHERE ended_at IS NULL;

-- How many of an ISP's homes were online, every five minutes.
CREATE TABLE connectivity (
    isp_id UUID NOT NULL REFERENCES isp (id),
    at BIGINT NOT NULL,
    online BIGINT NOT NULL,
    offline BIGINT NOT NULL,
    PRIMARY KEY (isp_id, at)
);

-- When a router started, and why.
CREATE TABLE router_start (
    isp_id UUID NOT NULL,
    id UUID NOT NULL,
    customer_id UUID,                    -- none: it was in stock
    router_id UUID NOT NULL,
    at BIGINT NOT NULL,
    booted_at BIGINT,                    -- another than the start before: the router itself restarted, and not only its agent
    reason TEXT,
    PRIMARY KEY (isp_id, id)
);
CREATE INDEX router_start_of ON router_start (isp_id, router_id, at);
CREATE INDEX router_start_at ON router_start (isp_id, at);
CREATE INDEX router_start_at_customer ON router_start (isp_id, customer_id);

ALTER TABLE router ADD COLUMN wan_ipv4 TEXT;         -- its address on the line's side, and since when
ALTER TABLE router ADD COLUMN wan_since BIGINT;
ALTER TABLE router ADD COLUMN cpu_percent BIGINT;
ALTER TABLE router ADD COLUMN memory_percent BIGINT;
ALTER TABLE router ADD COLUMN span_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_reports BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_known BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_cpu_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_cpu_max BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_memory_sum BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN span_memory_min BIGINT NOT NULL DEFAULT 100;
-- When it was first heard at the customer's home.
ALTER TABLE router ADD COLUMN heard_at BIGINT;
UPDATE router SET heard_at = enabled_at WHERE last_report IS NOT NULL;
-- How often it went offline since when, and since when that is called flapping.
ALTER TABLE router ADD COLUMN drops BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN drops_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE router ADD COLUMN flapping_since BIGINT;
CREATE INDEX router_flapping ON router (isp_id, flapping_since) WHERE flapping_since IS NOT NULL;

CREATE INDEX router_fleet ON router (isp_id, hardware, firmware);

-- Who is offline already has been since when their row says so.
INSERT INTO downtime (isp_id, customer_id, router_id, began_at)
    SELECT isp_id, customer_id, id, since FROM router WHERE customer_id IS NOT NULL AND NOT online AND last_report IS NOT NULL;
