#include "commons/rules/charter.hpp"
#include <algorithm>

namespace reef::rules {
namespace {

template <class Part>
const Part* find_by_id(const std::vector<Part>& parts, std::string_view id) {
    const auto found = std::ranges::find(parts, id, &Part::id);
    return found == parts.end() ? nullptr : &*found;
}

} // namespace

bool fits(std::string_view pattern, std::string_view rule) {
    if (!pattern.ends_with('*')) return pattern == rule;
    return rule.starts_with(pattern.substr(0, pattern.size() - 1));
}

Result<ReservedSeats> ReservedSeats::parse(std::string_view text) {
    static constexpr RefusalKind not_reserved_seats{
        "rules.not_reserved_seats", "\"{}\" is not a class and a number of seats, such as \"driver: 2\".", 422};
    const auto colon = text.find(':');
    const auto name = trimmed(text.substr(0, colon));
    const auto seats = colon == text.npos ? std::nullopt : parse_integer(trimmed(text.substr(colon + 1)));
    if (!seats || name.empty() || *seats < 1 || *seats > 99)
        return refuse(not_reserved_seats, {}, {std::string(text.substr(0, 80))});
    return ReservedSeats{std::string(name), *seats};
}

std::optional<std::string> BodyCharter::class_among(const std::vector<std::string>& theirs) const {
    const auto found = std::ranges::find_first_of(classes, theirs);
    if (found == classes.end()) return {};
    return *found;
}

const ClassCharter* Charter::find_class(std::string_view id) const { return find_by_id(governance.classes, id); }
bool Charter::has_weight(const std::vector<std::string>& classes) const {
    return std::ranges::any_of(governance.classes, [&](const ClassCharter& each) {
        return each.weight > Percent{} && std::ranges::count(classes, each.id) > 0;
    });
}
const BodyCharter* Charter::find_body(std::string_view id) const { return find_by_id(governance.bodies, id); }
const ProcedureCharter* Charter::find_procedure(std::string_view id) const {
    return find_by_id(governance.procedures, id);
}

const RuleCharter* Charter::find_rule(std::string_view rule) const {
    const auto found = std::ranges::find(governance.rules, rule, &RuleCharter::rule);
    return found == governance.rules.end() ? nullptr : &*found;
}

const IndexedCharter* Charter::index_of(std::string_view rule) const {
    const auto found = std::ranges::find(governance.indexed, rule, &IndexedCharter::rule);
    return found == governance.indexed.end() ? nullptr : &*found;
}

const DomainCharter* Charter::domain_of(std::string_view rule) const {
    const DomainCharter* best = nullptr;
    for (const auto& domain : governance.domains)
        if (fits(domain.rules, rule) && (!best || domain.rules.size() > best->rules.size())) best = &domain;
    return best;
}

const ByLawCharter* Charter::room_for(std::string_view rule, const std::optional<Scope>& scope) const {
    const auto found = std::ranges::find_if(
        governance.by_laws, [&](const ByLawCharter& each) { return each.rule == rule && each.scope == scope; });
    return found == governance.by_laws.end() ? nullptr : &*found;
}

DomainCharter Charter::domain_for(std::string_view rule, const std::optional<Scope>& scope) const {
    const auto* room = room_for(rule, scope);
    if (!room) return *domain_of(rule);
    return {room->rule, room->mode, room->procedure, room->classes, room->body};
}

std::vector<std::string> Charter::domains_around(std::string_view domain) const {
    std::vector<std::string> around{"*"};
    for (const auto& each : governance.domains)
        if (each.rules != "*" && (each.rules == domain || (each.rules.ends_with('*') && fits(each.rules, domain))))
            around.push_back(each.rules);
    std::ranges::sort(around, std::greater{}, &std::string::size);
    return around;
}

std::vector<LawCharter> Charter::laws_on(std::string_view rule) const {
    std::vector<LawCharter> laws;
    for (const auto& law : governance.laws)
        if (fits(law.rules, rule) || law.not_above == rule) laws.push_back(law);
    return laws;
}

const BodyCharter* Charter::speaker_of(std::string_view class_id) const {
    const auto found = std::ranges::find(governance.negotiators, class_id, &NegotiatorCharter::stakeholder_class);
    return found == governance.negotiators.end() ? nullptr : find_body(found->body);
}

std::string Charter::color_of(std::string_view class_id) const {
    const auto found = std::ranges::find(governance.classes, class_id, &ClassCharter::id);
    if (found == governance.classes.end()) return "class-none";
    return "class-" + std::to_string((found - governance.classes.begin()) % 8 + 1);
}

} // namespace reef::rules
