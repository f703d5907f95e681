// A linter for proposals, after the eight ways to fail to make law (Fuller, The Morality of Law, 1964): what is put to
// a decision is general, published before it counts, prospective, clear, consistent, possible, constant, and congruent
// with what is done. What is not cannot be put.
#pragma once
#include "commons/decisions/proposal.hpp"

namespace reef::decisions {

inline constexpr RefusalKind not_published{
    "decisions.not_published",
    "The procedure \"{}\" leaves no time between a decision and its effect, so nobody could know of it before.", 409};
inline constexpr RefusalKind sunset_too_early{"decisions.sunset_too_early",
                                              "It cannot end before it would be in force ({}).", 422};

enum class Quality { general, published, prospective, clear, consistent, possible, constant, congruent };
constexpr auto names_of(Quality) {
    return std::array{"general"sv,    "published"sv, "prospective"sv, "clear"sv,
                      "consistent"sv, "possible"sv,  "constant"sv,    "congruent"sv};
}

struct LawFault {
    Quality quality = Quality::general;
    Refusal refusal;
};
/// The first that the proposal lacks. `in_force_at`: when it would be at the earliest.
std::optional<LawFault> lint(const ProposeFacts& facts, const Propose& propose, Time now, Time in_force_at);

/// The same value again, where the one in force would end at its sunset.
bool renews(const ProposeFacts& facts);

} // namespace reef::decisions
