#include "commons/practices/practice.hpp"
#include <algorithm>

namespace reef::practices {
using namespace engine;
namespace {

constexpr RefusalKind no_such_rule{"practices.no_such_rule", "There is no rule \"{}\".", 422};
constexpr RefusalKind no_such_law{"practices.no_such_law", "The charter's register has no law \"{}\".", 422};
constexpr RefusalKind no_such_class{"practices.no_such_class", "The charter has no class \"{}\".", 422};
constexpr RefusalKind whose_interests{"practices.whose_interests",
                                      "Name one class at least whose interests it touches.", 422};
constexpr RefusalKind too_many_words{"practices.too_many_words",
                                     "The register has {} words, as many as its rule allows: choose among those.", 422};

constexpr std::string_view practice_columns =
    "SELECT practice, entry, member, title, description, risks, rules, law, classes, words, domain, state, opened_at, "
    "lapses_at FROM {practices_entries} ";

using Strings = std::vector<std::string>;

template <store::Argument... A>
std::vector<PracticeRow> practices_where(store::Connection& connection, std::string_view where, const A&... arguments) {
    using Columns =
        std::tuple<IdValue, EntryNumber, MemberId, Hash, Hash, Hash, std::string, std::optional<std::string>,
                   std::string, std::optional<std::string>, std::string, State, Time, Time>;
    std::vector<PracticeRow> found;
    for (const auto& [practice, entry, member, title, description, risks, rules, law, classes, words, domain, state,
                      opened_at, lapses_at] :
         connection.all<Columns>(std::string(practice_columns) + std::string(where), arguments...))
        found.push_back({practice, entry, member, title, description, risks, from_recorded<Strings>(rules), law,
                         from_recorded<Strings>(classes), words_from_record(words), domain, state, opened_at,
                         lapses_at});
    return found;
}

Strings without_repeats(Strings names) {
    std::ranges::sort(names);
    const auto repeated = std::ranges::unique(names);
    names.erase(repeated.begin(), repeated.end());
    return names;
}

/// Of the first rule, in the order in which it was written; what touches no rule falls under everything.
std::string domain_of(const rules::Charter& charter, const Strings& rules) {
    const auto* domain = rules.empty() ? nullptr : charter.domain_of(rules.front());
    return domain ? domain->rules : "*";
}

} // namespace

std::optional<PracticeRow> find_practice(store::Connection& connection, IdValue practice) {
    auto found = practices_where(connection, "WHERE practice = $1", practice);
    if (found.empty()) return {};
    return std::move(found.front());
}
std::vector<PracticeRow> practices(store::Connection& connection, std::int64_t limit, std::int64_t offset) {
    return practices_where(connection, "ORDER BY practice DESC LIMIT $1 OFFSET $2", limit, offset);
}
std::vector<PracticeRow> open_practices(store::Connection& connection) {
    return practices_where(connection, "WHERE state = 'open' ORDER BY practice");
}
std::vector<std::string> words_of_register(store::Connection& connection) {
    return connection.all<std::string>("SELECT word FROM {practices_words} ORDER BY word");
}

bool is_touched(const PracticeRow& practice, const Standing& standing) {
    return std::ranges::any_of(practice.classes, [&](const auto& each) { return standing.has("class:" + each); });
}

EnterFacts load(store::Connection& connection, const Context& context, const Enter& enter) {
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    EnterFacts facts{.domain = domain_of(charter, enter.rules),
                     .known_words = words_of_register(connection),
                     .words_most = rules::in_force(connection, words_most, context.at).value.number,
                     .lapses_after = rules::in_force(connection, lapses_after, context.at).value};
    for (const auto& each : enter.rules)
        if (!context.registry->rule(each)) facts.unknown_rules.push_back(each);
    for (const auto& each : enter.classes)
        if (!charter.find_class(each)) facts.unknown_classes.push_back(each);
    if (enter.law)
        facts.has_law = std::ranges::find(charter.governance.laws, *enter.law, &rules::LawCharter::id) !=
                        charter.governance.laws.end();
    return facts;
}
Decision decide(const EnterFacts& facts, const Enter& enter, Context& context) {
    if (!facts.unknown_rules.empty()) return refuse(no_such_rule, "rules", {facts.unknown_rules.front().substr(0, 60)});
    if (!facts.has_law) return refuse(no_such_law, "law", {enter.law->substr(0, 60)});
    if (!facts.unknown_classes.empty())
        return refuse(no_such_class, "classes", {facts.unknown_classes.front().substr(0, 60)});
    if (enter.classes.empty()) return refuse(whose_interests, "classes");
    const auto words = enter.words.value_or(Words{});
    const auto are_new = std::ranges::count_if(words.all, [&](const auto& each) {
        return std::ranges::find(facts.known_words, each) == facts.known_words.end();
    });
    if (are_new > 0 && std::ssize(facts.known_words) + are_new > facts.words_most)
        return refuse_by_rule(too_many_words, words_most.name, "words", {std::to_string(facts.known_words.size())});
    return Events{Entered{context.new_id(), context.actor.member, enter.title, enter.description,
                          without_repeats(enter.rules), enter.law, without_repeats(enter.classes), enter.words,
                          enter.risks, facts.domain, context.at + facts.lapses_after}};
}
void apply(store::Connection& connection, const Meta& meta, const Entered& event) {
    const auto words = event.words.value_or(Words{});
    connection.run("INSERT INTO {practices_entries} (practice, entry, member, title, description, risks, rules, law, "
                   "classes, words, domain, state, opened_at, lapses_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
                   "$10, $11, 'open', $12, $13)",
                   event.practice, meta.entry, event.member, event.title.reference.commitment,
                   event.description.reference.commitment, event.risks.reference.commitment,
                   json_text(to_json(event.rules)), event.law, json_text(to_json(event.classes)),
                   event.words ? std::optional(words.text()) : std::nullopt, event.domain, meta.at, event.lapses_at);
    for (const auto& word : words.all)
        connection.run("INSERT INTO {practices_words} (word) VALUES ($1) ON CONFLICT (word) DO NOTHING", word);
}

NoteFacts load(store::Connection& connection, const Context& context, const AddNote& note) {
    return {.practice = find_practice(connection, note.practice),
            .answered_by = rules::in_force(connection, answered_by, context.at).value,
            .lapses_after = rules::in_force(connection, lapses_after, context.at).value};
}
/// Whoever entered it, whose interests it touches, and the body that answers.
Decision decide(const NoteFacts& facts, const AddNote& note, Context& context) {
    if (!facts.practice) return refuse(no_such_practice, "practice", {note.practice.text()});
    const auto& practice = *facts.practice;
    if (practice.member != context.actor.member && !is_touched(practice, context.standing) &&
        !context.standing.has("body:" + facts.answered_by.text()))
        return refuse(not_touched);
    if (is_over(practice.state)) return refuse(practice_over, "practice", {note.practice.text()});
    std::optional<Time> lapses_at;
    if (practice.state == State::open) lapses_at = context.at + facts.lapses_after;
    return Events{Noted{context.new_id(), note.practice, context.actor.member, note.kind, note.text, lapses_at}};
}
void apply(store::Connection& connection, const Meta& meta, const Noted& event) {
    connection.run("INSERT INTO {practices_notes} (note, practice, member, kind, text, at) VALUES ($1, $2, $3, $4, $5, "
                   "$6)",
                   event.note, event.practice, event.member, event.kind, event.text.reference.commitment, meta.at);
    if (event.lapses_at)
        connection.run("UPDATE {practices_entries} SET lapses_at = $1 WHERE practice = $2", *event.lapses_at,
                       event.practice);
}

std::optional<PracticeRow> load(store::Connection& connection, const Context&, const LetLapse& lapse) {
    return find_practice(connection, lapse.practice);
}
Decision decide(const std::optional<PracticeRow>& practice, const LetLapse& lapse, Context& context) {
    if (!practice || practice->state != State::open || context.at < practice->lapses_at)
        return refuse(not_due, "practice", {lapse.practice.text()});
    return Events{Lapsed{lapse.practice}};
}
void apply(store::Connection& connection, const Meta&, const Lapsed& event) {
    connection.run("UPDATE {practices_entries} SET state = 'lapsed' WHERE practice = $1", event.practice);
}

Schedule lapse_schedule() {
    return schedule<IdValue>("practices.lapses", "nobody acted on a practice for so long that it lapses",
                             "SELECT lapses_at, practice FROM {practices_entries} WHERE state = 'open' AND lapses_at "
                             "<= $1 ORDER BY lapses_at, practice LIMIT 1",
                             [](IdValue practice) { return call(LetLapse{practice}); });
}

} // namespace reef::practices
