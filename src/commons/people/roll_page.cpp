// The roll: whom the co-operative knows already, and who of them came in.
#include "commons/people/pages.hpp"
#include "commons/people/roll_link.hpp"

namespace reef::people {
using namespace engine;
namespace {

constexpr std::int64_t page_size = 50;

struct RollClass {
    std::string id;
    std::string class_name;
    std::string class_color;
    std::int64_t entries = 0;
    std::int64_t with_code = 0;
    std::int64_t claimed = 0;
    bool may_keep = false;
    static constexpr auto fields() {
        return FieldTable{field("id", &RollClass::id, "short name"),
                          field("class_name", &RollClass::class_name, "as people see it"),
                          field("class_color", &RollClass::class_color, "its colour everywhere"),
                          field("entries", &RollClass::entries, "people on the roll"),
                          field("with_code", &RollClass::with_code, "of them, who were given a code"),
                          field("claimed", &RollClass::claimed, "of them, who came in"),
                          field("may_keep", &RollClass::may_keep, "the viewer may")};
    }
};
struct RollLine {
    std::string number;
    std::string identifier;
    std::string name;
    std::string class_name;
    std::string class_color;
    std::string state;
    static constexpr auto fields() {
        return FieldTable{field("number", &RollLine::number, "of the entry on the roll"),
                          field("identifier", &RollLine::identifier, "a member number or an address"),
                          field("name", &RollLine::name, "what they are called"),
                          field("class_name", &RollLine::class_name, "that is theirs"),
                          field("class_color", &RollLine::class_color, "its colour everywhere"),
                          field("state", &RollLine::state, "in a word")};
    }
};
struct LikelyLine {
    std::string number;
    std::string identifier;
    std::string class_name;
    std::string class_color;
    Person member;
    static constexpr auto fields() {
        return FieldTable{field("number", &LikelyLine::number, "of the entry on the roll"),
                          field("identifier", &LikelyLine::identifier, "a member number or an address"),
                          field("class_name", &LikelyLine::class_name, "that is theirs"),
                          field("class_color", &LikelyLine::class_color, "its colour everywhere"),
                          field("member", &LikelyLine::member, "who has its name, and came in without its code")};
    }
};
struct RollPage {
    std::string summary;
    std::vector<RollClass> classes;
    bool may_keep = false;
    bool waits_for_codes = false;
    bool likely_any = false;
    std::vector<LikelyLine> likely;
    std::vector<RollLine> lines;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &RollPage::summary, "what this is"),
                          field("classes", &RollPage::classes, "how many stand on the roll"),
                          field("may_keep", &RollPage::may_keep, "the viewer keeps the roll of some class"),
                          field("waits_for_codes", &RollPage::waits_for_codes, "some have no code yet"),
                          field("likely_any", &RollPage::likely_any, "there is somebody"),
                          field("likely", &RollPage::likely, "who of the roll may have come in without a code"),
                          field("lines", &RollPage::lines, "for whoever keeps the roll, class by class"),
                          field("pagination", &RollPage::pagination, "where there are many")};
    }
};

std::string state_of(const PageRequest& request, const OnRoll& entry) {
    if (entry.member) return request.say("came in");
    return entry.has_code ? request.say("has a code") : request.say("no code yet");
}

/// Entries of the classes whose roll the viewer keeps, one class after the other.
void add_lines(PageRequest& request, const rules::Charter& charter, RollPage& page) {
    const auto number = request.asked_page();
    std::int64_t skip = (number - 1) * page_size, total = 0;
    for (const auto& each : page.classes) {
        if (!each.may_keep) continue;
        total += each.entries;
        const auto room = page_size - std::ssize(page.lines);
        if (room > 0)
            for (const auto& entry : roll_of(request.connection, each.id, room, std::min(skip, each.entries)))
                page.lines.push_back({entry.on_roll.text(), request.revealed(entry.identifier),
                                      chronicle::reveal_text(request.connection, entry.display_name).value_or(""),
                                      each.class_name, charter.color_of(each.id), state_of(request, entry)});
        skip -= std::min(skip, each.entries);
    }
    page.pagination = Pagination::of(number, page_size, total);
}

/// Names are compared when somebody who keeps the roll looks; nothing of it is recorded.
void add_likely(PageRequest& request, const rules::Charter& charter, RollPage& page) {
    constexpr std::size_t likely_shown = 50;
    for (const auto& each : page.classes) {
        if (!each.may_keep) continue;
        for (const auto& [entry, member] : likely_on_roll(request.connection, each.id))
            if (page.likely.size() < likely_shown && member != request.member())
                page.likely.push_back({entry.on_roll.text(), request.revealed(entry.identifier), each.class_name,
                                       each.class_color, person(request, charter, member)});
    }
}

Result<RollPage> show_roll(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    RollPage page{
        request.say("Whom the co-operative knows already. With a personal code, sent by letter, each comes in as "
                    "who they are.")};
    for (const auto& each : platform->charter.governance.classes) {
        const auto [entries, with_code, claimed] =
            request.connection.one<std::tuple<std::int64_t, std::int64_t, std::int64_t>>(
                "SELECT count(*), count(code_hash), count(member) FROM {people_roll} WHERE class = $1", each.id);
        const bool may = may_keep_roll(platform->charter, platform->launched(), each.id, request.viewer);
        page.classes.push_back(
            {each.id, each.name, platform->charter.color_of(each.id), entries, with_code, claimed, may});
        page.may_keep = page.may_keep || may;
        page.waits_for_codes = page.waits_for_codes || (may && with_code < entries);
    }
    if (page.may_keep) {
        add_likely(request, platform->charter, page);
        page.likely_any = !page.likely.empty();
        add_lines(request, platform->charter, page);
    }
    return page;
}

} // namespace

PageType roll_page() {
    return page<show_roll>("/roll", "src/commons/people/roll.html",
                           "The roll: whom the co-operative knows already, and who of them came in.",
                           {{"founder", "member"}});
}

} // namespace reef::people
