-- Elections of bodies that have seats: who stands, who demands one, sealed ballots, and what was published.

CREATE TABLE {elections_elections} (
    election BIGINT PRIMARY KEY,
    body TEXT NOT NULL,
    seats BIGINT NOT NULL,
    term BIGINT NOT NULL,
    method TEXT NOT NULL,
    stage TEXT NOT NULL,
    called_at BIGINT NOT NULL,
    nominations_until BIGINT NOT NULL,
    voting_time BIGINT NOT NULL,
    voting_until BIGINT,
    frozen_entry BIGINT,            -- whoever belonged to the electing classes then may vote
    least_assurance TEXT,           -- and of whom one was so sure who they are; none: everybody
    electors BIGINT NOT NULL,
    decided_at BIGINT,
    decided_entry BIGINT,
    term_ends_at BIGINT,
    call_again_at BIGINT,           -- so that the next count falls on the end of the term; none once it was
    seed BYTEA,                     -- of the order of published ballots and of lots
    account TEXT,                   -- of the count, as JSON; none where nobody had to be chosen between
    at_least TEXT NOT NULL,         -- seats kept for classes, as JSON
    empty TEXT                      -- kept seats for which nobody stood, as JSON
);
CREATE INDEX {elections_elections_body} ON {elections_elections} (body, election);

CREATE TABLE {elections_candidates} (
    election BIGINT NOT NULL,
    member BIGINT NOT NULL,
    statement BYTEA NOT NULL,       -- in the vault
    place BIGINT,                   -- on the ballot, drawn by lot when voting opens
    elected_place BIGINT,           -- from 1, in the order of election
    withdrew BOOLEAN NOT NULL,      -- left the platform before the count
    PRIMARY KEY (election, member)
);

CREATE TABLE {elections_demands} (body TEXT NOT NULL, member BIGINT NOT NULL, PRIMARY KEY (body, member));

CREATE TABLE {elections_ballots} (
    election BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    sealed BYTEA NOT NULL,          -- the commitment to the ranking in the vault
    PRIMARY KEY (election, voter)
);

CREATE TABLE {elections_published} (
    election BIGINT NOT NULL,
    place BIGINT NOT NULL,
    tracker TEXT NOT NULL,
    ranking TEXT NOT NULL,          -- members by number, as JSON
    PRIMARY KEY (election, place)
);

-- Who demands that a member of a body gives up the seat, and the votes on it.
CREATE TABLE {elections_recall_demands} (
    body TEXT NOT NULL,
    member BIGINT NOT NULL,
    demanded_by BIGINT NOT NULL,
    reason BYTEA NOT NULL,          -- in the vault
    PRIMARY KEY (body, member, demanded_by)
);

CREATE TABLE {elections_recalls} (
    recall BIGINT PRIMARY KEY,
    body TEXT NOT NULL,
    member BIGINT NOT NULL,
    frozen_entry BIGINT NOT NULL,   -- whoever belonged to the electing classes then may vote
    least_assurance TEXT,           -- and of whom one was so sure who they are; none: everybody
    electors BIGINT NOT NULL,
    called_at BIGINT NOT NULL,
    voting_until BIGINT NOT NULL,
    majority BIGINT NOT NULL,
    quorum BIGINT NOT NULL,
    outcome TEXT,                   -- none: the vote is open
    decided_entry BIGINT,
    removes BIGINT,                 -- none where fewer than five could vote
    keeps BIGINT
);

CREATE TABLE {elections_recall_ballots} (
    recall BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    sealed BYTEA NOT NULL,          -- the commitment to the choice in the vault
    PRIMARY KEY (recall, voter)
);

-- Seats that fell empty, and who came in by counting again.
CREATE TABLE {elections_countbacks} (
    election BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    departed BIGINT NOT NULL,
    at BIGINT NOT NULL,
    seated TEXT NOT NULL,           -- members by number, as JSON
    account TEXT,                   -- of the count, as JSON
    PRIMARY KEY (election, entry, departed)
);
