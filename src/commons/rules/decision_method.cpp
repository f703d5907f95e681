#include "commons/rules/decision_method.hpp"
#include "commons/rules/constancy.hpp"
#include <algorithm>

namespace reef::rules {

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

} // namespace reef::rules
