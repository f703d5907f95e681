// Which way of deciding the features of a change speak for: "the operational structure must be flexible", and the
// choice is to be made openly. Advice that is recorded beside the choice; one thing only is refused: a directive
// without an end where everything is still in flux.
#pragma once
#include "commons/decisions/matter_record.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {

using namespace std::literals;

/// What is true of the matter, as whoever proposes sees it; each from 0% to 100%.
struct Features {
    Percent severity;
    Percent cross_class_effect;
    Percent volatility;
    Percent reversibility;
    Percent compliance;
    Percent few_parties;
    bool operator==(const Features&) const = default;
    static constexpr auto fields() {
        return FieldTable{
            field("severity", &Features::severity, "how bad it is when it goes wrong"),
            field("cross_class_effect", &Features::cross_class_effect, "how much one class's doing touches the others"),
            field("volatility", &Features::volatility, "how much the matter still swings from month to month"),
            field("reversibility", &Features::reversibility, "how easily a mistake can be undone"),
            field("compliance", &Features::compliance, "how well people have kept to what was agreed"),
            field("few_parties", &Features::few_parties, "near 100% for a few parties, near 0% for many")};
    }
};

/// The published scores; from -60% to 100%. The highest is advised.
struct Advice {
    Features features;
    Percent directive;
    Percent self_regulated;
    Percent negotiated;
    rules::Mode advised = rules::Mode::negotiated;
    std::optional<MatterRecord> record = {};
    static constexpr auto fields() {
        return FieldTable{field("features", &Advice::features,
                                "of the matter, as whoever proposes sees it, within what the record allows"),
                          field("directive", &Advice::directive, "score of being set by a mandated body"),
                          field("self_regulated", &Advice::self_regulated, "score of being decided by those bound"),
                          field("negotiated", &Advice::negotiated, "score of being decided by the classes together"),
                          field("advised", &Advice::advised, "the mode with the highest score"),
                          field("record", &Advice::record, "of the matter, which bounds volatility and compliance")};
    }
};

/// Refused: a feature outside 0% to 100% (decisions.not_a_feature).
Result<Advice> advice_for(const Features& features);

/// The word, bounded by the record: the matter swings at least as much as its rules did, and people keep to what was
/// agreed at most as well as promises were kept. It may swing more than its rules, so the record is no upper bound.
Features bounded_by(const MatterRecord& record, Features said);

/// "If the government forcibly defines and imposes some regulations, it will inevitably meet with many people's
/// opposition": false for a matter still in flux in which little is at stake.
bool allows_permanent_directive(const Features& features);

} // namespace reef::decisions
