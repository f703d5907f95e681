#include "core/web/locale.hpp"
#include "core/base/ensure.hpp"
#include "core/web/format.hpp"
#include <fmt/format.h>
#include <unicode/datefmt.h>
#include <unicode/measfmt.h>
#include <unicode/measunit.h>
#include <unicode/measure.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>
#include <unicode/reldatefmt.h>
#include <unicode/timezone.h>

namespace reef::web {
namespace {

constexpr std::size_t kept_max = 64; // languages times time zones, in each thread

/// What ICU did must have worked: its data is part of the system.
class Status {
  public:
    operator UErrorCode&() { return code_; } // NOLINT: as ICU takes it
    void check() const { ensure(U_SUCCESS(code_), u_errorName(code_)); }

  private:
    UErrorCode code_ = U_ZERO_ERROR;
};

std::string utf8(const icu::UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

icu::StringPiece piece(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

/// Plain English is written the way most of the world writes it: the day first, 24 hours.
icu::Locale locale_of(std::string_view language) {
    return icu::Locale::createCanonical(std::string(language == "en" ? "en-GB" : language).c_str());
}

std::unique_ptr<icu::TimeZone> zone_named(std::string_view name) {
    return std::unique_ptr<icu::TimeZone>(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(piece(name))));
}

std::unique_ptr<icu::DateFormat> in_zone(icu::DateFormat* format, const icu::TimeZone& zone) {
    ensure(format != nullptr, "ICU has a date format");
    format->setTimeZone(zone);
    return std::unique_ptr<icu::DateFormat>(format);
}

} // namespace

struct Locale::Tools {
    icu::Locale locale;
    std::unique_ptr<icu::TimeZone> zone;
    std::unique_ptr<icu::DateFormat> date, clock;
    icu::number::LocalizedNumberFormatter decimal, percent;
    std::map<Currency, icu::number::LocalizedNumberFormatter> money = {};
    std::unique_ptr<icu::RelativeDateTimeFormatter> relative;
    std::unique_ptr<icu::MeasureFormat> spans;
    std::unique_ptr<icu::PluralRules> plurals;
};

Locale::Locale(std::string_view language, std::string_view time_zone) : tools_(std::make_unique<Tools>()) {
    using icu::number::NumberFormatter, icu::number::Precision;
    Tools& tools = *tools_;
    Status status;
    tools.locale = locale_of(language);
    tools.zone = zone_named(time_zone);
    ensure(*tools.zone != icu::TimeZone::getUnknown(), fmt::format("there is a time zone \"{}\"", time_zone));
    tools.date = in_zone(icu::DateFormat::createDateInstance(icu::DateFormat::kLong, tools.locale), *tools.zone);
    tools.clock = in_zone(icu::DateFormat::createTimeInstance(icu::DateFormat::kShort, tools.locale), *tools.zone);
    tools.decimal = NumberFormatter::withLocale(tools.locale).precision(Precision::unlimited());
    tools.percent = NumberFormatter::withLocale(tools.locale)
                        .unit(icu::MeasureUnit::getPercent())
                        .precision(Precision::maxFraction(2));
    tools.relative = std::make_unique<icu::RelativeDateTimeFormatter>(tools.locale, status);
    tools.spans = std::make_unique<icu::MeasureFormat>(tools.locale, UMEASFMT_WIDTH_WIDE, status);
    tools.plurals.reset(icu::PluralRules::forLocale(tools.locale, status));
    status.check();
}
Locale::~Locale() = default;

Locale& Locale::of(const Environment& environment) {
    using Key = std::pair<std::string, std::string>;
    thread_local std::map<Key, std::unique_ptr<Locale>> kept;
    thread_local Locale* latest = nullptr;
    thread_local Key latest_key;
    if (latest && latest_key.first == environment.language && latest_key.second == environment.time_zone)
        return *latest;
    Key key{environment.language, environment.time_zone};
    auto found = kept.find(key);
    if (found == kept.end()) {
        if (kept.size() >= kept_max) kept.clear();
        found = kept.emplace(key, std::make_unique<Locale>(key.first, key.second)).first;
    }
    latest = found->second.get();
    latest_key = std::move(key);
    return *latest;
}

std::string Locale::money(const Money& amount) {
    Status status;
    auto found = tools_->money.find(amount.currency);
    if (found == tools_->money.end()) {
        if (tools_->money.size() >= kept_max) tools_->money.clear();
        const icu::CurrencyUnit unit(piece(amount.currency.text()), status);
        const auto digits = icu::number::Precision::fixedFraction(amount.currency.digits());
        found = tools_->money
                    .emplace(amount.currency,
                             icu::number::NumberFormatter::withLocale(tools_->locale).unit(unit).precision(digits))
                    .first;
    }
    const auto number = amount.text();
    const auto out = found->second.formatDecimal(piece(std::string_view(number).substr(0, number.find(' '))), status);
    auto text = utf8(out.toString(status));
    status.check();
    return text;
}

std::string Locale::percent(Percent part) {
    Status status;
    const auto digits = part.text();
    const auto out =
        tools_->percent.formatDecimal(piece(std::string_view(digits).substr(0, digits.size() - 1)), status);
    auto text = utf8(out.toString(status));
    status.check();
    return text;
}

std::string Locale::decimal(std::string_view digits) {
    Status status;
    auto text = utf8(tools_->decimal.formatDecimal(piece(digits), status).toString(status));
    status.check();
    return text;
}

bool Locale::is_singular(std::int64_t count) {
    return tools_->plurals->select(static_cast<double>(count)) == icu::UnicodeString(u"one");
}

std::string Locale::date(Time at) {
    icu::UnicodeString out;
    return utf8(tools_->date->format(static_cast<UDate>(at.ms), out));
}

std::string Locale::time(Time at) {
    icu::UnicodeString out;
    return date(at) + ", " + utf8(tools_->clock->format(static_cast<UDate>(at.ms), out));
}

std::string Locale::now() {
    Status status;
    icu::UnicodeString out;
    auto text = utf8(tools_->relative->format(UDAT_DIRECTION_PLAIN, UDAT_ABSOLUTE_NOW, out, status));
    status.check();
    return text;
}

std::string Locale::from_now(double count, TimeUnit unit) {
    static constexpr URelativeDateTimeUnit units[] = {UDAT_REL_UNIT_MINUTE, UDAT_REL_UNIT_HOUR, UDAT_REL_UNIT_DAY,
                                                      UDAT_REL_UNIT_MONTH, UDAT_REL_UNIT_YEAR};
    Status status;
    icu::UnicodeString out;
    auto text = utf8(tools_->relative->formatNumeric(count, units[static_cast<int>(unit)], out, status));
    status.check();
    return text;
}

std::string Locale::duration(Duration span) {
    Status status;
    struct Unit {
        std::int64_t ms;
        icu::MeasureUnit* (*make)(UErrorCode&);
    };
    static constexpr Unit units[] = {{86'400'000, icu::MeasureUnit::createDay},
                                     {3'600'000, icu::MeasureUnit::createHour},
                                     {60'000, icu::MeasureUnit::createMinute},
                                     {1000, icu::MeasureUnit::createSecond},
                                     {1, icu::MeasureUnit::createMillisecond}};
    std::vector<icu::Measure> parts;
    std::int64_t left = span.ms;
    for (const Unit& unit : units) {
        const bool is_seconds = unit.ms == 1000;
        const auto count = left / unit.ms;
        if (count == 0 && !(is_seconds && span.ms == 0)) continue;
        parts.emplace_back(icu::Formattable(count), unit.make(status), status);
        left %= unit.ms;
        if (parts.size() == 2 || is_seconds) break;
    }
    icu::UnicodeString out;
    icu::FieldPosition nowhere(icu::FieldPosition::DONT_CARE);
    tools_->spans->formatMeasures(parts.data(), static_cast<std::int32_t>(parts.size()), out, nowhere, status);
    status.check();
    return utf8(out);
}

bool is_time_zone(std::string_view name) { return *zone_named(name) != icu::TimeZone::getUnknown(); }

} // namespace reef::web
