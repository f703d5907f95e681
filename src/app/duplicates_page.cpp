// Likely duplicates: for whoever checks identities, the pairs that have something alike and every case; for a member,
// the cases about them. What is compared lies in several rooms and in the vault; it is opened here, compared and
// forgotten.
#include "app/duplicates_page.hpp"
#include "commons/notices/module.hpp"
#include "commons/payments/module.hpp"
#include "commons/people/module.hpp"
#include <algorithm>
#include <map>

namespace reef::app {
using namespace engine;
using people::Likeness;
namespace {

constexpr std::int64_t cases_shown = 100;
constexpr std::size_t pairs_shown = 50;

struct LikenessWord {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &LikenessWord::value, "to send"),
                          field("label", &LikenessWord::label, "in words")};
    }
};
struct PairLine {
    people::Person first;
    people::Person second;
    std::vector<LikenessWord> alike;
    static constexpr auto fields() {
        return FieldTable{field("first", &PairLine::first, "one of the two"),
                          field("second", &PairLine::second, "the other"),
                          field("alike", &PairLine::alike, "what they have alike")};
    }
};
struct CaseCard {
    std::string number;
    people::Person first;
    people::Person second;
    std::vector<LikenessWord> alike;
    std::string state;
    std::vector<std::string> words;
    bool may_answer = false;
    bool may_settle = false;
    bool may_suspend = false;
    bool may_object = false;
    bool may_decide = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &CaseCard::number, "of the question"),
                          field("first", &CaseCard::first, "one of the two"),
                          field("second", &CaseCard::second, "the other"),
                          field("alike", &CaseCard::alike, "what they have alike"),
                          field("state", &CaseCard::state, "how it stands"),
                          field("words", &CaseCard::words, "what was said, by whoever the viewer may hear"),
                          field("may_answer", &CaseCard::may_answer, "the viewer is one of them and is heard"),
                          field("may_settle", &CaseCard::may_settle, "the viewer may decide"),
                          field("may_suspend", &CaseCard::may_suspend, "also that they are one person"),
                          field("may_object", &CaseCard::may_object, "the viewer is suspended by it"),
                          field("may_decide", &CaseCard::may_decide, "the viewer may decide on the objection")};
    }
};
struct DuplicatesPage {
    std::string summary;
    bool may_settle = false;
    std::vector<PairLine> pairs;
    std::optional<std::string> further;
    std::vector<CaseCard> cases;
    static constexpr auto fields() {
        return FieldTable{field("summary", &DuplicatesPage::summary, "what this is"),
                          field("may_settle", &DuplicatesPage::may_settle, "the viewer sits in a body that checks"),
                          field("pairs", &DuplicatesPage::pairs, "that nobody asked about yet"),
                          field("further", &DuplicatesPage::further, "where there are more"),
                          field("cases", &DuplicatesPage::cases, "all, or those about the viewer")};
    }
};

std::string word_of(const PageRequest& request, Likeness likeness) {
    switch (likeness) {
    case Likeness::address:
        return request.say("the same confirmed address");
    case Likeness::payout_account:
        return request.say("the same bank account");
    case Likeness::roll_entry:
        return request.say("the same entry on the roll");
    case Likeness::name:
        break;
    }
    return request.say("the same name");
}
std::vector<LikenessWord> words_of(const PageRequest& request, const std::vector<Likeness>& alike) {
    std::vector<LikenessWord> words;
    for (const auto each : alike)
        words.push_back({std::string(people::names_of(each)[static_cast<std::size_t>(each)]), word_of(request, each)});
    return words;
}

/// Who of the roll somebody is: by whose code they came, or whose name or address there is theirs.
void add_roll_marks(store::Connection& connection, const rules::Charter& charter, std::vector<people::Mark>& marks) {
    std::multimap<std::pair<Likeness, std::string>, MemberId> members;
    for (const auto& mark : marks) members.emplace(std::pair{mark.kind, mark.text}, mark.member);
    const auto add = [&](Likeness kind, const std::string& text, IdValue on_roll) {
        if (text.empty()) return;
        const auto [first, last] = members.equal_range({kind, text});
        for (auto each = first; each != last; ++each)
            marks.push_back({each->second, Likeness::roll_entry, on_roll.text()});
    };
    for (const auto& each : charter.governance.classes)
        for (const auto& entry : people::roll_of(connection, each.id, INT64_MAX, 0)) {
            if (entry.member) marks.push_back({*entry.member, Likeness::roll_entry, entry.on_roll.text()});
            add(Likeness::name, people::plain_name(chronicle::reveal_text(connection, entry.display_name).value_or("")),
                entry.on_roll);
            add(Likeness::address,
                people::same_identifier(chronicle::reveal_text(connection, entry.identifier).value_or("")),
                entry.on_roll);
        }
}

