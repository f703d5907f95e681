#include "commons/decisions/trust.hpp"
#include "commons/decisions/delegation.hpp"
#include "commons/decisions/proposal.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind trust_not_declined{"decisions.trust_not_declined",
                                         "You did not decline to be entrusted with this.", 409};

TrustFacts trust_facts(store::Connection& connection, const Context& context, const std::string& domain) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    TrustFacts facts{.is_domain = domain == "*",
                     .is_provided_for = provides_for_delegation(charter, domain),
                     .within = {domain},
                     .declined = declined_by(connection, context.actor.member)};
    for (const auto& each : charter.governance.domains) {
        const auto around = charter.domains_around(each.rules);
        facts.is_domain = facts.is_domain || each.rules == domain;
        if (each.rules != domain && std::ranges::find(around, domain) != around.end())
            facts.within.push_back(each.rules);
    }
    return facts;
}

bool has_declined(const TrustFacts& facts, const std::string& domain) {
    return std::ranges::find(facts.declined, domain) != facts.declined.end();
}

} // namespace

TrustFacts load(store::Connection& connection, const Context& context, const DeclineTrust& decline) {
    return trust_facts(connection, context, decline.domain);
}
Decision decide(const TrustFacts& facts, const DeclineTrust& decline, Context& context) {
    if (!facts.is_domain) return refuse(no_such_domain, "domain", {decline.domain});
    if (!facts.is_provided_for) return refuse(delegation_off, "domain");
    if (has_declined(facts, decline.domain)) return Events{};
    return Events{TrustDeclined{context.actor.member, decline.domain, facts.within}};
}
void apply(store::Connection& connection, const Meta& meta, const TrustDeclined& event) {
    connection.run("INSERT INTO {decisions_declined_trust} (member, domain, given_entry) VALUES ($1, $2, $3)",
                   event.member, event.domain, meta.entry);
    for (const auto& domain : event.within)
        connection.run("UPDATE {decisions_delegations} SET ended_entry = $1, is_returned = TRUE WHERE trustee = $2 AND "
                       "domain = $3 AND ended_entry IS NULL",
                       meta.entry, event.member, domain);
}

TrustFacts load(store::Connection& connection, const Context& context, const AcceptTrust& accept) {
    return trust_facts(connection, context, accept.domain);
}
Decision decide(const TrustFacts& facts, const AcceptTrust& accept, Context& context) {
    if (!has_declined(facts, accept.domain)) return refuse(trust_not_declined, "domain");
    return Events{TrustAccepted{context.actor.member, accept.domain}};
}
void apply(store::Connection& connection, const Meta& meta, const TrustAccepted& event) {
    connection.run("UPDATE {decisions_declined_trust} SET ended_entry = $1 WHERE member = $2 AND domain = $3 AND "
                   "ended_entry IS NULL",
                   meta.entry, event.member, event.domain);
}

std::vector<std::string> declined_by(store::Connection& connection, MemberId member) {
    return connection.all<std::string>(
        "SELECT domain FROM {decisions_declined_trust} WHERE member = $1 AND ended_entry IS NULL ORDER BY domain",
        member);
}

std::vector<ReturnedVote> returned_to(store::Connection& connection, MemberId member) {
    return connection.all<ReturnedVote>("SELECT domain, trustee FROM {decisions_delegations} WHERE member = $1 AND "
                                        "is_returned = TRUE ORDER BY domain",
                                        member);
}

} // namespace reef::decisions
