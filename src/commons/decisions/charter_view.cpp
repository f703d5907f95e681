#include "commons/decisions/charter_view.hpp"
#include "commons/decisions/decision_page.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct FaultLine {
    std::optional<std::string> name;
    std::int64_t line = 0;
    std::string key;
    std::string sentence;
    static constexpr auto fields() {
        return FieldTable{field("name", &FaultLine::name, "of the field where it lies"),
                          field("line", &FaultLine::line, "of the text, from 1; 0: of what is missing"),
                          field("key", &FaultLine::key, "where it stands in the charter"),
                          field("sentence", &FaultLine::sentence, "what does not fit")};
    }
};
struct ProposeCharterPage {
    std::string summary;
    bool may_propose = false;
    std::optional<std::string> may_not_propose_because;
    std::string text;
    std::string how;
    bool has_faults = false;
    std::vector<FaultLine> faults;
    std::vector<std::string> protections;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ProposeCharterPage::summary, "what this is"),
                          field("may_propose", &ProposeCharterPage::may_propose, "whether the viewer may"),
                          field("may_not_propose_because", &ProposeCharterPage::may_not_propose_because, "why not"),
                          field("text", &ProposeCharterPage::text, "the charter to begin with, in TOML"),
                          field("how", &ProposeCharterPage::how, "who decides, and how"),
                          field("has_faults", &ProposeCharterPage::has_faults, "of what was sent"),
                          field("faults", &ProposeCharterPage::faults, "all of them"),
                          field("protections", &ProposeCharterPage::protections, "clauses that ask for more")};
    }
};

std::string protection_in_words(const PageRequest& request, const rules::ProtectedCharter& each) {
    if (each.never.value_or(false)) return request.say("{}: cannot be changed", {each.clause});
    const bool all = each.every_class.value_or(false);
    if (!each.majority) return request.say("{}: every class must say yes", {each.clause});
    return all ? request.say("{}: every class must say yes, with {} in all", {each.clause, each.majority->text()})
               : request.say("{}: needs {}", {each.clause, each.majority->text()});
}

Result<ProposeCharterPage> show_propose_charter(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    const auto& charter = platform->charter;
    ProposeCharterPage page{
        .summary =
            request.say("Change what the charter should say otherwise. It is checked whole, shown clause by clause, "
                        "and then all classes decide."),
        .may_propose = platform->launched() && request.viewer.has("member"),
        .text = rules::write_charter(charter)};
    if (!page.may_propose) page.may_not_propose_because = request.say("Sign in as a member who may propose here.");
    if (const auto* domain = charter.domain_of(charter_domain)) {
        const auto& procedure = *charter.find_procedure(domain->procedure);
        const auto words = [&](Duration span) { return rules::value_in_words(request, span.text()); };
        page.how = request.say("They talk for {}, vote for {}, and what is accepted stands {} later. It needs {}.",
                               {words(procedure.deliberation), words(procedure.voting), words(procedure.notice),
                                rules::needed(procedure).text()});
    }
    for (const auto& each : charter.governance.protected_clauses)
        page.protections.push_back(protection_in_words(request, each));
    if (!request.refused_form) return page;
    boost::system::error_code error;
    const auto* typed = request.refused_form->data.find_pointer("/text", error);
    if (!typed || !typed->is_string()) return page;
    page.text = std::string(typed->get_string());
    if (const auto read = rules::read_charter(page.text, request.registry); !read)
        for (const auto& each : read.error())
            page.faults.push_back(
                {std::string("text"), each.line, each.key, fill(request.say(each.sentence_pattern), each.arguments)});
    page.has_faults = !page.faults.empty();
    return page;
}

} // namespace

CharterView charter_view(const PageRequest& request, const CharterProposed& proposed) {
    CharterView view{
        .changes = rules::clause_lines(request, proposed.charter, proposed.changes), .needs = {}, .power = {}};
    if (proposed.demand.majority)
        view.needs.push_back(request.say("A clause that it touches is protected: it needs {} at least.",
                                         {proposed.demand.majority->text()}));
    if (proposed.demand.every_class)
        view.needs.push_back(
            request.say("A clause that it touches is protected: in every class more must say yes than no."));
    for (const auto& each : proposed.demand.vetoes)
        view.needs.push_back(request.say("{} would weigh less: more no than yes there stops it.",
                                         {proposed.charter.find_class(each)->name}));
    view.moves_weights = std::ranges::any_of(proposed.changes, [](const rules::ClauseChange& each) {
        return rules::speaks_of("governance.classes", each.clause) &&
               (each.clause.ends_with(']') || each.clause.ends_with("].weight"));
    });
    if (view.moves_weights) view.power = rules::power_view(request, proposed.charter);
    return view;
}

PageType propose_charter_page() {
    return page<show_propose_charter>("/charter/propose", "src/commons/decisions/propose_charter.html",
                                      "A form to propose another charter.", anyone());
}

} // namespace reef::decisions
