#include "commons/rules/procedure_check.hpp"
#include "commons/rules/decision_method.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::rules {
namespace {

class ProcedureCheck {
  public:
    explicit ProcedureCheck(const Charter& charter) : charter_(charter) {}

    std::vector<CharterFault> run() {
        for (std::size_t i = 0; i < charter_.governance.procedures.size(); ++i) {
            key_ = fmt::format("governance.procedures.{}", i);
            procedure(charter_.governance.procedures[i]);
        }
        return std::move(faults_);
    }

  private:
    /// `part` begins with a dot.
    void fault(std::string_view sentence_pattern, std::string_view part,
               std::initializer_list<std::string_view> arguments = {}) {
        faults_.push_back(
            {0, key_ + std::string(part), std::string(sentence_pattern), {arguments.begin(), arguments.end()}});
    }

    void procedure(const ProcedureCharter& procedure) {
        if (procedure.ballots_open && procedure.is_private())
            fault("Ballots are open or private, not both.", ".ballots_private");
        if (procedure.voting < hours(1)) fault("A vote stays open for at least an hour.", ".voting");
        if (procedure.majority < percent(50) || procedure.majority > percent(100))
            fault("A majority lies between 50% and 100%.", ".majority");
        for (std::size_t k = 0; k < procedure.vetoes.size(); ++k)
            if (!charter_.find_class(procedure.vetoes[k]))
                fault("There is no class \"{}\". Name one of governance.classes.", fmt::format(".vetoes.{}", k),
                      {procedure.vetoes[k]});
        if (procedure.late_quorum && (*procedure.late_quorum < hours(1) || *procedure.late_quorum >= procedure.voting))
            fault("It is an hour at least, and shorter than the vote.", ".late_quorum");
        sponsors(procedure);
        negotiation(procedure);
        if (procedure.answers_within && *procedure.answers_within < hours(1))
            fault("Whoever answers an opinion has at least an hour.", ".answers_within");
        if (!procedure.answers_within && procedure.unless_answered)
            fault("Say how long one has to answer before that follows.", ".answers_within");
        method(procedure);
    }

    void options(const ProcedureCharter& procedure) {
        if (!chooses_among_options(procedure)) return;
        if (procedure.form == CountForm::block)
            fault("Several options are put in order by ballots, not by whole classes.", ".form");
        if (procedure.negotiation)
            fault("Where classes bargain, another value is an offer; nobody chooses among several.", ".negotiation");
    }

    void method(const ProcedureCharter& procedure) {
        const auto named = procedure.method.value_or(std::string(by_majority));
        const auto known = decision_methods();
        if (std::ranges::find(known, named) == known.end())
            fault("There is no method \"{}\" for proposals. Name one of: {}.", ".method", {named, join(known, ", ")});
        options(procedure);
        const bool is_consent = is_by_consent(procedure);
        if (is_consent && procedure.form == CountForm::block)
            fault("By consent the objections of each class are weighed; whole classes do not say yes or no.", ".form");
        if (!procedure.objections_at_most) return;
        if (!is_consent)
            fault("Objections are counted by consent alone: say method = \"consent\".", ".objections_at_most");
        if (*procedure.objections_at_most < Percent{} || *procedure.objections_at_most > percent(50))
            fault("The part that may object lies between 0% and 50%.", ".objections_at_most");
    }

    void sponsors(const ProcedureCharter& procedure) {
        const bool asks = procedure.sponsors || procedure.sponsors_share;
        if (asks != procedure.sponsors_within.has_value())
            fault("Say how many sponsors a proposal needs, and in which time.",
                  asks ? ".sponsors_within" : ".sponsors");
        if (procedure.sponsors && (*procedure.sponsors < 1 || *procedure.sponsors > 1'000'000))
            fault("A proposal needs one sponsor at least.", ".sponsors");
        if (procedure.sponsors_share &&
            (*procedure.sponsors_share <= percent(0) || *procedure.sponsors_share > percent(50)))
            fault("A proposal needs more than none, and at most half, of those who decide.", ".sponsors_share");
        if (procedure.sponsors_within && *procedure.sponsors_within < hours(1))
            fault("Sponsors have at least an hour.", ".sponsors_within");
    }

    void negotiation(const ProcedureCharter& procedure) {
        if (procedure.negotiation && *procedure.negotiation < hours(1))
            fault("A negotiation takes at least an hour.", ".negotiation");
        if (!procedure.negotiation && procedure.unless_agreed)
            fault("Say how long the classes negotiate before that follows.", ".negotiation");
        if (procedure.mediator && (!procedure.negotiation || !charter_.find_body(*procedure.mediator)))
            fault("A mediator is a body, and helps where the procedure has a negotiation.", ".mediator");
    }

    const Charter& charter_;
    std::string key_;
    std::vector<CharterFault> faults_;
};

} // namespace

std::vector<CharterFault> procedure_faults(const Charter& charter) { return ProcedureCheck(charter).run(); }

} // namespace reef::rules
