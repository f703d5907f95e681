// Who comes forward: whoever belongs to a class of the body, until the pool is frozen.
#pragma once
#include "commons/panels/draw.hpp"

namespace reef::panels {

struct Volunteer {
    IdValue draw;
    static constexpr std::string_view name = "panels.volunteer";
    static constexpr std::string_view about = "Comes forward for a panel: one may be drawn, or not.";
    static constexpr auto fields() { return FieldTable{field("draw", &Volunteer::draw, "which")}; }
};
struct Volunteered {
    IdValue draw;
    MemberId member;
    static constexpr std::string_view name = "panels.volunteered";
    static constexpr std::string_view about = "A member came forward for a panel.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &Volunteered::draw, "which"), field("member", &Volunteered::member, "who")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};
struct Withdraw {
    IdValue draw;
    static constexpr std::string_view name = "panels.withdraw";
    static constexpr std::string_view about = "Steps back before the pool is frozen.";
    static constexpr auto fields() { return FieldTable{field("draw", &Withdraw::draw, "which")}; }
};
struct Withdrawn {
    IdValue draw;
    MemberId member;
    static constexpr std::string_view name = "panels.withdrawn";
    static constexpr std::string_view about = "A member came forward no more.";
    static constexpr auto fields() {
        return FieldTable{field("draw", &Withdrawn::draw, "which"), field("member", &Withdrawn::member, "who")};
    }
    std::string topic() const { return "/panels/" + draw.text(); }
};

struct PoolFacts {
    std::optional<DrawRow> draw;
    std::string body_name;
    bool is_eligible = false;
    bool has_volunteered = false;
};
PoolFacts load(store::Connection&, const engine::Context&, const Volunteer&);
/// Refused: panels.no_such_draw, .all_are_drawn, .pool_frozen, .not_eligible.
engine::Decision decide(const PoolFacts&, const Volunteer&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Volunteered&);
PoolFacts load(store::Connection&, const engine::Context&, const Withdraw&);
/// Refused: panels.no_such_draw, .pool_frozen, .not_volunteering.
engine::Decision decide(const PoolFacts&, const Withdraw&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const Withdrawn&);

} // namespace reef::panels
