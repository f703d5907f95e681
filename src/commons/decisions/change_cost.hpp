// What a change costs those who live with it: CC = sum over classes of members x (reading + adapting) x what an hour is
// worth, plus the engineering and the losses of the transition. An estimate by whoever proposes, shown on the ballot.
#pragma once
#include "commons/rules/module.hpp"

namespace reef::decisions {

struct ClassCost {
    std::string stakeholder_class;
    std::optional<std::int64_t> read_minutes;
    std::optional<std::int64_t> adapt_minutes;
    std::optional<Money> hour;
    static constexpr auto fields() {
        return FieldTable{field("class", &ClassCost::stakeholder_class, "whom it costs time"),
                          field("read_minutes", &ClassCost::read_minutes, "for each member to read and understand it"),
                          field("adapt_minutes", &ClassCost::adapt_minutes, "for each member to get used to it"),
                          field("hour", &ClassCost::hour, "what an hour of theirs is worth")};
    }
};

struct CostEstimate {
    std::vector<ClassCost> classes;
    std::optional<Money> engineering;
    std::optional<Money> transition;
    static constexpr auto fields() {
        return FieldTable{field("classes", &CostEstimate::classes, "class by class"),
                          field("engineering", &CostEstimate::engineering, "what building it costs"),
                          field("transition", &CostEstimate::transition, "what is lost until all is settled")};
    }
};

struct CostLine {
    std::string stakeholder_class;
    std::int64_t members = 0;
    Money cost;
    static constexpr auto fields() {
        return FieldTable{field("class", &CostLine::stakeholder_class, "whom it costs time"),
                          field("members", &CostLine::members, "when it was proposed"),
                          field("cost", &CostLine::cost, "of their time")};
    }
};

struct ChangeCost {
    CostEstimate estimate;
    std::vector<CostLine> lines;
    Money total;
    static constexpr auto fields() {
        return FieldTable{field("estimate", &ChangeCost::estimate, "as it was given"),
                          field("lines", &ChangeCost::lines, "class by class"),
                          field("total", &ChangeCost::total, "with engineering and transition")};
    }
};

/// How many belong to each class of the charter.
struct ClassSize {
    std::string stakeholder_class;
    std::int64_t members = 0;
};

/// What a class's time comes to. `key` is where its fields stand in the form. Refused: as below.
Result<CostLine> class_cost(const ClassCost& given, const std::vector<ClassSize>& sizes, const Currency& currency,
                            std::string_view key);

/// Nothing where the estimate is empty (a form whose fields were left out). Refused: a class that is not the charter's,
/// an amount in another currency, what is below nothing or beyond reckoning.
Result<std::optional<ChangeCost>> change_cost(const CostEstimate& estimate, const std::vector<ClassSize>& sizes,
                                              const Currency& currency);

} // namespace reef::decisions
