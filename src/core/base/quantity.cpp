#include "core/base/quantity.hpp"
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <numeric>

namespace reef {
namespace {

constexpr RefusalKind not_a_duration{"input.not_a_duration",
                                     "\"{}\" is not a duration. Write a number and a unit, such as \"3 days\".", 422};
constexpr RefusalKind not_a_time{
    "input.not_a_time", "\"{}\" is not a time. Write it like \"2026-11-21T19:28:00Z\" or \"2026-11-21\".", 422};
constexpr RefusalKind not_a_currency{"input.not_a_currency",
                                     "\"{}\" is not a currency. Write three capital letters, such as \"EUR\".", 422};
constexpr RefusalKind not_money{"input.not_money", "\"{}\" is not an amount of money. Write it like \"12.50 EUR\".",
                                422};
constexpr RefusalKind not_a_percentage{
    "input.not_a_percentage", "\"{}\" is not a percentage. Write it like \"12.5%\", with at most two decimals.", 422};

struct Unit {
    std::string_view one;
    std::string_view many;
    std::int64_t ms;
};
constexpr Unit units[] = {{"week", "weeks", 604'800'000}, {"day", "days", 86'400'000},
                          {"hour", "hours", 3'600'000},   {"minute", "minutes", 60'000},
                          {"second", "seconds", 1000},    {"millisecond", "milliseconds", 1}};

std::unexpected<Refusal> not_read(const RefusalKind& kind, std::string_view text) {
    return refuse(kind, {}, {std::string(text.substr(0, 80))});
}

std::optional<std::int64_t> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return {};
    const auto part = text.substr(at, count);
    if (part.find_first_not_of("0123456789") != std::string_view::npos) return {};
    return parse_integer(part);
}

} // namespace

Result<Duration> Duration::parse(std::string_view text) {
    const auto words = split(trimmed(text), ' ');
    if (words.size() != 2) return not_read(not_a_duration, text);
    const auto count = parse_integer(words[0]);
    for (const Unit& unit : units) {
        if (words[1] != unit.one && words[1] != unit.many) continue;
        if (!count || *count < 0 || *count > 9'000'000'000'000'000 / unit.ms) break;
        return Duration{*count * unit.ms};
    }
    return not_read(not_a_duration, text);
}

std::string Duration::text() const {
    for (const Unit& unit : units) {
        if (unit.ms == 604'800'000 || ms == 0 || ms % unit.ms != 0) continue; // "14 days" reads better than "2 weeks"
        const auto count = ms / unit.ms;
        return fmt::format("{} {}", count, count == 1 ? unit.one : unit.many);
    }
    return "0 seconds";
}

Result<Time> Time::parse(std::string_view text) {
    using namespace std::chrono;
    const auto fail = [&] { return not_read(not_a_time, text); };
    const auto year_ = digits_at(text, 0, 4), month_ = digits_at(text, 5, 2), day_ = digits_at(text, 8, 2);
    if (!year_ || !month_ || !day_ || text[4] != '-' || text[7] != '-') return fail();
    const year_month_day date{year{static_cast<int>(*year_)}, month{static_cast<unsigned>(*month_)},
                              day{static_cast<unsigned>(*day_)}};
    if (!date.ok()) return fail();
    std::int64_t ms = duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count();
    if (text.size() == 10) return Time{ms};

    const auto hour_ = digits_at(text, 11, 2), minute_ = digits_at(text, 14, 2), second_ = digits_at(text, 17, 2);
    if (text[10] != 'T' || !hour_ || !minute_ || !second_ || text[13] != ':' || text[16] != ':') return fail();
    if (*hour_ > 23 || *minute_ > 59 || *second_ > 59) return fail();
    ms += ((*hour_ * 60 + *minute_) * 60 + *second_) * 1000;
    auto rest = text.substr(19);
    if (rest.starts_with('.')) {
        const auto fraction = digits_at(rest, 1, 3);
        if (!fraction) return fail();
        ms += *fraction;
        rest.remove_prefix(4);
    }
    if (rest != "Z") return fail();
    return Time{ms};
}

std::string Time::text() const {
    using namespace std::chrono;
    const auto day_start = floor<std::chrono::days>(sys_time<milliseconds>{milliseconds{ms}});
    const year_month_day date{day_start};
    const auto rest = ms - duration_cast<milliseconds>(day_start.time_since_epoch()).count();
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), rest / 3'600'000,
                       rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

std::string Time::date_text() const { return text().substr(0, 10); }

Result<Currency> Currency::parse(std::string_view text) {
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (text.size() != 3 || !std::ranges::all_of(text, capital)) return not_read(not_a_currency, text);
    return Currency{{text[0], text[1], text[2]}};
}

int Currency::digits() const {
    static constexpr std::string_view none[] = {"SHR", "PTS", "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF",
                                                "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"};
    static constexpr std::string_view three[] = {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    const std::string_view name(code.data(), code.size());
    if (std::ranges::find(none, name) != std::end(none)) return 0;
    return std::ranges::find(three, name) != std::end(three) ? 3 : 2;
}

std::strong_ordering Money::operator<=>(const Money& other) const {
    ensure(currency == other.currency, "amounts of one currency are compared");
    return minor <=> other.minor;
}

Money Money::operator+(const Money& other) const {
    ensure(currency == other.currency, "amounts of one currency are added");
    std::int64_t sum = 0;
    ensure(!__builtin_add_overflow(minor, other.minor, &sum), "a sum of money fits 64 bits");
    return {sum, currency};
}

Money Money::operator-(const Money& other) const { return *this + -other; }

Result<Money> Money::parse(std::string_view text) {
    const auto words = split(trimmed(text), ' ');
    if (words.size() != 2) return not_read(not_money, text);
    const auto currency = Currency::parse(words[1]);
    if (!currency) return not_read(not_money, text);
    const auto minor = parse_decimal(words[0], currency->digits());
    if (!minor || *minor > 9'000'000'000'000'000 || *minor < -9'000'000'000'000'000) return not_read(not_money, text);
    return Money{*minor, *currency};
}

std::string Money::text() const { return decimal_text(minor, currency.digits()) + " " + currency.text(); }

Money scaled(const Money& amount, std::int64_t numerator, std::int64_t denominator) {
    ensure(denominator > 0, "a share is taken of a positive whole");
    const __int128 product = static_cast<__int128>(amount.minor) * numerator;
    const __int128 half = denominator / 2;
    const __int128 rounded = product >= 0 ? (product + half) / denominator : -((-product + half) / denominator);
    ensure(rounded <= INT64_MAX && rounded >= INT64_MIN, "a share of money fits 64 bits");
    return {static_cast<std::int64_t>(rounded), amount.currency};
}

Result<Percent> Percent::parse(std::string_view text) {
    const auto whole = trimmed(text);
    if (!whole.ends_with('%')) return not_read(not_a_percentage, text);
    const auto hundredths = parse_decimal(trimmed(whole.substr(0, whole.size() - 1)), 2);
    if (!hundredths || *hundredths > 1'000'000'000 || *hundredths < -1'000'000'000)
        return not_read(not_a_percentage, text);
    return Percent{*hundredths};
}

std::string Percent::text() const {
    std::string number = decimal_text(hundredths, 2);
    while (number.ends_with('0')) number.pop_back();
    if (number.ends_with('.')) number.pop_back();
    return number + "%";
}

std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weights) {
    ensure(total >= 0, "what is shared out is not negative");
    __int128 sum = 0;
    for (const auto weight : weights) {
        ensure(weight >= 0, "no weight is negative");
        sum += weight;
    }
    ensure(sum > 0, "one weight is positive");

    std::vector<std::int64_t> parts(weights.size());
    std::vector<__int128> remainders(weights.size());
    std::int64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const __int128 exact = static_cast<__int128>(total) * weights[i];
        parts[i] = static_cast<std::int64_t>(exact / sum);
        remainders[i] = exact % sum;
        left -= parts[i];
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](auto a, auto b) { return remainders[a] > remainders[b]; });
    for (std::size_t i = 0; left > 0; ++i, --left) ++parts[order[i]];
    return parts;
}

} // namespace reef
