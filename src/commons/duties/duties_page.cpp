#include "commons/duties/duties_page.hpp"
#include <algorithm>

namespace reef::duties {
using namespace engine;
namespace {

struct DutyAnswer {
    std::string number;
    Time due_at;
    bool is_open = false;
    bool is_overdue = false;
    bool is_late = false;
    std::optional<Time> answered_at;
    std::optional<people::Person> by;
    std::optional<std::string> done;
    std::optional<std::string> reading;
    std::optional<std::string> reading_href;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &DutyAnswer::number, "from 1"),
                          field("due_at", &DutyAnswer::due_at, "by when"),
                          field("is_open", &DutyAnswer::is_open, "nobody answered yet, and there is time"),
                          field("is_overdue", &DutyAnswer::is_overdue, "nobody answered in time"),
                          field("is_late", &DutyAnswer::is_late, "it was answered, but late"),
                          field("answered_at", &DutyAnswer::answered_at, "when"),
                          field("by", &DutyAnswer::by, "who wrote it for the body"),
                          field("done", &DutyAnswer::done, "what was done"),
                          field("reading", &DutyAnswer::reading, "where it can be read"),
                          field("reading_href", &DutyAnswer::reading_href, "where that is an address"),
                          field("proof", &DutyAnswer::proof, "the entry that recorded it")};
    }
};
struct DutyLine {
    std::string id;
    std::string name;
    std::string text;
    std::string reference;
    std::string body;
    std::string condition;
    std::string how;
    std::string state;
    std::optional<std::string> size;
    bool is_owed = false;
    bool is_overdue = false;
    bool may_answer = false;
    std::optional<Time> began_at;
    std::optional<std::string> began_with;
    std::optional<Proof> proof;
    bool has_answers = false;
    std::vector<DutyAnswer> answers;
    static constexpr auto fields() {
        return FieldTable{field("id", &DutyLine::id, "short name"),
                          field("name", &DutyLine::name, "as people see it"),
                          field("text", &DutyLine::text, "what is owed"),
                          field("reference", &DutyLine::reference, "who asks for it"),
                          field("body", &DutyLine::body, "that answers for it"),
                          field("condition", &DutyLine::condition, "from which size on, and until which"),
                          field("how", &DutyLine::how, "how soon, and how often"),
                          field("state", &DutyLine::state, "in a word"),
                          field("size", &DutyLine::size, "as it was reckoned last"),
                          field("is_owed", &DutyLine::is_owed, "the size is reached"),
                          field("is_overdue", &DutyLine::is_overdue, "and its day is over, without an answer"),
                          field("may_answer", &DutyLine::may_answer, "the viewer, for the body"),
                          field("began_at", &DutyLine::began_at, "since when it is owed"),
                          field("began_with", &DutyLine::began_with, "the size then"),
                          field("proof", &DutyLine::proof, "the entry with which it began"),
                          field("has_answers", &DutyLine::has_answers, "whether there is any, or one is awaited"),
                          field("answers", &DutyLine::answers, "the newest first")};
    }
};
struct DutiesPage {
    std::string summary;
    std::vector<DutyLine> duties;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DutiesPage::summary, "what this is"),
                          field("duties", &DutiesPage::duties, "of the charter, in its order")};
    }
};

std::string body_name(const rules::Charter& charter, const std::string& id) {
    const auto* body = charter.find_body(id);
    return body ? body->name : id;
}

std::string figure_name(const PageRequest& request, const rules::Charter& charter, const rules::DutyCharter& duty) {
    if (duty.stakeholder_class) {
        const auto* counted = charter.find_class(*duty.stakeholder_class);
        return request.say("Members of {}", {counted ? counted->name : *duty.stakeholder_class});
    }
    const auto* indicator = request.registry.indicator(duty.indicator);
    return indicator ? request.say(indicator->title) : duty.indicator;
}

std::string condition_in_words(const PageRequest& request, const rules::Charter& charter,
                               const rules::DutyCharter& duty) {
    const auto name = figure_name(request, charter, duty);
    const auto* indicator = request.registry.indicator(duty.indicator);
    auto words =
        indicator && !indicator->is_a_level
            ? request.say("Owed from {} on: {}, over {}.",
                          {duty.from, name, rules::value_in_words(request, duty.over.value_or(days(365)).text())})
            : request.say("Owed from {} on: {}.", {duty.from, name});
    return words + " " +
           (duty.until ? request.say("It ends below {}.", {*duty.until}) : request.say("Once owed, it is for good."));
}

std::string how_in_words(const PageRequest& request, const rules::DutyCharter& duty) {
    const auto within = rules::value_in_words(request, duty.within.text());
    return duty.every ? request.say("To be answered within {}, and again every {}.",
                                    {within, rules::value_in_words(request, duty.every->text())})
                      : request.say("To be answered within {}, once.", {within});
}

/// An address that browsers may be sent to; anything else is shown as text alone.
std::optional<std::string> address_in(const std::optional<std::string>& reading) {
    if (reading && (reading->starts_with("https://") || reading->starts_with("http://"))) return reading;
    return {};
}

