// What a change costs a class, as those who speak for it estimate it: beside the estimate of whoever proposes, not in
// its place.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

struct EstimateCost {
    IdValue proposal;
    ClassCost estimate;
    Vaulted<std::string> because;
    static constexpr std::string_view name = "decisions.estimate_cost";
    static constexpr std::string_view about =
        "Says what a change costs one's class, as one who speaks for it. A later estimate takes its place.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &EstimateCost::proposal, "which"),
                          field("estimate", &EstimateCost::estimate, "for each member of the class"),
                          field("because", &EstimateCost::because, "why so much", Audience::everyone, 1'000)};
    }
};
struct CostEstimated {
    IdValue proposal;
    MemberId speaker;
    ClassCost estimate;
    CostLine line;
    Vaulted<std::string> because;
    static constexpr std::string_view name = "decisions.cost_estimated";
    static constexpr std::string_view about = "One who speaks for a class said what a change costs it.";
    static constexpr auto fields() {
        return FieldTable{field("proposal", &CostEstimated::proposal, "which"),
                          field("speaker", &CostEstimated::speaker, "who estimated it", Audience::members),
                          field("estimate", &CostEstimated::estimate, "as it was given"),
                          field("line", &CostEstimated::line, "what it comes to, for as many as it was proposed to"),
                          field("because", &CostEstimated::because, "why so much")};
    }
    std::string topic() const { return "/decisions/" + proposal.text(); }
};

struct EstimateFacts {
    std::optional<Stage> stage; // none: there is no such proposal
    bool is_of_a_rule = false;
    std::vector<std::string> speaks_for;
    std::vector<ClassSize> sizes; // when it was proposed
    Currency currency;
};
EstimateFacts load(store::Connection&, const engine::Context&, const EstimateCost&);
engine::Decision decide(const EstimateFacts&, const EstimateCost&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CostEstimated&);

/// What speakers said, class by class.
struct SpokenCost {
    CostLine line;
    ClassCost estimate;
    MemberId speaker;
    Hash reason;
    Time at;
};
std::vector<SpokenCost> spoken_costs(store::Connection& connection, IdValue proposal);

/// Who speaks for each class: the body that the charter names, if anybody sits in it; none: any of its members.
std::vector<NegotiatorTerms> speakers_of(store::Connection& connection, const rules::Charter& charter,
                                         const std::vector<std::string>& classes);
/// The classes of these for which somebody speaks.
std::vector<std::string> speaks_for(const std::vector<NegotiatorTerms>& speakers, const engine::Standing& standing);

} // namespace reef::decisions
