// Another charter: proposed as a whole, checked like a file from which a platform is founded, shown clause by clause,
// and decided by all classes under what the protected clauses ask for.
#pragma once
#include "commons/decisions/proposal.hpp"
#include <set>

namespace reef::decisions {

/// By this name the charter's domains say how it is decided on, beside the names of rules. One is open at a time.
inline constexpr std::string_view charter_domain = "charter";
inline constexpr int charter_characters_max = 60'000;

struct ProposeCharter {
    std::string text;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.propose_charter";
    static constexpr std::string_view about =
        "Proposes another charter in place of the one in force. What its protected clauses ask for is needed.";
    static constexpr auto fields() {
        return FieldTable{field("text", &ProposeCharter::text, "the whole charter, in TOML", Audience::everyone,
                                charter_characters_max),
                          field("reason", &ProposeCharter::reason, "why", Audience::everyone, 5'000)};
    }
};
struct CharterProposed {
    IdValue proposal;
    rules::Charter charter;
    std::vector<rules::ClauseChange> changes;
    rules::Demand demand;
    MemberId proposer;
    rules::ProcedureCharter procedure;
    rules::DomainCharter domain;
    Time voting_opens_at;
    Time voting_closes_at;
    Vaulted<std::string> reason;
    std::optional<SponsorTerms> sponsors;
    static constexpr std::string_view name = "decisions.charter_proposed";
    static constexpr std::string_view about = "Another charter was proposed. Its procedure is settled from here on.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &CharterProposed::proposal, "its number"),
            field("charter", &CharterProposed::charter, "the whole"),
            field("changes", &CharterProposed::changes, "clause by clause"),
            field("demand", &CharterProposed::demand, "what the protected clauses ask for"),
            field("proposer", &CharterProposed::proposer, "who proposes"),
            field("procedure", &CharterProposed::procedure, "phases and count, as these clauses ask for them"),
            field("domain", &CharterProposed::domain, "who decides"),
            field("voting_opens_at", &CharterProposed::voting_opens_at, "the electorate is frozen then"),
            field("voting_closes_at", &CharterProposed::voting_closes_at, "no ballot counts after this"),
            field("reason", &CharterProposed::reason, "why"),
            field("sponsors", &CharterProposed::sponsors, "that it needs before it is talked about")};
    }
    std::string topic() const { return "/decisions"; }
};

struct CharterProposalFacts {
    bool launched = false;
    rules::Charter in_force;
    std::optional<rules::DomainCharter> domain; // none: the charter names nobody who decides on it
    rules::ProcedureCharter procedure;
    std::int64_t deciders = 0;     // members of all classes
    std::set<std::string> peopled; // the classes that have members
    std::optional<IdValue> open_proposal;
    std::optional<IdValue> announced; // decided, and waits for its day
};
CharterProposalFacts load(store::Connection&, const engine::Context&, const ProposeCharter&);
engine::Decision decide(const CharterProposalFacts&, const ProposeCharter&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CharterProposed&);

/// As it was proposed; nothing where a proposal is about something else.
std::optional<CharterProposed> proposed_charter(store::Connection& connection, IdValue proposal);

engine::PageType propose_charter_page();

} // namespace reef::decisions
