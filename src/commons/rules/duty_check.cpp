#include "commons/rules/duty_check.hpp"
#include "commons/rules/figure.hpp"
#include <fmt/format.h>
#include <set>

namespace reef::rules {
namespace {

constexpr Duration shortest_answer = days(1), shortest_round = days(7), longest_span = days(731);

class DutyCheck {
  public:
    DutyCheck(const Charter& charter, const engine::Registry& registry) : charter_(charter), registry_(registry) {}

    std::vector<CharterFault> run() {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < charter_.governance.duties.size(); ++i) {
            const auto& duty = charter_.governance.duties[i];
            key_ = fmt::format("governance.duties.{}", i);
            if (!seen.insert(duty.id).second) fault("The id \"{}\" is used twice.", "id", {duty.id});
            body(duty);
            size(duty);
            times(duty);
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string_view sentence_pattern, std::string_view name, std::vector<std::string> arguments = {}) {
        faults_.push_back({0, fmt::format("{}.{}", key_, name), std::string(sentence_pattern), std::move(arguments)});
    }

    void body(const DutyCharter& duty) {
        const auto* body = charter_.find_body(duty.answered_by);
        if (!body || body->form != BodyForm::organisation)
            fault("Name the organisation of governance.bodies that answers for it.", "answered_by");
    }

    void size(const DutyCharter& duty) {
        const auto* indicator = reckoned_indicator(registry_, charter_, duty.indicator);
        if (!indicator) return fault("The platform reckons no figure \"{}\" itself.", "indicator", {duty.indicator});
        if (duty.stakeholder_class && duty.indicator != members_indicator)
            fault("Only members are counted by class.", "class");
        else if (duty.stakeholder_class && !charter_.find_class(*duty.stakeholder_class))
            fault("There is no class \"{}\". Name one of governance.classes.", "class", {*duty.stakeholder_class});
        const auto unit = unit_text(indicator->unit, charter_.currency);
        const auto from = in_unit(duty, duty.from, unit, "from");
        const auto until = duty.until ? in_unit(duty, *duty.until, unit, "until") : std::nullopt;
        if (from && *from <= 0) fault("This must be above nothing.", "from");
        if (from && until && *until >= *from)
            fault("It ends at a smaller size than it begins, or it would come and go.", "until");
        if (duty.over && indicator->is_a_level) fault("This figure is told as it stands, over no span.", "over");
    }
    std::optional<std::int64_t> in_unit(const DutyCharter& duty, const std::string& text, const std::string& unit,
                                        std::string_view name) {
        const auto size = Size::parse(text);
        if (size && size->unit == unit) return size->ten_thousandths;
        fault("\"{}\" is told such as \"{}\". Write it in the same unit.", name,
              {duty.indicator, with_unit("2", unit)});
        return {};
    }

    void times(const DutyCharter& duty) {
        if (duty.within < shortest_answer) fault("Leave at least a day to show how it is met.", "within");
        if (duty.every && *duty.every < shortest_round)
            fault("It is owed again after a week at the earliest.", "every");
        if (duty.over && (*duty.over < days(1) || *duty.over > longest_span))
            fault("A figure of size is reckoned over a day at least, and two years at most.", "over");
    }

    const Charter& charter_;
    const engine::Registry& registry_;
    std::string key_;
    std::vector<CharterFault> faults_;
};

} // namespace

std::vector<CharterFault> duty_faults(const Charter& charter, const engine::Registry& registry) {
    return DutyCheck(charter, registry).run();
}

} // namespace reef::rules
