#include "commons/practices/practices_page.hpp"
#include <algorithm>

namespace reef::practices {
using namespace engine;
namespace {

struct PracticeChoice {
    std::string value;
    std::string label;
    bool chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &PracticeChoice::value, "to send"),
                          field("label", &PracticeChoice::label, "as people see it"),
                          field("chosen", &PracticeChoice::chosen, "in a form that was refused")};
    }
};
struct ConsistencyView {
    std::int64_t compared = 0;
    std::int64_t alike = 0;
    Percent share;
    static constexpr auto fields() {
        return FieldTable{field("compared", &ConsistencyView::compared, "pairs of like cases"),
                          field("alike", &ConsistencyView::alike, "of them, decided alike"),
                          field("share", &ConsistencyView::share, "of the pairs")};
    }
};
struct PracticesPage {
    std::string summary;
    std::vector<PracticeLine> practices;
    std::optional<Pagination> pagination;
    std::optional<ConsistencyView> consistency;
    std::optional<std::string> answered_by;
    bool may_enter = false;
    std::vector<PracticeChoice> rules;
    std::vector<PracticeChoice> laws;
    bool has_laws = false;
    std::vector<PracticeChoice> classes;
    std::string words;
    static constexpr auto fields() {
        return FieldTable{field("summary", &PracticesPage::summary, "what this is"),
                          field("practices", &PracticesPage::practices, "the newest first"),
                          field("pagination", &PracticesPage::pagination, "where there are many"),
                          field("consistency", &PracticesPage::consistency, "how often like cases were decided alike"),
                          field("answered_by", &PracticesPage::answered_by, "the body that answers; none: nobody yet"),
                          field("may_enter", &PracticesPage::may_enter, "whether the viewer may enter one"),
                          field("rules", &PracticesPage::rules, "that a practice may touch"),
                          field("laws", &PracticesPage::laws, "of the charter's register"),
                          field("has_laws", &PracticesPage::has_laws, "whether it has any"),
                          field("classes", &PracticesPage::classes, "whose interests it may touch"),
                          field("words", &PracticesPage::words, "that practices are found by so far")};
    }
};

/// What came with a form that was refused; nothing where none was.
std::vector<std::string> typed_list(const PageRequest& request, const std::string& name) {
    std::vector<std::string> typed;
    if (!request.refused_form || !request.refused_form->data.is_object()) return typed;
    const auto* sent = request.refused_form->data.get_object().if_contains(name);
    if (sent && sent->is_string()) typed.emplace_back(sent->get_string());
    if (sent && sent->is_array())
        for (const auto& each : sent->get_array())
            if (each.is_string()) typed.emplace_back(each.get_string());
    return typed;
}

void offer_entry(const PageRequest& request, const rules::Charter& charter, PracticesPage& page) {
    const auto is_in = [](const std::vector<std::string>& all, const std::string& each) {
        return std::ranges::find(all, each) != all.end();
    };
    const auto rules_typed = typed_list(request, "rules"), laws_typed = typed_list(request, "law"),
               classes_typed = typed_list(request, "classes");
    // From a rule's page one comes with the rule.
    const std::string asked(request.asked("rule"));
    for (const auto& room : request.registry.modules())
        for (const auto& rule : room.rules) {
            const std::string name(rule.name);
            page.rules.push_back({name, request.say(rule.title), name == asked || is_in(rules_typed, name)});
        }
    std::ranges::sort(page.rules, {}, &PracticeChoice::label);
    for (const auto& law : charter.governance.laws) page.laws.push_back({law.id, law.name, is_in(laws_typed, law.id)});
    page.has_laws = !page.laws.empty();
    for (const auto& each : charter.governance.classes)
        page.classes.push_back({each.id, each.name, is_in(classes_typed, each.id)});
}

