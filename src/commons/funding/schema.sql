-- Funding rounds: what members propose, give and rate, and how a pot was shared out. The money lies in the books.

CREATE TABLE {funding_rounds} (
    round BIGINT PRIMARY KEY,
    kind TEXT NOT NULL,             -- matched or retroactive
    entry BIGINT NOT NULL,
    body TEXT NOT NULL,             -- that opened it
    title BYTEA NOT NULL,           -- in the vault, as all below that is BYTEA
    purpose BYTEA NOT NULL,
    announced_at BIGINT NOT NULL,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    pot BIGINT NOT NULL,            -- minor units
    currency TEXT NOT NULL,
    terms TEXT NOT NULL,            -- the rules' values that bind it, as JSON
    state TEXT NOT NULL,            -- standing, closed or called-off
    over_entry BIGINT,
    reasons BYTEA,                  -- of calling it off
    paid BIGINT,                    -- once closed: of the pot
    scaled_down BOOLEAN
);
CREATE INDEX {funding_rounds_state} ON {funding_rounds} (state, closes_at);

CREATE TABLE {funding_projects} (
    project BIGINT PRIMARY KEY,
    round BIGINT NOT NULL,
    member BIGINT NOT NULL,         -- who put it
    receiver BIGINT NOT NULL,       -- the member who is paid: who put it, or who did it
    body TEXT,                      -- that is paid, where not a member
    title BYTEA NOT NULL,
    plan BYTEA NOT NULL,
    standing BOOLEAN NOT NULL,
    reasons BYTEA,                  -- of taking it out
    raised BIGINT,                  -- once the round is closed
    givers BIGINT,                  -- or raters
    entitled TEXT,                  -- by the formula, before the pot's limits; of a result: its points
    matched BIGINT
);
CREATE INDEX {funding_projects_round} ON {funding_projects} (round, project);

-- What one member gave to one project in all.
CREATE TABLE {funding_gifts} (
    project BIGINT NOT NULL,
    member BIGINT NOT NULL,
    round BIGINT NOT NULL,
    minor BIGINT NOT NULL,          -- positive
    PRIMARY KEY (project, member)
);
CREATE INDEX {funding_gifts_round} ON {funding_gifts} (round, project, member);

-- How many points of ten a member gave to a result; the last time counts.
CREATE TABLE {funding_ratings} (
    project BIGINT NOT NULL,
    member BIGINT NOT NULL,
    round BIGINT NOT NULL,
    points BIGINT NOT NULL,
    PRIMARY KEY (project, member)
);
CREATE INDEX {funding_ratings_round} ON {funding_ratings} (round, project, member);

-- Once a retroactive round is closed: what each class said that counts.
CREATE TABLE {funding_medians} (
    project BIGINT NOT NULL,
    place BIGINT NOT NULL,          -- in the order of the charter
    class TEXT NOT NULL,
    weight BIGINT NOT NULL,         -- hundredths of a percent
    raters BIGINT NOT NULL,
    half_points BIGINT NOT NULL,    -- twice the median
    PRIMARY KEY (project, place)
);

-- Notes: what members lend the co-operative. What is owed lies in the books, on the accounts notes:MEMBER.
CREATE TABLE {funding_note_offers} (
    offer BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    body TEXT NOT NULL,             -- that offers them
    title BYTEA NOT NULL,
    purpose BYTEA NOT NULL,
    target BIGINT NOT NULL,         -- minor units that must be subscribed by then
    closes_at BIGINT NOT NULL,
    terms TEXT NOT NULL,            -- that bind them to their end, as JSON
    authority TEXT NOT NULL,        -- the rule and its version that allowed them
    state TEXT NOT NULL,            -- open, missed, called-off, issued or repaid
    reasons BYTEA,                  -- of calling them off
    counted_to BIGINT,              -- once issued: until when minor_days are counted
    instalments_repaid BIGINT NOT NULL,
    try_at BIGINT                   -- when the clock repays next
);
CREATE INDEX {funding_note_offers_state} ON {funding_note_offers} (state, closes_at);

CREATE TABLE {funding_notes} (
    note BIGINT PRIMARY KEY,
    offer BIGINT NOT NULL,
    member BIGINT NOT NULL,
    minor BIGINT NOT NULL,          -- subscribed, then lent
    standing BOOLEAN NOT NULL,      -- not withdrawn
    owed BIGINT NOT NULL,           -- nothing before it is issued
    minor_days BIGINT NOT NULL,     -- what was owed, day by day, added up
    return_paid BIGINT NOT NULL
);
CREATE INDEX {funding_notes_offer} ON {funding_notes} (offer, note);
CREATE INDEX {funding_notes_member} ON {funding_notes} (member, note);

-- The register of notes: rows are never edited, and what is owed on a note is their sum.
CREATE TABLE {funding_note_rows} (
    number BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    at BIGINT NOT NULL,
    note BIGINT NOT NULL,
    offer BIGINT NOT NULL,
    member BIGINT NOT NULL,
    operation TEXT NOT NULL,        -- issue, repay or repay-early
    principal BIGINT NOT NULL,      -- below zero: repaid
    paid BIGINT NOT NULL,           -- return
    currency TEXT NOT NULL,
    authority TEXT NOT NULL
);
CREATE INDEX {funding_note_rows_note} ON {funding_note_rows} (note, number);
