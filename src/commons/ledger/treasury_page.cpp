#include "commons/ledger/treasury_page.hpp"
#include "commons/ledger/transfer_lines.hpp"
#include "commons/ledger/treasury_flow.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

struct TreasuryLine {
    std::string key;
    std::string name;
    Money amount;
    static constexpr auto fields() {
        return FieldTable{field("key", &TreasuryLine::key, "beside it in the picture"),
                          field("name", &TreasuryLine::name, "what it was, and from or to whom"),
                          field("amount", &TreasuryLine::amount, "in the period")};
    }
};
struct PeriodChoice {
    std::string name;
    std::string href;
    bool is_shown = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &PeriodChoice::name, "of the period"),
                          field("href", &PeriodChoice::href, "the same of it"),
                          field("is_shown", &PeriodChoice::is_shown, "whether it is this one")};
    }
};
struct TreasuryPage {
    std::string summary;
    std::string period;
    std::vector<PeriodChoice> periods;
    std::optional<FlowPicture> picture;
    std::string description;
    std::vector<TreasuryLine> came;
    std::vector<TreasuryLine> went;
    Money total;
    std::string table_href;
    static constexpr auto fields() {
        return FieldTable{field("summary", &TreasuryPage::summary, "what this is"),
                          field("period", &TreasuryPage::period, "in words"),
                          field("periods", &TreasuryPage::periods, "that may be chosen, the newest first"),
                          field("picture", &TreasuryPage::picture, "of the same figures"),
                          field("description", &TreasuryPage::description, "of the picture, in words"),
                          field("came", &TreasuryPage::came, "with what was there before, the largest first"),
                          field("went", &TreasuryPage::went, "with what is there after, the largest first"),
                          field("total", &TreasuryPage::total, "of either side"),
                          field("table_href", &TreasuryPage::table_href, "the same as a table to keep")};
    }
};

/// What the picture shows on either side; the rest is one line.
constexpr std::size_t lines_max = 10;

/// The period asked for, the newest, or, where none has begun or `all` is asked for, all there ever was.
struct Shown {
    std::optional<PeriodRow> period;
    Stretch stretch;
};
Result<Shown> shown_period(const PageRequest& request) {
    const Stretch all{0, INT64_MAX};
    const auto asked = request.asked("period");
    if (asked == "all") return Shown{{}, all};
    const auto period = asked.empty() ? newest_period(request.connection)
                                      : find_period(request.connection, request.asked_number("period", 0));
    if (!period && asked.empty()) return Shown{{}, all};
    if (!period) return refuse(not_found);
    return Shown{period, {period->began_entry, end_of(request.connection, *period).value_or(INT64_MAX)}};
}

std::string period_words(const PageRequest& request, const std::optional<PeriodRow>& period) {
    if (!period) return request.say("Since the launch");
    return request.say("Period {}: from {} to {}",
                       {std::to_string(period->period), request.day(period->from), request.day(period->to - days(1))});
}

std::string kind_words(const PageRequest& request, AccountKind kind) {
    switch (kind) {
    case AccountKind::member:
        return request.say("members");
    case AccountKind::capital:
        return request.say("patronage kept for members");
    case AccountKind::notes:
        return request.say("notes");
    case AccountKind::body:
        return request.say("bodies");
    case AccountKind::treasury:
        return request.say("the treasury");
    case AccountKind::escrow:
        return request.say("put by for rounds");
    case AccountKind::reserve:
        return request.say("reserves");
    case AccountKind::fund:
        return request.say("funds");
    case AccountKind::share_capital:
        return request.say("share capital");
    case AccountKind::outside:
        return request.say("outside");
    }
    return {};
}

std::vector<TreasuryLine> lines_of(const PageRequest& request, const std::vector<TreasuryFlow>& flows) {
    std::vector<TreasuryLine> lines;
    for (const auto& flow : flows) {
        auto words = purpose_in_words(request, flow.purpose);
        if (flow.reversed) words = request.say("{}, reversed", {words});
        lines.push_back({"", fmt::format("{} · {}", words, kind_words(request, flow.with)), flow.amount});
    }
    return lines;
}

struct Sides {
    std::vector<TreasuryLine> came;
    std::vector<TreasuryLine> went;
};
/// With what was there before and after, on the side where it is positive, so that both come to the same.
Sides sides_of(const PageRequest& request, const TreasuryFlows& flows) {
    Sides sides{lines_of(request, flows.came), lines_of(request, flows.went)};
    const auto add = [](std::vector<TreasuryLine>& side, std::string name, const Money& amount) {
        if (amount.minor > 0) side.insert(side.begin(), {"", std::move(name), amount});
    };
    add(sides.came, request.say("there before"), flows.before);
    add(sides.went, request.say("owed before"), -flows.before);
    add(sides.went, request.say("there after"), flows.after);
    add(sides.came, request.say("owed after"), -flows.after);
    return sides;
}

