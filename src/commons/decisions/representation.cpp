#include "commons/decisions/representation.hpp"
#include "commons/decisions/proposal_row.hpp"
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace reef::decisions {

const engine::Rule<engine::Count> most_entrusted{"decisions.most_entrusted",
                                                 "Most votes that one member casts",
                                                 "In a vote that opens: one's own and those that others entrusted. "
                                                 "Votes beyond are not cast, and whose they are is told. 0: no bound.",
                                                 engine::Count{0},
                                                 engine::Count{0},
                                                 engine::Count{1'000'000}};

namespace {

constexpr auto keeps = UINT32_MAX; // no class: the member keeps the vote

/// Members in the order in which they are met.
class Places {
  public:
    tally::MemberIndex of(MemberId member) {
        const auto [place, is_new] = places_.try_emplace(member, static_cast<tally::MemberIndex>(places_.size()));
        if (is_new) members_.push_back(member);
        return place->second;
    }
    MemberId at(std::size_t place) const { return members_[place]; }
    std::size_t size() const { return places_.size(); }

  private:
    std::vector<MemberId> members_;
    std::unordered_map<MemberId, tally::MemberIndex> places_;
};

/// Class names as numbers, for speed.
class ClassNumbers {
  public:
    std::uint32_t of(const std::string& name) {
        return numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size())).first->second;
    }

  private:
    std::map<std::string, std::uint32_t> numbers_;
};

/// What everybody's words need to be put together for one vote.
struct Scope {
    bool has_delegation = false;
    std::int64_t most = 0; // votes of one member; 0: no bound
    EntryNumber frozen_entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
    EntryNumber until = INT64_MAX; // delegations as they stood before this entry
    std::vector<std::string> domains;
    std::map<std::string, std::string> counts_in; // a class of members, and the part of the electorate it counts in
};

Scope scope_of(store::Connection& connection, IdValue proposal, const std::vector<ElectorateClass>& electorate) {
    using Row = std::tuple<std::string, std::string, std::optional<EntryNumber>, std::optional<EntryNumber>, Time,
                           std::optional<people::AssuranceLevel>>;
    const auto [procedure, domain, frozen, closed, opened_at, least] = connection.one<Row>(
        "SELECT procedure, domain, frozen_entry, closed_entry, voting_opens_at, least_assurance FROM "
        "{decisions_proposals} WHERE proposal = $1",
        proposal);
    Scope scope;
    scope.has_delegation = frozen && from_recorded<rules::ProcedureCharter>(procedure).delegation.value_or(false);
    if (!scope.has_delegation) return scope;
    scope.frozen_entry = *frozen;
    scope.least_assurance = least;
    scope.most = rules::in_force(connection, most_entrusted, opened_at).value.number;
    scope.until = closed.value_or(INT64_MAX);
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    scope.domains = charter.domains_around(from_recorded<rules::DomainCharter>(domain).rules);
    for (const auto& each : electorate) {
        const auto* body = each.id.starts_with("body:") ? charter.find_body(each.id.substr(5)) : nullptr;
        // Whoever was elected, or joined by themselves, votes in person.
        if (body && (body->seats || body->form != rules::BodyForm::organisation)) continue;
        for (const auto& one : body ? body->classes : std::vector{each.id}) scope.counts_in.emplace(one, each.id);
    }
    return scope;
}

/// Members who vote for nobody else in one of the domains around a vote.
std::set<MemberId> who_decline(store::Connection& connection, const Scope& scope) {
    std::set<MemberId> members;
    for (const auto& domain : scope.domains)
        for (const auto member : connection.all<MemberId>(
                 "SELECT member FROM {decisions_declined_trust} WHERE domain = $1 AND given_entry < $2 AND "
                 "(ended_entry IS NULL OR ended_entry > $2) ORDER BY member",
                 domain, scope.until))
            members.insert(member);
    return members;
}

/// Everybody's words on the domains around a vote, of those who may vote in the class that they name.
std::vector<Entrusted> all_entrusted(store::Connection& connection, const Scope& scope) {
    using Row = std::tuple<MemberId, std::optional<std::string>, std::optional<MemberId>, EntryNumber>;
    const auto declined = who_decline(connection, scope);
    std::map<std::string, std::vector<MemberId>> belonging;
    for (const auto& [stakeholder_class, part] : scope.counts_in)
        belonging.emplace(stakeholder_class,
                          people::keep_voters(connection,
                                              people::members_at(connection, stakeholder_class, scope.frozen_entry),
                                              scope.least_assurance, scope.frozen_entry));
    std::vector<Entrusted> all;
    for (std::uint32_t distance = 0; distance < scope.domains.size(); ++distance)
        for (const auto& [member, as_class, trustee, since] : connection.all<Row>(
                 "SELECT member, class, trustee, given_entry FROM {decisions_delegations} WHERE domain = $1 AND "
                 "given_entry < $2 AND (ended_entry IS NULL OR ended_entry > $2) ORDER BY member",
                 scope.domains[distance], scope.until)) {
            if (!as_class || declined.contains(*trustee)) {
                all.push_back({member, distance, {}, {}});
                continue;
            }
            const auto members = belonging.find(*as_class);
            if (members != belonging.end() && std::ranges::binary_search(members->second, member))
                all.push_back({member, distance, scope.counts_in.at(*as_class), trustee, since});
        }
    return all;
}

