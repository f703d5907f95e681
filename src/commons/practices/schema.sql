-- Practices in a grey zone, their trials, and what became of them.
CREATE TABLE {practices_entries} (
    practice BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,          -- the last that changed how it stands
    member BIGINT NOT NULL,         -- who entered it
    title BYTEA NOT NULL,           -- in the vault, as all below that is BYTEA
    description BYTEA NOT NULL,
    risks BYTEA NOT NULL,
    rules TEXT NOT NULL,            -- that it touches, as JSON
    law TEXT,
    classes TEXT NOT NULL,          -- as JSON
    words TEXT,                     -- with commas
    domain TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at BIGINT NOT NULL,
    lapses_at BIGINT NOT NULL,      -- while it is open
    settled_at BIGINT,
    holding TEXT,                   -- what the body says, as all below
    conditions TEXT,
    proposal BIGINT,                -- that codified it
    distinguished TEXT,
    followed TEXT,                  -- like cases with the same outcome, as JSON
    departed_from TEXT              -- like cases with another one, as JSON
);
CREATE INDEX {practices_entries_state} ON {practices_entries} (state, lapses_at);
CREATE INDEX {practices_entries_domain} ON {practices_entries} (domain, state);

CREATE TABLE {practices_notes} (
    note BIGINT PRIMARY KEY,
    practice BIGINT NOT NULL,
    member BIGINT NOT NULL,
    kind TEXT NOT NULL,
    text BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX {practices_notes_practice} ON {practices_notes} (practice, note);

CREATE TABLE {practices_trials} (
    practice BIGINT PRIMARY KEY,
    began_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    participants_most BIGINT NOT NULL,
    harms_borne BIGINT NOT NULL,    -- serious ones, that may be expected
    stops_at BIGINT NOT NULL,       -- serious ones, that were seen
    disclosure TEXT NOT NULL,
    reasons TEXT NOT NULL,
    renewed TEXT,                   -- its reasons
    over_at BIGINT,
    because TEXT,
    end_reasons TEXT,
    entry BIGINT NOT NULL           -- the last that changed it
);
CREATE INDEX {practices_trials_ends_at} ON {practices_trials} (over_at, ends_at);

CREATE TABLE {practices_participants} (
    practice BIGINT NOT NULL,
    member BIGINT NOT NULL,
    joined_at BIGINT NOT NULL,      -- the last time
    left_at BIGINT,
    PRIMARY KEY (practice, member)
);
CREATE INDEX {practices_participants_member} ON {practices_participants} (member, left_at);

CREATE TABLE {practices_harms} (
    harm BIGINT PRIMARY KEY,
    practice BIGINT NOT NULL,
    member BIGINT NOT NULL,         -- who reported it
    severity BIGINT NOT NULL,
    what BYTEA NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX {practices_harms_practice} ON {practices_harms} (practice, harm);

-- That practices are sorted by.
CREATE TABLE {practices_words} (
    word TEXT PRIMARY KEY
);
