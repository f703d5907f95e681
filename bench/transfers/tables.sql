-- What a transfer needs at least: the row and both balances. A thousand accounts, so that clients seldom wait for one another's row.
CREATE TABLE accounts (account BIGINT PRIMARY KEY, balance BIGINT NOT NULL);
CREATE TABLE transfers (transfer BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at TIMESTAMPTZ NOT NULL, giver BIGINT NOT NULL,
                        receiver BIGINT NOT NULL, minor BIGINT NOT NULL);
CREATE INDEX by_giver ON transfers (giver);
CREATE INDEX by_receiver ON transfers (receiver);
INSERT INTO accounts SELECT number, 0 FROM generate_series(1, 1000) number;