/// One member's words and ballot, asked for one by one: a page needs few of them.
class Walk {
  public:
    Walk(store::Connection& connection, IdValue proposal, const Scope& scope)
        : connection_(connection), proposal_(proposal), scope_(scope), declined_(who_decline(connection, scope)) {}

    std::optional<std::string> voted_in(MemberId member) {
        return connection_.first<std::string>(
            "SELECT class FROM {decisions_ballots} WHERE proposal = $1 AND voter = $2", proposal_, member);
    }
    /// The word that counts for this vote, if it entrusts somebody.
    std::optional<Entrusted> word_of(MemberId member) {
        using Row = std::tuple<std::optional<std::string>, std::optional<MemberId>>;
        if (people::missing_to_vote(connection_, member, scope_.least_assurance, scope_.frozen_entry)) return {};
        const auto mine = people::classes_at(connection_, member, scope_.frozen_entry);
        for (std::uint32_t distance = 0; distance < scope_.domains.size(); ++distance) {
            const auto row = connection_.first<Row>(
                "SELECT class, trustee FROM {decisions_delegations} WHERE member = $1 AND domain = $2 AND given_entry "
                "< $3 AND (ended_entry IS NULL OR ended_entry > $3)",
                member, scope_.domains[distance], scope_.until);
            if (!row) continue;
            const auto& [as_class, trustee] = *row;
            if (!as_class || declined_.contains(*trustee)) return {};
            const auto part = scope_.counts_in.find(*as_class);
            if (part != scope_.counts_in.end() && std::ranges::find(mine, *as_class) != mine.end())
                return Entrusted{member, distance, part->second, trustee, 0};
        }
        return {};
    }
    /// Others whose vote comes to a member who votes in a class.
    std::int64_t carried_by(MemberId member, const std::string& in_class) {
        std::set<MemberId> met{member};
        std::vector<MemberId> next{member};
        while (!next.empty() && std::ssize(met) <= carried_shown_max) {
            const auto trustee = next.back();
            next.pop_back();
            for (const auto each : connection_.all<MemberId>(
                     "SELECT DISTINCT member FROM {decisions_delegations} WHERE trustee = $1 AND given_entry < $2 AND "
                     "(ended_entry IS NULL OR ended_entry > $2) ORDER BY member LIMIT $3",
                     trustee, scope_.until, carried_shown_max + 1)) {
                const auto word = word_of(each);
                if (!word || word->trustee != trustee || word->in_class != in_class || voted_in(each)) continue;
                if (met.insert(each).second) next.push_back(each);
            }
        }
        return std::min<std::int64_t>(std::ssize(met) - 1, carried_shown_max);
    }

  private:
    store::Connection& connection_;
    IdValue proposal_;
    const Scope& scope_;
    const std::set<MemberId> declined_;
};

/// Of those whose vote somebody casts, without that one: who is over the bound.
std::vector<MemberId> over_bound(std::vector<tally::MemberIndex> carried, std::int64_t most, const Places& places,
                                 const std::vector<std::uint32_t>& steps, const std::vector<EntryNumber>& since) {
    if (std::ssize(carried) < most) return {};
    std::ranges::sort(carried, {}, [&](auto each) { return std::tuple(steps[each], since[each], places.at(each)); });
    std::vector<MemberId> over;
    for (const auto each : std::span(carried).subspan(static_cast<std::size_t>(most - 1)))
        over.push_back(places.at(each));
    return over;
}

/// Whether a member's vote is over the bound of whoever casts it, or would cast it if they vote.
bool goes_over_bound(store::Connection& connection, IdValue proposal, const Scope& scope, MemberId member,
                     const std::optional<Voter>& would_vote) {
    std::vector<Voter> voters;
    for (const auto& each : ballot_rows(connection, proposal)) voters.push_back({each.voter, each.voter_class});
    if (would_vote) voters.push_back(*would_vote);
    const auto cast = votes_cast(voters, all_entrusted(connection, scope),
                                 static_cast<std::uint32_t>(scope.domains.size()), scope.most);
    return std::ranges::find(cast.over, member) != cast.over.end();
}

} // namespace

