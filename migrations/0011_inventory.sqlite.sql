-- What is sorted by is never NULL: a router that has not said its model or firmware yet has an empty one.
ALTER TABLE router ADD COLUMN model_key TEXT GENERATED ALWAYS AS (COALESCE(hardware, '')) VIRTUAL;
ALTER TABLE router ADD COLUMN firmware_key TEXT GENERATED ALWAYS AS (COALESCE(firmware, '')) VIRTUAL;
-- The inventory by model, by firmware, and what is in stock; each in the order of the list.
CREATE INDEX router_model ON router (isp_id, model_key, added_at, id);
CREATE INDEX router_firmware ON router (isp_id, firmware_key, added_at, id);
CREATE INDEX router_stock ON router (isp_id, added_at, id) WHERE customer_id IS NULL;

-- An import: MACs of a file, looked at first, then put into the inventory all together or not at all.
CREATE TABLE inventory_import (
    isp_id UUID NOT NULL REFERENCES isp (id),
    id UUID NOT NULL,
    file TEXT NOT NULL,                  -- as it was called where it came from
    -- reading: its lines are being written down; ready: waits for somebody's word; running: its MACs are being taken, one
    -- batch after the other; yielding and cancelling: what was taken is being given back, since another ISP was first or since
    -- somebody said so; done; cancelled.
    state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'running', 'yielding', 'cancelling', 'done', 'cancelled')),
    total BIGINT NOT NULL,               -- its rows
    good BIGINT NOT NULL,                -- those that can be imported
    repeated BIGINT NOT NULL,            -- those that were there before in the same file
    place BIGINT NOT NULL,               -- the row that the work has come to
    created_at BIGINT NOT NULL,
    touched_at BIGINT NOT NULL,          -- when the work last went on
    PRIMARY KEY (isp_id, id)
);

-- A MAC of the file. Numbered by MAC, so that all imports take theirs in one order and none waits for another in a circle.
CREATE TABLE inventory_import_row (
    isp_id UUID NOT NULL,
    import_id UUID NOT NULL,
    number BIGINT NOT NULL,
    line BIGINT NOT NULL,                -- in the file
    mac TEXT NOT NULL,                -- or what stood there instead
    router_id UUID NOT NULL,             -- what the router will be called
    -- Why it cannot be imported; none: it can.
    fault TEXT CHECK (fault IN ('malformed', 'repeated', 'here', 'elsewhere')),
    PRIMARY KEY (isp_id, import_id, number),
    FOREIGN KEY (isp_id, import_id) REFERENCES inventory_import (isp_id, id)
);
CREATE INDEX inventory_import_fault ON inventory_import_row (isp_id, import_id, line, number, fault) WHERE fault IS NOT NULL;
