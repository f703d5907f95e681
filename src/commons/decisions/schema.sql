-- Proposals on their way, the electorates frozen for them, and the ballots.

CREATE TABLE {decisions_proposals} (
    proposal BIGINT PRIMARY KEY,
    entry BIGINT NOT NULL,
    subject TEXT NOT NULL,          -- what kind of thing is decided; its terms stand in the table of that kind
    matter TEXT NOT NULL,           -- what it is about: at most one is open for each rule in a scope, each resolution
    proposer BIGINT NOT NULL,
    procedure TEXT NOT NULL,        -- the procedure it began under, as JSON
    domain TEXT NOT NULL,           -- who decides, as JSON
    reason BYTEA NOT NULL,          -- in the vault
    proposed_at BIGINT NOT NULL,
    voting_opens_at BIGINT NOT NULL,
    voting_closes_at BIGINT NOT NULL,
    stage TEXT NOT NULL,
    frozen_entry BIGINT,            -- the electorate is who belonged to its classes then
    least_assurance TEXT,           -- how sure one had to be of who they are; none: everybody
    closed_entry BIGINT,            -- the count was taken; delegations counted as they stood before it
    published_seed BYTEA,           -- of private ballots, once they are published
    decided_at BIGINT,
    effective_at BIGINT,
    count TEXT,                     -- the account of the count, as JSON
    review_of BIGINT,               -- the decision whose missed promise, or objections to which, called this vote
    called_by TEXT,                 -- what called a vote that nobody proposed
    sponsors_needed BIGINT,         -- before it is talked about
    sponsors_until BIGINT,
    admitted_at BIGINT,             -- these were enough
    quorum_look_at BIGINT           -- when the clock looks whether the quorums are reached; none: not, or not any more
);
CREATE INDEX {decisions_proposals_stage} ON {decisions_proposals} (stage, voting_opens_at);
CREATE INDEX {decisions_proposals_matter} ON {decisions_proposals} (matter);

CREATE TABLE {decisions_proposal_sponsors} (
    proposal BIGINT NOT NULL,
    sponsor BIGINT NOT NULL,
    PRIMARY KEY (proposal, sponsor)
);

-- Of a change of a rule: where it holds, the values, and what it promises.
CREATE TABLE {decisions_changes} (
    proposal BIGINT PRIMARY KEY,
    rule TEXT NOT NULL,
    scope TEXT NOT NULL,            -- such as class:driver; empty: the whole platform
    by_law BOOLEAN NOT NULL,        -- within the room that the charter left when it was proposed
    old_value TEXT NOT NULL,
    old_version BIGINT NOT NULL,
    value TEXT NOT NULL,
    first_value TEXT,               -- that was proposed, where an alternative was chosen in its place
    rights BYTEA NOT NULL,          -- in the vault, like development and evidence
    development BYTEA NOT NULL,
    indicator TEXT NOT NULL,
    direction TEXT NOT NULL,
    size TEXT NOT NULL,
    expected_by BIGINT NOT NULL,
    sunset_at BIGINT,
    lapses_if_missed BOOLEAN NOT NULL,
    return_margin BIGINT,           -- hundredths of a percent; it goes back to the value before
    advice TEXT,                    -- on how to decide it, as JSON
    cost TEXT,                      -- as its proposer estimates it, as JSON
    targets TEXT,                   -- the class that it is aimed at, if at one
    evidence BYTEA,                 -- for that
    baseline TEXT                   -- what the platform reckoned of the indicator before, as JSON
);

-- Other values that were set beside a proposed one, where one chooses among several. The proposed one is option 1.
CREATE TABLE {decisions_alternatives} (
    proposal BIGINT NOT NULL,
    option BIGINT NOT NULL,         -- from 2
    author BIGINT NOT NULL,
    value TEXT NOT NULL,
    reason BYTEA NOT NULL,          -- in the vault
    return_margin BIGINT,           -- hundredths of a percent; it goes back to the value before
    at BIGINT NOT NULL,
    taken_back BOOLEAN NOT NULL,
    PRIMARY KEY (proposal, option)
);

-- What a change costs a class, as one who speaks for it estimates it; the last word of each class.
CREATE TABLE {decisions_cost_estimates} (
    proposal BIGINT NOT NULL,
    class TEXT NOT NULL,
    estimate TEXT NOT NULL,         -- as it was given, as JSON
    line TEXT NOT NULL,             -- what it comes to, as JSON
    speaker BIGINT NOT NULL,
    reason BYTEA NOT NULL,          -- in the vault
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, class)
);

-- Charters that were proposed.
CREATE TABLE {decisions_charters} (
    proposal BIGINT PRIMARY KEY,
    proposed TEXT NOT NULL          -- the whole, what changes and what that asks for, as JSON
);

