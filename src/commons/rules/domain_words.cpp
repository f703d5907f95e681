#include "commons/rules/domain_words.hpp"
#include "commons/rules/charter.hpp"

namespace reef::rules {
using namespace engine;

std::string domain_in_words(const PageRequest& request, std::string_view domain) {
    if (domain == "*") return request.say("Everything");
    if (const auto* rule = request.registry.rule(domain)) return request.say(rule->title);
    std::vector<std::string> titles;
    for (const auto& room : request.registry.modules())
        for (const auto& rule : room.rules)
            if (fits(domain, rule.name)) titles.push_back(request.say(rule.title));
    constexpr std::size_t named = 2;
    if (titles.size() <= named + 1) return join(titles, ", ");
    const auto more = std::to_string(titles.size() - named);
    titles.resize(named);
    return request.say("{} and {} more", {join(titles, ", "), more});
}

std::string listed_domain_in_words(const PageRequest& request, std::string_view domain) {
    return domain == "*" ? request.say("All other rules") : domain_in_words(request, domain);
}

} // namespace reef::rules
