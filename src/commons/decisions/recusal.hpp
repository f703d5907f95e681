// Recusal: whoever sits in a body that decides for others, and has an interest of their own in the matter, says so and
// takes no part. They count neither as a vote nor for the quorum, and everybody sees who stood aside.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

struct Recuse {
    IdValue proposal;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "decisions.recuse";
    static constexpr std::string_view about =
        "Takes no part in what one's body decides, because of an interest of one's own.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &Recuse::proposal, "which"),
                          field("reason", &Recuse::reason, "the interest", Audience::everyone, 1'000)};
    }
};
struct Recused {
    IdValue proposal;
    MemberId member;
    Vaulted<std::string> reason;
    bool voting_is_open = false;
    static constexpr std::string_view name = "decisions.recused";
    static constexpr std::string_view about =
        "A member of the deciding body takes no part. A ballot that they had cast counts no more.";
    static constexpr auto fields() {
        return FieldTable{
            field("proposal", &Recused::proposal, "which"), field("member", &Recused::member, "who stands aside"),
            field("reason", &Recused::reason, "the interest"),
            field("voting_is_open", &Recused::voting_is_open, "the electorate has one fewer from now on")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct RecuseFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    bool is_of_body = false;    // a body decides it for others
    bool sits_there = false;    // now, or when the vote opened if it is open; and did not recuse themselves
    bool has_recused = false;
};
RecuseFacts recuse_facts(store::Connection& connection, const engine::Standing& standing, IdValue proposal,
                         MemberId member);
RecuseFacts load(store::Connection&, const engine::Context&, const Recuse&);
/// Why a member may not stand aside; nothing where they may.
std::optional<Refusal> may_not_recuse(const RecuseFacts& facts);
engine::Decision decide(const RecuseFacts&, const Recuse&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Recused&);

} // namespace reef::decisions
