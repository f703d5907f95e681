// How discretion and responsibility are spread, as people see it.
#include "commons/decisions/answering_view.hpp"
#include "commons/decisions/responsibility.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct ShareLine {
    people::ClassChip decider;
    Percent share;
    static constexpr auto fields() {
        return FieldTable{field("decider", &ShareLine::decider, "the class or body"),
                          field("share", &ShareLine::share, "of the responsibility for what was decided")};
    }
};
struct SpreadLine {
    std::string title;
    std::int64_t decisions = 0;
    std::vector<ShareLine> shares;
    std::optional<std::int64_t> concentration;
    bool is_concentrated = false;
    std::optional<std::string> untold;
    static constexpr auto fields() {
        return FieldTable{
            field("title", &SpreadLine::title, "its rules as people read them"),
            field("decisions", &SpreadLine::decisions, "that were taken there"),
            field("shares", &SpreadLine::shares, "who answers for them; all sum to 100 %"),
            field("concentration", &SpreadLine::concentration, "Herfindahl-Hirschman index of the shares, in points"),
            field("is_concentrated", &SpreadLine::is_concentrated, "above what the rule warns of"),
            field("untold", &SpreadLine::untold, "in how many the shares are not shown, and why")};
    }
};
struct RecordLine {
    people::ClassChip decider;
    std::int64_t decisions = 0;
    std::int64_t took_part = 0;
    Percent say;
    Percent responsibility;
    Percent gap;
    bool is_wide = false;
    std::int64_t asked = 0;
    std::int64_t answered = 0;
    static constexpr auto fields() {
        return FieldTable{
            field("decider", &RecordLine::decider, "the class or body"),
            field("decisions", &RecordLine::decisions, "that it could take part in, where the shares are shown"),
            field("took_part", &RecordLine::took_part, "of them, in which it did"),
            field("say", &RecordLine::say, "its part of the weight in them"),
            field("responsibility", &RecordLine::responsibility, "its part of the responsibility for them"),
            field("gap", &RecordLine::gap, "between the two"),
            field("is_wide", &RecordLine::is_wide, "more than the rule warns of"),
            field("asked", &RecordLine::asked, "at how many reviews it was asked to answer, whose time is over"),
            field("answered", &RecordLine::answered, "at how many of them it did")};
    }
};
struct ResponsibilityPage {
    std::string summary;
    std::string since;
    std::vector<SpreadLine> domains;
    std::vector<RecordLine> deciders;
    bool has_deciders = false;
    std::vector<rules::RuleLine> why;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ResponsibilityPage::summary, "what this is"),
                          field("since", &ResponsibilityPage::since, "over which time"),
                          field("domains", &ResponsibilityPage::domains, "in which something was decided"),
                          field("deciders", &ResponsibilityPage::deciders, "classes and bodies"),
                          field("has_deciders", &ResponsibilityPage::has_deciders, "whether there are any"),
                          field("why", &ResponsibilityPage::why, "the rules by which it is reckoned")};
    }
};

/// Classes in the order of the charter, then bodies.
template <class T>
void order_by_charter(const rules::Charter& charter, std::vector<T>& lines) {
    const auto& classes = charter.governance.classes;
    std::ranges::stable_sort(lines, {}, [&](const T& each) {
        return std::ranges::find(classes, each.decider, &rules::ClassCharter::id) - classes.begin();
    });
}

SpreadLine spread_line(PageRequest& request, const rules::Charter& charter, DomainSpread spread,
                       std::int64_t warned_above) {
    SpreadLine line{.title = rules::listed_domain_in_words(request, spread.domain), .decisions = spread.decisions};
    order_by_charter(charter, spread.shares);
    for (const auto& each : spread.shares)
        if (each.share > percent(0)) line.shares.push_back({decider_chip(charter, each.decider), each.share});
    if (!line.shares.empty()) line.concentration = spread.concentration;
    line.is_concentrated = spread.concentration > warned_above;
    if (spread.untold > 0)
        line.untold = request.say("In {} of them fewer than five people could vote in one of the classes: their shares "
                                  "are not shown, nor counted here.",
                                  {std::to_string(spread.untold)});
    return line;
}

std::vector<RecordLine> record_lines(const rules::Charter& charter, std::vector<DeciderRecord> records,
                                     const std::vector<AnswerRecord>& answers, Percent warned_above) {
    for (const auto& each : answers)
        if (std::ranges::find(records, each.decider, &DeciderRecord::decider) == records.end())
            records.push_back({.decider = each.decider, .say = {}, .responsibility = {}});
    order_by_charter(charter, records);
    std::vector<RecordLine> lines;
    for (const auto& each : records) {
        RecordLine line{.decider = decider_chip(charter, each.decider),
                        .decisions = each.decisions,
                        .took_part = each.took_part,
                        .say = each.say,
                        .responsibility = each.responsibility,
                        .gap = each.gap(),
                        .is_wide = each.gap() > warned_above};
        const auto found = std::ranges::find(answers, each.decider, &AnswerRecord::decider);
        if (found != answers.end()) line.asked = found->asked, line.answered = found->answered;
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<ResponsibilityPage> show_responsibility(PageRequest& request) {
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    auto& connection = request.connection;
    const auto from = request.now - rules::in_force(connection, responsibility_span, request.now).value;
    const auto decisions = shared_decisions(connection, from);
    ResponsibilityPage page{
        .summary = request.say("Who decides answers for it. This is how that is spread: in each kind of rule over "
                               "classes and bodies, and for each of them beside the say that it has."),
        .since = request.say("Decisions and reviews since {}, without by-laws.", {request.day(from)})};
    const auto warned_above = rules::in_force(connection, concentration_warning, request.now).value.number;
    for (auto& spread : spread_by_domain(decisions))
        page.domains.push_back(spread_line(request, charter, std::move(spread), warned_above));
    page.deciders = record_lines(charter, records_of_deciders(decisions), answer_records(connection, from, request.now),
                                 rules::in_force(connection, responsibility_gap, request.now).value);
    page.has_deciders = !page.deciders.empty();
    for (const auto& rule : {concentration_warning.name, responsibility_gap.name, responsibility_span.name})
        page.why.push_back(rules::rule_line(request, rule));
    return page;
}

} // namespace

PageType responsibility_page() {
    return page<show_responsibility>("/responsibility", "src/commons/decisions/responsibility.html",
                                     "How the responsibility for decisions is spread, and who answers for results.",
                                     anyone());
}

} // namespace reef::decisions
