-- Deliberations, their statements, and what everyone answered. A statement is known by its deliberation and its number there.

CREATE TABLE {deliberation_topics} (
    deliberation BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    title BYTEA NOT NULL,           -- in the vault
    question BYTEA NOT NULL,
    opened_by BIGINT,               -- none: imported
    opened_at BIGINT NOT NULL,
    closes_at BIGINT,
    source TEXT,                    -- of an import: where it was held
    language TEXT,
    import_key TEXT,                -- of an import: what its files hash to
    imported_rows BIGINT NOT NULL,  -- evaluations imported so far
    complete BOOLEAN NOT NULL,      -- an import under way is not shown
    statements BIGINT NOT NULL,     -- that are not hidden
    guests BIGINT NOT NULL,         -- voices of an import who answered
    answers_given BIGINT NOT NULL,   -- each answer, and each change of one
    answered_entry BIGINT,          -- with the last of them
    answered_at BIGINT
);

CREATE TABLE {deliberation_statements} (
    deliberation BIGINT NOT NULL,
    number BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    text BYTEA NOT NULL,            -- in the vault
    author BIGINT,                  -- a member; none: a guest of an import
    at BIGINT NOT NULL,
    hidden BOOLEAN NOT NULL,        -- moderated out where it was imported from
    agree BIGINT NOT NULL,
    disagree BIGINT NOT NULL,
    pass BIGINT NOT NULL,
    PRIMARY KEY (deliberation, number)
);

-- `voice` is a member's number, or for guests of an import −1 minus their number there.
CREATE TABLE {deliberation_evaluations} (
    deliberation BIGINT NOT NULL,
    number BIGINT NOT NULL,
    voice BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (deliberation, number, voice)
);
CREATE INDEX {deliberation_evaluations_voice} ON {deliberation_evaluations} (deliberation, voice);

-- Who answered at all.
CREATE TABLE {deliberation_voices} (
    deliberation BIGINT NOT NULL,
    voice BIGINT NOT NULL,
    PRIMARY KEY (deliberation, voice)
);
