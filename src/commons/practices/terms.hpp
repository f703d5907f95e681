// What the register of practices rests on: its rules, the words that practices are sorted by, and how alike two are.
#pragma once
#include "commons/decisions/module.hpp"
#include "commons/funding/module.hpp"

namespace reef::practices {

using namespace std::literals;

extern const engine::Rule<funding::MandatedBody> answered_by;
extern const engine::Rule<Duration> lapses_after;
extern const engine::Rule<Duration> longest_trial;
extern const engine::Rule<Percent> like_from;
extern const engine::Rule<engine::Count> words_most;

/// How a practice stands. The last four are for good.
enum class State { open, on_trial, codified, tolerated, not_allowed, lapsed };
constexpr auto names_of(State) {
    return std::array{"open"sv, "on-trial"sv, "codified"sv, "tolerated"sv, "not-allowed"sv, "lapsed"sv};
}
constexpr bool is_over(State state) { return state != State::open && state != State::on_trial; }

/// What a body holds a practice to be.
enum class Outcome { codified, tolerated, not_allowed };
constexpr auto names_of(Outcome) { return std::array{"codified"sv, "tolerated"sv, "not-allowed"sv}; }

/// Words that a practice is found by again, such as `parcels, evening`; one to eight, in alphabetical order.
struct Words {
    std::vector<std::string> all;
    bool operator==(const Words&) const = default;
    /// Refused: practices.not_words.
    static Result<Words> parse(std::string_view text);
    std::string text() const { return join(all, ", "); }
    static constexpr std::string_view form = "words such as \"parcels, evening\"";
};

/// As a table has them; nothing: none.
Words words_from_record(const std::optional<std::string>& text);

/// What a practice touches: by this it is compared. In order, each once: `class:driver`, `law:by-law`,
/// `rule:market.offer_time`, `word:parcels`.
std::vector<std::string> features_of(const std::vector<std::string>& rules, const std::optional<std::string>& law,
                                     const std::vector<std::string>& classes, const Words& words);
/// How alike two sets of features are: what both have, of what either has (Jaccard, 1901), rounded down to hundredths
/// of a percent. Two empty sets are not alike.
Percent likeness(const std::vector<std::string>& a, const std::vector<std::string>& b);

/// With how many serious harms a trial stops: the first number at which the exact upper limit (95%, Poisson) of what a
/// trial like it must expect lies above what its terms bear. Of fewer than 3 that can never be shown: none.
std::optional<std::int64_t> serious_harms_that_stop(std::int64_t harms_borne);
inline constexpr std::int64_t harms_borne_least = 3;
inline constexpr std::int64_t harms_borne_most = 100;
inline constexpr std::int64_t serious_from = 3;
inline constexpr std::int64_t worst = 5;

std::string address_of(IdValue practice);
std::vector<engine::RuleDeclaration> rules_of_room();

} // namespace reef::practices
