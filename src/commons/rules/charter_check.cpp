#include "commons/rules/charter_check.hpp"
#include "commons/rules/by_law.hpp"
#include "commons/rules/clauses.hpp"
#include "commons/rules/duty_check.hpp"
#include "commons/rules/index_check.hpp"
#include "commons/rules/procedure_check.hpp"
#include "commons/rules/rule_amount.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace reef::rules {
namespace {

constexpr RefusalKind other_currency{"rules.other_currency",
                                     "This platform keeps its books in {}; {} is another currency.", 422};

bool is_money(const engine::RuleDeclaration& rule) { return rule.kind == engine::ValueKind::money; }

/// Collects faults under dotted keys.
class Check {
  public:
    Check(const Charter& charter, const engine::Registry& registry) : charter_(charter), registry_(registry) {}

    std::vector<CharterFault> run() {
        classes();
        bodies();
        decisions();
        rules();
        laws();
        std::ranges::move(faults_of_by_laws(charter_, registry_), std::back_inserter(faults_));
        protections();
        std::ranges::move(index_faults(charter_, registry_), std::back_inserter(faults_));
        std::ranges::move(duty_faults(charter_, registry_), std::back_inserter(faults_));
        surplus();
        users();
        return std::move(faults_);
    }

  private:
    void fault(std::string_view sentence_pattern, std::string key,
               std::initializer_list<std::string_view> arguments = {}) {
        faults_.push_back({0, std::move(key), std::string(sentence_pattern), {arguments.begin(), arguments.end()}});
    }
    void fault(const Refusal& refusal, std::string key) {
        faults_.push_back({0, std::move(key), refusal.sentence_pattern, refusal.arguments});
    }

    template <class Part>
    void unique(const std::vector<Part>& parts, std::string Part::*name, std::string_view key, std::string_view field,
                std::string_view sentence_pattern) {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < parts.size(); ++i)
            if (!seen.insert(parts[i].*name).second)
                fault(sentence_pattern, fmt::format("{}.{}.{}", key, i, field), {parts[i].*name});
    }
    template <class Part>
    void unique_ids(const std::vector<Part>& parts, std::string_view key) {
        unique(parts, &Part::id, key, "id", "The id \"{}\" is used twice.");
    }
    void known_class(const std::string& id, std::string key) {
        if (!charter_.find_class(id))
            fault("There is no class \"{}\". Name one of governance.classes.", std::move(key), {id});
    }

