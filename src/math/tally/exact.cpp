#include "math/tally/exact.hpp"
#include <gmpxx.h>
#include <limits>
#include <numeric>

namespace reef::tally {
namespace {

constexpr RefusalKind not_a_number{"tally.not_a_number",
                                   "\"{}\" is not a number: 12, -0.25 and 7/3 are written like this.", 422};
constexpr std::int64_t smallest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
// Longer numbers than this come from no ballot paper; the bound keeps a hostile file from costing memory.
constexpr std::size_t characters_max = 4000;

bool fits(__int128 value) { return value > smallest && value <= largest; }

unsigned __int128 magnitude(__int128 value) {
    return value < 0 ? -static_cast<unsigned __int128>(value) : static_cast<unsigned __int128>(value);
}

unsigned __int128 greatest_common_divisor(unsigned __int128 a, unsigned __int128 b) {
    while (b != 0) {
        if ((a >> 64) == 0 && (b >> 64) == 0)
            return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        a %= b;
        std::swap(a, b);
    }
    return a;
}

mpz_class integer_of(__int128 value) {
    const auto size = magnitude(value);
    mpz_class out(static_cast<unsigned long>(size >> 64));
    out <<= 64;
    out += static_cast<unsigned long>(size);
    return value < 0 ? mpz_class(-out) : out;
}

bool is_small(const mpz_class& value) { return value.fits_slong_p() && value != smallest; }

mpz_class ten_to(int digits) {
    mpz_class out;
    mpz_ui_pow_ui(out.get_mpz_t(), 10, static_cast<unsigned long>(digits));
    return out;
}

/// How many decimals the fraction `1/denominator` ends after; -1 if it never ends.
int decimals_of(mpz_class denominator) {
    const mpz_class two = 2, five = 5;
    mpz_class rest;
    const auto twos = mpz_remove(rest.get_mpz_t(), denominator.get_mpz_t(), two.get_mpz_t());
    const auto fives = mpz_remove(rest.get_mpz_t(), rest.get_mpz_t(), five.get_mpz_t());
    return rest == 1 ? static_cast<int>(std::max(twos, fives)) : -1;
}

} // namespace

struct Exact::Big {
    mpq_class value;
};

Exact::Big Exact::big_of(const Exact& value) {
    if (value.big_) return *value.big_;
    return {
        mpq_class(mpz_class(static_cast<long>(value.numerator_)), mpz_class(static_cast<long>(value.denominator_)))};
}

Exact Exact::of_big(Big&& big) {
    Exact out;
    if (is_small(big.value.get_num()) && is_small(big.value.get_den())) {
        out.numerator_ = big.value.get_num().get_si();
        out.denominator_ = big.value.get_den().get_si();
    } else {
        out.big_ = std::make_shared<const Big>(std::move(big));
    }
    return out;
}

Exact Exact::of_wide(__int128 numerator, __int128 denominator) {
    const auto divisor = static_cast<__int128>(greatest_common_divisor(magnitude(numerator), magnitude(denominator)));
    numerator /= divisor;
    denominator /= divisor;
    if (!fits(numerator) || !fits(denominator)) {
        mpq_class value(integer_of(numerator), integer_of(denominator));
        return of_big({value});
    }
    Exact out;
    out.numerator_ = static_cast<std::int64_t>(numerator);
    out.denominator_ = static_cast<std::int64_t>(denominator);
    return out;
}

Exact Exact::ratio(std::int64_t numerator, std::int64_t denominator) {
    ensure(denominator != 0, "a fraction has a denominator");
    const __int128 sign = denominator < 0 ? -1 : 1;
    return of_wide(sign * numerator, sign * denominator);
}

Exact Exact::sum(const Exact& a, const Exact& b, bool subtract) {
    if (!a.big_ && !b.big_) {
        const __int128 left = a.numerator_, right = subtract ? -static_cast<__int128>(b.numerator_) : b.numerator_;
        if (a.denominator_ == 1 && b.denominator_ == 1 && fits(left + right)) {
            Exact out;
            out.numerator_ = static_cast<std::int64_t>(left + right);
            return out;
        }
        // Each product stays below 2^126, their sum below 2^127.
        return of_wide(left * b.denominator_ + right * a.denominator_,
                       static_cast<__int128>(a.denominator_) * b.denominator_);
    }
    const Big left = big_of(a), right = big_of(b);
    return of_big({subtract ? mpq_class(left.value - right.value) : mpq_class(left.value + right.value)});
}

Exact Exact::product(const Exact& a, const Exact& b) {
    if (!a.big_ && !b.big_)
        return of_wide(static_cast<__int128>(a.numerator_) * b.numerator_,
                       static_cast<__int128>(a.denominator_) * b.denominator_);
    return of_big({mpq_class(big_of(a).value * big_of(b).value)});
}

std::strong_ordering Exact::compared(const Exact& a, const Exact& b) {
    if (!a.big_ && !b.big_)
        return static_cast<__int128>(a.numerator_) * b.denominator_ <=>
               static_cast<__int128>(b.numerator_) * a.denominator_;
    return cmp(big_of(a).value, big_of(b).value) <=> 0;
}

Exact Exact::operator-() const { return Exact() - *this; }

Exact Exact::inverse() const {
    ensure(sign() != 0, "nothing is divided by zero");
    if (big_) return of_big({mpq_class(1 / big_->value)});
    return ratio(denominator_, numerator_);
}

int Exact::sign() const { return big_ ? sgn(big_->value) : (numerator_ > 0) - (numerator_ < 0); }

bool Exact::is_whole() const { return big_ ? big_->value.get_den() == 1 : denominator_ == 1; }

Exact Exact::floor() const {
    if (is_whole()) return *this;
    if (!big_) return numerator_ / denominator_ - (numerator_ < 0);
    mpz_class whole;
    mpz_fdiv_q(whole.get_mpz_t(), big_->value.get_num_mpz_t(), big_->value.get_den_mpz_t());
    return of_big({mpq_class(whole)});
}

Exact Exact::rounded_down(int digits) const {
    const Exact unit = power_of_ten(digits);
    return (*this * unit).floor() / unit;
}

Exact Exact::rounded_up(int digits) const { return -(-*this).rounded_down(digits); }

bool Exact::fits_whole() const { return !big_ && denominator_ == 1; }

std::int64_t Exact::whole() const {
    ensure(fits_whole(), "a whole number of 64 bits");
    return numerator_;
}

double Exact::approximate() const {
    return big_ ? big_->value.get_d() : static_cast<double>(numerator_) / static_cast<double>(denominator_);
}

std::string Exact::text() const {
    if (!big_ && denominator_ == 1) return std::to_string(numerator_);
    const mpq_class value = big_of(*this).value;
    const int decimals = decimals_of(value.get_den());
    if (decimals < 0) return value.get_str();
    const mpz_class scaled = value.get_num() * (ten_to(decimals) / value.get_den());
    std::string digits = mpz_class(abs(scaled)).get_str();
    const auto places = static_cast<std::size_t>(decimals);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) digits.insert(digits.size() - places, ".");
    return (sgn(scaled) < 0 ? "-" : "") + digits;
}

