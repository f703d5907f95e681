#include "core/web/format.hpp"
#include "core/base/bytes.hpp"
#include "core/base/ensure.hpp"
#include "core/base/prose.hpp"
#include "core/base/text.hpp"
#include "core/base/weekly_hours.hpp"
#include "core/base/weights.hpp"
#include "core/web/form_fields.hpp"
#include "core/web/locale.hpp"
#include <algorithm>
#include <array>
#include <boost/json/value.hpp>
#include <cmath>
#include <fmt/format.h>

namespace reef::web {
namespace {

namespace json = boost::json;

constexpr std::string_view phrases[] = {"share", "shares", "hour", "hours", "point", "points"};

/// What is counted in words, since it is no currency.
struct Unit {
    std::string_view code, one, many;
};
constexpr Unit units[] = {{"SHR", "share", "shares"}, {"HRS", "hour", "hours"}, {"PTS", "point", "points"}};

std::string_view text_of(const json::value& value, std::string_view formatter) {
    const auto* text = value.if_string();
    if (!text) broken(fmt::format("the formatter \"{}\" takes a text", formatter));
    return *text;
}

/// The quantity that the text says, or our mistake: documents write quantities in their own form.
template <class Quantity>
Quantity read(const json::value& value, std::string_view formatter) {
    const auto text = text_of(value, formatter);
    const auto quantity = Quantity::parse(text);
    if (!quantity) broken(fmt::format("the formatter \"{}\" takes {}, not \"{}\"", formatter, Quantity::form, text));
    return *quantity;
}

std::string phrase(std::string_view english, const Environment& environment) {
    const auto words = environment.translate ? environment.translate(english) : std::optional<std::string_view>{};
    return std::string(words.value_or(english));
}

std::string money(const json::value& value, const Environment& environment) {
    const auto amount = read<Money>(value, "money");
    Locale& locale = Locale::of(environment);
    const auto unit = std::ranges::find(units, amount.currency.text(), &Unit::code);
    if (unit == std::end(units)) return locale.money(amount);
    const auto text = amount.text();
    auto digits = text.substr(0, text.find(' '));
    if (digits.find('.') != std::string::npos) {
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.ends_with('.')) digits.pop_back();
    }
    const auto whole = parse_integer(digits);
    return fmt::format("{} {}", locale.decimal(digits),
                       phrase(whole && locale.is_singular(*whole) ? unit->one : unit->many, environment));
}

std::string percent(const json::value& value, const Environment& environment) {
    return Locale::of(environment).percent(read<Percent>(value, "percent"));
}

bool is_decimal(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const auto point = std::min(text.find('.'), text.size());
    const auto whole = text.substr(0, point), part = text.substr(std::min(point + 1, text.size()));
    const auto all_digits = [](std::string_view digits) {
        return digits.find_first_not_of("0123456789") == std::string_view::npos;
    };
    return !whole.empty() && all_digits(whole) && all_digits(part) && (point == text.size()) == part.empty();
}

std::string number(const json::value& value, const Environment& environment) {
    Locale& locale = Locale::of(environment);
    if (value.is_int64()) return locale.decimal(std::to_string(value.get_int64()));
    if (value.is_uint64()) return locale.decimal(std::to_string(value.get_uint64()));
    if (value.is_double()) {
        ensure(std::isfinite(value.get_double()), "the formatter \"number\" takes a finite number");
        auto text = fmt::format("{:.3f}", value.get_double());
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.')) text.pop_back();
        return locale.decimal(text == "-0" ? "0" : text);
    }
    const auto text = text_of(value, "number");
    if (!is_decimal(text)) broken(fmt::format("the formatter \"number\" takes a number, not \"{}\"", text));
    return locale.decimal(text);
}

std::string date(const json::value& value, const Environment& environment) {
    return Locale::of(environment).date(read<Time>(value, "date"));
}

std::string time(const json::value& value, const Environment& environment) {
    return Locale::of(environment).time(read<Time>(value, "time"));
}

/// `amount` of `unit` from now: the smallest unit of which there are not yet enough for a larger one.
std::string from_now(Time at, const Environment& environment) {
    struct Step {
        TimeUnit unit;
        double seconds;
        double enough;
    };
    constexpr std::array steps = {Step{TimeUnit::minute, 60, 60}, Step{TimeUnit::hour, 3600, 24},
                                  Step{TimeUnit::day, 86'400, 31}, Step{TimeUnit::month, 2'629'746, 12},
                                  Step{TimeUnit::year, 31'556'952, INFINITY}};
    const double seconds = static_cast<double>((at - environment.now).ms) / 1000;
    Locale& locale = Locale::of(environment);
    if (std::abs(seconds) < 30) return locale.now();
    for (const Step& step : steps)
        if (const double count = std::round(seconds / step.seconds); std::abs(count) < step.enough)
            return locale.from_now(count, step.unit);
    broken("the last unit is enough for any time");
}

std::string ago(const json::value& value, const Environment& environment) {
    return from_now(read<Time>(value, "ago"), environment);
}

std::string when(const json::value& value, const Environment& environment) {
    const auto at = read<Time>(value, "when");
    std::string out = fmt::format("<time datetime=\"{}\">", at.text());
    append_escaped(out, Locale::of(environment).time(at));
    out.append("</time> <span class=\"relative\">(");
    append_escaped(out, from_now(at, environment));
    return out.append(")</span>");
}

std::string duration(const json::value& value, const Environment& environment) {
    return Locale::of(environment).duration(read<Duration>(value, "duration"));
}

/// A rule's value, whatever it is a value of.
std::string quantity(const json::value& value, const Environment& environment) {
    const auto text = text_of(value, "quantity");
    if (is_long(text)) return in_short(text, [&](std::string_view english) { return phrase(english, environment); });
    if (Duration::parse(text)) return duration(value, environment);
    if (Percent::parse(text)) return percent(value, environment);
    if (Money::parse(text)) return money(value, environment);
    if (const auto hours = WeeklyHours::parse(text); hours && !hours->is_none())
        return hours_in_words(*hours, [&](std::string_view english) { return phrase(english, environment); });
    if (const auto weights = Weights::parse(text))
        return weights_in_words(*weights, [&](std::string_view english) { return phrase(english, environment); });
    return std::string(text);
}

/// A word that programs read too, such as an enum's: `self-regulated`.
std::string word(const json::value& value, const Environment& environment) {
    return phrase(label_of(text_of(value, "word")), environment);
}

std::string short_hash(const json::value& value, const Environment&) {
    return read<Hash>(value, "short_hash").text().substr(0, 12);
}

std::string markdown(const json::value& value, const Environment&) {
    return markdown_to_html(text_of(value, "markdown"));
}

} // namespace

Formatters standard_formatters() {
    return {{"money", {money}},
            {"percent", {percent}},
            {"number", {number}},
            {"date", {date}},
            {"time", {time}},
            {"ago", {ago}},
            {"when", {when, FormatterOutput::markup}},
            {"duration", {duration}},
            {"quantity", {quantity}},
            {"word", {word}},
            {"short_hash", {short_hash}},
            {"markdown", {markdown, FormatterOutput::markup}}};
}

std::string time_in_words(std::string_view language, std::string_view time_zone, Time at) {
    return Locale::of({.language = std::string(language), .time_zone = std::string(time_zone)}).time(at);
}

std::string day_in_words(std::string_view language, std::string_view time_zone, Time at) {
    return Locale::of({.language = std::string(language), .time_zone = std::string(time_zone)}).date(at);
}

std::span<const std::string_view> formatter_phrases() { return phrases; }

} // namespace reef::web
