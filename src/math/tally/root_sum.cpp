#include "math/tally/root_sum.hpp"
#include "math/tally/exact_purses.hpp"
#include <cmath>

namespace reef::tally {
namespace {

constexpr RefusalKind root_too_large{
    "tally.root_too_large", "{} is too large or has too many digits for its root to be compared exactly.", 422};
constexpr std::int64_t radicand_max = 10'000'000'000;

struct Root {
    std::int64_t whole, square_free; // n = whole² * square_free
};

Root root_of(std::int64_t n) {
    Root out{1, 1};
    for (std::int64_t factor = 2; factor * factor <= n; ++factor) {
        while (n % (factor * factor) == 0) n /= factor * factor, out.whole *= factor;
        if (n % factor == 0) n /= factor, out.square_free *= factor;
    }
    out.square_free *= n;
    return out;
}

struct Value {
    mpf_class value, error;
};

/// The sum with so many bits; each root and product errs by less than its size times 2^-(bits - 4).
Value evaluated(const std::map<std::int64_t, mpq_class>& coefficients, unsigned long bits) {
    Value sum{mpf_class(0, bits), mpf_class(0, bits)};
    for (const auto& [square_free, coefficient] : coefficients) {
        const mpf_class root = sqrt(mpf_class(static_cast<long>(square_free), bits));
        const mpf_class term = mpf_class(coefficient, bits) * root;
        sum.value += term;
        sum.error += abs(term);
    }
    mpf_div_2exp(sum.error.get_mpf_t(), sum.error.get_mpf_t(), bits - 8);
    return sum;
}

} // namespace

void RootSum::add(std::int64_t square_free, const mpq_class& coefficient) {
    auto& held = coefficients_[square_free];
    held += coefficient;
    if (held == 0) coefficients_.erase(square_free);
}

Result<void> RootSum::add_root(const Exact& radicand, const Exact& times) {
    ensure(radicand.sign() >= 0, "a root is taken of what is not negative");
    const mpq_class value = rational(radicand);
    const mpz_class under = value.get_num() * value.get_den();
    if (under > mpz_class(static_cast<long>(radicand_max))) return refuse(root_too_large, "ballots", {radicand.text()});
    if (under == 0 || times.sign() == 0) return {};
    const auto [whole, square_free] = root_of(under.get_si());
    mpq_class coefficient(static_cast<long>(whole), value.get_den());
    coefficient.canonicalize();
    add(square_free, coefficient * rational(times));
    return {};
}

std::strong_ordering operator<=>(const RootSum& a, const RootSum& b) {
    RootSum difference = a;
    for (const auto& [square_free, coefficient] : b.coefficients_) difference.add(square_free, -coefficient);
    if (difference.coefficients_.empty()) return std::strong_ordering::equal;
    for (unsigned long bits = 128;; bits *= 2) {
        const auto sum = evaluated(difference.coefficients_, bits);
        if (abs(sum.value) > sum.error) return sgn(sum.value) <=> 0;
    }
}

std::string RootSum::text(int digits) const {
    const bool is_rational = coefficients_.empty() || (coefficients_.size() == 1 && coefficients_.contains(1));
    if (is_rational) return coefficients_.empty() ? "0" : Exact::parse(coefficients_.at(1).get_str())->text();
    mpz_class unit;
    mpz_ui_pow_ui(unit.get_mpz_t(), 10, static_cast<unsigned long>(digits));
    for (unsigned long bits = 256;; bits *= 2) {
        const auto sum = evaluated(coefficients_, bits);
        const mpz_class low(mpf_class(abs(sum.value) - sum.error, bits) * mpf_class(unit, bits));
        const mpz_class high(mpf_class(abs(sum.value) + sum.error, bits) * mpf_class(unit, bits));
        if (low != high) continue; // not rational, so the digits are settled at last
        std::string text = low.get_str();
        const auto places = static_cast<std::size_t>(digits);
        if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
        return (sgn(sum.value) < 0 ? "-" : "") + text.insert(text.size() - places, ".");
    }
}

} // namespace reef::tally
