-- Duties that begin with size, as the charter in force has them.
CREATE TABLE {duties_standing} (
    duty TEXT PRIMARY KEY,
    terms TEXT NOT NULL,            -- the charter's clause, as JSON
    class TEXT,                     -- whose members alone count
    may_end BOOLEAN NOT NULL,       -- a size is named below which it does
    is_owed BOOLEAN NOT NULL,
    began_at BIGINT,                -- the last time
    began_entry BIGINT,
    began_with TEXT,                -- the size
    figure TEXT,                    -- reckoned last by the clock
    reckoned_at BIGINT,
    next_look_at BIGINT             -- none: members are counted at the entry with which one comes or goes
);
CREATE INDEX {duties_standing_next_look_at} ON {duties_standing} (next_look_at);

-- What is or was owed until a day.
CREATE TABLE {duties_terms} (
    duty TEXT NOT NULL,
    number BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    is_over BOOLEAN NOT NULL,       -- its day came, or it is answered and not owed again
    is_dropped BOOLEAN NOT NULL,    -- nobody owes it any more
    answered_entry BIGINT,
    answered_at BIGINT,
    answered_by BIGINT,
    done TEXT,
    reading TEXT,                   -- where it can be read
    PRIMARY KEY (duty, number)
);
CREATE INDEX {duties_terms_due_at} ON {duties_terms} (is_over, due_at);
