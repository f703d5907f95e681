#include "commons/rules/decision_method.hpp"
#include "commons/rules/constancy.hpp"
#include "math/tally/module.hpp"
#include <algorithm>

namespace reef::rules {

namespace {

constexpr std::string_view by_ranking = "ranked";

/// One that finds one of several options, and of what ballots; nothing for others. `majority` and `consent` are ways of
/// deciding by themselves here.
std::optional<BallotForm> form_of(const tally::Method& method) {
    if (!method.elects_one || method.name == by_majority || method.name == by_consent) return {};
    for (const auto& [kind, form] : {std::pair{tally::BallotKind::ranked, BallotForm::ranking},
                                     std::pair{tally::BallotKind::approval, BallotForm::approvals},
                                     std::pair{tally::BallotKind::score, BallotForm::scores}})
        if (std::ranges::find(method.takes, kind) != method.takes.end()) return form;
    return {};
}

} // namespace

BallotForm ballot_form(const ProcedureCharter& procedure) {
    if (!chooses_among_options(procedure)) return BallotForm::choice;
    const auto method = tally::method_named(counted_by(procedure));
    const auto form = method ? form_of(**method) : std::nullopt;
    ensure(form.has_value(), "a charter in force names a method that there is");
    return *form;
}

bool chooses_among_options(const ProcedureCharter& procedure) {
    return procedure.method && *procedure.method != by_majority && *procedure.method != by_consent;
}

std::string_view counted_by(const ProcedureCharter& procedure) {
    ensure(chooses_among_options(procedure), "options are counted where there are any");
    return *procedure.method == by_ranking ? "schulze-winning-votes" : std::string_view(*procedure.method);
}

std::vector<std::string> decision_methods() {
    std::vector<std::string> names{std::string(by_majority), std::string(by_consent), "approval",
                                   std::string(by_ranking)};
    for (const auto& each : tally::methods())
        if (form_of(each) && each.name != "approval") names.emplace_back(each.name);
    return names;
}

bool is_by_consent(const ProcedureCharter& procedure) { return procedure.method == by_consent; }

Percent needed(const ProcedureCharter& procedure) {
    if (!is_by_consent(procedure)) return procedure.majority;
    const auto may_object = procedure.objections_at_most.value_or(Percent{});
    return std::max(procedure.majority, Percent{percent(100).hundredths - may_object.hundredths});
}

bool needs_at_least(const ProcedureCharter& procedure) {
    return is_by_consent(procedure) || procedure.majority > percent(50);
}

ProcedureCharter raised_by(ProcedureCharter procedure, Percent margin) {
    procedure.majority = raised(procedure.majority, margin);
    if (procedure.objections_at_most)
        procedure.objections_at_most =
            Percent{std::max<std::int64_t>(0, procedure.objections_at_most->hundredths - margin.hundredths)};
    return procedure;
}

ProcedureCharter for_called_vote(ProcedureCharter procedure) {
    procedure.method.reset();
    procedure.objections_at_most.reset();
    return procedure;
}

ProcedureCharter without_options(ProcedureCharter procedure) {
    if (chooses_among_options(procedure)) procedure.method.reset();
    return procedure;
}

} // namespace reef::rules
