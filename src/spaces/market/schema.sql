-- Rides from request to receipt. Where people are is an observation and stands in {market_positions}, outside the chronicle.

CREATE TABLE {market_drivers} (
    driver BIGINT PRIMARY KEY,
    online BOOLEAN NOT NULL,
    idle_since BIGINT NOT NULL,
    offered BIGINT NOT NULL,        -- rides offered, and of these
    accepted BIGINT NOT NULL
);

CREATE TABLE {market_rides} (
    ride BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    rider BIGINT NOT NULL,
    driver BIGINT,                  -- to whom it is offered, or who drives it
    stage TEXT NOT NULL,
    origin BYTEA NOT NULL,          -- in the vault
    destination BYTEA NOT NULL,
    terms TEXT NOT NULL,            -- the rules it began under, as JSON
    offers TEXT NOT NULL,           -- the order of offers, as JSON
    offer_place BIGINT NOT NULL,    -- how far down that order it is
    requested_at BIGINT NOT NULL,
    offer_ends_at BIGINT,
    accepted_at BIGINT,
    started_at BIGINT,
    completed_at BIGINT,
    settlement TEXT,                -- as JSON, once completed
    category TEXT,                  -- that the rider named
    commission_version BIGINT NOT NULL, -- from the terms; 0: a scope's own
    to_driver_minor BIGINT,         -- from the settlement, as is
    engaged_ms BIGINT
);
CREATE INDEX {market_rides_rider} ON {market_rides} (rider, ride);
CREATE INDEX {market_rides_driver} ON {market_rides} (driver, ride);
CREATE INDEX {market_rides_stage} ON {market_rides} (stage, offer_ends_at);
CREATE INDEX {market_rides_completed} ON {market_rides} (completed_at, to_driver_minor, engaged_ms);
CREATE INDEX {market_rides_requested} ON {market_rides} (requested_at);
CREATE INDEX {market_rides_commission} ON {market_rides} (commission_version, completed_at, ride);