Result<Exact> Exact::parse(std::string_view text) {
    const auto wrong = [&] { return refuse(not_a_number, {}, {std::string(text.substr(0, 80))}); };
    const auto is_digits = [](std::string_view part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const bool negative = text.starts_with('-');
    const auto body = text.substr(negative ? 1 : 0);
    if (body.size() > characters_max) return wrong();
    mpq_class value;
    if (const auto slash = body.find('/'); slash != std::string_view::npos) {
        const auto above = body.substr(0, slash), below = body.substr(slash + 1);
        if (!is_digits(above) || !is_digits(below)) return wrong();
        const mpz_class denominator{std::string(below), 10};
        if (denominator == 0) return wrong();
        value = mpq_class(mpz_class(std::string(above), 10), denominator);
    } else {
        const auto point = body.find('.');
        const auto whole = body.substr(0, point);
        const auto part = point == std::string_view::npos ? std::string_view() : body.substr(point + 1);
        if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(part))) return wrong();
        value = mpq_class(mpz_class(std::string(whole) + std::string(part), 10), ten_to(static_cast<int>(part.size())));
    }
    value.canonicalize();
    return of_big({negative ? mpq_class(-value) : value});
}

Exact power_of_ten(int digits) {
    Exact out = 1;
    for (int i = 0; i < digits; ++i) out *= 10;
    return out;
}

} // namespace reef::tally
