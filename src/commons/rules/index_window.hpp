// The windows of an indexed rule: at the end of each the platform reckons the figure, and when it lay outside of its
// dead band long enough, the rule's next version follows by the formula (index.hpp), with the notice of its domain.
// Nobody decides, and nobody can keep it from it but by another charter.
#pragma once
#include "commons/rules/figure.hpp"
#include "commons/rules/in_force.hpp"
#include "commons/rules/index.hpp"

namespace reef::rules {

/// Given by the clock at the end of a window.
struct ReckonIndex {
    std::string rule;
    Time until;
    static constexpr std::string_view name = "rules.reckon_index";
    static constexpr std::string_view about = "Reckons the figure of an indexed rule at the end of a window.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &ReckonIndex::rule, "which rule"),
                          field("until", &ReckonIndex::until, "the end of the window")};
    }
};

struct IndexReckoned {
    std::string rule;
    Time from;
    Time until;
    std::optional<std::string> figure;
    std::optional<std::int64_t> observations;
    WindowFinding finding = WindowFinding::untold;
    WindowFinding side = WindowFinding::inside;
    std::int64_t in_a_row = 0;
    std::int64_t needed = 0;
    std::optional<bool> held;
    std::optional<Direction> moved;
    std::optional<std::int64_t> version;
    Time next_from;
    Time next_until;
    static constexpr std::string_view name = "rules.index_reckoned";
    static constexpr std::string_view about = "A window of an indexed rule is over: where its figure lay.";
    static constexpr auto fields() {
        return FieldTable{
            field("rule", &IndexReckoned::rule, "which rule"),
            field("from", &IndexReckoned::from, "the first time that counts"),
            field("until", &IndexReckoned::until, "the first that counts no more"),
            field("figure", &IndexReckoned::figure, "a number and its unit; none where too little tells of it"),
            field("observations", &IndexReckoned::observations, "single cases that it was reckoned from"),
            field("finding", &IndexReckoned::finding, "where the figure lay"),
            field("side", &IndexReckoned::side, "of the windows in a row outside of the dead band"),
            field("in_a_row", &IndexReckoned::in_a_row, "how many those are, this one among them"),
            field("needed", &IndexReckoned::needed, "how many it takes until the rule moves"),
            field("held", &IndexReckoned::held, "it would move, and bounds, law or its smallest unit leave nothing"),
            field("moved", &IndexReckoned::moved, "which way the rule moves"),
            field("version", &IndexReckoned::version, "of the rule, that follows"),
            field("next_from", &IndexReckoned::next_from, "the next window: not before a move is in force"),
            field("next_until", &IndexReckoned::next_until, "and its end")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

struct RuleIndexed {
    std::string rule;
    std::int64_t version = 0;
    std::string value;
    Time effective_at;
    IndexedCharter index;
    std::vector<Figure> figures;
    std::optional<Time> sunset_at;
    static constexpr std::string_view name = "rules.rule_indexed";
    static constexpr std::string_view about = "A rule moves by its published formula; its next version was published.";
    static constexpr auto fields() {
        return FieldTable{field("rule", &RuleIndexed::rule, "which rule"),
                          field("version", &RuleIndexed::version, "its number"),
                          field("value", &RuleIndexed::value, "its value"),
                          field("effective_at", &RuleIndexed::effective_at, "from when"),
                          field("index", &RuleIndexed::index, "the formula"),
                          field("figures", &RuleIndexed::figures, "of the windows that made it, the oldest first"),
                          field("sunset_at", &RuleIndexed::sunset_at, "as the version before ends by itself")};
    }
    std::string topic() const { return "/rules/" + rule; }
};

/// Where an index stands, between two windows.
struct IndexState {
    IndexedCharter index;
    Time from;
    Time until;
    Streak streak;
    std::optional<Direction> last_move;
};
/// Nothing where the rule is not indexed, or the platform not launched.
std::optional<IndexState> index_state(store::Connection& connection, std::string_view rule);

struct IndexFacts {
    std::optional<IndexState> state;
    std::optional<IndexTerms> terms;  // none: this release knows the rule no more
    std::optional<Reckoned> reckoned; // none: this release reckons the figure no more
    std::vector<Figure> figures;      // of the windows in a row before this one, the oldest first
    std::vector<Version> versions;
    AmountBounds bounds;
    Duration notice;
    Currency currency;
};
IndexFacts load(store::Connection&, const engine::Context&, const ReckonIndex&);
engine::Decision decide(const IndexFacts&, const ReckonIndex&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const IndexReckoned&);
void apply(store::Connection&, const engine::Meta&, const RuleIndexed&);

/// A charter comes into force: what it indexes begins its first window, what it indexes otherwise begins anew, and what
/// it indexes no more rests.
void begin_indexes(store::Connection& connection, const Charter& charter, Time at);
/// The end of each window.
engine::Schedule index_schedule();

} // namespace reef::rules