Result<PracticesPage> show_practices(PageRequest& request) {
    constexpr std::int64_t size = 20;
    auto& connection = request.connection;
    const auto platform = rules::platform(connection);
    PracticesPage page{.summary = request.say("What people do and no rule or law speaks of clearly: said openly, tried "
                                              "out within limits, and answered in public. What was answered once "
                                              "guides the next answer.")};
    if (!platform) return page;
    const auto& charter = platform->charter;
    const auto number = request.asked_page();
    page.pagination =
        Pagination::of(number, size, connection.one<std::int64_t>("SELECT count(*) FROM {practices_entries}"));
    for (const auto& practice : practices(connection, size, (number - 1) * size))
        page.practices.push_back(line_of(request, charter, practice));
    if (const auto all = consistency_of_register(connection); all.compared > 0)
        page.consistency = ConsistencyView{all.compared, all.alike, {all.alike * 10'000 / all.compared}};
    page.answered_by = answering_body(request, charter);
    page.may_enter = request.viewer.has("member");
    page.words = join(words_of_register(connection), ", ");
    if (page.may_enter) offer_entry(request, charter, page);
    return page;
}

} // namespace

std::string state_in_words(const PageRequest& request, State state) {
    switch (state) {
    case State::open:
        return request.say("open");
    case State::on_trial:
        return request.say("on trial");
    case State::codified:
        return request.say("codified");
    case State::tolerated:
        return request.say("tolerated, with conditions");
    case State::not_allowed:
        return request.say("not allowed");
    case State::lapsed:
        break;
    }
    return request.say("lapsed");
}

PracticeLine line_of(const PageRequest& request, const rules::Charter& charter, const PracticeRow& practice) {
    PracticeLine line{.number = practice.practice.text(),
                      .href = address_of(practice.practice),
                      .title = request.revealed(practice.title),
                      .state = state_in_words(request, practice.state),
                      .is_open = !is_over(practice.state),
                      .is_not_allowed = practice.state == State::not_allowed,
                      .words = practice.words.text(),
                      .opened_at = practice.opened_at};
    for (const auto& each : practice.classes) line.classes.push_back(people::class_chip(charter, each));
    return line;
}

std::optional<std::string> answering_body(PageRequest& request, const rules::Charter& charter) {
    const auto named = rules::in_force(request.connection, answered_by, request.now).value;
    if (named.id.empty()) return {};
    const auto* body = charter.find_body(named.id);
    return body ? body->name : named.id;
}
bool may_answer(PageRequest& request) {
    const auto named = rules::in_force(request.connection, answered_by, request.now).value;
    return !named.id.empty() && request.viewer.has("body:" + named.id);
}

std::vector<AwaitedAnswer> awaited_answers(PageRequest& request) {
    std::vector<AwaitedAnswer> awaited;
    if (!request.signed_in() || !rules::platform(request.connection) || !may_answer(request)) return awaited;
    for (const auto& practice : open_practices(request.connection))
        if (practice.member != request.member())
            awaited.push_back({request.revealed(practice.title), address_of(practice.practice), practice.lapses_at});
    return awaited;
}

std::vector<PracticeDeadline> practice_deadlines(const PageRequest& request) {
    std::vector<PracticeDeadline> deadlines;
    using Columns = std::tuple<IdValue, Hash, State, Time, std::optional<Time>>;
    for (const auto& [practice, title, state, lapses_at, ends_at] : request.connection.all<Columns>(
             "SELECT e.practice, e.title, e.state, e.lapses_at, t.ends_at FROM {practices_entries} e LEFT JOIN "
             "{practices_trials} t ON t.practice = e.practice WHERE e.state IN ('open', 'on-trial') ORDER BY "
             "e.practice"))
        deadlines.push_back({request.revealed(title), address_of(practice),
                             state == State::on_trial ? *ends_at : lapses_at, state == State::on_trial});
    return deadlines;
}

PageType practices_page() {
    return page<show_practices>("/practices", "src/commons/practices/practices.html",
                                "Practices in grey zones: what people do where rules and law are silent.", anyone());
}

} // namespace reef::practices