void keep_few(const PageRequest& request, std::vector<TreasuryLine>& lines) {
    if (lines.size() <= lines_max) return;
    TreasuryLine rest{"",
                      request.say("{} more, together", {std::to_string(lines.size() - lines_max + 1)}),
                      {0, lines.front().amount.currency}};
    for (std::size_t i = lines_max - 1; i < lines.size(); ++i) rest.amount = rest.amount + lines[i].amount;
    lines.resize(lines_max - 1);
    lines.push_back(std::move(rest));
}

std::vector<DrawnFlow> drawn(std::vector<TreasuryLine>& lines, char first_key) {
    std::vector<DrawnFlow> flows;
    for (auto& line : lines) {
        line.key = std::string(1, static_cast<char>(first_key + static_cast<char>(flows.size())));
        flows.push_back({line.key, line.name, line.amount});
    }
    return flows;
}

std::vector<PeriodChoice> choices_of(const PageRequest& request, const Shown& shown) {
    std::vector<PeriodChoice> choices;
    for (const auto period :
         request.connection.all<std::int64_t>("SELECT period FROM {ledger_periods} ORDER BY period DESC LIMIT 12"))
        choices.push_back({request.say("Period {}", {std::to_string(period)}),
                           fmt::format("/money/treasury?period={}", period),
                           shown.period && shown.period->period == period});
    choices.push_back({request.say("Since the launch"), "/money/treasury?period=all", !shown.period});
    return choices;
}

std::string asked_as(const Shown& shown) {
    return shown.period ? std::to_string(shown.period->period) : std::string("all");
}

Result<TreasuryPage> show_treasury(PageRequest& request) {
    const auto shown = shown_period(request);
    if (!shown) return std::unexpected(shown.error());
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    auto [came, went] = sides_of(request, treasury_flows(request.connection, currency, shown->stretch));
    TreasuryPage page{.summary = request.say(
                          "Where the treasury's money came from, and where it went. Bands are as wide as the sums; "
                          "both sides come to the same."),
                      .period = period_words(request, shown->period),
                      .periods = choices_of(request, *shown),
                      .total = {0, currency},
                      .table_href = fmt::format("/money/treasury/flows.csv?period={}", asked_as(*shown))};
    for (const auto& line : came) page.total = page.total + line.amount;
    keep_few(request, came);
    keep_few(request, went);
    const auto left = drawn(came, 'A'), right = drawn(went, static_cast<char>('A' + came.size()));
    if (page.total.minor > 0) page.picture = draw_flows(left, right);
    page.description =
        request.say("{} on either side. What came, with what was there before: {} bands on the left. What went, with "
                    "what is there after: {} bands on the right. The table below has the same figures.",
                    {page.total.text(), std::to_string(came.size()), std::to_string(went.size())});
    page.came = std::move(came);
    page.went = std::move(went);
    return page;
}

/// Every line, those too that the page adds up.
Result<File> show_treasury_file(PageRequest& request) {
    const auto shown = shown_period(request);
    if (!shown) return std::unexpected(shown.error());
    const auto dialect = request.asked("for") == "excel" ? CsvDialect::excel : CsvDialect::plain;
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    const auto sides = sides_of(request, treasury_flows(request.connection, currency, shown->stretch));
    std::string text(csv_begin(dialect));
    text += csv_row(dialect, {"side", "what", "amount", "currency"});
    const auto add = [&](std::string_view side, const std::vector<TreasuryLine>& lines) {
        for (const auto& line : lines)
            text += csv_row(dialect, std::vector<CsvCell>{{std::string(side)},
                                                          {line.name},
                                                          {decimal_text(line.amount.minor, currency.digits()), true},
                                                          {currency.text()}});
    };
    add("came", sides.came);
    add("went", sides.went);
    return File{"treasury-" + asked_as(*shown) + ".csv", std::move(text)};
}

} // namespace

std::vector<PageType> treasury_pages() {
    return {page<show_treasury>("/money/treasury", "src/commons/ledger/treasury.html",
                                "Where the treasury's money came from in a period, and where it went.", anyone()),
            page<show_treasury_file>("/money/treasury/flows.csv", "",
                                     "Where the treasury's money came from and went, as a table to keep.", anyone())};
}

} // namespace reef::ledger
