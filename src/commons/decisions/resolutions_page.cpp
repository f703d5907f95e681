// The resolutions that stand, those that stood, and the form to propose another.
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/resolution_view.hpp"
#include "commons/rules/module.hpp"

namespace reef::decisions {
using namespace engine;
namespace {

struct ResolutionLine {
    std::string title;
    std::string href;
    std::string text;
    Time from;
    std::optional<Time> until;
    std::optional<ResolutionRef> ended_by;
    static constexpr auto fields() {
        return FieldTable{field("title", &ResolutionLine::title, "what it is called"),
                          field("href", &ResolutionLine::href, "the decision that adopted it"),
                          field("text", &ResolutionLine::text, "what it says"),
                          field("from", &ResolutionLine::from, "its first day"),
                          field("until", &ResolutionLine::until, "its end, where it has one"),
                          field("ended_by", &ResolutionLine::ended_by, "the decision that ends it")};
    }
};
struct ResolutionsPage {
    std::string summary;
    std::vector<ResolutionLine> standing;
    std::vector<ResolutionLine> coming;
    std::vector<ResolutionLine> over;
    std::optional<Pagination> pagination;
    bool may_propose = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ResolutionsPage::summary, "what this is and what you may do here"),
                          field("standing", &ResolutionsPage::standing, "in force now, the newest first"),
                          field("coming", &ResolutionsPage::coming, "adopted, under notice"),
                          field("over", &ResolutionsPage::over, "no longer in force, the last to end first"),
                          field("pagination", &ResolutionsPage::pagination, "of those that are over"),
                          field("may_propose", &ResolutionsPage::may_propose, "whether the viewer may propose one")};
    }
};

ResolutionLine resolution_line(PageRequest& request, const ResolutionRow& row) {
    ResolutionLine line{.title = row.title,
                        .href = "/decisions/" + row.proposal.text(),
                        .text = row.text,
                        .from = *row.stands_from,
                        .until = row.until(),
                        .ended_by = {}};
    if (row.ended_by)
        line.ended_by = ResolutionRef{title_of(request, *proposal_row(request.connection, *row.ended_by)),
                                      "/decisions/" + row.ended_by->text()};
    return line;
}

std::vector<ResolutionLine> resolution_lines(PageRequest& request, const std::vector<ResolutionRow>& rows) {
    std::vector<ResolutionLine> lines;
    for (const auto& row : rows) lines.push_back(resolution_line(request, row));
    return lines;
}

constexpr std::string_view is_over = "((ended_at IS NOT NULL AND ended_at <= $1) OR (sunset_at IS NOT NULL AND "
                                     "sunset_at <= $1))";

bool may_resolve(const PageRequest& request, const rules::PlatformRow& platform) {
    const auto* domain = platform.charter.domain_of(resolutions_domain);
    return platform.launched() && domain && request.viewer.has("member") && !may_not_propose(*domain, request.viewer);
}

Result<ResolutionsPage> show_resolutions(PageRequest& request) {
    constexpr std::int64_t size = 20;
    auto& connection = request.connection;
    const auto rows = [&](const std::string& where, std::int64_t limit, std::int64_t offset) {
        return resolution_lines(request, connection.all<ResolutionRow>(std::string(resolution_columns) +
                                                                           "WHERE stands_from IS NOT NULL " + "AND " +
                                                                           where + ", proposal DESC LIMIT $2 OFFSET $3",
                                                                       request.now, limit, offset));
    };
    const std::string over(is_over);
    constexpr std::int64_t all = 1'000;
    ResolutionsPage page{
        .summary = request.say("What the members have resolved in words. A resolution stands until a later one takes "
                               "its place or repeals it, or until it ends by itself."),
        .standing = rows("stands_from <= $1 AND NOT " + over + " ORDER BY stands_from DESC", all, 0),
        .coming = rows("stands_from > $1 AND NOT " + over + " ORDER BY stands_from", all, 0),
        .over = rows(over + " ORDER BY COALESCE(ended_at, sunset_at) DESC", size, (request.asked_page() - 1) * size),
        .pagination = Pagination::of(request.asked_page(), size,
                                     connection.one<std::int64_t>("SELECT count(*) FROM {decisions_resolutions} WHERE "
                                                                  "stands_from IS NOT NULL AND " +
                                                                      over,
                                                                  request.now)),
        .may_propose = false};
    if (const auto platform = rules::platform(connection)) page.may_propose = may_resolve(request, *platform);
    return page;
}

struct ResolvePage {
    std::string title;
    std::string summary;
    std::optional<ResolutionRef> instead_of;
    std::optional<std::string> number;
    std::string old_title;
    std::string old_text;
    std::string how;
    bool may_propose = false;
    bool is_directive = false;
    static constexpr auto fields() {
        return FieldTable{field("title", &ResolvePage::title, "what this is"),
                          field("summary", &ResolvePage::summary, "what you may do here"),
                          field("instead_of", &ResolvePage::instead_of, "the resolution whose place it would take"),
                          field("number", &ResolvePage::number, "of that"),
                          field("old_title", &ResolvePage::old_title, "of that"),
                          field("old_text", &ResolvePage::old_text, "of that"),
                          field("how", &ResolvePage::how, "who decides, and how"),
                          field("may_propose", &ResolvePage::may_propose, "whether the viewer may"),
                          field("is_directive", &ResolvePage::is_directive, "a body decides for others")};
    }
};

Result<ResolvePage> show_resolve(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    ResolvePage page{.title = request.say("Propose a resolution"),
                     .summary = request.say("Write what the members should resolve, and why. They talk about it, then "
                                            "they vote.")};
    if (const auto asked = request.asked("instead_of"); !asked.empty()) {
        const auto id = IdValue::parse(asked);
        if (!id || !resolution_stands(request.connection, *id, request.now)) return refuse(not_found);
        const auto row = *resolution_row(request.connection, *id);
        page.title = request.say("Propose another text");
        page.instead_of = ResolutionRef{row.title, "/decisions/" + id->text()};
        page.number = id->text();
        page.old_title = row.title;
        page.old_text = row.text;
    }
    const auto* domain = platform->charter.domain_of(resolutions_domain);
    page.may_propose = may_resolve(request, *platform);
    if (!domain) return page;
    const auto& procedure = *platform->charter.find_procedure(domain->procedure);
    page.is_directive = domain->mode == rules::Mode::directive;
    const auto words = [&](Duration span) { return rules::value_in_words(request, span.text()); };
    page.how = rules::who_may_change(request, platform->charter, *domain) + " " +
               request.say("They talk for {}, vote for {}, and what is accepted stands {} later. It needs {}.",
                           {words(procedure.deliberation), words(procedure.voting), words(procedure.notice),
                            rules::needed(procedure).text()});
    return page;
}

} // namespace

PageType resolutions_page() {
    return page<show_resolutions>("/resolutions", "src/commons/decisions/resolutions.html",
                                  "The resolutions that stand, and those that stood.", anyone());
}
PageType resolve_page() {
    return page<show_resolve>("/resolutions/propose", "src/commons/decisions/resolve.html",
                              "A form to propose a resolution, another text for one, or its repeal.", anyone());
}

} // namespace reef::decisions