    /// "E3 class weights sum to one, no class above 50 %, each at least 5 % or consultative" (mechanisms 5.2).
    void classes() {
        const auto& all = charter_.governance.classes;
        if (all.empty()) fault("A platform needs at least one class of members.", "governance.classes");
        unique_ids(all, "governance.classes");
        Percent sum;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto key = fmt::format("governance.classes.{}", i);
            sum.hundredths += all[i].weight.hundredths;
            if (all.size() > 1 && all[i].weight > percent(50) && charter_.controller == Controller::members)
                fault("{} would outweigh all others; no class may have more than 50%.", key + ".weight", {all[i].name});
            if (all[i].weight != Percent{} && all[i].weight < percent(5))
                fault(
                    "{} would weigh next to nothing: a class has at least 5%, or 0%, and then it is heard and does not "
                    "decide.",
                    key + ".weight", {all[i].name});
            if (all[i].quorum < Percent{} || all[i].quorum > percent(100))
                fault("A quorum lies between 0% and 100%.", key + ".quorum");
            if (all[i].admission == Admission::body &&
                (!all[i].admitted_by || !charter_.find_body(*all[i].admitted_by)))
                fault("Name the body that admits members to this class.", key + ".admitted_by");
            if (charter_.openness == Openness::closed && !all[i].admitted_by)
                fault("Nobody comes into a closed platform by themselves: name the body that admits to this class.",
                      key + ".admitted_by");
            if (all[i].admitted_by && !charter_.find_body(*all[i].admitted_by))
                fault("There is no body \"{}\". Name one of governance.bodies.", key + ".admitted_by",
                      {*all[i].admitted_by});
        }
        if (!all.empty() && sum != percent(100))
            fault("The weights of the classes sum to {}; they must sum to 100%.", "governance.classes", {sum.text()});
    }

    void bodies() {
        unique_ids(charter_.governance.bodies, "governance.bodies");
        for (std::size_t i = 0; i < charter_.governance.bodies.size(); ++i) {
            const auto& body = charter_.governance.bodies[i];
            for (std::size_t k = 0; k < body.classes.size(); ++k)
                known_class(body.classes[k], fmt::format("governance.bodies.{}.classes.{}", i, k));
            if (body.quorum && (*body.quorum < Percent{} || *body.quorum > percent(100)))
                fault("A quorum lies between 0% and 100%.", fmt::format("governance.bodies.{}.quorum", i));
            if (body.form == BodyForm::organisation && body.classes.empty())
                fault("An organisation names the classes whose members sit in it.",
                      fmt::format("governance.bodies.{}.classes", i));
            seats(body, fmt::format("governance.bodies.{}", i));
        }
    }

    void seats(const BodyCharter& body, const std::string& key) {
        if (body.seats.has_value() != body.term.has_value())
            fault("A body that is elected has seats and a term.", key + (body.seats ? ".term" : ".seats"));
        if (!body.seats && (body.filled || body.drawn_from || !body.at_least.empty()))
            fault("Say how many seats there are to fill.", key + ".seats");
        if (!body.seats || !body.term) return;
        if (body.drawn_from && !body.is_drawn())
            fault("Only a body that is filled by lot says from whom it is drawn.", key + ".drawn_from");
        reserved_seats(body, key + ".at_least");
        if (body.form != BodyForm::organisation)
            fault("Members join a forum or an alliance; only an organisation is elected.", key + ".seats");
        if (*body.seats < 1 || *body.seats > 99) fault("A body has 1 to 99 seats.", key + ".seats");
        if (*body.term < days(28)) fault("A term lasts four weeks at least.", key + ".term");
    }

    void reserved_seats(const BodyCharter& body, const std::string& key) {
        std::int64_t sum = 0;
        std::set<std::string> seen;
        for (const auto& [id, seats] : body.at_least) {
            if (std::ranges::find(body.classes, id) == body.classes.end())
                fault("Seats are kept for classes that the body names, and {} is none of them.", key, {id});
            if (!seen.insert(id).second) fault("Seats for {} are named twice.", key, {id});
            sum += seats;
        }
        if (sum > *body.seats)
            fault("{} seats are kept, but there are {}.", key, {std::to_string(sum), std::to_string(*body.seats)});
    }

    void decisions() {
        unique_ids(charter_.governance.procedures, "governance.procedures");
        std::ranges::move(procedure_faults(charter_), std::back_inserter(faults_));
        negotiators();
        unique(charter_.governance.domains, &DomainCharter::rules, "governance.domains", "rules",
               "A domain speaks of \"{}\" already.");
        for (std::size_t i = 0; i < charter_.governance.domains.size(); ++i) domain(charter_.governance.domains[i], i);
        for (const auto& room : registry_.modules())
            for (const auto& rule : room.rules)
                if (!charter_.domain_of(rule.name))
                    fault("No domain says who decides on \"{}\". Add one, such as \"*\".", "governance.domains",
                          {rule.name});
    }

    void negotiators() {
        for (std::size_t i = 0; i < charter_.governance.negotiators.size(); ++i) {
            const auto& [stakeholder_class, id] = charter_.governance.negotiators[i];
            const auto key = fmt::format("governance.negotiators.{}", i);
            known_class(stakeholder_class, key + ".class");
            const auto* body = charter_.find_body(id);
            if (!body || body->classes != std::vector{stakeholder_class})
                fault("Name a body that is open to members of this class alone.", key + ".body");
        }
    }

    void domain(const DomainCharter& domain, std::size_t i) {
        const auto key = fmt::format("governance.domains.{}", i);
        if (!charter_.find_procedure(domain.procedure))
            fault("There is no procedure \"{}\".", key + ".procedure", {domain.procedure});
        for (std::size_t k = 0; k < domain.classes.size(); ++k)
            known_class(domain.classes[k], fmt::format("{}.classes.{}", key, k));
        if (!domain.classes.empty() && !charter_.has_weight(domain.classes))
            fault("None of these classes has any weight: they could decide nothing.", key + ".classes");
        const auto* body = domain.body ? charter_.find_body(*domain.body) : nullptr;
        if (!body && (domain.body || domain.mode == Mode::directive))
            fault("A directive domain names the body that is mandated.", key + ".body");
        else if (body && body->form != BodyForm::organisation)
            fault("Only an organisation can bind; this body is a forum or an alliance.", key + ".body");
        else if (body && !body->quorum)
            fault("\"{}\" decides here: say in governance.bodies which quorum it needs.", key + ".body",
                  {*domain.body});
        if (domain.mode == Mode::self_regulated && domain.classes.empty())
            fault("A self-regulated domain names the classes that it binds.", key + ".classes");
    }

    void rules() {
        unique(charter_.governance.rules, &RuleCharter::rule, "governance.rules", "rule",
               "\"{}\" has a first value already.");
        for (std::size_t i = 0; i < charter_.governance.rules.size(); ++i) {
            const auto& rule = charter_.governance.rules[i];
            const auto key = fmt::format("governance.rules.{}", i);
            const auto* declared = registry_.rule(rule.rule);
            if (!declared) {
                fault("There is no rule \"{}\".", key + ".rule", {rule.rule});
                continue;
            }
            const auto check = [&](const std::optional<std::string>& text, std::string_view name, const auto& read) {
                if (!text) return;
                if (const auto value = read(*text); !value) fault(value.error(), fmt::format("{}.{}", key, name));
            };
            if ((rule.lowest || rule.highest) && !declared->has_order()) {
                fault("Of two values of \"{}\" none is less, so nothing can bound them.",
                      fmt::format("{}.{}", key, rule.lowest ? "lowest" : "highest"), {rule.rule});
                continue;
            }
            check(rule.lowest, "lowest", declared->normalise);
            check(rule.highest, "highest", declared->normalise);
            if (faults_.empty())
                check(rule.value, "value",
                      [&](const std::string& text) { return rule_value(charter_, *declared, text); });
        }
        for (const auto& room : registry_.modules())
            for (const auto& rule : room.rules)
                if (is_money(rule) && !charter_.find_rule(rule.name) &&
                    !rule_value(charter_, rule, default_value(charter_, rule)))
                    fault("Say the first value of \"{}\" in {}; without a word it would be {}.", "governance.rules",
                          {rule.name, charter_.currency.text(), rule.default_text});
    }

    /// A law speaks of a rule, says where it can be read, and lets the rule begin at the value that it has here.
    void laws() {
        unique_ids(charter_.governance.laws, "governance.laws");
        for (std::size_t i = 0; i < charter_.governance.laws.size(); ++i) {
            const auto& law = charter_.governance.laws[i];
            const auto key = fmt::format("governance.laws.{}", i);
            if (law.not_above && !registry_.rule(*law.not_above))
                fault("There is no rule \"{}\".", key + ".not_above", {*law.not_above});
            bool speaks = false;
            for (const auto& room : registry_.modules())
                for (const auto& rule : room.rules)
                    if (fits(law.rules, rule.name)) {
                        speaks = true;
                        law_on(law, rule, key);
                    }
            if (!speaks) fault("There is no rule \"{}\".", key + ".rules", {law.rules});
        }
    }
    void law_on(const LawCharter& law, const engine::RuleDeclaration& rule, const std::string& key) {
        if (!rule.has_order() && (law.lowest || law.highest || law.not_above))
            return fault("Of two values of \"{}\" none is less, so nothing can bound them.", key + ".rules",
                         {std::string(rule.name)});
        for (const auto& [name, bound] : {std::pair{"lowest", law.lowest}, {"highest", law.highest}})
            if (const auto value = bound ? in_currency(rule, *bound) : Result<std::string>(""); !value)
                return fault(value.error(), fmt::format("{}.{}", key, name));
        if (law.lowest && law.highest && rule.is_less(*law.highest, *law.lowest))
            return fault("It leaves no value to \"{}\".", key + ".highest", {rule.name});
        const auto* other = law.not_above ? registry_.rule(*law.not_above) : nullptr;
        if (other && other->form != rule.form)
            return fault("\"{}\" and \"{}\" cannot be compared.", key + ".not_above", {rule.name, other->name});
        if (!faults_.empty()) return; // the first values may be no values
        const auto first = first_value(rule);
        const auto begins = [&](std::string_view name) {
            fault("\"{}\" begins at {}, and this law forbids that.", fmt::format("{}.{}", key, name),
                  {rule.name, first});
        };
        if (law.lowest && rule.is_less(first, *law.lowest)) begins("lowest");
        if (law.highest && rule.is_less(*law.highest, first)) begins("highest");
        if (other && rule.is_less(first_value(*other), first)) begins("not_above");
    }
    /// Of an amount: in the currency of the platform.
    Result<std::string> in_currency(const engine::RuleDeclaration& rule, const std::string& text) const {
        auto value = rule.normalise(text);
        if (value && is_money(rule) && Money::parse(*value)->currency != charter_.currency)
            return refuse(other_currency, "value", {charter_.currency.text(), *value});
        return value;
    }
    std::string first_value(const engine::RuleDeclaration& rule) const {
        const auto* said = charter_.find_rule(rule.name);
        return said ? said->value : default_value(charter_, rule);
    }

    void protections() {
        const auto all = clauses_of(charter_);
        for (std::size_t i = 0; i < charter_.governance.protected_clauses.size(); ++i) {
            const auto& each = charter_.governance.protected_clauses[i];
            const auto key = fmt::format("governance.protected.{}", i);
            const bool is_there = std::ranges::any_of(all, [&](const Clause& clause) {
                return !speaks_of("governance.protected", clause.key) && speaks_of(each.clause, clause.key);
            });
            if (!is_there && !is_part_of_charter(each.clause))
                fault("The charter has no clause \"{}\".", key + ".clause", {each.clause});
            if (each.majority && (*each.majority < percent(50) || *each.majority > percent(100)))
                fault("A majority lies between 50% and 100%.", key + ".majority");
            if (!each.majority && !each.every_class.value_or(false) && !each.never.value_or(false))
                fault("Say what a change of it needs: a majority, every class, or that it never changes.",
                      key + ".majority");
        }
    }

    void surplus() {
        const auto& profile = charter_.governance.surplus;
        const auto& patronage = charter_.governance.patronage;
        if (profile && !surplus_profile(*profile))
            fault("There is no profile \"{}\".", "governance.surplus", {*profile});
        Percent sum;
        for (std::size_t i = 0; i < patronage.size(); ++i) {
            const auto& each = patronage[i];
            const auto key = fmt::format("governance.patronage.{}", i);
            known_class(each.stakeholder_class, key + ".class");
            if (each.part < Percent{}) fault("A part is not negative.", key + ".part");
            sum.hundredths += each.part.hundredths;
            const bool by_transfers = each.basis == Basis::sales || each.basis == Basis::purchases;
            if (by_transfers && each.purposes.empty())
                fault("Name the transfers that count, such as \"fare\".", key + ".purposes");
            if (!by_transfers && !each.purposes.empty())
                fault("Only sales and purchases are counted from transfers.", key + ".purposes");
        }
        if (profile && sum != percent(100))
            fault("The parts of the classes sum to {}; they must sum to 100%.", "governance.patronage", {sum.text()});
        if (!profile && !patronage.empty())
            fault("Say which law the surplus follows before it is shared out, such as \"plain\".",
                  "governance.surplus");
    }

    void users() {
        for (std::size_t i = 0; i < charter_.users.links.size(); ++i) {
            known_class(charter_.users.links[i].from, fmt::format("users.links.{}.from", i));
            known_class(charter_.users.links[i].to, fmt::format("users.links.{}.to", i));
        }
        for (std::size_t i = 0; i < charter_.users.critical_mass.size(); ++i)
            known_class(charter_.users.critical_mass[i].stakeholder_class,
                        fmt::format("users.critical_mass.{}.class", i));
        for (std::size_t i = 0; i < charter_.technology.spaces.size(); ++i) {
            const auto& space = charter_.technology.spaces[i];
            const auto key = fmt::format("technology.spaces.{}", i);
            if (space.requester) known_class(*space.requester, key + ".requester");
            if (space.provider) known_class(*space.provider, key + ".provider");
        }
    }

    const Charter& charter_;
    const engine::Registry& registry_;
    std::vector<CharterFault> faults_;
};

} // namespace

