// What pages say of a rule that moves by a published formula.
#pragma once
#include "commons/rules/index_window.hpp"
#include "commons/rules/rule_page.hpp"

namespace reef::rules {

struct IndexWindowLine {
    Time from;
    Time until;
    std::optional<std::string> figure;
    std::optional<std::string> cases;
    std::string finding;
    std::optional<std::string> outcome;
    std::optional<engine::Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("from", &IndexWindowLine::from, "the first time that counts"),
                          field("until", &IndexWindowLine::until, "the first that counts no more"),
                          field("figure", &IndexWindowLine::figure, "a number and its unit"),
                          field("cases", &IndexWindowLine::cases, "from how many"),
                          field("finding", &IndexWindowLine::finding, "where it lay"),
                          field("outcome", &IndexWindowLine::outcome, "what followed, where anything did"),
                          field("proof", &IndexWindowLine::proof, "the entry that recorded it")};
    }
};

struct IndexView {
    std::string indicator;
    std::string indicator_href;
    std::string formula;
    std::string band;
    std::string patience;
    std::string stands;
    std::optional<Time> next_at;
    bool has_windows = false;
    std::vector<IndexWindowLine> windows;
    static constexpr auto fields() {
        return FieldTable{field("indicator", &IndexView::indicator, "by which it moves"),
                          field("indicator_href", &IndexView::indicator_href, "what that is"),
                          field("formula", &IndexView::formula, "by how much it moves"),
                          field("band", &IndexView::band, "within which the figure moves nothing"),
                          field("patience", &IndexView::patience, "after how many windows it moves"),
                          field("stands", &IndexView::stands, "what the last windows found"),
                          field("next_at", &IndexView::next_at, "when the figure is reckoned next"),
                          field("has_windows", &IndexView::has_windows, "whether any is over"),
                          field("windows", &IndexView::windows, "the last of them, the newest first")};
    }
};
/// Nothing of a rule that is not indexed.
std::optional<IndexView> index_view(engine::PageRequest& request, const Charter& charter, std::string_view rule);

/// An indexed rule in the list of rules.
struct IndexedLine {
    std::string title;
    std::string href;
    std::string formula;
    std::string stands;
    std::optional<Time> next_at;
    static constexpr auto fields() {
        return FieldTable{field("title", &IndexedLine::title, "as people see it"),
                          field("href", &IndexedLine::href, "its page"),
                          field("formula", &IndexedLine::formula, "by how much it moves"),
                          field("stands", &IndexedLine::stands, "what the last windows found"),
                          field("next_at", &IndexedLine::next_at, "when its figure is reckoned next")};
    }
};
std::vector<IndexedLine> indexed_lines(engine::PageRequest& request, const Charter& charter);

/// By which figures a version of a rule came, if its formula made it.
std::optional<std::string> moved_by_index(engine::PageRequest& request, const Version& version);

} // namespace reef::rules
