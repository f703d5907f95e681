#include "commons/rules/by_law.hpp"
#include "commons/rules/rule_amount.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::rules {
namespace {

using engine::RuleDeclaration;

/// Collects the faults of one room under its key.
class RoomCheck {
  public:
    RoomCheck(const Charter& charter, const ByLawCharter& room, std::string key, std::vector<CharterFault>& faults)
        : charter_(charter), room_(room), key_(std::move(key)), faults_(faults) {}

    void bounds(const RuleDeclaration& rule) {
        bool are_values = true;
        for (const auto& [name, bound] : {std::pair{"lowest", room_.lowest}, {"highest", room_.highest}}) {
            if (const auto value = rule_value(charter_, rule, bound); !value) {
                fault(value.error(), name);
                are_values = false;
            }
        }
        if (are_values && rule.is_less(room_.highest, room_.lowest))
            fault("It leaves no value to \"{}\".", "highest", {std::string(rule.name)});
    }

    void deciders() {
        if (!charter_.find_procedure(room_.procedure))
            fault("There is no procedure \"{}\".", "procedure", {room_.procedure});
        for (const auto& each : room_.classes)
            if (!charter_.find_class(each))
                fault("There is no class \"{}\". Name one of governance.classes.", "classes", {each});
        if (!room_.classes.empty() && !charter_.has_weight(room_.classes))
            fault("None of these classes has any weight: they could decide nothing.", "classes");
        if (room_.mode == Mode::self_regulated && room_.classes.empty() && !room_.body)
            fault("Name who decides on these by-laws: classes, or a body.", "classes");
        if (!room_.body && room_.mode != Mode::directive) return;
        const auto* body = room_.body ? charter_.find_body(*room_.body) : nullptr;
        if (!body)
            return fault("There is no body \"{}\". Name one of governance.bodies.", "body", {room_.body.value_or("")});
        if (room_.mode == Mode::directive && body->form != BodyForm::organisation)
            fault("Only an organisation can bind; this body is a forum or an alliance.", "body");
        if (!body->quorum)
            fault("\"{}\" decides here: say in governance.bodies which quorum it needs.", "body", {body->id});
    }

    void fault(std::string_view pattern, std::string_view name, std::vector<std::string> arguments = {}) {
        faults_.push_back({0, fmt::format("{}.{}", key_, name), std::string(pattern), std::move(arguments)});
    }
    void fault(const Refusal& refusal, std::string_view name) {
        fault(refusal.sentence_pattern, name, refusal.arguments);
    }

  private:
    const Charter& charter_;
    const ByLawCharter& room_;
    std::string key_;
    std::vector<CharterFault>& faults_;
};

} // namespace

std::vector<CharterFault> faults_of_by_laws(const Charter& charter, const engine::Registry& registry) {
    std::vector<CharterFault> faults;
    std::set<std::pair<std::string, Scope>> seen;
    const auto& rooms = charter.governance.by_laws;
    for (std::size_t i = 0; i < rooms.size(); ++i) {
        RoomCheck check(charter, rooms[i], fmt::format("governance.by_laws.{}", i), faults);
        const auto* rule = registry.rule(rooms[i].rule);
        if (!rule) {
            check.fault("There is no rule \"{}\".", "rule", {rooms[i].rule});
            continue;
        }
        if (const auto refusal = refusal_of_scope(charter, *rule, rooms[i].scope)) check.fault(*refusal, "scope");
        if (!seen.emplace(rooms[i].rule, rooms[i].scope).second)
            check.fault("Room for by-laws on \"{}\" in {} is left twice.", "scope",
                        {rooms[i].rule, rooms[i].scope.text()});
        if (rule->has_order())
            check.bounds(*rule);
        else
            check.fault("Of two values of \"{}\" none is less, so nothing can bound them.", "rule", {rooms[i].rule});
        check.deciders();
    }
    return faults;
}

} // namespace reef::rules
