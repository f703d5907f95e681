#include "commons/people/conduct.hpp"
#include <fmt/format.h>

namespace reef::people {
using namespace engine;

const Rule<Prose> conduct{
    "people.conduct", "Standards of conduct",
    "What members expect of one another here. Whoever joins a class reads them first, and the version is recorded.",
    Prose{"Treat everybody here with respect, whether you work, buy, build or decide together. Disagree about matters, "
          "not about persons.\n\n"
          "Nobody is harassed, threatened or put at a disadvantage for who they are: for origin, colour, faith, sex, "
          "gender, whom they love, disability, age, income or opinion.\n\n"
          "Keep what you agreed to. Where you cannot, say so early, so that others can make do.\n\n"
          "Be honest about your work, your offers and your interests. Say openly where you stand to gain from what you "
          "propose or decide.\n\n"
          "What you learn about others here is not yours to pass on. Do not publish it, sell it or use it against "
          "them.\n\n"
          "Whoever is wronged may say so without fear, and is heard. Bodies that decide on it hear both sides, give "
          "reasons, and judge no case of their own."}};

namespace {

std::string conduct_href() { return fmt::format("/rules/{}", conduct.name); }

std::string sentence_of(const PageRequest& request, const JoinedUnder& line, const rules::Version& now) {
    const auto joined = line.joined_at.date_text();
    if (!line.version)
        return request.say("Joined on {}, before versions were recorded. Version {} stands now.",
                           {joined, std::to_string(now.version)});
    const auto version = std::to_string(*line.version);
    if (!line.has_changed) return request.say("Joined on {} under version {}, which still stands.", {joined, version});
    return request.say("Joined on {} under version {}. They have changed since: version {} stands from {} on. It holds "
                       "for all members without being agreed to anew.",
                       {joined, version, std::to_string(now.version), now.effective_at.date_text()});
}

} // namespace

std::optional<std::int64_t> conduct_version_at(store::Connection& connection, Time at) {
    const auto version = rules::version_at(connection, conduct.name, at);
    return version ? std::optional(version->version) : std::nullopt;
}

std::optional<ConductView> conduct_view(PageRequest& request) {
    const auto version = rules::version_at(request.connection, conduct.name, request.now);
    if (!version) return {};
    return ConductView{paragraphs_of(version->value), std::to_string(version->version), version->effective_at,
                       conduct_href()};
}

std::vector<JoinedUnder> joined_under(PageRequest& request, const rules::Charter& charter, MemberId member) {
    const auto now = rules::version_at(request.connection, conduct.name, request.now);
    std::vector<JoinedUnder> lines;
    if (!now) return lines;
    using Row = std::tuple<std::string, Time, std::optional<std::int64_t>>;
    for (const auto& [id, joined_at, version] : request.connection.all<Row>(
             "SELECT class, joined_at, conduct_version FROM {people_memberships} WHERE member = $1 AND left_entry IS "
             "NULL ORDER BY joined_entry, class",
             member)) {
        const auto* found = charter.find_class(id);
        JoinedUnder line{.class_name = found ? found->name : id,
                         .joined_at = joined_at,
                         .version = version,
                         .has_changed = version && *version != now->version,
                         .href = conduct_href()};
        line.sentence = sentence_of(request, line, *now);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace reef::people