Bounds bounds_of(const Charter& charter, const engine::RuleDeclaration& rule) {
    Bounds bounds{rule.lowest_text, rule.highest_text};
    for (auto* bound : {&bounds.lowest, &bounds.highest})
        if (is_money(rule) && !bound->empty() && Money::parse(*bound)->currency != charter.currency) bound->clear();
    const auto* said = charter.find_rule(rule.name);
    if (said && said->lowest) bounds.lowest = *said->lowest;
    if (said && said->highest) bounds.highest = *said->highest;
    return bounds;
}

Result<std::string> rule_value(const Charter& charter, const engine::RuleDeclaration& rule, std::string_view text) {
    auto value = rule.normalise(text);
    if (!value) return value;
    if (is_money(rule) && Money::parse(*value)->currency != charter.currency)
        return refuse(other_currency, "value", {charter.currency.text(), *value});
    const auto bounds = bounds_of(charter, rule);
    if ((!bounds.lowest.empty() && rule.is_less(*value, bounds.lowest)) ||
        (!bounds.highest.empty() && rule.is_less(bounds.highest, *value)))
        return engine::refuse_out_of_bounds(rule.name, *value, bounds.lowest, bounds.highest);
    return value;
}

std::string default_value(const Charter& charter, const engine::RuleDeclaration& rule) {
    if (!is_money(rule) || Money::parse(rule.default_text)->minor != 0) return rule.default_text;
    return Money{0, charter.currency}.text();
}

std::vector<CharterFault> check_charter(const Charter& charter, const engine::Registry& registry) {
    return Check(charter, registry).run();
}

} // namespace reef::rules
