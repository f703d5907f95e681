#include "commons/decisions/delegation.hpp"
#include "commons/decisions/proposal.hpp"
#include "commons/decisions/trust.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;

const RefusalKind delegation_off{"decisions.delegation_off",
                                 "The charter lets nobody vote for another here: everyone votes in person.", 409};

namespace {

constexpr RefusalKind delegated_to_self{"decisions.delegated_to_self",
                                        "Your vote is yours already; entrust somebody else with it.", 422};
constexpr RefusalKind not_of_your_class{
    "decisions.not_of_your_class",
    "Member {} belongs to no class of yours: a vote can be entrusted to somebody of the same class alone.", 422};
constexpr RefusalKind not_a_common_class{"decisions.not_a_common_class",
                                         "You and member {} are both in: {}. Name one of these.", 422};
constexpr RefusalKind nothing_wider{"decisions.nothing_wider",
                                    "You entrusted nobody in a wider domain, so your vote is yours here already.", 409};
constexpr RefusalKind declines_trust{"decisions.declines_trust",
                                     "Member {} votes for nobody else here. Entrust another, or vote yourself.", 409};
constexpr RefusalKind nothing_delegated{"decisions.nothing_delegated", "You said nothing of this domain.", 409};

DelegationFacts facts_of(store::Connection& connection, const Context& context, const std::string& domain) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    DelegationFacts facts{.is_domain = domain == "*" || std::ranges::find(charter.governance.domains, domain,
                                                                          &rules::DomainCharter::rules) !=
                                                            charter.governance.domains.end(),
                          .is_provided_for = provides_for_delegation(charter, domain),
                          .mine = people::classes_of(connection, context.actor.member),
                          .around = charter.domains_around(domain),
                          .words = words_of(connection, context.actor.member)};
    for (const auto& each : returned_to(connection, context.actor.member)) facts.returned.push_back(each.domain);
    return facts;
}

const Word* word_on(const DelegationFacts& facts, std::string_view domain) {
    const auto found = std::ranges::find(facts.words, domain, &Word::domain);
    return found == facts.words.end() ? nullptr : &*found;
}

std::optional<Refusal> refusal_of_domain(const DelegationFacts& facts, const std::string& domain) {
    if (!facts.is_domain) return refuse(no_such_domain, "domain", {domain}).error();
    if (!facts.is_provided_for) return refuse(delegation_off, "domain").error();
    return {};
}

void end_word(store::Connection& connection, const Meta& meta, MemberId member, const std::string& domain) {
    connection.run("UPDATE {decisions_delegations} SET ended_entry = $1 WHERE member = $2 AND domain = $3 AND "
                   "ended_entry IS NULL",
                   meta.entry, member, domain);
    connection.run("UPDATE {decisions_delegations} SET is_returned = FALSE WHERE member = $1 AND domain = $2", member,
                   domain);
}

} // namespace

std::vector<Word> words_of(store::Connection& connection, MemberId member) {
    return connection.all<Word>("SELECT domain, class, trustee FROM {decisions_delegations} WHERE member = $1 AND "
                                "ended_entry IS NULL ORDER BY domain",
                                member);
}

bool provides_for_delegation(const rules::Charter& charter, std::string_view domain) {
    return std::ranges::any_of(charter.governance.domains, [&](const rules::DomainCharter& each) {
        const auto around = charter.domains_around(each.rules);
        return std::ranges::find(around, domain) != around.end() &&
               charter.find_procedure(each.procedure)->delegation.value_or(false);
    });
}

DelegationFacts load(store::Connection& connection, const Context& context, const Delegate& delegate) {
    auto facts = facts_of(connection, context, delegate.domain);
    facts.theirs = people::classes_of(connection, delegate.to);
    facts.declined_by_them = declined_by(connection, delegate.to);
    return facts;
}
DelegationFacts load(store::Connection& connection, const Context& context, const KeepVote& keep) {
    return facts_of(connection, context, keep.domain);
}
DelegationFacts load(store::Connection& connection, const Context& context, const RevokeDelegation& revoke) {
    return facts_of(connection, context, revoke.domain);
}

