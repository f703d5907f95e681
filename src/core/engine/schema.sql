-- What the engine itself keeps about a platform. Every table here can be rebuilt from the chronicle.

-- One row: the edition that wrote last, whether this is an example, and how far its clock was put ahead.
CREATE TABLE {platform_state} (
    platform BIGINT PRIMARY KEY,
    edition BIGINT NOT NULL,
    example BOOLEAN NOT NULL,
    clock_ahead BIGINT NOT NULL
);

-- Which members an entry names: what "parties" may see, and what a member's export holds.
CREATE TABLE {platform_parties} (
    member BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    PRIMARY KEY (member, entry)
);

-- The last time each actor was refused by a rule, so that insisting does not fill the chronicle.
CREATE TABLE {platform_refusals} (
    actor TEXT NOT NULL,
    code TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (actor, code)
);

-- Whose vault was destroyed, so that an old backup cannot bring anyone back.
CREATE TABLE {platform_erased} (
    subject BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL
);
