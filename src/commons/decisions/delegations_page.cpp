// One's delegations: whom one entrusts, by whom one is entrusted, and the form for both.
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/delegation.hpp"
#include "commons/decisions/delegation_view.hpp"
#include "commons/decisions/trust.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

/// The viewer's word on a domain.
struct WordLine {
    std::string domain;
    std::string title;
    std::optional<people::Person> trustee;
    std::optional<people::ClassChip> as_class;
    Time since;
    static constexpr auto fields() {
        return FieldTable{field("domain", &WordLine::domain, "of the charter"),
                          field("title", &WordLine::title, "the same in words"),
                          field("trustee", &WordLine::trustee, "who votes there; none: the viewer keeps the vote"),
                          field("as_class", &WordLine::as_class, "as a member of which class, where there are several"),
                          field("since", &WordLine::since, "since when")};
    }
};
struct ReceivedLine {
    people::Person member;
    std::string title;
    std::optional<people::ClassChip> as_class;
    Time since;
    static constexpr auto fields() {
        return FieldTable{field("member", &ReceivedLine::member, "who entrusts the viewer"),
                          field("title", &ReceivedLine::title, "in which domain"),
                          field("as_class", &ReceivedLine::as_class, "as a member of which class"),
                          field("since", &ReceivedLine::since, "since when")};
    }
};
struct Option {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &Option::value, "as the command takes it"),
                          field("label", &Option::label, "as people see it")};
    }
};
/// A vote that came back, since whom the viewer entrusted declined it.
struct ReturnedLine {
    std::string domain;
    std::string title;
    people::Person trustee;
    static constexpr auto fields() {
        return FieldTable{field("domain", &ReturnedLine::domain, "of the charter"),
                          field("title", &ReturnedLine::title, "the same in words"),
                          field("trustee", &ReturnedLine::trustee, "who declined")};
    }
};
struct DelegationsPage {
    std::string summary;
    bool is_provided_for = false;
    std::vector<WordLine> given;
    bool has_given = false;
    std::vector<ReceivedLine> received;
    bool has_received = false;
    std::optional<Pagination> pagination;
    std::vector<Option> domains;
    std::vector<Option> classes;
    bool has_classes = false;
    bool may_keep = false;
    std::vector<Option> kept_domains;
    std::vector<ReturnedLine> returned;
    std::vector<Option> declined;
    bool has_declined = false;
    std::vector<Option> open_domains;
    bool may_decline = false;
    std::string to;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &DelegationsPage::summary, "what this is and what you may do here"),
            field("is_provided_for", &DelegationsPage::is_provided_for, "whether the charter knows delegation"),
            field("given", &DelegationsPage::given, "the viewer's word, domain by domain"),
            field("has_given", &DelegationsPage::has_given, "any"),
            field("received", &DelegationsPage::received, "who entrusts the viewer, the newest first"),
            field("has_received", &DelegationsPage::has_received, "any"),
            field("pagination", &DelegationsPage::pagination, "where they are many"),
            field("domains", &DelegationsPage::domains, "in which one may entrust somebody"),
            field("classes", &DelegationsPage::classes, "the viewer's, where there are several"),
            field("has_classes", &DelegationsPage::has_classes, "whether there are several"),
            field("may_keep", &DelegationsPage::may_keep, "whether a vote can be kept from a wider delegation"),
            field("kept_domains", &DelegationsPage::kept_domains, "for which"),
            field("returned", &DelegationsPage::returned, "votes that came back, since somebody declined them"),
            field("declined", &DelegationsPage::declined, "where the viewer votes for nobody else"),
            field("has_declined", &DelegationsPage::has_declined, "anywhere"),
            field("open_domains", &DelegationsPage::open_domains, "where the viewer may decline"),
            field("may_decline", &DelegationsPage::may_decline, "anywhere"),
            field("to", &DelegationsPage::to, "the member's number, where one was chosen")};
    }
};

std::optional<people::ClassChip> chip_of(const rules::Charter& charter, const std::optional<std::string>& id) {
    return id ? std::optional(people::class_chip(charter, *id)) : std::nullopt;
}

