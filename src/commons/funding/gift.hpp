// Giving to a project: the money goes from the giver's account into the round's escrow at once, and from there to the
// project when the round closes, or back.
#pragma once
#include "commons/funding/project.hpp"

namespace reef::funding {

/// What the transfers of a round are for.
namespace purpose {
inline constexpr std::string_view pot = "matching pot";
inline constexpr std::string_view pot_back = "matching pot back";
inline constexpr std::string_view gift = "gift";
inline constexpr std::string_view gift_back = "gift back";
inline constexpr std::string_view gifts = "gifts";
inline constexpr std::string_view matching = "matching";
inline constexpr std::string_view reward = "reward";
} // namespace purpose

struct Give {
    IdValue project;
    Money amount;
    static constexpr std::string_view name = "funding.give";
    static constexpr std::string_view about =
        "Gives to a project from one's account. It comes back only if the project or its round is called off.";
    static constexpr auto fields() {
        return FieldTable{field("project", &Give::project, "which"),
                          field("amount", &Give::amount, "how much", Audience::parties)};
    }
};
struct Given {
    IdValue round;
    IdValue project;
    MemberId member;
    Money amount;
    static constexpr std::string_view name = "funding.given";
    static constexpr std::string_view about = "Somebody gave to a project.";
    static constexpr auto fields() {
        return FieldTable{field("round", &Given::round, "of the project"), field("project", &Given::project, "which"),
                          field("member", &Given::member, "who", Audience::parties),
                          field("amount", &Given::amount, "how much", Audience::parties)};
    }
    std::string topic() const { return address_of(round); }
};

/// What one member gave to one project in all.
struct GiftRow {
    IdValue project;
    MemberId member;
    std::int64_t minor = 0;
    static constexpr auto fields() {
        return FieldTable{field("project", &GiftRow::project, ""), field("member", &GiftRow::member, ""),
                          field("minor", &GiftRow::minor, "")};
    }
};
/// To projects that stand, by project and member.
std::vector<GiftRow> gifts_of(store::Connection& connection, IdValue round);
/// By member.
std::vector<GiftRow> gifts_to(store::Connection& connection, IdValue project);
/// From the escrow to the giver.
engine::Call gift_back(IdValue round, MemberId member, const Money& amount);

/// How many gifts a round takes, one for each giver and project: the formula looks at every pair of them.
inline constexpr std::int64_t gifts_max = 1'000;

struct GiveFacts {
    std::optional<ProjectRow> project;
    std::optional<RoundRow> round;
    Money given;     // by the giver to the project before
    Money available; // on the giver's account
    std::int64_t gifts = 0;
};
GiveFacts load(store::Connection&, const engine::Context&, const Give&);
engine::Decision decide(const GiveFacts&, const Give&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Given&);
std::vector<engine::Call> ledger_calls(store::Connection&, const engine::Meta&, const Given&);

} // namespace reef::funding
