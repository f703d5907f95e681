#include "commons/deliberation/deliberation_page.hpp"
#include "commons/deliberation/groups_page.hpp"
#include "commons/deliberation/import.hpp"
#include "commons/rules/module.hpp"
#include "math/tally/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::deliberation {
using namespace engine;
namespace {

using people::shown_from;

struct Totals {
    std::int64_t answers = 0;
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
    std::string agree_share;
    std::string disagree_share;
    std::string pass_share;
    static constexpr auto fields() {
        return FieldTable{field("answers", &Totals::answers, "in all"),
                          field("agree", &Totals::agree, "▲"),
                          field("disagree", &Totals::disagree, "▼"),
                          field("pass", &Totals::pass, "–"),
                          field("agree_share", &Totals::agree_share, "of all answers"),
                          field("disagree_share", &Totals::disagree_share, "of all answers"),
                          field("pass_share", &Totals::pass_share, "of all answers")};
    }
};
struct MyAnswer {
    bool is_agree = false;
    bool is_disagree = false;
    bool is_pass = false;
    static constexpr auto fields() {
        return FieldTable{field("is_agree", &MyAnswer::is_agree, "▲"),
                          field("is_disagree", &MyAnswer::is_disagree, "▼"), field("is_pass", &MyAnswer::is_pass, "–")};
    }
};
struct StatementCard {
    std::string number;
    std::string deliberation;
    std::string href;
    std::string text;
    std::optional<std::string> language;
    std::optional<people::Person> author;
    std::optional<Totals> totals;
    bool may_evaluate = false;
    std::optional<MyAnswer> my_answer;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &StatementCard::number, "in its deliberation"),
            field("deliberation", &StatementCard::deliberation, "which"),
            field("href", &StatementCard::href, "where it stands"),
            field("text", &StatementCard::text, "the opinion"),
            field("language", &StatementCard::language, "of the text, where it is another"),
            field("author", &StatementCard::author, "none for guests"),
            field("totals", &StatementCard::totals, "none before one's own answer, and for fewer than five answers"),
            field("may_evaluate", &StatementCard::may_evaluate, "whether the viewer may answer"),
            field("my_answer", &StatementCard::my_answer, "the viewer's")};
    }
};
struct Progress {
    std::int64_t answered = 0;
    std::int64_t of = 0;
    std::string sentence;
    static constexpr auto fields() {
        return FieldTable{field("answered", &Progress::answered, "by the viewer"),
                          field("of", &Progress::of, "statements"), field("sentence", &Progress::sentence, "in words")};
    }
};
struct Sort {
    std::string name;
    std::string href;
    bool current = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &Sort::name, "in words"), field("href", &Sort::href, "its address"),
                          field("current", &Sort::current, "whether it is used")};
    }
};
struct Heard {
    std::string class_name;
    std::string class_color;
    std::optional<std::int64_t> heard;
    std::optional<std::int64_t> of;
    std::optional<std::string> share;
    std::optional<bool> counts;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &Heard::class_name, "as people see it"),
                          field("class_color", &Heard::class_color, "its colour everywhere"),
                          field("heard", &Heard::heard, "members who answered"),
                          field("of", &Heard::of, "members"),
                          field("share", &Heard::share, "of them"),
                          field("counts", &Heard::counts, "true where the figures are shown")};
    }
};
struct DeliberationPage {
    std::string number;
    std::string href;
    std::string title;
    std::string question;
    bool is_open = false;
    std::optional<Time> closes_at;
    std::optional<std::string> source;
    std::optional<StatementCard> next_statement;
    Progress progress;
    bool may_add_statement = false;
    std::optional<std::string> may_not_add_because;
    std::vector<StatementCard> statements;
    std::vector<Sort> statements_sort;
    std::optional<Pagination> pagination;
    std::vector<Heard> heard;
    std::optional<std::string> withheld;
    std::optional<std::int64_t> guests_heard;
    std::vector<rules::RuleLine> why;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &DeliberationPage::number, "of the deliberation"),
            field("href", &DeliberationPage::href, "this page"),
            field("title", &DeliberationPage::title, "in a few words"),
            field("question", &DeliberationPage::question, "what it is about"),
            field("is_open", &DeliberationPage::is_open, "whether one may speak"),
            field("closes_at", &DeliberationPage::closes_at, "until when"),
            field("source", &DeliberationPage::source, "of an import: where it was held"),
            field("next_statement", &DeliberationPage::next_statement, "that waits for the viewer's answer"),
            field("progress", &DeliberationPage::progress, "of the viewer"),
            field("may_add_statement", &DeliberationPage::may_add_statement, "whether the viewer may speak"),
            field("may_not_add_because", &DeliberationPage::may_not_add_because, "why not"),
            field("statements", &DeliberationPage::statements, "with their results"),
            field("statements_sort", &DeliberationPage::statements_sort, "other orders"),
            field("pagination", &DeliberationPage::pagination, "where there are many"),
            field("heard", &DeliberationPage::heard, "who has been heard, by class"),
            field("withheld", &DeliberationPage::withheld, "why figures of who has been heard are missing"),
            field("guests_heard", &DeliberationPage::guests_heard, "imported voices"),
            field("why", &DeliberationPage::why, "rules that apply"),
            field("proof", &DeliberationPage::proof, "the entry it rests on")};
    }
};
struct DeliberationsPage {
    std::string summary;
    std::vector<TopicLine> deliberations;
    bool may_open = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DeliberationsPage::summary, "what this is and what you may do here"),
                          field("deliberations", &DeliberationsPage::deliberations, "open ones first"),
                          field("may_open", &DeliberationsPage::may_open, "a forum's right")};
    }
};

