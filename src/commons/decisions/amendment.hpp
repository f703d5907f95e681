// Amendments: while a text is talked about, members propose to word it otherwise. Its proposer takes an amendment into
// the draft or declines it; one that enough members sponsor and that is not taken goes to a vote before the main one.
#pragma once
#include "commons/decisions/resolution.hpp"

namespace reef::decisions {

extern const engine::Rule<engine::Count> amendment_sponsors;

/// The whole text as it should be: what changes is found by comparing it with the draft that its author saw.
struct Amend {
    IdValue proposal;
    std::string text;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.amend";
    static constexpr std::string_view about = "Proposes to word the draft of a resolution otherwise, while it is "
                                              "talked about.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &Amend::proposal, "which"),
            field("text", &Amend::text, "the whole text as it should be", Audience::everyone, text_characters_max),
            field("reason", &Amend::reason, "why", Audience::everyone, 2'000)};
    }
};
struct AmendmentProposed {
    IdValue amendment;
    IdValue proposal;
    MemberId author;
    std::int64_t draft = 0;
    std::string text;
    Vaulted<std::string> reason;
    std::int64_t sponsors_needed = 0;
    static constexpr std::string_view name = "decisions.amendment_proposed";
    static constexpr std::string_view about = "A member would word a draft otherwise.";
    static constexpr auto fields() {
        return FieldTable{field("amendment", &AmendmentProposed::amendment, "its number"),
                          field("proposal", &AmendmentProposed::proposal, "whose draft"),
                          field("author", &AmendmentProposed::author, "who proposes it"),
                          field("draft", &AmendmentProposed::draft, "the version that it changes"),
                          field("text", &AmendmentProposed::text, "the whole text as it should be"),
                          field("reason", &AmendmentProposed::reason, "why"),
                          field("sponsors_needed", &AmendmentProposed::sponsors_needed,
                                "so many put it to a vote, unless it is taken into the draft")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AcceptAmendment {
    IdValue amendment;
    static constexpr std::string_view name = "decisions.accept_amendment";
    static constexpr std::string_view about =
        "Takes an amendment into one's draft, beside what was taken into it before.";
    static constexpr auto fields() { return FieldTable{field("amendment", &AcceptAmendment::amendment, "which")}; }
};
/// By its proposer's acceptance, or by a vote on the amendment.
struct DraftChanged {
    IdValue proposal;
    std::int64_t draft = 0;
    std::string text;
    IdValue amendment;
    static constexpr std::string_view name = "decisions.draft_changed";
    static constexpr std::string_view about = "An amendment was taken into a draft: the text as it is now.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &DraftChanged::proposal, "whose draft"),
                          field("draft", &DraftChanged::draft, "its version, from 1"),
                          field("text", &DraftChanged::text, "as it is now"),
                          field("amendment", &DraftChanged::amendment, "that was taken into it")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
struct DeclineAmendment {
    IdValue amendment;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.decline_amendment";
    static constexpr std::string_view about = "Says why an amendment is not taken into one's draft. It may still be, "
                                              "until the draft is closed.";
    static constexpr auto fields() {
        return FieldTable{field("amendment", &DeclineAmendment::amendment, "which"),
                          field("reason", &DeclineAmendment::reason, "why not", Audience::everyone, 2'000)};
    }
};
struct AmendmentDeclined {
    IdValue amendment;
    IdValue proposal;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.amendment_declined";
    static constexpr std::string_view about = "Whoever proposed the text does not take an amendment into it.";
    static constexpr auto fields() {
        return FieldTable{field("amendment", &AmendmentDeclined::amendment, "which"),
                          field("proposal", &AmendmentDeclined::proposal, "whose draft"),
                          field("reason", &AmendmentDeclined::reason, "why not")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
struct SponsorAmendment {
    IdValue amendment;
    static constexpr std::string_view name = "decisions.sponsor_amendment";
    static constexpr std::string_view about = "Asks for a vote on an amendment, unless it is taken into the draft.";
    static constexpr auto fields() { return FieldTable{field("amendment", &SponsorAmendment::amendment, "which")}; }
};
struct AmendmentSponsored {
    IdValue amendment;
    IdValue proposal;
    MemberId sponsor;
    bool is_enough = false;
    static constexpr std::string_view name = "decisions.amendment_sponsored";
    static constexpr std::string_view about = "A member asks for a vote on an amendment.";
    static constexpr auto fields() {
        return FieldTable{field("amendment", &AmendmentSponsored::amendment, "which"),
                          field("proposal", &AmendmentSponsored::proposal, "whose draft"),
                          field("sponsor", &AmendmentSponsored::sponsor, "who asks", Audience::members),
                          field("is_enough", &AmendmentSponsored::is_enough, "whether there are enough sponsors now")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

/// Given by the clock when the time to talk is over and sponsored amendments were not taken into the draft.
struct PutAmendments {
    IdValue proposal;
    static constexpr std::string_view name = "decisions.put_amendments";
    static constexpr std::string_view about = "Puts sponsored amendments to a vote; the main vote opens after it.";
    static constexpr auto fields() { return FieldTable{field("proposal", &PutAmendments::proposal, "which")}; }
};
struct AmendmentPut {
    IdValue vote;
    IdValue amendment;
    IdValue proposal;
    MemberId author;
    rules::ProcedureCharter procedure;
    rules::DomainCharter domain;
    Vaulted<std::string> reason;
    std::int64_t draft = 0;
    std::string text;
    Time voting_opens_at;
    Time voting_closes_at;
    Time main_closes_at;
    static constexpr std::string_view name = "decisions.amendment_put";
    static constexpr std::string_view about =
        "An amendment is voted on before the text itself, under the same procedure.";
    static constexpr auto fields() {
        return FieldTable{field("vote", &AmendmentPut::vote, "the number of the vote"),
                          field("amendment", &AmendmentPut::amendment, "which"),
                          field("proposal", &AmendmentPut::proposal, "whose draft"),
                          field("author", &AmendmentPut::author, "who proposed it"),
                          field("procedure", &AmendmentPut::procedure, "of the text: phases and count"),
                          field("domain", &AmendmentPut::domain, "of the text: mode, and who decides"),
                          field("reason", &AmendmentPut::reason, "why it was proposed"),
                          field("draft", &AmendmentPut::draft, "the draft as it was closed"),
                          field("text", &AmendmentPut::text,
                                "what it becomes: both merged, or, where they conflict, the amendment's"),
                          field("voting_opens_at", &AmendmentPut::voting_opens_at, "the electorate is frozen then"),
                          field("voting_closes_at", &AmendmentPut::voting_closes_at,
                                "no ballot counts after this, and the vote on the text opens"),
                          field("main_closes_at", &AmendmentPut::main_closes_at, "when that ends")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};
/// Of two amendments that were both accepted by vote and touch the same paragraphs, the one proposed first stands.
struct AmendmentConflicted {
    IdValue amendment;
    IdValue proposal;
    static constexpr std::string_view name = "decisions.amendment_conflicted";
    static constexpr std::string_view about =
        "An amendment was accepted, but another accepted before changes the same paragraphs.";
    static constexpr auto fields() {
        return FieldTable{field("amendment", &AmendmentConflicted::amendment, "which"),
                          field("proposal", &AmendmentConflicted::proposal, "whose draft")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct AmendmentRow {
    IdValue amendment;
    IdValue proposal;
    MemberId author;
    std::int64_t draft = 0;
    std::string text;
    Hash reason;
    std::int64_t sponsors_needed = 0;
    std::optional<Time> enough_at;
    std::optional<Hash> declined_because;
    std::optional<std::int64_t> taken_into;
    std::optional<IdValue> vote;
    bool is_conflicted = false;
    static constexpr auto fields() {
        return FieldTable{field("amendment", &AmendmentRow::amendment, ""),
                          field("proposal", &AmendmentRow::proposal, ""),
                          field("author", &AmendmentRow::author, ""),
                          field("draft", &AmendmentRow::draft, ""),
                          field("text", &AmendmentRow::text, ""),
                          field("reason", &AmendmentRow::reason, ""),
                          field("sponsors_needed", &AmendmentRow::sponsors_needed, ""),
                          field("enough_at", &AmendmentRow::enough_at, ""),
                          field("declined_because", &AmendmentRow::declined_because, ""),
                          field("taken_into", &AmendmentRow::taken_into, ""),
                          field("vote", &AmendmentRow::vote, ""),
                          field("is_conflicted", &AmendmentRow::is_conflicted, "")};
    }
};
inline constexpr std::string_view amendment_columns =
    "SELECT amendment, proposal, author, draft, text, reason, sponsors_needed, enough_at, declined_because, "
    "taken_into, vote, is_conflicted FROM {decisions_amendments} ";
/// The amendment that a vote is about.
AmendmentRow amendment_voted_on(store::Connection& connection, IdValue vote);
/// A draft as it was in one of its versions.
std::string draft_text(store::Connection& connection, IdValue proposal, std::int64_t draft);
std::int64_t sponsors_of(store::Connection& connection, IdValue amendment);

/// A draft, and what an amendment would make of it.
struct Merging {
    AmendmentRow amendment;
    std::string base;
    std::string text;
    std::int64_t draft = 0;
};
/// A text that is talked about, and one of its amendments.
struct AmendmentFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    bool is_text = false;       // not a rule, a repeal, or a vote that nobody proposed
    bool is_closed = false;     // amendments are voted on already
    MemberId proposer;
    rules::DomainCharter domain;
    rules::ProcedureCharter procedure;
    std::string text; // the draft now
    std::int64_t draft = 0;
    std::int64_t sponsors_needed = 0; // by the rule in force
    std::optional<AmendmentRow> amendment;
    std::string base; // the draft that it changes
    bool has_sponsored = false;
    std::int64_t sponsors = 0;
    std::vector<Merging> sponsored; // enough, and not taken into the draft
};
AmendmentFacts amendment_facts(store::Connection&, const engine::Context&, IdValue proposal);
AmendmentFacts load(store::Connection&, const engine::Context&, const Amend&);
AmendmentFacts load(store::Connection&, const engine::Context&, const AcceptAmendment&);
AmendmentFacts load(store::Connection&, const engine::Context&, const DeclineAmendment&);
AmendmentFacts load(store::Connection&, const engine::Context&, const SponsorAmendment&);
AmendmentFacts load(store::Connection&, const engine::Context&, const PutAmendments&);
engine::Decision decide(const AmendmentFacts&, const Amend&, engine::Context&);
engine::Decision decide(const AmendmentFacts&, const AcceptAmendment&, engine::Context&);
engine::Decision decide(const AmendmentFacts&, const DeclineAmendment&, engine::Context&);
engine::Decision decide(const AmendmentFacts&, const SponsorAmendment&, engine::Context&);
engine::Decision decide(const AmendmentFacts&, const PutAmendments&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const AmendmentProposed&);
void apply(store::Connection&, const engine::Meta&, const DraftChanged&);
void apply(store::Connection&, const engine::Meta&, const AmendmentDeclined&);
void apply(store::Connection&, const engine::Meta&, const AmendmentSponsored&);
void apply(store::Connection&, const engine::Meta&, const AmendmentPut&);
void apply(store::Connection&, const engine::Meta&, const AmendmentConflicted&);

/// Of the amendment that a vote is about.
Merging merging_of(store::Connection& connection, IdValue vote);
/// Nothing where the amendment touches paragraphs that were changed since its author saw the draft.
std::optional<DraftChanged> merge(const Merging& merging);

engine::Schedule amendment_schedule();

} // namespace reef::decisions
