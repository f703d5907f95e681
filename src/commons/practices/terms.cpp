#include "commons/practices/terms.hpp"
#include "math/measure/module.hpp"
#include <algorithm>

namespace reef::practices {
using namespace engine;
using funding::MandatedBody;

const Rule<MandatedBody> answered_by{
    "practices.answered_by", "Who answers on practices",
    "The body whose members try a practice out and say what becomes of it; none: nobody does.", MandatedBody{}};
const Rule<Duration> lapses_after{"practices.lapses_after",
                                  "When a practice lapses",
                                  "A practice on which nobody acted for so long leaves the register by itself.",
                                  days(60),
                                  days(14),
                                  days(365)};
const Rule<Duration> longest_trial{"practices.longest_trial",
                                   "Longest trial",
                                   "A practice is tried out for at most so long, and once more as long.",
                                   days(180),
                                   days(7),
                                   days(180)};
const Rule<Percent> like_from{"practices.like_from",
                              "How alike practices are like cases",
                              "Two practices are like cases if they share so much of what either of them touches.",
                              percent(70),
                              percent(30),
                              percent(100)};
const Rule<Count> words_most{"practices.words_most",
                             "Words of the register",
                             "How many words the register sorts practices by, so that they stay a small list.",
                             {60},
                             Count{10},
                             Count{300}};

namespace {

constexpr RefusalKind not_words{
    "practices.not_words", "Write up to eight words of small letters, digits and \"-\", such as \"parcels, evening\".",
    422};
constexpr std::size_t words_each = 8;
constexpr std::size_t characters_each = 30;

bool is_a_word(std::string_view text) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return text.size() >= 2 && text.size() <= characters_each && std::ranges::all_of(text, is_plain);
}

} // namespace

Result<Words> Words::parse(std::string_view text) {
    Words words;
    for (const auto part : split(text, ',')) {
        auto word = lower_ascii(trimmed(part));
        if (!is_a_word(word)) return refuse(not_words);
        words.all.push_back(std::move(word));
    }
    std::ranges::sort(words.all);
    const auto repeated = std::ranges::unique(words.all);
    words.all.erase(repeated.begin(), repeated.end());
    if (words.all.size() > words_each) return refuse(not_words);
    return words;
}

Words words_from_record(const std::optional<std::string>& text) {
    if (!text) return {};
    auto words = Words::parse(*text);
    ensure(words.has_value(), "recorded words are words");
    return std::move(*words);
}

std::vector<std::string> features_of(const std::vector<std::string>& rules, const std::optional<std::string>& law,
                                     const std::vector<std::string>& classes, const Words& words) {
    std::vector<std::string> features;
    for (const auto& each : rules) features.push_back("rule:" + each);
    if (law) features.push_back("law:" + *law);
    for (const auto& each : classes) features.push_back("class:" + each);
    for (const auto& each : words.all) features.push_back("word:" + each);
    std::ranges::sort(features);
    const auto repeated = std::ranges::unique(features);
    features.erase(repeated.begin(), repeated.end());
    return features;
}

Percent likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> both;
    std::ranges::set_intersection(a, b, std::back_inserter(both));
    const auto either = std::ssize(a) + std::ssize(b) - std::ssize(both);
    return either == 0 ? Percent{} : Percent{std::ssize(both) * 10'000 / either};
}

/// The limits (3.00, 4.74, 6.30, 7.75 …) are nowhere near whole numbers, so their rounding decides nothing.
std::optional<std::int64_t> serious_harms_that_stop(std::int64_t harms_borne) {
    if (harms_borne < harms_borne_least) return {};
    std::int64_t seen = 1;
    while (*measure::poisson_upper_limit(seen) <= static_cast<double>(harms_borne)) ++seen;
    return seen;
}

std::string address_of(IdValue practice) { return "/practices/" + practice.text(); }

std::vector<RuleDeclaration> rules_of_room() {
    return {answered_by.declaration(), lapses_after.declaration(), longest_trial.declaration(), like_from.declaration(),
            words_most.declaration()};
}

} // namespace reef::practices
