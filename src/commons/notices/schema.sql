-- Where members get mail, and how much of it they want.

CREATE TABLE {notices_members} (
    member BIGINT PRIMARY KEY,
    address BYTEA,                  -- in the vault; none: withdrawn
    kept_entry BIGINT NOT NULL,     -- with which the address came
    confirmed BOOLEAN NOT NULL,     -- the link that was sent there was used
    language TEXT NOT NULL,
    rhythm TEXT NOT NULL,           -- of the digest
    votes BOOLEAN NOT NULL          -- a mail when a vote opens
);
CREATE INDEX {notices_members_rhythm} ON {notices_members} (rhythm, member);
