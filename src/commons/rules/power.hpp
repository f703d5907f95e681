// What the weights of the classes are worth. Where whole classes say yes or no, a class can have weight and never
// decide: such a dummy is named before anybody founds a platform with it.
#pragma once
#include "commons/rules/charter.hpp"

namespace reef::rules {

struct ClassPower {
    std::string stakeholder_class;
    Percent weight;
    Percent banzhaf;
    Percent shapley_shubik;
    bool is_dummy = false;
    bool is_out_of_proportion = false;
    bool can_stop = false;
    static constexpr auto fields() {
        return FieldTable{field("class", &ClassPower::stakeholder_class, "which class"),
                          field("weight", &ClassPower::weight, "its part of the weight of those who decide"),
                          field("banzhaf", &ClassPower::banzhaf, "its part of the turns of an outcome (Banzhaf)"),
                          field("shapley_shubik", &ClassPower::shapley_shubik, "how often it is the one that tips it"),
                          field("is_dummy", &ClassPower::is_dummy, "it has weight, and can never decide"),
                          field("is_out_of_proportion", &ClassPower::is_out_of_proportion,
                                "weight and power are more than ten points apart"),
                          field("can_stop", &ClassPower::can_stop, "nothing passes there against it")};
    }
};
/// Who decides under one procedure.
struct ProcedurePower {
    std::string procedure;
    std::vector<std::string> domains;
    Percent majority;
    bool is_block = false;
    std::vector<ClassPower> classes;
    static constexpr auto fields() {
        return FieldTable{field("procedure", &ProcedurePower::procedure, "phases and count"),
                          field("domains", &ProcedurePower::domains, "of rules that are decided so"),
                          field("majority", &ProcedurePower::majority, "that is needed"),
                          field("is_block", &ProcedurePower::is_block, "whole classes say yes or no"),
                          field("classes", &ProcedurePower::classes, "by their place in the charter")};
    }
};
/// For each procedure and set of classes of the charter's domains. Where shares of the votes are counted every class
/// counts with its weight, so power is weight; which classes can stop a decision is said beside it. Where whole classes
/// say yes or no, a winning coalition has them all. Weights that do not sum to 100% have no power yet: nothing.
std::vector<ProcedurePower> power_of(const Charter& charter);

} // namespace reef::rules
