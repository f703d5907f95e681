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