/// The class is said to whoever belongs to several.
std::vector<WordLine> given_by_viewer(PageRequest& request, const rules::Charter& charter) {
    using Row = std::tuple<std::string, std::optional<std::string>, std::optional<MemberId>, Time>;
    const bool has_several = people::classes_of(request.connection, request.member()).size() > 1;
    std::vector<WordLine> lines;
    for (const auto& [domain, as_class, trustee, since] :
         request.connection.all<Row>("SELECT domain, class, trustee, given_at FROM {decisions_delegations} WHERE "
                                     "member = $1 AND ended_entry IS "
                                     "NULL ORDER BY domain",
                                     request.member()))
        lines.push_back({domain, rules::domain_in_words(request, domain),
                         trustee ? std::optional(people::person(request, charter, *trustee)) : std::nullopt,
                         has_several ? chip_of(charter, as_class) : std::nullopt, since});
    return lines;
}

void say_what_was_received(PageRequest& request, const rules::Charter& charter, DelegationsPage& page) {
    constexpr std::int64_t size = 20;
    const auto number = request.asked_page();
    using Row = std::tuple<MemberId, std::string, std::optional<std::string>, Time>;
    for (const auto& [member, domain, as_class, since] :
         request.connection.all<Row>("SELECT member, domain, class, given_at FROM {decisions_delegations} WHERE "
                                     "trustee = $1 AND ended_entry IS "
                                     "NULL ORDER BY given_entry DESC LIMIT $2 OFFSET $3",
                                     request.member(), size, (number - 1) * size))
        page.received.push_back({people::person(request, charter, member), rules::domain_in_words(request, domain),
                                 chip_of(charter, as_class), since});
    page.has_received = !page.received.empty();
    page.pagination = Pagination::of(
        number, size,
        request.connection.one<std::int64_t>("SELECT count(*) FROM {decisions_delegations} WHERE trustee = $1 AND "
                                             "ended_entry IS NULL",
                                             request.member()));
}

void say_what_is_declined(PageRequest& request, const rules::Charter& charter, DelegationsPage& page) {
    for (const auto& [domain, trustee] : returned_to(request.connection, request.member()))
        page.returned.push_back(
            {domain, rules::domain_in_words(request, domain), people::person(request, charter, trustee)});
    const auto declined = declined_by(request.connection, request.member());
    for (const auto& each : declined) page.declined.push_back({each, rules::domain_in_words(request, each)});
    page.has_declined = !declined.empty();
    for (const auto& each : page.domains)
        if (std::ranges::find(declined, each.value) == declined.end()) page.open_domains.push_back(each);
    page.may_decline = !page.open_domains.empty();
}

Result<DelegationsPage> show_delegations(PageRequest& request) {
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    DelegationsPage page{.is_provided_for = provides_for_delegation(charter, "*")};
    page.summary =
        page.is_provided_for
            ? request.say("Entrust a member of your class with your vote, in one domain or in everything, until you "
                          "take it back. Whenever you vote yourself, your own vote counts.")
            : request.say("The charter lets nobody vote for another here: everyone votes in person.");
    page.given = given_by_viewer(request, charter);
    page.has_given = !page.given.empty();
    say_what_was_received(request, charter, page);
    page.to = request.asked("to");
    if (!page.is_provided_for) return page;
    page.domains.push_back({"*", rules::domain_in_words(request, "*")});
    for (const auto& each : charter.governance.domains)
        if (each.rules != "*" && provides_for_delegation(charter, each.rules))
            page.domains.push_back({each.rules, rules::domain_in_words(request, each.rules)});
    say_what_is_declined(request, charter, page);
    const auto mine = people::classes_of(request.connection, request.member());
    if (mine.size() > 1)
        for (const auto& each : mine) page.classes.push_back({each, people::class_chip(charter, each).class_name});
    page.has_classes = !page.classes.empty();
    for (const auto& domain : page.domains)
        for (const auto& wider : charter.domains_around(domain.value))
            if (wider != domain.value && std::ranges::any_of(page.given, [&](const WordLine& line) {
                    return line.domain == wider && line.trustee;
                })) {
                page.kept_domains.push_back(domain);
                break;
            }
    page.may_keep = !page.kept_domains.empty();
    return page;
}

} // namespace

PageType delegations_page() {
    return page<show_delegations>("/delegations", "src/commons/decisions/delegations.html",
                                  "Whom one entrusts with one's vote, and by whom one is entrusted.", members());
}

} // namespace reef::decisions
