// Who may vote on a proposal: whoever belonged to its classes, or sat in its body, when the vote opened, and of whom
// one was as sure who they are as was asked then.
#pragma once
#include "commons/people/module.hpp"

namespace reef::decisions {

/// One class of a frozen electorate (or the mandated body, as if it were one).
struct ElectorateClass {
    std::string id;
    std::string name;
    Percent weight;
    Percent quorum;
    std::int64_t eligible = 0;
    static constexpr auto fields() {
        return FieldTable{field("id", &ElectorateClass::id, "the class"),
                          field("name", &ElectorateClass::name, "as people see it"),
                          field("weight", &ElectorateClass::weight, "its part of this decision; all sum to 100 %"),
                          field("quorum", &ElectorateClass::quorum, "the part of it that must vote"),
                          field("eligible", &ElectorateClass::eligible, "members who may vote")};
    }
};
/// "Totals of groups under five are suppressed."
using people::shown_from;
/// Whether a class has voters, but fewer than five: how they vote is shown to auditors alone.
bool has_small_class(const std::vector<ElectorateClass>& electorate);
std::vector<ElectorateClass> electorate_of(store::Connection& connection, IdValue proposal);
/// As which classes a member may vote on a proposal.
std::vector<std::string> may_vote_as(store::Connection& connection, IdValue proposal, MemberId member);
/// Of these, the ones that may vote on it.
std::vector<MemberId> those_who_may_vote(store::Connection& connection, IdValue proposal,
                                         const std::vector<MemberId>& members);

/// Members of the deciding body who take no part.
std::vector<MemberId> recused_from(store::Connection& connection, IdValue proposal);
/// What keeps a member of its classes from voting; nothing where nothing does, and for whoever is in none of them.
std::optional<people::Missing> missing_to_vote(store::Connection& connection, IdValue proposal, MemberId member);

/// Who could vote when it opened, and who did so far, each by number; nothing before it opens.
struct Electors {
    EntryNumber entry = 0;
    std::optional<people::AssuranceLevel> least_assurance;
    std::vector<MemberId> may_vote;
    std::vector<MemberId> voted;
};
std::optional<Electors> electors_of(store::Connection& connection, IdValue proposal);

} // namespace reef::decisions