struct TopicRow {
    IdValue deliberation;
    EntryNumber entry = 0;
    Hash title;
    Hash question;
    std::optional<Time> closes_at;
    std::optional<std::string> source;
    std::optional<std::string> language;
    std::int64_t statements = 0;
    std::int64_t guests = 0;
    static constexpr auto fields() {
        return FieldTable{field("deliberation", &TopicRow::deliberation, ""),
                          field("entry", &TopicRow::entry, ""),
                          field("title", &TopicRow::title, ""),
                          field("question", &TopicRow::question, ""),
                          field("closes_at", &TopicRow::closes_at, ""),
                          field("source", &TopicRow::source, ""),
                          field("language", &TopicRow::language, ""),
                          field("statements", &TopicRow::statements, ""),
                          field("guests", &TopicRow::guests, "")};
    }
};
constexpr std::string_view topic_columns = "SELECT deliberation, entry, title, question, closes_at, source, language, "
                                           "statements, guests FROM {deliberation_topics} ";

struct StatementRow {
    std::int64_t number = 0;
    Hash text;
    std::optional<MemberId> author;
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
    std::optional<Answer> mine;
    static constexpr auto fields() {
        return FieldTable{field("number", &StatementRow::number, ""),     field("text", &StatementRow::text, ""),
                          field("author", &StatementRow::author, ""),     field("agree", &StatementRow::agree, ""),
                          field("disagree", &StatementRow::disagree, ""), field("pass", &StatementRow::pass, ""),
                          field("mine", &StatementRow::mine, "")};
    }
};
/// The viewer's answer is looked up for those alone that are picked.
std::string statements_with_answers(std::string_view picked, std::string_view order) {
    return fmt::format(
        "SELECT number, text, author, agree, disagree, pass, (SELECT answer FROM {{deliberation_evaluations}} e "
        "WHERE e.deliberation = $1 AND e.number = s.number AND e.voice = $2) AS mine FROM "
        "(SELECT number, text, author, agree, disagree, pass FROM {{deliberation_statements}} "
        "WHERE deliberation = $1 AND NOT hidden {}) s {}",
        picked, order);
}

bool is_open(const TopicRow& topic, Time now) { return topic.closes_at && now < *topic.closes_at; }

