#include "commons/decisions/advice.hpp"

namespace reef::decisions {
namespace {

constexpr RefusalKind not_a_feature{"decisions.not_a_feature", "{} is {}; it lies between 0% and 100%.", 422};

constexpr std::int64_t whole_hundredths = 10'000;

/// A sum of tenths, half a hundredth of a percent rounded away from zero.
Percent tenth_of(std::int64_t sum) { return {(sum + (sum < 0 ? -5 : 5)) / 10}; }

} // namespace

/// The formula mode_scores of docs/measures.md, in whole hundredths of a percent, since what is recorded is exact.
Result<Advice> advice_for(const Features& features) {
    std::optional<Refusal> refusal;
    Features::fields().visit([&](const auto&... f) {
        const auto look = [&](const auto& feature) {
            const Percent value = features.*feature.member;
            if (!refusal && (value < Percent{} || value > percent(100)))
                refusal = refuse(not_a_feature, "features." + std::string(feature.name),
                                 {std::string(feature.name), value.text()})
                              .error();
        };
        (look(f), ...);
    });
    if (refusal) return std::unexpected(std::move(*refusal));
    const auto s = features.severity.hundredths, x = features.cross_class_effect.hundredths,
               u = features.volatility.hundredths, r = features.reversibility.hundredths,
               k = features.compliance.hundredths, p = features.few_parties.hundredths;
    Advice advice{.features = features,
                  .directive = tenth_of(5 * s + 2 * (whole_hundredths - r) + 2 * (whole_hundredths - k) - 3 * u),
                  .self_regulated = tenth_of(4 * r + 4 * k - 4 * s - 2 * x),
                  .negotiated = tenth_of(4 * x + 3 * p + 3 * u - 3 * s)};
    // Where two score alike, the one that asks more people.
    if (advice.self_regulated > advice.negotiated) advice.advised = rules::Mode::self_regulated;
    if (advice.directive > std::max(advice.self_regulated, advice.negotiated)) advice.advised = rules::Mode::directive;
    return advice;
}

Features bounded_by(const MatterRecord& record, Features said) {
    said.volatility = std::max(said.volatility, volatility_of(record));
    if (const auto compliance = compliance_of(record)) said.compliance = std::min(said.compliance, *compliance);
    return said;
}

bool allows_permanent_directive(const Features& features) {
    return !(features.volatility > percent(50) && features.severity < percent(80));
}

} // namespace reef::decisions