std::vector<DutyAnswer> answers_of(PageRequest& request, const rules::Charter& charter, const std::string& duty) {
    using Columns = std::tuple<std::int64_t, Time, bool, bool, std::optional<EntryNumber>, std::optional<Time>,
                               std::optional<MemberId>, std::optional<std::string>, std::optional<std::string>>;
    std::vector<DutyAnswer> answers;
    for (const auto& [number, due_at, is_over, is_dropped, entry, at, by, done, reading] :
         request.connection.all<Columns>(
             "SELECT number, due_at, is_over, is_dropped, answered_entry, answered_at, answered_by, done, reading FROM "
             "{duties_terms} WHERE duty = $1 ORDER BY number DESC",
             duty)) {
        if (is_dropped) continue;
        DutyAnswer answer{.number = std::to_string(number),
                          .due_at = due_at,
                          .is_open = !entry && !is_over,
                          .is_overdue = !entry && is_over,
                          .is_late = at && *at > due_at,
                          .answered_at = at,
                          .done = done,
                          .reading = reading,
                          .reading_href = address_in(reading)};
        if (by) answer.by = people::person(request, charter, *by);
        if (entry) answer.proof = proof_of(request.connection, *entry);
        answers.push_back(std::move(answer));
    }
    return answers;
}

std::string state_of(const PageRequest& request, const DutyLine& line, bool is_answered) {
    if (line.is_overdue) return request.say("overdue");
    if (!line.is_owed) return request.say("not owed yet");
    return is_answered ? request.say("answered") : request.say("owed");
}

std::optional<std::string> size_now(PageRequest& request, const rules::DutyCharter& duty,
                                    const std::optional<std::string>& reckoned) {
    if (duty.stakeholder_class)
        return std::to_string(people::count_members(request.connection, *duty.stakeholder_class));
    if (duty.indicator != rules::members_indicator) return reckoned;
    const auto* indicator = request.registry.indicator(duty.indicator);
    const auto read = indicator ? indicator->read(request.connection, {request.now, request.now}) : Measurement{};
    return read.value ? std::optional(std::to_string(*read.value / ten_thousandths)) : std::nullopt;
}

DutyLine line_of(PageRequest& request, const rules::Charter& charter, const rules::DutyCharter& duty) {
    DutyLine line{.id = duty.id,
                  .name = duty.name,
                  .text = duty.text,
                  .reference = duty.reference,
                  .body = body_name(charter, duty.answered_by),
                  .condition = condition_in_words(request, charter, duty),
                  .how = how_in_words(request, duty)};
    using Columns = std::tuple<bool, std::optional<Time>, std::optional<EntryNumber>, std::optional<std::string>,
                               std::optional<std::string>>;
    const auto row = request.connection.first<Columns>(
        "SELECT is_owed, began_at, began_entry, began_with, figure FROM {duties_standing} WHERE duty = $1", duty.id);
    line.answers = answers_of(request, charter, duty.id);
    line.has_answers = !line.answers.empty();
    if (row) {
        const auto& [is_owed, began_at, began_entry, began_with, figure] = *row;
        line.is_owed = is_owed;
        line.size = size_now(request, duty, figure);
        if (is_owed) {
            line.began_at = began_at;
            line.began_with = began_with;
            line.proof = proof_of(request.connection, *began_entry);
        }
    }
    line.is_overdue = std::ranges::any_of(line.answers, &DutyAnswer::is_overdue);
    const bool waits = std::ranges::any_of(line.answers, [](const auto& each) { return !each.answered_at; });
    line.state = state_of(request, line, !waits);
    line.may_answer = line.is_owed && waits && request.viewer.has("body:" + duty.answered_by);
    return line;
}

Result<DutiesPage> show_duties(PageRequest& request) {
    DutiesPage page{.summary = request.say("What this platform owes as it grows: once it reaches a size, something is "
                                           "owed from that very entry on, and a body answers for it in public.")};
    const auto platform = rules::platform(request.connection);
    if (!platform) return page;
    for (const auto& duty : platform->charter.governance.duties)
        page.duties.push_back(line_of(request, platform->charter, duty));
    return page;
}

} // namespace

std::vector<OwedDuty> owed_duties(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    std::vector<OwedDuty> owed;
    if (!platform || platform->charter.governance.duties.empty()) return owed;
    using Columns = std::tuple<std::string, Time, bool>;
    for (const auto& [terms, due_at, is_over] : request.connection.all<Columns>(
             "SELECT d.terms, t.due_at, t.is_over FROM {duties_standing} d, {duties_terms} t WHERE t.duty = d.duty AND "
             "t.answered_entry IS NULL AND NOT t.is_dropped AND NOT EXISTS (SELECT 1 FROM {duties_terms} e WHERE "
             "e.duty = t.duty AND e.number < t.number AND e.answered_entry IS NULL AND NOT e.is_dropped) ORDER BY "
             "t.due_at, d.duty")) {
        const auto duty = from_recorded<rules::DutyCharter>(terms);
        owed.push_back({duty.name, "/duties#" + duty.id, body_name(platform->charter, duty.answered_by), due_at,
                        is_over, request.viewer.has("body:" + duty.answered_by)});
    }
    return owed;
}

PageType duties_page() {
    return page<show_duties>("/duties", "src/commons/duties/duties.html",
                             "What the platform owes for its size, and how its bodies answer for it.", anyone());
}

} // namespace reef::duties
