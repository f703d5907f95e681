#include "commons/decisions/private_ballot.hpp"
#include "commons/decisions/option_count.hpp"
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

template <class Event>
void keep_sealed(store::Connection& connection, const Meta& meta, const Event& event, const VaultReference& sealed) {
    connection.run("INSERT INTO {decisions_ballots} (proposal, voter, class, sealed, cast_at) VALUES ($1, $2, $3, $4, "
                   "$5) ON CONFLICT (proposal, voter) DO UPDATE SET class = $3, sealed = $4, cast_at = $5",
                   event.proposal, event.voter, event.voter_class, sealed.commitment, meta.at);
}

std::optional<std::vector<OptionMark>> marks_read(const std::optional<std::string>& recorded) {
    return recorded ? std::optional(from_recorded<std::vector<OptionMark>>(*recorded)) : std::nullopt;
}

} // namespace

BallotFacts load(store::Connection& connection, const Context& context, const CastPrivateBallot& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
/// Nobody can see here whether it says what an earlier one said, so each is recorded.
Decision decide(const BallotFacts& facts, const CastPrivateBallot& ballot, Context& context) {
    const auto in_class = class_of_ballot(facts, ballot.as_class, CastPrivateBallot::name);
    if (!in_class) return std::unexpected(in_class.error());
    return Events{PrivateBallotCast{ballot.proposal, context.actor.member, *in_class, ballot.choice}};
}
void apply(store::Connection& connection, const Meta& meta, const PrivateBallotCast& event) {
    keep_sealed(connection, meta, event, event.choice.reference);
}

BallotFacts load(store::Connection& connection, const Context& context, const SealConsent& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
Decision decide(const BallotFacts& facts, const SealConsent& ballot, Context& context) {
    const auto in_class = class_of_ballot(facts, ballot.as_class, SealConsent::name);
    if (!in_class) return std::unexpected(in_class.error());
    return Events{ConsentSealed{ballot.proposal, context.actor.member, *in_class, ballot.word}};
}
std::optional<Refusal> refusal_of_sealed(store::Connection&, const Context&, const SealConsent& ballot,
                                         const Sealer& sealer) {
    const auto word = just_sealed(sealer, ballot.word);
    auto refusal = refusal_of_reason(true, word.choice, word.reason.has_value());
    if (refusal) refusal->field = "word." + refusal->field;
    return refusal;
}
void apply(store::Connection& connection, const Meta& meta, const ConsentSealed& event) {
    keep_sealed(connection, meta, event, event.word.reference);
}

BallotFacts load(store::Connection& connection, const Context& context, const SealMarks& ballot) {
    return ballot_facts(connection, context, ballot.proposal);
}
Decision decide(const BallotFacts& facts, const SealMarks& ballot, Context& context) {
    const auto in_class = class_of_ballot(facts, ballot.as_class, SealMarks::name);
    if (!in_class) return std::unexpected(in_class.error());
    return Events{MarksSealed{ballot.proposal, context.actor.member, *in_class, ballot.marks}};
}
std::optional<Refusal> refusal_of_sealed(store::Connection& connection, const Context&, const SealMarks& ballot,
                                         const Sealer& sealer) {
    return refusal_of_marks(mark_terms(connection, ballot.proposal), just_sealed(sealer, ballot.marks));
}
void apply(store::Connection& connection, const Meta& meta, const MarksSealed& event) {
    keep_sealed(connection, meta, event, event.marks.reference);
}

void apply(store::Connection& connection, const Meta&, const BallotsPublished& event) {
    std::int64_t place = 0;
    for (const auto& each : event.published.ballots)
        connection.run("INSERT INTO {decisions_published} (proposal, place, tracker, class, choice, marks) VALUES ($1, "
                       "$2, $3, $4, $5, $6)",
                       event.proposal, ++place, each.tracker, each.voter_class, each.choice,
                       each.marks ? std::optional(json_text(to_json(*each.marks))) : std::nullopt);
    connection.run("UPDATE {decisions_proposals} SET published_seed = $1 WHERE proposal = $2", event.published.seed,
                   event.proposal);
}

std::optional<BallotContent> content_of(store::Connection& connection, const BallotRow& ballot) {
    if (!ballot.sealed)
        return BallotContent{ballot.choice, chronicle::reveal_text(connection, ballot.reason),
                             marks_read(ballot.marks)};
    const auto text = chronicle::reveal(connection, *ballot.sealed);
    if (!text) return {};
    const auto value = *parse_json(*text);
    if (value.is_string()) return BallotContent{from_recorded<Choice>(*text), {}, {}};
    if (value.is_array()) {
        auto marks = from_recorded<std::vector<OptionMark>>(*text);
        std::ranges::sort(marks);
        return BallotContent{{}, {}, std::move(marks)};
    }
    auto word = from_recorded<ConsentWord>(*text);
    return BallotContent{word.choice, std::move(word.reason), {}};
}

std::vector<std::string> trackers_of(store::Connection& connection, const Hash& sealed, std::int64_t votes) {
    std::vector<std::string> trackers;
    for (std::int64_t i = 0; i < votes; ++i)
        if (const auto secret = chronicle::secret_of(connection, sealed, "tracker", i))
            trackers.push_back(tracker_text(*secret));
    return trackers;
}

bool tells_small_class(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                       const std::vector<ClassCount>& counts) {
    if (rules::chooses_among_options(procedure)) return has_small_class(electorate);
    return tally::votes_shown(class_votes(electorate, counts, procedure), count_rule(procedure), shown_from) ==
           tally::VotesShown::outcome_alone;
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
    for (const auto& [ballot, votes] : counted_ballots(connection, proposal, electorate)) {
        const auto content = content_of(connection, ballot);
        if (!content) continue;
        const auto& of = *std::ranges::find(electorate, ballot.voter_class, &ElectorateClass::id);
        for (auto& tracker : trackers_of(connection, *ballot.sealed, votes)) {
            (of.eligible < shown_from ? published.withheld : published.ballots)
                .push_back({std::move(tracker), ballot.voter_class, content->choice, content->marks});
            if (content->choice) count_vote(counts, ballot.voter_class, *content->choice, 1);
        }
    }
    if (tells_small_class(procedure_of(connection, proposal), electorate, counts))
        std::ranges::move(std::exchange(published.ballots, {}), std::back_inserter(published.withheld));
    shuffle_by_seed(published.seed, published.ballots);
    shuffle_by_seed(published.seed, published.withheld);
    return published;
}

std::vector<PublishedBallot> published_ballots(store::Connection& connection, IdValue proposal,
                                               std::string_view tracker, std::int64_t limit, std::int64_t offset) {
    std::vector<PublishedBallot> ballots;
    using Row = std::tuple<std::string, std::string, std::optional<Choice>, std::optional<std::string>>;
    for (const auto& [under, voter_class, choice, marks] : connection.all<Row>(
             "SELECT tracker, class, choice, marks FROM {decisions_published} WHERE proposal = $1 AND ($2 = '' OR "
             "tracker = $2) ORDER BY place LIMIT $3 OFFSET $4",
             proposal, tracker, limit, offset))
        ballots.push_back({under, voter_class, choice, marks_read(marks)});
    return ballots;
}

std::vector<OptionBallot> published_option_ballots(store::Connection& connection, IdValue proposal) {
    EqualBallots equal;
    using Row = std::tuple<std::string, std::string, std::int64_t>;
    for (const auto& [voter_class, marks, votes] :
         connection.all<Row>("SELECT class, marks, count(*) FROM {decisions_published} WHERE proposal = $1 AND marks "
                             "IS NOT NULL GROUP BY class, marks ORDER BY class, marks",
                             proposal))
        equal[{voter_class, from_recorded<std::vector<OptionMark>>(marks)}] += votes;
    return listed(equal);
}

} // namespace reef::decisions
