// A proposal as it stands in the table. Only this room includes this.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

/// What is the same whatever is decided.
struct ProposalRow {
    IdValue proposal;
    EntryNumber entry = 0;
    Subject subject = Subject::rule_change;
    std::string matter;
    MemberId proposer;
    std::string procedure;
    std::string domain;
    Hash reason;
    Time proposed_at;
    Time voting_opens_at;
    Time voting_closes_at;
    Stage stage = Stage::deliberation;
    std::optional<Time> decided_at;
    std::optional<Time> effective_at;
    std::optional<std::string> count;
    std::optional<IdValue> review_of;
    std::optional<Caller> called_by;
    std::optional<std::int64_t> sponsors_needed;
    std::optional<Time> sponsors_until;
    std::optional<Time> admitted_at;
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ProposalRow::proposal, ""),
                          field("entry", &ProposalRow::entry, ""),
                          field("subject", &ProposalRow::subject, ""),
                          field("matter", &ProposalRow::matter, ""),
                          field("proposer", &ProposalRow::proposer, ""),
                          field("procedure", &ProposalRow::procedure, ""),
                          field("domain", &ProposalRow::domain, ""),
                          field("reason", &ProposalRow::reason, ""),
                          field("proposed_at", &ProposalRow::proposed_at, ""),
                          field("voting_opens_at", &ProposalRow::voting_opens_at, ""),
                          field("voting_closes_at", &ProposalRow::voting_closes_at, ""),
                          field("stage", &ProposalRow::stage, ""),
                          field("decided_at", &ProposalRow::decided_at, ""),
                          field("effective_at", &ProposalRow::effective_at, ""),
                          field("count", &ProposalRow::count, ""),
                          field("review_of", &ProposalRow::review_of, ""),
                          field("called_by", &ProposalRow::called_by, ""),
                          field("sponsors_needed", &ProposalRow::sponsors_needed, ""),
                          field("sponsors_until", &ProposalRow::sponsors_until, ""),
                          field("admitted_at", &ProposalRow::admitted_at, "")};
    }
};
inline constexpr std::string_view proposal_columns =
    "SELECT proposal, entry, subject, matter, proposer, procedure, domain, reason, proposed_at, voting_opens_at, "
    "voting_closes_at, stage, decided_at, effective_at, count, review_of, called_by, sponsors_needed, sponsors_until, "
    "admitted_at FROM {decisions_proposals} ";
std::optional<ProposalRow> proposal_row(store::Connection& connection, IdValue proposal);

/// What a change of a rule says besides.
struct ChangeRow {
    std::string rule;
    std::string scope; // empty: the whole platform
    bool by_law = false;
    std::string old_value;
    std::int64_t old_version = 0;
    std::string value;
    Hash rights;
    Hash development;
    std::string indicator;
    Direction direction = Direction::rises;
    std::string size;
    Time expected_by;
    std::optional<Time> sunset_at;
    bool lapses_if_missed = false;
    std::optional<Percent> return_margin;
    std::optional<std::string> advice;
    std::optional<std::string> cost;
    std::optional<std::string> targets;
    std::optional<Hash> evidence;
    std::optional<std::string> baseline;
    std::optional<rules::Scope> rule_scope() const { return rules::scope_from_record(scope); }
    static constexpr auto fields() {
        return FieldTable{field("rule", &ChangeRow::rule, ""),
                          field("scope", &ChangeRow::scope, ""),
                          field("by_law", &ChangeRow::by_law, ""),
                          field("old_value", &ChangeRow::old_value, ""),
                          field("old_version", &ChangeRow::old_version, ""),
                          field("value", &ChangeRow::value, ""),
                          field("rights", &ChangeRow::rights, ""),
                          field("development", &ChangeRow::development, ""),
                          field("indicator", &ChangeRow::indicator, ""),
                          field("direction", &ChangeRow::direction, ""),
                          field("size", &ChangeRow::size, ""),
                          field("expected_by", &ChangeRow::expected_by, ""),
                          field("sunset_at", &ChangeRow::sunset_at, ""),
                          field("lapses_if_missed", &ChangeRow::lapses_if_missed, ""),
                          field("return_margin", &ChangeRow::return_margin, ""),
                          field("advice", &ChangeRow::advice, ""),
                          field("cost", &ChangeRow::cost, ""),
                          field("targets", &ChangeRow::targets, ""),
                          field("evidence", &ChangeRow::evidence, ""),
                          field("baseline", &ChangeRow::baseline, "")};
    }
};
/// Asked of changes of rules alone.
ChangeRow change_row(store::Connection& connection, IdValue proposal);
ExpectedResult expected_of(const ChangeRow& change);

/// "Commission on a fare: 12% instead of 15%", or as a text is called.
std::string title_of(const engine::PageRequest& request, const ProposalRow& row);
/// Where it stands, in a word or two.
std::string word_of(const engine::PageRequest& request, Stage stage);

} // namespace reef::decisions
