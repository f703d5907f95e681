-- The charter and the rules in force.

-- One row: the charter as it stands, and how far the platform is.
CREATE TABLE {rules_platform} (
    platform BIGINT PRIMARY KEY,
    charter TEXT NOT NULL,          -- the document as JSON
    entry BIGINT NOT NULL,          -- that set it last
    founded_at BIGINT NOT NULL,
    launched_at BIGINT
);

-- Every version of every rule in every scope. A version is in force from `effective_at` until the next one of its scope is.
CREATE TABLE {rules_versions} (
    rule TEXT NOT NULL,
    scope TEXT NOT NULL,            -- such as class:driver; empty: the whole platform
    version BIGINT NOT NULL,
    value TEXT NOT NULL,            -- of a scope also "the parent's": none of its own
    effective_at BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    decision BIGINT,                -- that decided it; none: the charter, or a release that brought the rule
    reason BYTEA,                   -- in the vault
    published_at BIGINT NOT NULL,
    origin TEXT NOT NULL,
    author BIGINT,
    expected TEXT,                  -- what it promised, as JSON
    sunset_at BIGINT,               -- the value before it returns then
    result TEXT,                    -- what a review found, as JSON
    by_law BOOLEAN NOT NULL,        -- made within the room for by-laws: it stands no longer than that
    PRIMARY KEY (rule, scope, version)
);
CREATE INDEX {rules_versions_sunset} ON {rules_versions} (sunset_at);
CREATE INDEX {rules_versions_decision} ON {rules_versions} (decision);

-- Charters that members decided; the one above is as the last in force left it.
CREATE TABLE {rules_charters} (
    decision BIGINT PRIMARY KEY,
    announced TEXT NOT NULL,        -- the whole and what changes, as JSON
    effective_at BIGINT NOT NULL,
    entry BIGINT NOT NULL,          -- that announced it, then that put it in force
    in_force BOOLEAN NOT NULL
);
CREATE INDEX {rules_charters_due} ON {rules_charters} (in_force, effective_at);

-- The steps that domains took on the ladder of modes; the charter above is as the last of them left it.
CREATE TABLE {rules_mode_steps} (
    entry BIGINT PRIMARY KEY,
    domain TEXT NOT NULL,
    step TEXT NOT NULL,             -- before and after, and what gave reason, as JSON
    reason BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX {rules_mode_steps_domain} ON {rules_mode_steps} (domain, entry);

-- Rules that move by a published formula: as the charter in force says, with the window that runs.
CREATE TABLE {rules_indexes} (
    rule TEXT PRIMARY KEY,
    terms TEXT NOT NULL,            -- the charter's clause, as JSON
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    side TEXT NOT NULL,             -- of the windows in a row outside of the dead band
    in_a_row BIGINT NOT NULL
);
CREATE INDEX {rules_indexes_ends_at} ON {rules_indexes} (ends_at);

-- Their windows that are over.
CREATE TABLE {rules_index_windows} (
    rule TEXT NOT NULL,
    begins_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    figure TEXT,                    -- none: too little told of it
    observations BIGINT,
    finding TEXT NOT NULL,
    in_a_row BIGINT NOT NULL,
    needed BIGINT NOT NULL,
    held BOOLEAN NOT NULL,          -- it would have moved, and its bounds or the law left nothing
    moved TEXT,                     -- which way
    version BIGINT,                 -- of the rule, that followed
    entry BIGINT NOT NULL,
    PRIMARY KEY (rule, ends_at)
);
