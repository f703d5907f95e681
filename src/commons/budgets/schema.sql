-- Participatory budgets: what members put forward, sealed ballots, what was published and what was paid. The money lies
-- in the books.

CREATE TABLE {budgets_budgets} (
    budget BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    mandate TEXT NOT NULL,          -- the body or class for which it was opened, as a role
    title BYTEA NOT NULL,           -- in the vault, as purpose and reasons are
    purpose BYTEA NOT NULL,
    opened_at BIGINT NOT NULL,
    projects_until BIGINT NOT NULL,
    voting_from BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    sum BIGINT NOT NULL,            -- minor units
    currency TEXT NOT NULL,
    classes TEXT NOT NULL,          -- by short name, as JSON
    terms TEXT NOT NULL,            -- the rules' values that bind it, as JSON
    stage TEXT NOT NULL,
    frozen_entry BIGINT,            -- whoever belonged to the classes then may vote
    least_assurance TEXT,           -- and of whom one was so sure who they are
    electors BIGINT NOT NULL,
    seed BYTEA,                     -- of the order of projects and published ballots, and of lots
    over_entry BIGINT,
    reasons BYTEA,                  -- of cancelling it
    outcome TEXT,
    spent BIGINT,
    account TEXT                    -- of the count, as JSON
);
CREATE INDEX {budgets_budgets_stage} ON {budgets_budgets} (stage, closes_at);

CREATE TABLE {budgets_projects} (
    project BIGINT PRIMARY KEY,
    budget BIGINT NOT NULL,
    member BIGINT NOT NULL,         -- who put it forward
    receiver TEXT NOT NULL,         -- the account that is paid
    title BYTEA NOT NULL,           -- in the vault, as plan and reason are
    plan BYTEA NOT NULL,
    cost BIGINT NOT NULL,           -- minor units
    withdrawn BOOLEAN NOT NULL,
    finding TEXT,                   -- of those who check; none: nobody checked it
    reason BYTEA,
    place BIGINT,                   -- on the ballot, drawn by lot when voting opens; none: it does not stand there
    approvals BIGINT,               -- once it was counted
    funded BOOLEAN NOT NULL,
    passed_over BOOLEAN NOT NULL    -- whoever was to be paid left before the count
);
CREATE INDEX {budgets_projects_budget} ON {budgets_projects} (budget, project);

CREATE TABLE {budgets_ballots} (
    budget BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    sealed BYTEA NOT NULL,          -- the commitment to the approvals in the vault
    PRIMARY KEY (budget, voter)
);

CREATE TABLE {budgets_published} (
    budget BIGINT NOT NULL,
    place BIGINT NOT NULL,
    tracker TEXT NOT NULL,
    approvals TEXT NOT NULL,        -- projects by number, as JSON
    PRIMARY KEY (budget, place)
);
