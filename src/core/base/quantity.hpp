// Exact quantities: time, money, percentages. Integers inside, one text form outside (`12.50 EUR`, `12.5%`, `3 days`,
// `2026-11-21T19:28:00.000Z`), the same in JSON, charters, rules and the chronicle.
#pragma once
#include "core/base/refusal.hpp"
#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

/// A span of time in milliseconds. Text: `90 seconds`, `15 minutes`, `12 hours`, `3 days`, `2 weeks`: the largest unit
/// that is exact.
struct Duration {
    std::int64_t ms = 0;
    auto operator<=>(const Duration&) const = default;
    static Result<Duration> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "a duration such as \"3 days\"";
};
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return seconds(n * 60); }
constexpr Duration hours(std::int64_t n) { return minutes(n * 60); }
constexpr Duration days(std::int64_t n) { return hours(n * 24); }

/// A moment in UTC, milliseconds since 1970. Text: RFC 3339 with milliseconds and `Z`; a date alone means its midnight.
struct Time {
    std::int64_t ms = 0;
    auto operator<=>(const Time&) const = default;
    Time operator+(Duration span) const { return {ms + span.ms}; }
    Time operator-(Duration span) const { return {ms - span.ms}; }
    Duration operator-(Time other) const { return {ms - other.ms}; }
    static Result<Time> parse(std::string_view text);
    std::string text() const;
    /// `2026-11-21`
    std::string date_text() const;
    static constexpr std::string_view form = "a time such as \"2026-11-21T19:28:00Z\"";
};

/// A currency or unit of account: ISO 4217, and `SHR` for shares of a member.
struct Currency {
    std::array<char, 3> code = {'E', 'U', 'R'};
    auto operator<=>(const Currency&) const = default;
    static Result<Currency> parse(std::string_view text);
    std::string text() const { return {code.begin(), code.end()}; }
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY and SHR, 3 for KWD (ISO 4217).
    int digits() const;
    static constexpr std::string_view form = "a currency such as \"EUR\"";
};

/// An amount in minor units of one currency. Sums of different currencies are our own mistake (an assertion).
struct Money {
    std::int64_t minor = 0;
    Currency currency = {};
    bool operator==(const Money&) const = default;
    std::strong_ordering operator<=>(const Money& other) const;
    Money operator+(const Money& other) const;
    Money operator-(const Money& other) const;
    Money operator-() const { return {-minor, currency}; }
    static Result<Money> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "an amount such as \"12.50 EUR\"";
};

/// `amount * numerator / denominator`, half a minor unit rounded away from zero. Exact inside (128 bits).
Money scaled(const Money& amount, std::int64_t numerator, std::int64_t denominator);

/// A percentage in hundredths of a percent: 1250 is `12.5%`.
struct Percent {
    std::int64_t hundredths = 0;
    auto operator<=>(const Percent&) const = default;
    Money of(const Money& amount) const { return scaled(amount, hundredths, 10'000); }
    static Result<Percent> parse(std::string_view text);
    std::string text() const;
    static constexpr std::string_view form = "a percentage such as \"12.5%\"";
};
constexpr Percent percent(std::int64_t whole) { return {whole * 100}; }

/// Shares `total` in proportion to `weights` (none negative, one positive) so that the parts sum to it exactly: floors,
/// then one unit each to the largest remainders; equal remainders go to the earlier place (Hamilton).
std::vector<std::int64_t> share_out(std::int64_t total, std::span<const std::int64_t> weights);

} // namespace reef
