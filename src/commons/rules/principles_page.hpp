// What pages say about the power of classes, and the page of the eight principles.
#pragma once
#include "commons/rules/power.hpp"
#include "commons/rules/principles.hpp"
#include "core/engine/module.hpp"

namespace reef::rules {

struct PowerLine {
    std::string class_name;
    std::string class_color;
    Percent weight;
    Percent banzhaf;
    Percent shapley_shubik;
    std::optional<std::string> warning;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &PowerLine::class_name, "as people see it"),
                          field("class_color", &PowerLine::class_color, "its colour everywhere"),
                          field("weight", &PowerLine::weight, "of those who decide"),
                          field("banzhaf", &PowerLine::banzhaf, "its part of the turns of an outcome"),
                          field("shapley_shubik", &PowerLine::shapley_shubik, "how often it tips the outcome"),
                          field("warning", &PowerLine::warning, "where weight deceives")};
    }
};
struct PowerView {
    std::string domains;
    std::string sentence;
    bool is_block = false;
    std::vector<PowerLine> classes;
    static constexpr auto fields() {
        return FieldTable{field("domains", &PowerView::domains, "rules that are decided so"),
                          field("sentence", &PowerView::sentence, "how votes are put together"),
                          field("is_block", &PowerView::is_block, "whole classes say yes or no"),
                          field("classes", &PowerView::classes, "by their place in the charter")};
    }
};
std::vector<PowerView> power_view(const engine::PageRequest& request, const Charter& charter);

engine::PageType principles_page();

} // namespace reef::rules
