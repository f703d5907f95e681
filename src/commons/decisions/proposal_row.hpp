// A proposal as it stands in the table. Only this room includes this.
#pragma once
#include "commons/decisions/voting.hpp"

namespace reef::decisions {

struct ProposalRow {
    IdValue proposal;
    EntryNumber entry = 0;
    MemberId proposer;
    std::string rule;
    std::string old_value;
    std::int64_t old_version = 0;
    std::string value;
    std::string procedure;
    Hash reason;
    Hash rights;
    Hash development;
    std::string indicator;
    Direction direction = Direction::rises;
    std::string size;
    Time expected_by;
    Time proposed_at;
    Time voting_opens_at;
    Time voting_closes_at;
    Stage stage = Stage::deliberation;
    std::optional<Time> decided_at;
    std::optional<Time> effective_at;
    std::optional<std::string> count;
    std::optional<Time> sunset_at;
    bool lapses_if_missed = false;
    std::optional<Percent> return_margin;
    std::optional<IdValue> review_of;
    std::optional<std::string> advice;
    std::optional<std::string> cost;
    std::string domain;
    std::optional<Caller> called_by;
    std::optional<std::string> targets;
    std::optional<Hash> evidence;
    static constexpr auto fields() {
        return FieldTable{field("proposal", &ProposalRow::proposal, ""),
                          field("entry", &ProposalRow::entry, ""),
                          field("proposer", &ProposalRow::proposer, ""),
                          field("rule", &ProposalRow::rule, ""),
                          field("old_value", &ProposalRow::old_value, ""),
                          field("old_version", &ProposalRow::old_version, ""),
                          field("value", &ProposalRow::value, ""),
                          field("procedure", &ProposalRow::procedure, ""),
                          field("reason", &ProposalRow::reason, ""),
                          field("rights", &ProposalRow::rights, ""),
                          field("development", &ProposalRow::development, ""),
                          field("indicator", &ProposalRow::indicator, ""),
                          field("direction", &ProposalRow::direction, ""),
                          field("size", &ProposalRow::size, ""),
                          field("expected_by", &ProposalRow::expected_by, ""),
                          field("proposed_at", &ProposalRow::proposed_at, ""),
                          field("voting_opens_at", &ProposalRow::voting_opens_at, ""),
                          field("voting_closes_at", &ProposalRow::voting_closes_at, ""),
                          field("stage", &ProposalRow::stage, ""),
                          field("decided_at", &ProposalRow::decided_at, ""),
                          field("effective_at", &ProposalRow::effective_at, ""),
                          field("count", &ProposalRow::count, ""),
                          field("sunset_at", &ProposalRow::sunset_at, ""),
                          field("lapses_if_missed", &ProposalRow::lapses_if_missed, ""),
                          field("return_margin", &ProposalRow::return_margin, ""),
                          field("review_of", &ProposalRow::review_of, ""),
                          field("advice", &ProposalRow::advice, ""),
                          field("cost", &ProposalRow::cost, ""),
                          field("domain", &ProposalRow::domain, ""),
                          field("called_by", &ProposalRow::called_by, ""),
                          field("targets", &ProposalRow::targets, ""),
                          field("evidence", &ProposalRow::evidence, "")};
    }
};
inline constexpr std::string_view proposal_columns =
    "SELECT proposal, entry, proposer, rule, old_value, old_version, value, procedure, reason, rights, development, "
    "indicator, direction, size, expected_by, proposed_at, voting_opens_at, voting_closes_at, stage, decided_at, "
    "effective_at, count, sunset_at, lapses_if_missed, return_margin, review_of, advice, cost, domain, called_by, "
    "targets, evidence FROM "
    "{decisions_proposals} ";

std::optional<ProposalRow> proposal_row(store::Connection& connection, IdValue proposal);
ExpectedResult expected_of(const ProposalRow& row);

/// "Commission on a fare: 12% instead of 15%"
std::string title_of(const engine::PageRequest& request, const ProposalRow& row);
/// Where it stands, in a word or two.
std::string word_of(const engine::PageRequest& request, Stage stage);

} // namespace reef::decisions
