#include "commons/rules/charter_check.hpp"
#include "commons/rules/domain_words.hpp"
#include "commons/rules/index_view.hpp"
#include "commons/rules/rule_page.hpp"
#include "commons/rules/version_view.hpp"

namespace reef::rules {
using namespace engine;
namespace {

struct DomainLine {
    std::string title;
    std::string how;
    std::string procedure;
    std::string who;
    static constexpr auto fields() {
        return FieldTable{field("title", &DomainLine::title, "its rules as people read them"),
                          field("how", &DomainLine::how, "the mode in a word"),
                          field("procedure", &DomainLine::procedure, "phases and count"),
                          field("who", &DomainLine::who, "who proposes and who decides")};
    }
};
struct RoomLine {
    std::string title;
    std::string href;
    std::string bounds;
    std::string how;
    std::string procedure;
    std::string who;
    static constexpr auto fields() {
        return FieldTable{field("title", &RoomLine::title, "the rule, and where by-laws on it hold"),
                          field("href", &RoomLine::href, "the page of the rule"),
                          field("bounds", &RoomLine::bounds, "within which they decide"),
                          field("how", &RoomLine::how, "the mode in a word"),
                          field("procedure", &RoomLine::procedure, "phases and count"),
                          field("who", &RoomLine::who, "who proposes and who decides")};
    }
};
RoomLine room_line(PageRequest& request, const Charter& charter, const ByLawCharter& room) {
    const auto* rule = request.registry.rule(room.rule);
    const auto domain = charter.domain_for(room.rule, room.scope);
    return {rule_in_words(request, rule ? request.say(rule->title) : room.rule, room.scope),
            "/rules/" + room.rule,
            bounds_in_words(request, {room.lowest, room.highest}).value_or(""),
            mode_words(request, room.mode).word,
            room.procedure,
            who_may_change(request, charter, domain)};
}

struct CharterPage {
    std::string summary;
    std::string state;
    Charter charter;
    std::string toml;
    std::vector<DomainLine> domains;
    bool has_duties = false;
    bool has_indexed = false;
    std::vector<IndexedLine> indexed;
    std::vector<RoomLine> by_laws;
    bool has_by_laws = false;
    bool may_change = false;
    bool may_propose = false;
    Proof proof;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &CharterPage::summary, "what this is"),
            field("state", &CharterPage::state, "draft or in force"),
            field("charter", &CharterPage::charter, "the founding document"),
            field("toml", &CharterPage::toml, "the same, as the file from which a platform can be founded"),
            field("domains", &CharterPage::domains, "who decides on which rules"),
            field("has_duties", &CharterPage::has_duties, "whether anything is owed for its size"),
            field("has_indexed", &CharterPage::has_indexed, "whether any rule moves by a formula"),
            field("indexed", &CharterPage::indexed, "rules that move by a published formula"),
            field("by_laws", &CharterPage::by_laws, "where those below decide by themselves"),
            field("has_by_laws", &CharterPage::has_by_laws, "whether there are any"),
            field("may_change", &CharterPage::may_change, "the founder, until the launch"),
            field("may_propose", &CharterPage::may_propose, "members, after the launch"),
            field("proof", &CharterPage::proof, "the entry that set it")};
    }
};

Result<CharterPage> show_charter(PageRequest& request) {
    const auto row = platform(request.connection);
    if (!row) return refuse(not_found);
    CharterPage page{
        row->launched()
            ? request.say(
                  "What this platform promises, and how it is governed. It changes by its members' decisions only.")
            : request.say("What this platform shall promise. It is a draft; its founder may still change it."),
        row->launched() ? request.say("in force") : request.say("draft"),
        row->charter,
        write_charter(row->charter),
        {},
        !row->charter.governance.duties.empty(),
        !row->charter.governance.indexed.empty(),
        indexed_lines(request, row->charter),
        {},
        !row->charter.governance.by_laws.empty(),
        !row->launched() && request.viewer.has("founder"),
        row->launched() && request.viewer.has("member"),
        *proof_of(request.connection, row->entry)};
    for (const auto& domain : row->charter.governance.domains)
        page.domains.push_back({listed_domain_in_words(request, domain.rules), mode_words(request, domain.mode).word,
                                domain.procedure, who_may_change(request, row->charter, domain)});
    for (const auto& room : row->charter.governance.by_laws)
        page.by_laws.push_back(room_line(request, row->charter, room));
    return page;
}

} // namespace

PageType charter_page() {
    return page<show_charter>("/charter", "src/commons/rules/charter.html", "The founding document.", anyone());
}

} // namespace reef::rules