/// A circle is no reason to refuse: nobody sees where the other delegations lead, and it harms nobody at the count.
Decision decide(const DelegationFacts& facts, const Delegate& delegate, Context& context) {
    if (auto refusal = refusal_of_domain(facts, delegate.domain)) return std::unexpected(std::move(*refusal));
    if (delegate.to == context.actor.member) return refuse(delegated_to_self, "to");
    std::vector<std::string> common;
    for (const auto& each : facts.mine)
        if (std::ranges::find(facts.theirs, each) != facts.theirs.end()) common.push_back(each);
    if (common.empty()) return refuse(not_of_your_class, "to", {delegate.to.text()});
    const auto chosen = delegate.as_class.value_or(common.front());
    if (std::ranges::find(common, chosen) == common.end())
        return refuse(not_a_common_class, "as_class", {delegate.to.text(), join(common, ", ")});
    if (std::ranges::find_first_of(facts.declined_by_them, facts.around) != facts.declined_by_them.end())
        return refuse(declines_trust, "to", {delegate.to.text()});
    const Word word{delegate.domain, chosen, delegate.to};
    if (const auto* before = word_on(facts, delegate.domain); before && *before == word) return Events{};
    return Events{Delegated{context.actor.member, delegate.domain, chosen, delegate.to}};
}

Decision decide(const DelegationFacts& facts, const KeepVote& keep, Context& context) {
    if (auto refusal = refusal_of_domain(facts, keep.domain)) return std::unexpected(std::move(*refusal));
    const auto is_wider = [&](const Word& word) {
        return word.trustee && word.domain != keep.domain &&
               std::ranges::find(facts.around, word.domain) != facts.around.end();
    };
    if (std::ranges::none_of(facts.words, is_wider)) return refuse(nothing_wider, "domain");
    if (const auto* before = word_on(facts, keep.domain); before && !before->trustee) return Events{};
    return Events{Delegated{context.actor.member, keep.domain, {}, {}}};
}

Decision decide(const DelegationFacts& facts, const RevokeDelegation& revoke, Context& context) {
    const auto* before = word_on(facts, revoke.domain);
    const bool was_told = std::ranges::find(facts.returned, revoke.domain) != facts.returned.end();
    if (!before && !was_told) return refuse(nothing_delegated, "domain");
    return Events{DelegationRevoked{context.actor.member, revoke.domain, before ? before->trustee : std::nullopt}};
}

void apply(store::Connection& connection, const Meta& meta, const Delegated& event) {
    end_word(connection, meta, event.member, event.domain);
    connection.run("INSERT INTO {decisions_delegations} (member, domain, class, trustee, given_entry, given_at, "
                   "is_returned) VALUES ($1, $2, $3, $4, $5, $6, FALSE)",
                   event.member, event.domain, event.as_class, event.trustee, meta.entry, meta.at);
}
void apply(store::Connection& connection, const Meta& meta, const DelegationRevoked& event) {
    end_word(connection, meta, event.member, event.domain);
}

EndFacts load(store::Connection& connection, const Context&, const EndDelegations& end) {
    return {connection
                .first<std::int64_t>("SELECT 1 FROM {decisions_delegations} WHERE (member = $1 OR trustee = $1) AND "
                                     "ended_entry IS NULL LIMIT 1",
                                     end.member)
                .has_value()};
}
Decision decide(const EndFacts& facts, const EndDelegations& end, Context&) {
    if (!facts.any) return Events{};
    return Events{DelegationsEnded{end.member}};
}
void apply(store::Connection& connection, const Meta& meta, const DelegationsEnded& event) {
    connection.run("UPDATE {decisions_delegations} SET ended_entry = $1 WHERE (member = $2 OR trustee = $2) AND "
                   "ended_entry IS NULL",
                   meta.entry, event.member);
}

} // namespace reef::decisions
