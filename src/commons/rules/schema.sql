-- The charter and the rules in force.

-- One row: the charter as it stands, and how far the platform is.
CREATE TABLE {rules_platform} (
    platform BIGINT PRIMARY KEY,
    charter TEXT NOT NULL,          -- the document as JSON
    entry BIGINT NOT NULL,          -- that set it last
    founded_at BIGINT NOT NULL,
    launched_at BIGINT
);

-- Every version of every rule. A version is in force from `effective_at` until the next one is.
CREATE TABLE {rules_versions} (
    rule TEXT NOT NULL,
    version BIGINT NOT NULL,
    value TEXT NOT NULL,
    effective_at BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    decision BIGINT,                -- that decided it; none: the charter, or a release that brought the rule
    reason BYTEA,                   -- in the vault
    PRIMARY KEY (rule, version)
);