VotesCast votes_cast(const std::vector<Voter>& voters, const std::vector<Entrusted>& entrusted, std::uint32_t domains,
                     std::int64_t most) {
    Places places;
    ClassNumbers classes;
    for (const auto& each : voters) places.of(each.member);
    std::vector<tally::Delegation> given;
    std::vector<std::uint32_t> classes_given;
    for (const auto& each : entrusted) {
        given.push_back(
            {places.of(each.member), each.distance, each.trustee ? places.of(*each.trustee) : tally::nobody});
        classes_given.push_back(each.trustee ? classes.of(each.in_class) : keeps);
    }
    // Each domain lies in the next one.
    std::vector<tally::DomainIndex> wider(domains);
    for (std::uint32_t i = 0; i < domains; ++i) wider[i] = i + 1 < domains ? i + 1 : tally::no_domain;
    auto trustees = *tally::trustees_in(0, places.size(), wider, given);

    // In which class each one's vote is: by their ballot, otherwise by the word that counts.
    std::vector<std::uint32_t> in_class(places.size(), keeps), nearest(places.size(), UINT32_MAX);
    std::vector<EntryNumber> since(places.size(), 0);
    for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i].domain < nearest[given[i].member]) {
            nearest[given[i].member] = given[i].domain;
            in_class[given[i].member] = classes_given[i];
            since[given[i].member] = entrusted[i].since;
        }
    std::vector<bool> voted(places.size(), false);
    for (const auto& each : voters) {
        const auto place = places.of(each.member);
        voted[place] = true;
        in_class[place] = classes.of(each.voter_class);
        trustees[place] = tally::nobody;
    }
    for (std::size_t i = 0; i < trustees.size(); ++i)
        if (trustees[i] != tally::nobody && in_class[trustees[i]] != in_class[i]) trustees[i] = tally::nobody;

    const auto votes = *tally::delegated_votes(trustees, voted);
    VotesCast cast;
    for (const auto& each : voters) cast.votes.push_back(votes.weight[places.of(each.member)]);
    if (most == 0) return cast;
    std::map<tally::MemberIndex, std::vector<tally::MemberIndex>> carried; // by whoever casts more than the bound
    for (tally::MemberIndex i = 0; i < places.size(); ++i)
        if (const auto by = votes.cast_by[i]; by != tally::nobody && by != i && votes.weight[by] > most)
            carried[by].push_back(i);
    for (auto& [by, theirs] : carried)
        std::ranges::move(over_bound(std::move(theirs), most, places, votes.steps, since),
                          std::back_inserter(cast.over));
    std::ranges::sort(cast.over);
    for (auto& each : cast.votes) each = std::min(each, most);
    return cast;
}

std::vector<CountedBallot> counted_ballots(store::Connection& connection, IdValue proposal,
                                           const std::vector<ElectorateClass>& electorate) {
    std::vector<CountedBallot> ballots;
    for (auto& each : ballot_rows(connection, proposal)) ballots.push_back({std::move(each)});
    const auto scope = scope_of(connection, proposal, electorate);
    if (!scope.has_delegation) return ballots;
    std::vector<Voter> voters;
    for (const auto& [ballot, votes] : ballots) voters.push_back({ballot.voter, ballot.voter_class});
    const auto votes = votes_cast(voters, all_entrusted(connection, scope),
                                  static_cast<std::uint32_t>(scope.domains.size()), scope.most)
                           .votes;
    for (std::size_t i = 0; i < ballots.size(); ++i) ballots[i].votes = votes[i];
    return ballots;
}

std::vector<ClassCount> counts_with_delegations(store::Connection& connection, IdValue proposal,
                                                const std::vector<ElectorateClass>& electorate) {
    std::vector<ClassCount> counts;
    for (const auto& each : electorate) counts.push_back({.id = each.id});
    for (const auto& [ballot, votes] : counted_ballots(connection, proposal, electorate)) {
        if (ballot.choice) count_vote(counts, ballot.voter_class, *ballot.choice, votes);
        auto& delegated = std::ranges::find(counts, ballot.voter_class, &ClassCount::id)->delegated;
        if (votes > 1) delegated = delegated.value_or(0) + votes - 1;
    }
    return counts;
}

Entrustment entrustment_of(store::Connection& connection, IdValue proposal, MemberId member) {
    const auto electorate = electorate_of(connection, proposal);
    const auto scope = scope_of(connection, proposal, electorate);
    if (!scope.has_delegation) return {};
    Walk walk(connection, proposal, scope);
    Entrustment standing{.most = scope.most};
    const auto own = walk.voted_in(member);
    standing.has_voted = own.has_value();
    const auto classes = may_vote_as(connection, proposal, member);
    if (!classes.empty()) standing.carried = walk.carried_by(member, own.value_or(classes.front()));
    auto word = own ? std::nullopt : walk.word_of(member);
    if (!word) return standing;
    standing.trustee = word->trustee;
    std::set<MemberId> met{member};
    std::optional<Voter> last; // who would vote for the member: nobody voted on the way there
    while (word) {
        const auto next = *word->trustee;
        if (next == member) standing.is_circle = true;
        if (!met.insert(next).second) break;
        const auto voted = walk.voted_in(next);
        standing.is_cast = voted == word->in_class;
        last = voted ? std::nullopt : std::optional(Voter{next, word->in_class});
        if (voted) break;
        auto on = walk.word_of(next);
        if (on && on->in_class != word->in_class) break;
        word = std::move(on);
    }
    const bool is_closed = scope.until != INT64_MAX;
    if (scope.most > 0 && !standing.is_circle)
        standing.is_over = goes_over_bound(connection, proposal, scope, member, is_closed ? std::nullopt : last);
    return standing;
}

} // namespace reef::decisions
