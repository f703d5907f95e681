#include "commons/rules/index_check.hpp"
#include "commons/rules/figure.hpp"
#include "commons/rules/rule_amount.hpp"
#include <fmt/format.h>
#include <set>

namespace reef::rules {
namespace {

constexpr Duration shortest_window = days(1), longest_window = days(365);
constexpr std::int64_t most_windows = 52;

class IndexCheck {
  public:
    IndexCheck(const Charter& charter, const engine::Registry& registry) : charter_(charter), registry_(registry) {}

    std::vector<CharterFault> run() {
        std::set<std::string> seen;
        for (std::size_t i = 0; i < charter_.governance.indexed.size(); ++i) {
            const auto& index = charter_.governance.indexed[i];
            key_ = fmt::format("governance.indexed.{}", i);
            if (!seen.insert(index.rule).second) fault("\"{}\" is indexed twice.", "rule", {index.rule});
            values(index);
            figures(index);
            windows(index);
        }
        return std::move(faults_);
    }

  private:
    void fault(std::string_view sentence_pattern, std::string_view name, std::vector<std::string> arguments = {}) {
        faults_.push_back({0, fmt::format("{}.{}", key_, name), std::string(sentence_pattern), std::move(arguments)});
    }

    void values(const IndexedCharter& index) {
        const auto* rule = registry_.rule(index.rule);
        if (!rule) return fault("There is no rule \"{}\".", "rule", {index.rule});
        if (!amount_of(*rule, default_value(charter_, *rule)))
            return fault("\"{}\" is no number, so no formula can move it.", "rule", {index.rule});
        for (const auto& [name, text] : {std::pair{"by", index.by}, {"step", index.step}}) {
            const auto amount = amount_of(*rule, text);
            if (!amount || *amount <= 0)
                fault("Say by how much as \"{}\" is written, above nothing: {}.", name,
                      {index.rule, std::string(rule->form)});
            else if (rule->kind == engine::ValueKind::money && Money::parse(text)->currency != charter_.currency)
                fault("This platform keeps its books in {}; {} is another currency.", name,
                      {charter_.currency.text(), text});
        }
        const auto* domain = charter_.domain_of(index.rule);
        const auto* procedure = domain ? charter_.find_procedure(domain->procedure) : nullptr;
        if (procedure && procedure->notice <= Duration{})
            fault("It moves with the notice of \"{}\", and that has none.", "rule", {procedure->id});
    }

    void figures(const IndexedCharter& index) {
        const auto* indicator = reckoned_indicator(registry_, charter_, index.indicator);
        if (!indicator) return fault("The platform reckons no figure \"{}\" itself.", "indicator", {index.indicator});
        const auto unit = unit_text(indicator->unit, charter_.currency);
        const auto figure = [&](std::string_view name, const std::string& text, std::int64_t lowest) {
            const auto size = Size::parse(text);
            if (!size || size->unit != unit)
                fault("\"{}\" is told such as \"{}\". Write it in the same unit.", name,
                      {index.indicator, with_unit("2", unit)});
            else if (size->ten_thousandths < lowest)
                fault(lowest > 0 ? "This must be above nothing." : "This must not be below nothing.", name);
        };
        figure("target", index.target, 0);
        figure("dead_band", index.dead_band, 0);
        figure("for_each", index.for_each, 1);
    }

    void windows(const IndexedCharter& index) {
        if (index.window < shortest_window || index.window > longest_window)
            fault("A window lasts a day at least, and a year at most.", "window");
        if (index.windows < 1 || index.windows > most_windows)
            fault("It moves after 1 to {} windows in a row.", "windows", {std::to_string(most_windows)});
        if (index.cases && *index.cases < shown_from)
            fault("A figure of fewer than {} cases is not told.", "cases", {std::to_string(shown_from)});
    }

    const Charter& charter_;
    const engine::Registry& registry_;
    std::string key_;
    std::vector<CharterFault> faults_;
};

} // namespace

std::vector<CharterFault> index_faults(const Charter& charter, const engine::Registry& registry) {
    return IndexCheck(charter, registry).run();
}

} // namespace reef::rules