std::string share_text(std::int64_t part, std::int64_t whole) {
    return Percent{part * 1'000 / std::max<std::int64_t>(1, whole) * 10}.text();
}

std::int64_t voice_of(const PageRequest& request) { return request.signed_in() ? request.member().value : 0; }

StatementCard card(PageRequest& request, const rules::Charter& charter, const TopicRow& topic,
                   const StatementRow& row) {
    const auto id = topic.deliberation.text();
    StatementCard shown{.number = std::to_string(row.number),
                        .deliberation = id,
                        .href = fmt::format("/deliberations/{}", id),
                        .text = request.revealed(row.text),
                        .language = topic.language};
    if (row.author) shown.author = people::person(request, charter, *row.author);
    const bool open = is_open(topic, request.now);
    shown.may_evaluate = open && request.viewer.has("member");
    if (row.mine)
        shown.my_answer =
            MyAnswer{*row.mine == Answer::agree, *row.mine == Answer::disagree, *row.mine == Answer::pass};
    const auto answers = row.agree + row.disagree + row.pass;
    // Nobody should answer what the crowd answers: results show after one's own answer, or to those who cannot answer.
    if (answers >= shown_from && (row.mine || !shown.may_evaluate))
        shown.totals = Totals{answers,
                              row.agree,
                              row.disagree,
                              row.pass,
                              share_text(row.agree, answers),
                              share_text(row.disagree, answers),
                              share_text(row.pass, answers)};
    return shown;
}

/// How many answered in all can be counted: each answer is an entry, and statements show their totals.
std::vector<Heard> heard_by_class(PageRequest& request, const rules::Charter& charter, IdValue deliberation) {
    std::vector<Heard> heard;
    std::vector<tally::GroupCount> groups;
    const auto voices = request.connection.all<MemberId>(
        "SELECT voice FROM {deliberation_voices} WHERE deliberation = $1 AND voice > 0 ORDER BY voice", deliberation);
    for (const auto& each : charter.governance.classes) {
        const auto members = people::members_of(request.connection, each.id);
        const auto spoke =
            std::ranges::count_if(voices, [&](MemberId voice) { return std::ranges::binary_search(members, voice); });
        heard.push_back({each.name, charter.color_of(each.id), {}, {}, {}, {}});
        groups.push_back({std::ssize(members), spoke});
    }
    const auto shown = request.viewer.audience() >= Audience::auditors ? std::vector<bool>(groups.size(), true)
                                                                       : tally::shown_beside_sum(groups, shown_from);
    for (std::size_t i = 0; i < heard.size(); ++i) {
        if (!shown[i]) continue;
        heard[i].heard = groups[i].count;
        heard[i].of = groups[i].members;
        heard[i].share = share_text(groups[i].count, groups[i].members);
        heard[i].counts = true;
    }
    return heard;
}

std::string_view order_for(std::string_view sort) {
    if (sort == "agreed") return "ORDER BY agree DESC, number";
    if (sort == "divided") return "ORDER BY CASE WHEN agree < disagree THEN agree ELSE disagree END DESC, number";
    return "ORDER BY agree + disagree + pass DESC, number";
}

void list_statements(PageRequest& request, const rules::Charter& charter, const TopicRow& topic,
                     DeliberationPage& page) {
    constexpr std::int64_t size = 20;
    const auto page_number = request.asked_page();
    const auto sort = request.asked("sort");
    const auto order = order_for(sort);
    const auto rows = request.connection.all<StatementRow>(
        statements_with_answers(fmt::format("{} LIMIT $3 OFFSET $4", order), order), topic.deliberation,
        voice_of(request), size, (page_number - 1) * size);
    for (const auto& row : rows) page.statements.push_back(card(request, charter, topic, row));
    for (const auto& [value, name] : {std::pair{"answered", request.say("Most answered")},
                                      {"agreed", request.say("Most agreed")},
                                      {"divided", request.say("Most divided")}})
        page.statements_sort.push_back({name, fmt::format("?sort={}", value),
                                        sort == value || (sort.empty() && value == std::string_view("answered"))});
    page.pagination =
        Pagination::of(page_number, size, page.progress.of, sort.empty() ? "" : fmt::format("sort={}&", sort));
}

Result<DeliberationPage> show_deliberation(PageRequest& request) {
    const auto id = request.id<IdValue>("deliberation");
    if (!id) return std::unexpected(id.error());
    const auto topic =
        request.connection.first<TopicRow>(std::string(topic_columns) + "WHERE deliberation = $1 AND complete", *id);
    if (!topic) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    DeliberationPage page{
        .number = id->text(),
        .href = "/deliberations/" + id->text(),
        .title = request.revealed(topic->title),
        .question = request.revealed(topic->question),
        .is_open = is_open(*topic, request.now),
        .closes_at = topic->closes_at,
        .source = topic->source,
        .why = {rules::rule_line(request, open_for.name), rules::rule_line(request, statements_per_member.name)},
        .proof = proof_of(request.connection, topic->entry)};
    page.progress.of = topic->statements;
    page.progress.answered = request.connection.one<std::int64_t>(
        "SELECT count(*) FROM {deliberation_evaluations} WHERE deliberation = $1 AND voice = $2", *id,
        voice_of(request));
    page.progress.sentence = request.say("You have answered {} of {} statements.",
                                         {std::to_string(page.progress.answered), std::to_string(page.progress.of)});
    if (page.is_open && request.viewer.has("member")) {
        page.may_add_statement = true;
        for (const auto number : unanswered(request.connection, *id, request.member(), 1))
            page.next_statement =
                card(request, charter, *topic,
                     request.connection.one<StatementRow>(statements_with_answers("AND number = $3", ""), *id,
                                                          voice_of(request), number));
    } else {
        page.may_not_add_because =
            topic->source         ? request.say("This deliberation was held elsewhere; its voices are guests here.")
            : !page.is_open       ? request.say("This deliberation has ended.")
            : request.signed_in() ? request.say("Join a class to speak and answer here.")
                                  : request.say("Sign in as a member to speak and answer here.");
    }
    list_statements(request, charter, *topic, page);
    page.heard = heard_by_class(request, charter, *id);
    if (std::ranges::any_of(page.heard, [](const Heard& each) { return !each.counts; }))
        page.withheld =
            request.say("Not shown: figures that would tell, alone or beside the others, of a group of fewer "
                        "than five. Auditors see them.");
    if (topic->source) page.guests_heard = topic->guests;
    return page;
}

Result<DeliberationsPage> show_deliberations(PageRequest& request) {
    return DeliberationsPage{
        request.say(
            "What members talk about. Say for each statement whether you agree; a forum puts topics on the agenda."),
        topic_lines(request), request.viewer.has("forum")};
}

/// How far an import has come, for the command that goes on with it.
Result<ImportState> show_import(PageRequest& request) {
    const auto state = import_state(request.connection, request.path.find("key")->second);
    if (!state) return refuse(not_found);
    return *state;
}

} // namespace

