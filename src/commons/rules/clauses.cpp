#include "commons/rules/clauses.hpp"
#include <algorithm>
#include <array>
#include <set>

namespace reef::rules {
namespace {

constexpr RefusalKind clause_is_a_rule{
    "rules.clause_is_a_rule",
    "\"{}\" was read when the platform was founded. A rule changes by a proposal on that rule; leave this as it is.",
    422};
constexpr RefusalKind clause_must_stay{
    "rules.clause_must_stay",
    "\"{}\" cannot fall away: decisions were taken under it. Leave it, and change what it says.", 422};
constexpr RefusalKind clause_is_fixed{
    "rules.clause_is_fixed",
    "\"{}\" cannot change while the platform runs: members, money or elections hang on it. Leave it as it is.", 422};

constexpr std::string_view protections = "governance.protected";

std::string text_of(const json::value& value) {
    if (const auto* text = value.if_string()) return std::string(*text);
    return json_text(value);
}

/// Everything below a place in the document, in order.
class Walk {
  public:
    std::vector<Clause> clauses;

    void object(const json::object& fields, const std::string& at, const std::string& element) {
        for (const auto& [key, value] : fields)
            below(value, at.empty() ? std::string(key) : at + "." + std::string(key), element);
    }

  private:
    void below(const json::value& value, const std::string& at, const std::string& element) {
        if (value.is_null()) return;
        if (value.is_object()) return object(value.get_object(), at, element);
        if (value.is_array()) return list(value.get_array(), at, element);
        clauses.push_back({element, at, text_of(value)});
    }
    void list(const json::array& values, const std::string& at, const std::string& element) {
        if (values.empty()) return;
        if (values.front().is_object()) {
            for (const auto& each : values) {
                auto name = at + "[" + element_name(each.get_object()) + "]";
                while (!elements_.insert(name).second) name += "'";
                object(each.get_object(), name, name);
            }
            return;
        }
        std::vector<std::string> parts;
        for (const auto& each : values) parts.push_back(text_of(each));
        clauses.push_back({element, at, join(parts, "; ")});
    }
    std::set<std::string> elements_;
};

/// An element as a whole, where it comes or goes.
std::string whole_text(const std::vector<Clause>& clauses, const std::string& element) {
    std::vector<std::string> lines;
    for (const auto& each : clauses)
        if (each.element == element) lines.push_back(each.key.substr(element.size() + 1) + ": " + each.text);
    return join(lines, "\n");
}
bool has_element(const std::vector<Clause>& clauses, const std::string& element) {
    return std::ranges::find(clauses, element, &Clause::element) != clauses.end();
}
const Clause* find_clause(const std::vector<Clause>& clauses, const std::string& key) {
    const auto found = std::ranges::find(clauses, key, &Clause::key);
    return found == clauses.end() ? nullptr : &*found;
}

void add(std::vector<ClauseChange>& changes, ClauseChange change) {
    if (std::ranges::find(changes, change.clause, &ClauseChange::clause) == changes.end())
        changes.push_back(std::move(change));
}

void demand_also(Demand& demand, const ProtectedCharter& asked, const std::string& clause, bool stands) {
    if (asked.majority) demand.majority = std::max(demand.majority.value_or(*asked.majority), *asked.majority);
    if (asked.every_class.value_or(false)) demand.every_class = true;
    if (!asked.never.value_or(false)) return;
    if (!stands)
        demand.every_class = true;
    else if (!demand.never)
        demand.never = clause;
}

/// Parts of which each clause may come, change and go: what runs keeps the terms under which it began.
constexpr std::array free_parts = {"name",
                                   "openness",
                                   "outcomes",
                                   "users.links",
                                   "governance.procedures",
                                   "governance.domains",
                                   "governance.by_laws",
                                   "governance.protected",
                                   "governance.laws",
                                   "governance.negotiators",
                                   "governance.indexed",
                                   "governance.duties",
                                   "governance.patronage"};
/// Lists of which members, seats and money hang on each element: others may come beside it.
constexpr std::array lasting_lists = {"governance.classes", "governance.bodies"};

enum class Leeway { any, another, more }; // `another`: it neither comes nor goes; `more`: what it lists stays
struct ClauseLeeway {
    std::string_view part;
    std::string_view key; // of each element; empty: the part itself
    Leeway leeway = Leeway::any;
};
constexpr std::array leeways = {
    ClauseLeeway{"governance.classes", "name"},
    ClauseLeeway{"governance.classes", "weight"},
    ClauseLeeway{"governance.classes", "quorum"},
    ClauseLeeway{"governance.classes", "admission"},
    ClauseLeeway{"governance.classes", "admitted_by"},
    ClauseLeeway{"governance.classes", "principles"},
    ClauseLeeway{"governance.bodies", "name"},
    ClauseLeeway{"governance.bodies", "mandate"},
    ClauseLeeway{"governance.bodies", "quorum"},
    ClauseLeeway{"governance.bodies", "audits"},
    ClauseLeeway{"governance.bodies", "checks_identity"},
    ClauseLeeway{"governance.bodies", "seats", Leeway::another}, // from the next election on
    ClauseLeeway{"governance.bodies", "term", Leeway::another},
    ClauseLeeway{"governance.bodies", "at_least"},
    ClauseLeeway{"governance.bodies", "drawn_from"},
    ClauseLeeway{"governance.surplus", "", Leeway::another}, // from the next period on
    ClauseLeeway{"technology.spaces", "name"},
    ClauseLeeway{"technology.spaces", "categories", Leeway::more}};

bool is_about(const ClauseLeeway& leeway, std::string_view clause) {
    if (leeway.key.empty()) return clause == leeway.part;
    return clause.starts_with(std::string(leeway.part) + "[") && clause.ends_with("]." + std::string(leeway.key));
}
bool keeps_all(const ClauseChange& change) {
    if (!change.before) return true;
    if (!change.after) return false;
    const auto after = split(*change.after, ';');
    return std::ranges::all_of(split(*change.before, ';'), [&](std::string_view each) {
        return std::ranges::any_of(after, [&](std::string_view other) { return trimmed(other) == trimmed(each); });
    });
}
bool may_change(const ClauseChange& change) {
    const auto speaks = [&](std::string_view part) { return speaks_of(part, change.clause); };
    if (std::ranges::any_of(free_parts, speaks)) return true;
    const bool comes = !change.before && change.clause.ends_with(']');
    if (comes && std::ranges::any_of(lasting_lists, speaks)) return true;
    const auto found =
        std::ranges::find_if(leeways, [&](const ClauseLeeway& each) { return is_about(each, change.clause); });
    if (found == leeways.end()) return false;
    return found->leeway == Leeway::any || (found->leeway == Leeway::another && change.before && change.after) ||
           (found->leeway == Leeway::more && keeps_all(change));
}

/// Whether a change is one of this protection itself.
bool is_protection(const std::string& changed, const ProtectedCharter& each) {
    const auto own = std::string(protections) + "[" + each.clause + "]";
    return changed == own || changed.starts_with(own + ".");
}

} // namespace

std::string element_name(const json::object& element) {
    if (element.contains("from") && element.contains("to"))
        return text_of(element.at("from")) + " to " + text_of(element.at("to"));
    if (element.contains("rule") && element.contains("scope"))
        return text_of(element.at("rule")) + " in " + text_of(element.at("scope"));
    for (const auto* key : {"id", "rules", "rule", "clause", "class"})
        if (const auto* name = element.if_contains(key)) return text_of(*name);
    return "?";
}

std::vector<Clause> clauses_of(const Charter& charter) {
    Walk walk;
    const auto document = to_json(charter);
    walk.object(document.get_object(), {}, {});
    return std::move(walk.clauses);
}

std::vector<ClauseChange> changed_clauses(const Charter& before, const Charter& after) {
    const auto old_clauses = clauses_of(before), new_clauses = clauses_of(after);
    std::vector<ClauseChange> changes;
    for (const auto& each : old_clauses) {
        if (!each.element.empty() && !has_element(new_clauses, each.element)) {
            add(changes, {each.element, whole_text(old_clauses, each.element), {}});
            continue;
        }
        const auto* now = find_clause(new_clauses, each.key);
        if (!now || now->text != each.text)
            add(changes, {each.key, each.text, now ? std::optional(now->text) : std::nullopt});
    }
    for (const auto& each : new_clauses) {
        if (!each.element.empty() && !has_element(old_clauses, each.element))
            add(changes, {each.element, {}, whole_text(new_clauses, each.element)});
        else if (!find_clause(old_clauses, each.key))
            add(changes, {each.key, {}, each.text});
    }
    return changes;
}

bool is_part_of_charter(std::string_view name) {
    const auto shape = shape_of<Charter>();
    const auto* fields = &shape.fields;
    for (const auto& part : split(name, '.')) {
        const auto found =
            std::ranges::find(*fields, part, [](const auto& each) { return std::string_view(each.name); });
        if (found == fields->end()) return false;
        fields = &found->shape.fields;
    }
    return true;
}

bool speaks_of(std::string_view name, std::string_view clause) {
    const auto lies_in = [](std::string_view inner, std::string_view outer) {
        return inner.starts_with(outer) &&
               (inner.size() == outer.size() || inner[outer.size()] == '.' || inner[outer.size()] == '[');
    };
    return lies_in(clause, name) || (clause.ends_with(']') && lies_in(name, clause));
}

std::optional<Refusal> refusal_to_change(const ClauseChange& change) {
    const auto& clause = change.clause;
    const auto is_of = [&](std::string_view part) { return speaks_of(part, clause); };
    if (is_of("governance.rules")) return refuse(clause_is_a_rule, "text", {clause}).error();
    const bool goes = !change.after && clause.ends_with(']');
    if (goes && (is_of("governance.procedures") || is_of("governance.domains")))
        return refuse(clause_must_stay, "text", {clause}).error();
    if (may_change(change)) return {};
    return refuse(clause_is_fixed, "text", {clause}).error();
}

/// "E5 no class can amend another's protected rights" (mechanisms 5.2): who weighs less has a say of its own.
Demand demand_of(const Charter& before, const Charter& after, const std::vector<ClauseChange>& changes) {
    Demand demand;
    for (const auto& change : changes) {
        for (const auto& each : before.governance.protected_clauses)
            if (speaks_of(each.clause, change.clause) || is_protection(change.clause, each))
                demand_also(demand, each, change.clause, true);
        for (const auto& each : after.governance.protected_clauses)
            if (is_protection(change.clause, each)) demand_also(demand, each, change.clause, false);
    }
    for (const auto& each : before.governance.classes)
        if (const auto* then = after.find_class(each.id); then && then->weight < each.weight)
            demand.vetoes.push_back(each.id);
    return demand;
}

} // namespace reef::rules
