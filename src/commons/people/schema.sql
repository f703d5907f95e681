-- Who is here: people and organisations under their numbers, the classes they joined, bodies, pledges, applications.

CREATE TABLE {people_members} (
    member BIGINT PRIMARY KEY,
    name BYTEA NOT NULL,            -- in the vault
    signed_up_at BIGINT NOT NULL,
    entry BIGINT NOT NULL,
    left_at BIGINT                  -- erased then
);

-- Membership in a class, by entry numbers, so that an electorate can be frozen at one.
CREATE TABLE {people_memberships} (
    member BIGINT NOT NULL,
    class TEXT NOT NULL,
    joined_entry BIGINT NOT NULL,
    joined_at BIGINT NOT NULL,
    left_entry BIGINT,
    conduct_version BIGINT,         -- of people.conduct; none: joined before it was recorded
    PRIMARY KEY (member, class, joined_entry)
);
CREATE INDEX {people_memberships_class} ON {people_memberships} (class, member);

CREATE TABLE {people_founder} (platform BIGINT PRIMARY KEY, member BIGINT NOT NULL);
CREATE TABLE {people_adoptions} (principle TEXT NOT NULL, class TEXT NOT NULL, entry BIGINT NOT NULL, PRIMARY KEY (principle, class));
CREATE TABLE {people_pledges} (member BIGINT NOT NULL, class TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (member, class));

CREATE TABLE {people_applications} (
    application BIGINT PRIMARY KEY,
    member BIGINT NOT NULL,
    class TEXT NOT NULL,
    body TEXT NOT NULL,             -- that decides
    motivation BYTEA,               -- in the vault
    at BIGINT NOT NULL,
    admitted BOOLEAN,               -- none: not yet decided
    reasons BYTEA,                  -- in the vault
    conduct_version BIGINT          -- of people.conduct, as the applicant saw it
);

-- Who is to be let in again without their second factor, once the wait is over.
CREATE TABLE {people_recoveries} (
    member BIGINT PRIMARY KEY,
    begun_at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    reason BYTEA NOT NULL,          -- in the vault
    entry BIGINT NOT NULL
);

-- Who was elected into a body that has seats.
CREATE TABLE {people_seats} (
    body TEXT NOT NULL,
    member BIGINT NOT NULL,
    from_entry BIGINT NOT NULL,
    until_entry BIGINT,
    until_at BIGINT,
    PRIMARY KEY (body, member, from_entry)
);

-- Who opted into a forum or an alliance, and when they left. In an organisation sit the members of its classes.
CREATE TABLE {people_body_members} (
    body TEXT NOT NULL,
    member BIGINT NOT NULL,
    joined_entry BIGINT NOT NULL,
    left_entry BIGINT,
    PRIMARY KEY (body, member, joined_entry)
);
CREATE INDEX {people_body_members_member} ON {people_body_members} (member);

-- Codes that let people into a class; of the code only its hash.
CREATE TABLE {people_invitations} (
    invitation BIGINT PRIMARY KEY,
    class TEXT NOT NULL,
    member BIGINT NOT NULL,         -- who invites
    places BIGINT NOT NULL,
    used BIGINT NOT NULL,
    at BIGINT NOT NULL,
    until BIGINT NOT NULL,
    is_over BOOLEAN NOT NULL,
    code_hash BYTEA NOT NULL UNIQUE
);

-- What says who somebody is, by entry numbers, so that it can be told of a frozen electorate.
CREATE TABLE {people_assurances} (
    member BIGINT NOT NULL,
    rank BIGINT NOT NULL,           -- of the level: 1 invited, 2 on the roll, 3 checked
    ground BIGINT NOT NULL,         -- the invitation, application, entry on the roll or check
    from_entry BIGINT NOT NULL,
    until_entry BIGINT,
    PRIMARY KEY (member, rank, ground)
);
CREATE INDEX {people_assurances_ground} ON {people_assurances} (ground);

-- Two members of whom a body asks whether they are one person. What they have alike stands here by kind alone.
CREATE TABLE {people_duplicates} (
    duplicate BIGINT PRIMARY KEY,
    first BIGINT NOT NULL,          -- the lower number
    second BIGINT NOT NULL,
    alike TEXT NOT NULL,            -- kinds, as JSON
    hear_until BIGINT NOT NULL,
    first_answer BYTEA,             -- in the vault, as all below that is BYTEA
    second_answer BYTEA,
    outcome TEXT,                   -- none: both are heard
    settled_by BIGINT,
    reason BYTEA,
    suspended BIGINT,               -- whose membership votes no more
    suspended_entry BIGINT,
    lifted_entry BIGINT,
    objection BYTEA,
    decide_until BIGINT,            -- without a decision on the objection they vote again
    objection_reason BYTEA
);
CREATE INDEX {people_duplicates_pair} ON {people_duplicates} (first, second);
CREATE INDEX {people_duplicates_second} ON {people_duplicates} (second);

-- Who somebody is was checked; of what was shown only how and when.
CREATE TABLE {people_identity_checks} (
    identity_check BIGINT PRIMARY KEY,
    member BIGINT NOT NULL,
    body TEXT NOT NULL,
    method TEXT NOT NULL,
    checked_on BIGINT NOT NULL,
    reason BYTEA                    -- in the vault: why it was taken back
);
CREATE INDEX {people_identity_checks_member} ON {people_identity_checks} (member);

-- Whom the co-operative knows already: what they are called lies in the vault, each under a key of its own.
CREATE TABLE {people_roll} (
    on_roll BIGINT PRIMARY KEY,
    class TEXT NOT NULL,
    key BYTEA NOT NULL,             -- keyed hash of the identifier
    identifier BYTEA NOT NULL,      -- in the vault
    name BYTEA,                     -- in the vault
    subject BIGINT NOT NULL,        -- under whose key
    code_hash BYTEA,
    member BIGINT,                  -- who came in by it
    UNIQUE (class, key)
);
CREATE INDEX {people_roll_code} ON {people_roll} (code_hash);
