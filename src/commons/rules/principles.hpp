// Ostrom's eight design principles of lasting commons, checked on what a charter says. A check of the text: whether
// people live by it only their chronicle tells.
#pragma once
#include "commons/rules/charter.hpp"

namespace reef::rules {

enum class Verdict { pass, weak, fail };
constexpr auto names_of(Verdict) { return std::array{"pass"sv, "weak"sv, "fail"sv}; }

struct PrincipleCheck {
    std::int64_t number = 0;
    std::string_view name;
    Verdict verdict = Verdict::pass;
    std::string_view missing; // the clause, in English, `{}` for what it is about; empty where none is
    std::string about;
};
/// Boundaries, proportion, collective choice, monitoring, graduated sanctions, conflicts, the right to organise,
/// nesting (Ostrom, Governing the Commons (1990); Cox, Arnold and Villamayor, Ecology and Society 15 (2010) 38).
std::vector<PrincipleCheck> check_principles(const Charter& charter);

} // namespace reef::rules
