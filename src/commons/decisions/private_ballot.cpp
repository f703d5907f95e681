#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/count_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

/// Sixty bits in the digits and letters of Crockford's base 32: "k7f2-9xqm-4tra".
std::string tracker_text(const Hash& secret) {
    constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < 8; ++i) bits = bits << 8U | secret.value[i];
    std::string text;
    for (int i = 0; i < 12; ++i) {
        if (i > 0 && i % 4 == 0) text += '-';
        text += letters[bits >> (5U * static_cast<unsigned>(i)) & 31U];
    }
    return text;
}

} // namespace

BallotFacts load(store::Connection& connection, const Context& context, const CastPrivateBallot& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
/// Nobody can see here whether it says what an earlier one said, so each is recorded.
Decision decide(const BallotFacts& facts, const CastPrivateBallot& ballot, Context& context) {
    const auto in_class = class_of_ballot(facts, ballot.as_class, true);
    if (!in_class) return std::unexpected(in_class.error());
    return Events{PrivateBallotCast{ballot.proposal, context.actor.member, *in_class, ballot.choice}};
}
void apply(store::Connection& connection, const Meta& meta, const PrivateBallotCast& event) {
    connection.run("INSERT INTO {decisions_ballots} (proposal, voter, class, sealed, cast_at) VALUES ($1, $2, $3, $4, "
                   "$5) ON CONFLICT (proposal, voter) DO UPDATE SET class = $3, sealed = $4, cast_at = $5",
                   event.proposal, event.voter, event.voter_class, event.choice.reference.commitment, meta.at);
}

void apply(store::Connection& connection, const Meta&, const BallotsPublished& event) {
    std::int64_t place = 0;
    for (const auto& each : event.published.ballots)
        connection.run("INSERT INTO {decisions_published} (proposal, place, tracker, class, choice) VALUES ($1, $2, "
                       "$3, $4, $5)",
                       event.proposal, ++place, each.tracker, each.voter_class, each.choice);
    connection.run("UPDATE {decisions_proposals} SET published_seed = $1 WHERE proposal = $2", event.published.seed,
                   event.proposal);
}

bool is_private(store::Connection& connection, IdValue proposal) {
    const auto procedure =
        connection.first<std::string>("SELECT procedure FROM {decisions_proposals} WHERE proposal = $1", proposal);
    return procedure && from_recorded<rules::ProcedureCharter>(*procedure).ballots_private.value_or(false);
}

std::optional<Choice> opened_choice(store::Connection& connection, const Hash& sealed) {
    const auto text = chronicle::reveal(connection, sealed);
    if (!text) return {};
    const auto choice = from_json<Choice>(*parse_json(*text));
    ensure(choice.has_value(), "what was sealed is a choice");
    return *choice;
}

std::vector<std::string> trackers_of(store::Connection& connection, const Hash& sealed, std::int64_t votes) {
    std::vector<std::string> trackers;
    for (std::int64_t i = 0; i < votes; ++i)
        if (const auto secret = chronicle::secret_of(connection, sealed, "tracker", i))
            trackers.push_back(tracker_text(*secret));
    return trackers;
}

PublishedBallots open_ballots(store::Connection& connection, IdValue proposal) {
    const auto electorate = electorate_of(connection, proposal);
    const auto frozen =
        connection.one<EntryNumber>("SELECT frozen_entry FROM {decisions_proposals} WHERE proposal = $1", proposal);
    const auto before = proof_of(connection, frozen);
    ensure(before.has_value(), "an electorate is frozen at an entry");
    PublishedBallots published{before->hash, {}, {}};
    std::vector<ClassCount> counts;
    for (const auto& each : electorate) counts.push_back({.id = each.id});
    for (const auto& ballot : counted_ballots(connection, proposal, electorate)) {
        if (!ballot.sealed) continue;
        const auto choice = opened_choice(connection, *ballot.sealed);
        if (!choice) continue;
        const bool is_small =
            std::ranges::find(electorate, ballot.voter_class, &ElectorateClass::id)->eligible < shown_from;
        for (auto& tracker : trackers_of(connection, *ballot.sealed, ballot.votes)) {
            (is_small ? published.withheld : published.ballots)
                .push_back({std::move(tracker), ballot.voter_class, *choice});
            count_vote(counts, ballot.voter_class, *choice, 1);
        }
    }
    const auto procedure = procedure_of(connection, proposal);
    if (tally::votes_shown(class_votes(electorate, counts, procedure), count_rule(procedure), shown_from) ==
        VotesShown::outcome_alone)
        std::ranges::move(std::exchange(published.ballots, {}), std::back_inserter(published.withheld));
    shuffle_by_seed(published.seed, published.ballots);
    shuffle_by_seed(published.seed, published.withheld);
    return published;
}

} // namespace reef::decisions
