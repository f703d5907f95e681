-- Payments to and from the outside: bank accounts, orders, files for the bank, the bank's statements.

CREATE TABLE {payments_accounts} (
    member BIGINT PRIMARY KEY,
    holder BYTEA NOT NULL,          -- in the vault, as all below that is BYTEA
    iban BYTEA NOT NULL,
    subject BIGINT NOT NULL         -- under whose key
);
-- The co-operative's own; one row or none.
CREATE TABLE {payments_house} (
    holder TEXT NOT NULL,
    iban TEXT NOT NULL
);

CREATE TABLE {payments_payments} (
    payment BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    from_account TEXT NOT NULL,
    minor BIGINT NOT NULL,          -- positive
    currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    ordered_by BIGINT NOT NULL,
    member BIGINT,                  -- whom it pays, where that is a member
    keys_needed BIGINT NOT NULL,
    payee BYTEA NOT NULL,
    iban BYTEA NOT NULL,
    message BYTEA,
    state TEXT NOT NULL,
    batch BIGINT,
    resolved_at BIGINT,
    note BYTEA
);
CREATE INDEX {payments_payments_state} ON {payments_payments} (state, at);
CREATE INDEX {payments_payments_member} ON {payments_payments} (member, at);
CREATE INDEX {payments_payments_batch} ON {payments_payments} (batch);

CREATE TABLE {payments_keys} (
    payment BIGINT NOT NULL,
    member BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (payment, member)
);

CREATE TABLE {payments_batches} (
    batch BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    day BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    count BIGINT NOT NULL,
    holder TEXT NOT NULL,
    iban TEXT NOT NULL
);
CREATE INDEX {payments_batches_at} ON {payments_batches} (at);

CREATE TABLE {payments_statements} (
    statement BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    iban TEXT NOT NULL,
    identification TEXT NOT NULL,   -- the bank's own
    closed_on BIGINT NOT NULL,
    opening BIGINT NOT NULL,        -- minor units
    closing BIGINT NOT NULL,
    currency TEXT NOT NULL
);
CREATE INDEX {payments_statements_iban} ON {payments_statements} (iban, statement);

CREATE TABLE {payments_lines} (
    line BIGINT PRIMARY KEY,
    statement BIGINT NOT NULL,
    place BIGINT NOT NULL,          -- in the statement, from 1
    minor BIGINT NOT NULL,          -- received; below zero: paid
    currency TEXT NOT NULL,
    booked_on BIGINT NOT NULL,
    meaning TEXT NOT NULL,
    payments TEXT NOT NULL,         -- those that it carried out, as JSON
    member BIGINT,                  -- who paid it in
    counterparty BYTEA,
    message BYTEA,
    account TEXT,                   -- where it was booked by hand
    word TEXT,
    subscription BIGINT             -- to shares, that it paid for
);
CREATE INDEX {payments_lines_subscription} ON {payments_lines} (subscription);
CREATE INDEX {payments_lines_statement} ON {payments_lines} (statement, place);
CREATE INDEX {payments_lines_meaning} ON {payments_lines} (meaning, line);