std::vector<TopicLine> topic_lines(PageRequest& request) {
    std::vector<TopicLine> lines;
    for (const auto& topic : request.connection.all<TopicRow>(
             std::string(topic_columns) + "WHERE complete ORDER BY opened_at DESC, deliberation DESC")) {
        const auto answers = request.connection.one<std::optional<std::int64_t>>(
            "SELECT CAST(sum(agree + disagree + pass) AS BIGINT) FROM {deliberation_statements} WHERE deliberation = "
            "$1",
            topic.deliberation);
        TopicLine line{.title = request.revealed(topic.title),
                       .href = "/deliberations/" + topic.deliberation.text(),
                       .about = request.say("Statements: {} · answers: {}",
                                            {std::to_string(topic.statements), std::to_string(answers.value_or(0))}),
                       .is_open = is_open(topic, request.now),
                       .language = topic.language,
                       .until = topic.closes_at};
        if (line.is_open && request.viewer.has("member"))
            line.waiting = static_cast<std::int64_t>(
                unanswered(request.connection, topic.deliberation, request.member(), 1'000).size());
        lines.push_back(std::move(line));
    }
    std::ranges::stable_partition(lines, &TopicLine::is_open);
    return lines;
}

std::vector<PageType> pages() {
    return {page<show_deliberations>("/deliberations", "src/commons/deliberation/deliberations.html",
                                     "Topics that members talk about.", anyone()),
            page<show_deliberation>("/deliberations/{deliberation}", "src/commons/deliberation/deliberation.html",
                                    "One topic: its statements and what everyone answered.", anyone()),
            groups_page(),
            page<show_import>("/deliberations/imports/{key}", "src/commons/deliberation/import.html",
                              "How far an import has come.", {{"operator"}})};
}

} // namespace reef::deliberation