-- Texts that were proposed. One whose decision passed stands from its day on, unless it repeals, until it ends.
CREATE TABLE {decisions_resolutions} (
    proposal BIGINT PRIMARY KEY,
    act TEXT NOT NULL,              -- adopt, supersede or repeal
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    resolution BIGINT,              -- that it supersedes or repeals
    sunset_at BIGINT,
    stands_from BIGINT,             -- none: not adopted, or a repeal
    ended_at BIGINT,                -- by a later decision
    ended_by BIGINT
);
CREATE INDEX {decisions_resolutions_stands} ON {decisions_resolutions} (stands_from);

-- Every version of a text while it was talked about, the first as it was proposed; and what members would word otherwise.
CREATE TABLE {decisions_drafts} (
    proposal BIGINT NOT NULL,
    draft BIGINT NOT NULL,          -- from 1
    text TEXT NOT NULL,
    amendment BIGINT,               -- that was taken into it
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, draft)
);
CREATE TABLE {decisions_amendments} (
    amendment BIGINT PRIMARY KEY,
    proposal BIGINT NOT NULL,
    author BIGINT NOT NULL,
    draft BIGINT NOT NULL,          -- the version that it changes
    text TEXT NOT NULL,
    reason BYTEA NOT NULL,
    at BIGINT NOT NULL,
    sponsors_needed BIGINT NOT NULL,
    enough_at BIGINT,
    declined_because BYTEA,
    taken_into BIGINT,              -- the version that it made
    vote BIGINT,                    -- on it, before the one on the text
    is_conflicted BOOLEAN NOT NULL  -- accepted by vote, but not to be merged with what was accepted before
);
CREATE INDEX {decisions_amendments_proposal} ON {decisions_amendments} (proposal);
CREATE INDEX {decisions_amendments_vote} ON {decisions_amendments} (vote);
CREATE TABLE {decisions_sponsors} (
    amendment BIGINT NOT NULL,
    sponsor BIGINT NOT NULL,
    PRIMARY KEY (amendment, sponsor)
);

-- What a mandated body proposes for others, and the objections to it.
CREATE TABLE {decisions_directives} (
    proposal BIGINT PRIMARY KEY,
    matter TEXT NOT NULL,           -- on which a vote about it is held
    terms TEXT NOT NULL,            -- law or emergency, whom it binds, as JSON
    enough_at BIGINT,               -- so many of a class objected
    answered_at BIGINT,
    vote BIGINT                     -- that was called; none: it stood no more
);
CREATE INDEX {decisions_directives_enough} ON {decisions_directives} (enough_at);
-- Members of a body that decides for others who take no part.
CREATE TABLE {decisions_recusals} (
    proposal BIGINT NOT NULL,
    member BIGINT NOT NULL,
    reason BYTEA NOT NULL,          -- in the vault
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, member)
);
CREATE TABLE {decisions_objections} (
    proposal BIGINT NOT NULL,
    objector BIGINT NOT NULL,
    class TEXT NOT NULL,
    reason BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, objector)
);

-- What speakers of the classes bargain about: the offers, the proposal itself the first, and what was said to each.
CREATE TABLE {decisions_negotiations} (
    proposal BIGINT PRIMARY KEY,
    terms TEXT NOT NULL,            -- who speaks for whom, until when, as JSON
    ends_at BIGINT,                 -- where nothing is decided without an accord; none: it falls to a vote
    put_off BIGINT NOT NULL         -- how often late offers put the end off
);
CREATE TABLE {decisions_offers} (
    proposal BIGINT NOT NULL,
    number BIGINT NOT NULL,
    class TEXT,                     -- whose delegation made it; none: the mediator
    offerer BIGINT NOT NULL,
    value TEXT NOT NULL,
    reason BYTEA NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, number)
);
CREATE TABLE {decisions_offer_answers} (
    proposal BIGINT NOT NULL,
    number BIGINT NOT NULL,
    speaker BIGINT NOT NULL,
    class TEXT NOT NULL,
    answer TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (proposal, number, speaker)
);

-- Opinions on proposals. `outcome`: waits, unanswered, or what another party does with it.
CREATE TABLE {decisions_opinions} (
    opinion BIGINT PRIMARY KEY,
    proposal BIGINT NOT NULL,
    author BIGINT NOT NULL,
    class TEXT NOT NULL,            -- of its author
    text BYTEA NOT NULL,            -- in the vault, like reason and change
    stated_at BIGINT NOT NULL,
    answer_by BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    ended_at BIGINT,
    answerer BIGINT,
    answerer_class TEXT,            -- none: the proposer
    reason BYTEA,
    change BYTEA
);
CREATE INDEX {decisions_opinions_proposal} ON {decisions_opinions} (proposal, outcome);
CREATE INDEX {decisions_opinions_due} ON {decisions_opinions} (outcome, answer_by);