std::vector<people::Mark> marks_of_members(const PageRequest& request, const rules::Charter& charter) {
    auto& connection = request.connection;
    std::vector<people::Mark> marks;
    for (const auto member : people::all_members(connection)) {
        marks.push_back({member, Likeness::name, people::plain_name(people::given_name(connection, member))});
        if (const auto mail = notices::settings_of(connection, member); mail && mail->confirmed)
            marks.push_back({member, Likeness::address,
                             people::same_identifier(chronicle::reveal_text(connection, mail->address).value_or(""))});
        if (const auto account = payments::bank_account_of(connection, member))
            marks.push_back({member, Likeness::payout_account,
                             chronicle::reveal_text(connection, account->iban.commitment).value_or("")});
    }
    add_roll_marks(connection, charter, marks);
    return marks;
}

void add_pairs(PageRequest& request, const rules::Charter& charter, DuplicatesPage& page) {
    auto pairs = people::alike_pairs(marks_of_members(request, charter));
    std::ranges::sort(pairs, std::greater{}, // with most alike first, and of these whoever came last
                      [](const auto& pair) { return std::tuple(pair.alike.size(), pair.second, pair.first); });
    std::size_t hidden = 0;
    for (const auto& pair : pairs) {
        const auto known = people::duplicate_of_pair(request.connection, pair.first, pair.second);
        if (known && people::is_known(*known)) continue;
        const auto me = request.member();
        if (pair.first == me || pair.second == me) continue; // for others of the body
        if (page.pairs.size() == pairs_shown)
            ++hidden;
        else
            page.pairs.push_back({people::person(request, charter, pair.first),
                                  people::person(request, charter, pair.second), words_of(request, pair.alike)});
    }
    if (hidden > 0) page.further = request.say("Further pairs: {}.", {std::to_string(hidden)});
}

std::string state_of(PageRequest& request, const people::DuplicateRow& row) {
    if (!row.outcome) return request.say("Both are heard, until {}.", {request.day(row.hear_until)});
    if (*row.outcome == people::DuplicateOutcome::different) return request.say("Different persons.");
    const auto name = people::name_of(request, *row.suspended);
    if (row.lifted_entry) return request.say("The membership of {} votes again.", {name});
    if (row.decide_until && !row.objection_reason)
        return request.say(
            "One person: the membership of {} votes no more. They object; that is decided by {}, or they "
            "vote again.",
            {name, request.day(*row.decide_until)});
    return request.say("One person: the membership of {} votes no more.", {name});
}

CaseCard card_of(PageRequest& request, const rules::Charter& charter, const people::DuplicateRow& row) {
    const auto me = request.member();
    const bool is_mine = row.names(me), decides = request.viewer.has("registrar") && !is_mine;
    CaseCard card{.number = row.duplicate.text(),
                  .first = people::person(request, charter, row.first),
                  .second = people::person(request, charter, row.second),
                  .alike = words_of(request, from_recorded<std::vector<Likeness>>(row.alike)),
                  .state = state_of(request, row)};
    const auto add = [&](const std::optional<Hash>& text, const std::string& who, bool may_hear) {
        if (text && may_hear) card.words.push_back(who + ": " + request.revealed(*text));
    };
    add(row.first_answer, card.first.name, decides || row.first == me);
    add(row.second_answer, card.second.name, decides || row.second == me);
    add(row.reason, request.say("The body"), true);
    add(row.objection, row.suspended == row.first ? card.first.name : card.second.name, decides || row.suspended == me);
    add(row.objection_reason, request.say("The body, on the objection"), decides || row.suspended == me);
    card.may_answer = is_mine && !row.outcome;
    card.may_settle = decides && !row.outcome;
    card.may_suspend = card.may_settle && (request.now >= row.hear_until || (row.first_answer && row.second_answer));
    card.may_object = row.suspended == me && !row.lifted_entry && !row.objection;
    card.may_decide = decides && row.decide_until && !row.objection_reason && !row.lifted_entry && row.settled_by != me;
    return card;
}

Result<DuplicatesPage> show_duplicates(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    DuplicatesPage page{
        .summary = request.say("One person has one membership. Where two members have something alike, a body asks "
                               "them, and decides. What they have alike is compared and kept nowhere."),
        .may_settle = request.viewer.has("registrar")};
    if (page.may_settle) add_pairs(request, platform->charter, page);
    const auto about = page.may_settle ? std::nullopt : std::optional(request.member());
    for (const auto& row : people::duplicates_of(request.connection, about, cases_shown))
        page.cases.push_back(card_of(request, platform->charter, row));
    return page;
}

} // namespace

PageType duplicates_page() {
    return page<show_duplicates>("/duplicates", "src/app/duplicates.html",
                                 "Members who may be one person: for whoever checks, and for whoever is asked.",
                                 {{"person"}});
}

} // namespace reef::app
