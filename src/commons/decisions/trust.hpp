// Whether one takes what others entrust: a member may decline to vote for anybody, in a domain or in everything. What
// others had entrusted to them there ends, and those are told.
#pragma once
#include "commons/people/module.hpp"

namespace reef::decisions {

struct DeclineTrust {
    std::string domain;
    static constexpr std::string_view name = "decisions.decline_trust";
    static constexpr std::string_view about =
        "Votes for nobody else in a domain, until one says otherwise. Whoever entrusted one there is told.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &DeclineTrust::domain, "of the charter; \"*\" is everything")};
    }
};
struct TrustDeclined {
    MemberId member;
    std::string domain;
    std::vector<std::string> within;
    static constexpr std::string_view name = "decisions.trust_declined";
    static constexpr std::string_view about = "A member votes for nobody else in a domain.";
    static constexpr auto fields() {
        return FieldTable{field("member", &TrustDeclined::member, "who", Audience::members),
                          field("domain", &TrustDeclined::domain, "where", Audience::members),
                          field("within", &TrustDeclined::within, "the domains in it: what was entrusted there ends")};
    }
    std::string topic() const { return "/delegations"; }
};
struct AcceptTrust {
    std::string domain;
    static constexpr std::string_view name = "decisions.accept_trust";
    static constexpr std::string_view about = "Can be entrusted again in a domain. What had ended does not come back.";
    static constexpr auto fields() { return FieldTable{field("domain", &AcceptTrust::domain, "that one declined")}; }
};
struct TrustAccepted {
    MemberId member;
    std::string domain;
    static constexpr std::string_view name = "decisions.trust_accepted";
    static constexpr std::string_view about = "A member can be entrusted again in a domain.";
    static constexpr auto fields() {
        return FieldTable{field("member", &TrustAccepted::member, "who", Audience::members),
                          field("domain", &TrustAccepted::domain, "where", Audience::members)};
    }
    std::string topic() const { return "/delegations"; }
};

struct TrustFacts {
    bool is_domain = false;
    bool is_provided_for = false;      // some procedure in the domain lets members vote for others
    std::vector<std::string> within;   // the domains that lie in this one, itself among them
    std::vector<std::string> declined; // by the member
};
TrustFacts load(store::Connection&, const engine::Context&, const DeclineTrust&);
/// Refused: decisions.no_such_domain, .delegation_off.
engine::Decision decide(const TrustFacts&, const DeclineTrust&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrustDeclined&);
TrustFacts load(store::Connection&, const engine::Context&, const AcceptTrust&);
/// Refused: decisions.trust_not_declined.
engine::Decision decide(const TrustFacts&, const AcceptTrust&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const TrustAccepted&);

/// The domains in which a member declines to be entrusted now.
std::vector<std::string> declined_by(store::Connection& connection, MemberId member);

/// A vote that is a member's own again, since whom they entrusted declined it; until they say something of the domain.
struct ReturnedVote {
    std::string domain;
    MemberId trustee;
    bool operator==(const ReturnedVote&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("domain", &ReturnedVote::domain, ""), field("trustee", &ReturnedVote::trustee, "")};
    }
};
std::vector<ReturnedVote> returned_to(store::Connection& connection, MemberId member);

} // namespace reef::decisions
