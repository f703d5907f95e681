// Everything about me: what the chronicle says, with what the vault holds of mine, and a way to have it erased.
#include "commons/people/identity_card.hpp"
#include "commons/people/pages.hpp"
#include "commons/people/recovery.hpp"
#include <fmt/format.h>

namespace reef::people {
using namespace engine;
namespace {

struct Revealed {
    std::string commitment;
    std::optional<std::string> value;
    static constexpr auto fields() {
        return FieldTable{field("commitment", &Revealed::commitment, "as the entry has it"),
                          field("value", &Revealed::value, "what it stands for; nothing once erased")};
    }
};
struct MyEntry {
    std::string number;
    Time at;
    std::string command;
    json::value data;
    json::value events;
    std::vector<Revealed> values;
    Hash hash;
    static constexpr auto fields() {
        return FieldTable{field("number", &MyEntry::number, "in the chronicle"),
                          field("at", &MyEntry::at, "when"),
                          field("command", &MyEntry::command, "what was asked"),
                          field("data", &MyEntry::data, "with which fields"),
                          field("events", &MyEntry::events, "what followed"),
                          field("values", &MyEntry::values, "of mine, from the vault"),
                          field("hash", &MyEntry::hash, "of the entry")};
    }
};
struct MyDataPage {
    std::string summary;
    std::string number;
    std::string name;
    std::vector<std::string> classes;
    std::vector<std::string> roles;
    std::int64_t entries_total = 0;
    std::vector<MyEntry> entries;
    std::optional<IdentityCard> identity;
    std::optional<RecoveryNotice> recovery;
    std::vector<JoinedUnder> joined_under;
    static constexpr auto fields() {
        return FieldTable{field("summary", &MyDataPage::summary, "what this is"),
                          field("number", &MyDataPage::number, "your number"),
                          field("name", &MyDataPage::name, "your name"),
                          field("classes", &MyDataPage::classes, "you belong to"),
                          field("roles", &MyDataPage::roles, "what you may do here rests on"),
                          field("entries_total", &MyDataPage::entries_total, "that name you"),
                          field("entries", &MyDataPage::entries, "that name you, the newest first"),
                          field("identity", &MyDataPage::identity, "how sure the platform is of who you are"),
                          field("recovery", &MyDataPage::recovery,
                                "of your access without a second factor, where it waits; you can stop it"),
                          field("joined_under", &MyDataPage::joined_under, "standards of conduct, class by class")};
    }
};

MyEntry my_entry(PageRequest& request, const chronicle::StoredEntry& stored) {
    const auto entry = from_recorded<chronicle::Entry>(stored.bytes.data);
    // What concerns parties is mine to see in entries that name me.
    MyEntry mine{std::to_string(entry.number), entry.at, entry.command.name, {}, json::array{}, {}, stored.hash};
    std::vector<VaultReference> references;
    if (const auto* type = request.registry.command(entry.command.name)) {
        mine.data = visible(entry.command.data, type->shape, Audience::parties);
        collect_references(entry.command.data, type->shape, references);
    }
    for (const auto& event : entry.events)
        if (const auto* type = request.registry.event(event.name)) {
            mine.events.as_array().push_back(
                json::object{{"name", event.name}, {"data", visible(event.data, type->shape, Audience::parties)}});
            collect_references(event.data, type->shape, references);
        }
    std::ranges::sort(references);
    const auto repeated = std::ranges::unique(references);
    references.erase(repeated.begin(), repeated.end());
    for (const auto& reference : references)
        if (reference.subject == request.member().value)
            mine.values.push_back(
                {reference.commitment.text(), chronicle::reveal_text(request.connection, reference.commitment)});
    return mine;
}

Result<MyDataPage> show_my_data(PageRequest& request) {
    MyDataPage page{request.say("Everything that this platform holds about you. Take it with you as JSON, or have it "
                                "erased: then names and words go for good, and numbers remain."),
                    request.member().text(), name_of(request, request.member()),
                    classes_of(request.connection, request.member()), request.viewer.roles};
    const auto numbers = request.connection.all<EntryNumber>(
        "SELECT entry FROM {platform_parties} WHERE member = $1 ORDER BY entry DESC", request.member());
    page.entries_total = static_cast<std::int64_t>(numbers.size());
    for (const auto number : numbers)
        page.entries.push_back(my_entry(request, *chronicle::read_entry(request.connection, number)));
    if (const auto platform = rules::platform(request.connection)) {
        page.identity = identity_card(request, platform->charter, request.member());
        page.joined_under = joined_under(request, platform->charter, request.member());
    }
    page.recovery = recovery_notice(request);
    return page;
}

} // namespace

PageType my_data_page() {
    return page<show_my_data>("/me", "src/commons/people/my_data.html",
                              "Everything about you: to take along, or to have erased.", {{"person"}});
}

} // namespace reef::people