CREATE TABLE {decisions_electorate} (
    proposal BIGINT NOT NULL,
    class TEXT NOT NULL,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    weight BIGINT NOT NULL,         -- hundredths of a percent
    quorum BIGINT NOT NULL,
    eligible BIGINT NOT NULL,
    PRIMARY KEY (proposal, class)
);

CREATE TABLE {decisions_ballots} (
    proposal BIGINT NOT NULL,
    voter BIGINT NOT NULL,
    class TEXT NOT NULL,
    choice TEXT,                    -- none where it is sealed, or about several options
    marks TEXT,                     -- of several options, as JSON
    sealed BYTEA,                   -- of a private ballot: the commitment to what it says, in the vault
    reason BYTEA,                   -- of an objection, by consent; in the vault
    cast_at BIGINT NOT NULL,
    PRIMARY KEY (proposal, voter)
);

-- The votes of private ballots, as they were published.
CREATE TABLE {decisions_published} (
    proposal BIGINT NOT NULL,
    place BIGINT NOT NULL,
    tracker TEXT NOT NULL,
    class TEXT NOT NULL,
    choice TEXT,                    -- none where it is about several options
    marks TEXT,                     -- of these, as JSON
    PRIMARY KEY (proposal, place)
);
CREATE INDEX {decisions_published_tracker} ON {decisions_published} (proposal, tracker);

-- Who entrusted whom with their vote, and when that ended. No trustee: the member keeps the vote in that domain.
CREATE TABLE {decisions_delegations} (
    member BIGINT NOT NULL,
    domain TEXT NOT NULL,
    class TEXT,
    trustee BIGINT,
    given_entry BIGINT NOT NULL,
    given_at BIGINT NOT NULL,
    ended_entry BIGINT,
    is_returned BOOLEAN NOT NULL,   -- the trustee declined it, and the member has not said anything since
    PRIMARY KEY (member, domain, given_entry)
);
-- Who votes for nobody else in a domain.
CREATE TABLE {decisions_declined_trust} (
    member BIGINT NOT NULL,
    domain TEXT NOT NULL,
    given_entry BIGINT NOT NULL,
    ended_entry BIGINT,
    PRIMARY KEY (member, domain, given_entry)
);
CREATE INDEX {decisions_delegations_trustee} ON {decisions_delegations} (trustee);
CREATE INDEX {decisions_delegations_domain} ON {decisions_delegations} (domain, member);

-- What came of a decision that passed: looked at on the date that it named.
CREATE TABLE {decisions_reviews} (
    proposal BIGINT PRIMARY KEY,
    stage TEXT NOT NULL,
    due_at BIGINT NOT NULL,         -- waiting: when it opens; open: until when a figure is awaited
    is_extended BOOLEAN NOT NULL,
    extended_by BIGINT,             -- by how long a lack of data puts it off; none before it opened
    extension_reason BYTEA,
    finding TEXT,
    measured TEXT,
    figure TEXT,                    -- that the platform reckoned then, as JSON
    source BYTEA,
    recorder BIGINT,
    concluded_at BIGINT,
    next TEXT,
    vote BIGINT                     -- that it called
);
CREATE INDEX {decisions_reviews_due} ON {decisions_reviews} (stage, due_at);

-- Who was asked to answer for what came of a decision, and what they said.
CREATE TABLE {decisions_answers} (
    proposal BIGINT NOT NULL,
    decider TEXT NOT NULL,          -- a class, or a body such as body:council
    place BIGINT NOT NULL,
    share BIGINT,                   -- of the responsibility, hundredths of a percent; none where it is not told
    answer_by BIGINT NOT NULL,
    answer BYTEA,                   -- in the vault
    speaker BIGINT,
    answered_at BIGINT,
    PRIMARY KEY (proposal, decider)
);
CREATE INDEX {decisions_answers_due} ON {decisions_answers} (answer_by);

-- Steps to directive on the ladder, and when they end by themselves.
CREATE TABLE {decisions_directive_terms} (
    domain TEXT NOT NULL,
    entry BIGINT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT NOT NULL,
    ended_at BIGINT,                -- by another step, or when its time was over
    ran_out BOOLEAN NOT NULL,
    member BIGINT NOT NULL,         -- who took it
    reason BYTEA NOT NULL,          -- in the vault
    PRIMARY KEY (domain, entry)
);
CREATE INDEX {decisions_directive_terms_until} ON {decisions_directive_terms} (until);
