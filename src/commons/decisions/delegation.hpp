// Delegation: a member entrusts another of the same class with their vote in a domain, or in everything, for as long as
// they like. Whoever votes takes their vote back for that vote; the one entrusted may entrust somebody else in turn.
#pragma once
#include "commons/people/module.hpp"

namespace reef::decisions {

struct Delegate {
    std::string domain;
    MemberId to;
    std::optional<std::string> as_class;
    static constexpr std::string_view name = "decisions.delegate";
    static constexpr std::string_view about =
        "Entrusts another member of the same class with one's vote in a domain, until it is taken back.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &Delegate::domain,
                                "of the charter, such as \"ledger.*\"; \"*\" is everything", Audience::parties),
                          field("to", &Delegate::to, "the member who votes for one", Audience::parties),
                          field("as_class", &Delegate::as_class,
                                "for members who share several classes: as one of which", Audience::parties)};
    }
};
struct KeepVote {
    std::string domain;
    static constexpr std::string_view name = "decisions.keep_vote";
    static constexpr std::string_view about =
        "Keeps one's vote in a domain, though somebody is entrusted with it in a wider one.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &KeepVote::domain, "of the charter", Audience::parties)};
    }
};
/// One member's word on a domain; a later one replaces it.
struct Delegated {
    MemberId member;
    std::string domain;
    std::optional<std::string> as_class;
    std::optional<MemberId> trustee;
    static constexpr std::string_view name = "decisions.delegated";
    static constexpr std::string_view about =
        "A member entrusted another with their vote in a domain, or keeps it there.";
    static constexpr auto fields() {
        return FieldTable{
            field("member", &Delegated::member, "whose vote", Audience::parties),
            field("domain", &Delegated::domain, "where", Audience::parties),
            field("as_class", &Delegated::as_class, "as a member of which class", Audience::parties),
            field("trustee", &Delegated::trustee, "who votes for them; none: they keep their vote", Audience::parties)};
    }
    std::string topic() const { return "/delegations"; }
};

struct RevokeDelegation {
    std::string domain;
    static constexpr std::string_view name = "decisions.revoke_delegation";
    static constexpr std::string_view about =
        "Takes back one's word on a domain: what a wider domain says, if anything, counts there again.";
    static constexpr auto fields() {
        return FieldTable{field("domain", &RevokeDelegation::domain, "which", Audience::parties)};
    }
};
struct DelegationRevoked {
    MemberId member;
    std::string domain;
    std::optional<MemberId> trustee;
    static constexpr std::string_view name = "decisions.delegation_revoked";
    static constexpr std::string_view about = "A member took back their word on a domain.";
    static constexpr auto fields() {
        return FieldTable{field("member", &DelegationRevoked::member, "whose vote", Audience::parties),
                          field("domain", &DelegationRevoked::domain, "where", Audience::parties),
                          field("trustee", &DelegationRevoked::trustee, "who voted for them", Audience::parties)};
    }
    std::string topic() const { return "/delegations"; }
};

/// Given when somebody leaves the platform.
struct EndDelegations {
    MemberId member;
    static constexpr std::string_view name = "decisions.end_delegations";
    static constexpr std::string_view about =
        "Ends what a leaver entrusted to others, and what others entrusted to them.";
    static constexpr auto fields() { return FieldTable{field("member", &EndDelegations::member, "who left")}; }
};
struct DelegationsEnded {
    MemberId member;
    static constexpr std::string_view name = "decisions.delegations_ended";
    static constexpr std::string_view about = "Nobody votes for a leaver any more, nor the leaver for anybody.";
    static constexpr auto fields() { return FieldTable{field("member", &DelegationsEnded::member, "who left")}; }
    std::string topic() const { return "/delegations"; }
};

extern const RefusalKind delegation_off;

/// What a member said of a domain: whom they entrust there, or that they keep their vote.
struct Word {
    std::string domain;
    std::optional<std::string> as_class;
    std::optional<MemberId> trustee;
    bool operator==(const Word&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("domain", &Word::domain, ""), field("class", &Word::as_class, ""),
                          field("trustee", &Word::trustee, "")};
    }
};

/// Facts of every word on a domain.
struct DelegationFacts {
    bool is_domain = false;
    bool is_provided_for = false;              // some procedure in the domain lets members vote for others
    std::vector<std::string> mine;             // classes, the one joined first in front
    std::vector<std::string> theirs;           // of the member to be entrusted
    std::vector<std::string> around;           // the domains in which this one lies, the nearest first
    std::vector<Word> words;                   // the member's own, in force
    std::vector<std::string> declined_by_them; // domains in which the member to be entrusted votes for nobody else
    std::vector<std::string> returned;         // domains in which the member was told that a trustee declined
};
DelegationFacts load(store::Connection&, const engine::Context&, const Delegate&);
DelegationFacts load(store::Connection&, const engine::Context&, const KeepVote&);
DelegationFacts load(store::Connection&, const engine::Context&, const RevokeDelegation&);
engine::Decision decide(const DelegationFacts&, const Delegate&, engine::Context&);
engine::Decision decide(const DelegationFacts&, const KeepVote&, engine::Context&);
engine::Decision decide(const DelegationFacts&, const RevokeDelegation&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Delegated&);
void apply(store::Connection&, const engine::Meta&, const DelegationRevoked&);

struct EndFacts {
    bool any = false;
};
EndFacts load(store::Connection&, const engine::Context&, const EndDelegations&);
engine::Decision decide(const EndFacts&, const EndDelegations&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const DelegationsEnded&);

/// A member's words in force, by domain.
std::vector<Word> words_of(store::Connection& connection, MemberId member);
/// Whether some procedure in a domain, or in one within it, lets members vote for others.
bool provides_for_delegation(const rules::Charter& charter, std::string_view domain);

} // namespace reef::decisions
