-- The books. Money only moves from one account to another, so every currency sums to zero after every entry.

-- `account` is a name of the chart (chart.hpp), such as `member:12`. What is held leaves it, or comes, later.
CREATE TABLE {ledger_accounts} (
    account TEXT NOT NULL,
    currency TEXT NOT NULL,
    balance BIGINT NOT NULL,        -- minor units
    pending_out BIGINT NOT NULL,
    pending_in BIGINT NOT NULL,
    PRIMARY KEY (account, currency)
);

CREATE TABLE {ledger_transfers} (
    transfer BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    at BIGINT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    minor BIGINT NOT NULL,          -- positive
    currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    reference TEXT NOT NULL,        -- address of what it was for, such as /rides/8841
    reverses BIGINT                 -- the transfer that this one corrects
);
CREATE INDEX {ledger_transfers_from} ON {ledger_transfers} (from_account, entry);
CREATE INDEX {ledger_transfers_to} ON {ledger_transfers} (to_account, entry);

CREATE INDEX {ledger_transfers_entry} ON {ledger_transfers} (entry);

-- Entries that moved money for its own sake, which a reversing one may correct, once.
CREATE TABLE {ledger_postings} (
    entry BIGINT PRIMARY KEY,
    reversed_entry BIGINT           -- that corrected it
);

-- Money that is promised and moves later, at most once.
CREATE TABLE {ledger_holds} (
    hold BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    at BIGINT NOT NULL,
    from_account TEXT NOT NULL,
    to_account TEXT NOT NULL,
    minor BIGINT NOT NULL,          -- positive
    currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    reference TEXT NOT NULL,
    expires_at BIGINT,
    state TEXT NOT NULL,            -- pending, posted, voided or expired
    moved_minor BIGINT NOT NULL,
    resolved_entry BIGINT
);
CREATE INDEX {ledger_holds_due} ON {ledger_holds} (state, expires_at);
CREATE INDEX {ledger_holds_from} ON {ledger_holds} (from_account, state);
CREATE INDEX {ledger_holds_to} ON {ledger_holds} (to_account, state);
CREATE INDEX {ledger_holds_reference} ON {ledger_holds} (reference, state);

-- What those who keep the books wrote about an entry of theirs; in the vault.
CREATE TABLE {ledger_notes} (
    entry BIGINT PRIMARY KEY,
    note BYTEA NOT NULL
);

-- What all transfers for one purpose come to, less those reversed.
CREATE TABLE {ledger_purposes} (
    purpose TEXT NOT NULL,
    currency TEXT NOT NULL,
    minor BIGINT NOT NULL,
    PRIMARY KEY (purpose, currency)
);

-- The numbered register of members' shares. Rows are never edited; holdings are their sum.
CREATE TABLE {ledger_shares} (
    number BIGINT PRIMARY KEY,      -- 1, 2, 3 …
    entry BIGINT NOT NULL,
    at BIGINT NOT NULL,
    member BIGINT NOT NULL,
    operation TEXT NOT NULL,        -- issue, transfer, convert, redeem or cancel
    share_class TEXT NOT NULL,      -- `member` for the share that joining asks for
    count BIGINT NOT NULL,          -- below zero where they left the member
    paid_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    authority TEXT NOT NULL,        -- the rule and its version, or the entry, that allows it
    cancels BIGINT                  -- the number of the row that this one cancels
);
CREATE INDEX {ledger_shares_member} ON {ledger_shares} (member);

-- Shares that holds are to pay for: by bank, or once enough is pledged.
CREATE TABLE {ledger_subscriptions} (
    hold BIGINT PRIMARY KEY,
    member BIGINT NOT NULL,
    share_class TEXT NOT NULL,
    count BIGINT NOT NULL,
    authority TEXT NOT NULL,
    target_minor BIGINT,            -- of a pledge: what must be pledged in all,
    by_at BIGINT,                   -- until when,
    reached BOOLEAN                 -- and, once that time has come, whether it was
);
CREATE INDEX {ledger_subscriptions_pledges} ON {ledger_subscriptions} (by_at);
CREATE INDEX {ledger_subscriptions_member} ON {ledger_subscriptions} (member);

-- Shares that were sold back, paid in the order of when their notice is over.
CREATE TABLE {ledger_redemptions} (
    redemption BIGINT PRIMARY KEY,
    member BIGINT NOT NULL,
    share_class TEXT NOT NULL,
    count BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    try_at BIGINT NOT NULL,         -- when the clock looks next, once it is first
    authority TEXT NOT NULL,
    waiting BOOLEAN NOT NULL
);
CREATE INDEX {ledger_redemptions_due} ON {ledger_redemptions} (waiting, due_at);
CREATE INDEX {ledger_redemptions_member} ON {ledger_redemptions} (member);

-- Accounting periods, one after the other. What was booked between the entries of two beginnings belongs to the first.
CREATE TABLE {ledger_periods} (
    period BIGINT PRIMARY KEY,      -- 1, 2, 3 …
    entry BIGINT NOT NULL,          -- at which it began
    from_at BIGINT NOT NULL,
    to_at BIGINT NOT NULL,
    terms TEXT NOT NULL,            -- what becomes of its surplus, as JSON
    closed_at BIGINT,
    closing TEXT,                   -- how it was closed, as JSON
    released_after BIGINT,          -- the member up to whom what was retained is paid; none: it is not due yet
    released BOOLEAN NOT NULL DEFAULT FALSE,
    release_at BIGINT,              -- when what was retained is due; none: the period is not closed
    release_try_at BIGINT           -- while it is due and waits
);

-- What a closing gives to members, and up to whom it is paid.
CREATE TABLE {ledger_pools} (
    period BIGINT NOT NULL,
    pool BIGINT NOT NULL,
    after BIGINT NOT NULL,
    paid BOOLEAN NOT NULL,
    PRIMARY KEY (period, pool)
);

CREATE TABLE {ledger_patronage} (
    member BIGINT NOT NULL,
    period BIGINT NOT NULL,
    pool BIGINT NOT NULL,
    weight BIGINT NOT NULL,
    minor BIGINT NOT NULL,
    cash_minor BIGINT NOT NULL,     -- paid at once; the rest is retained
    PRIMARY KEY (member, period, pool)
);
CREATE INDEX {ledger_patronage_period} ON {ledger_patronage} (period, member);

-- What members did for the platform. Words lie in the vault; points and hours come into the books when it counts.
CREATE TABLE {ledger_contributions} (
    contribution BIGINT PRIMARY KEY,
    member BIGINT NOT NULL,
    kind TEXT NOT NULL,
    points BIGINT NOT NULL,
    hours BIGINT,
    needed BIGINT NOT NULL,         -- attestations by members of other classes
    dispute_within BIGINT NOT NULL, -- milliseconds
    description BYTEA NOT NULL,     -- in the vault, like dispute and settlement
    claimed_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    final_at BIGINT,                -- it counts then, unless disputed
    dispute BYTEA,
    settlement BYTEA
);
CREATE INDEX {ledger_contributions_final} ON {ledger_contributions} (final_at);
CREATE TABLE {ledger_attestations} (contribution BIGINT NOT NULL, member BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (contribution, member));
