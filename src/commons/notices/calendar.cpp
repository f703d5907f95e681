#include "commons/notices/calendar.hpp"
#include "commons/budgets/module.hpp"
#include "commons/decisions/module.hpp"
#include "commons/deliberation/module.hpp"
#include "commons/duties/module.hpp"
#include "commons/elections/module.hpp"
#include "commons/ledger/module.hpp"
#include "commons/panels/module.hpp"
#include "commons/practices/module.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::notices {
using namespace engine;
namespace {

constexpr std::size_t line_max = 75; // bytes, without the break (RFC 5545, 3.1)

/// "BACKSLASH, COMMA, SEMICOLON, NEWLINE" (RFC 5545, 3.3.11); of control characters the line break alone says
/// something.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\' || c == ',' || c == ';') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f')
            out += c;
    }
    return out;
}

/// A line that is too long goes on in the next one, after a space that does not count as text.
std::string folded(std::string_view line) {
    std::string out;
    std::size_t in_line = 0;
    for (std::size_t at = 0; at < line.size();) {
        std::size_t size = 1;
        while (at + size < line.size() && (static_cast<unsigned char>(line[at + size]) & 0xC0) == 0x80) ++size;
        if (in_line + size > line_max) {
            out += "\r\n ";
            in_line = 1;
        }
        out += line.substr(at, size);
        in_line += size;
        at += size;
    }
    return out + "\r\n";
}

/// `20260302T060000Z`
std::string utc(Time at) {
    std::string digits;
    for (const char c : at.text().substr(0, 19))
        if (c != '-' && c != ':') digits += c;
    return digits + "Z";
}

/// `/decisions/8841#review` as `decisions-8841-review`.
std::string named_after(std::string_view href) {
    std::string name(href.substr(1));
    std::ranges::replace_if(
        name, [](char c) { return c == '/' || c == '#'; }, '-');
    return name;
}

class Deadlines {
  public:
    Deadlines(PageRequest& request, std::string_view address) : request_(request), address_(address) {}

    void add(std::string_view what, std::string_view english, const std::string& title, std::string_view href,
             std::optional<Time> at) {
        if (!at) return;
        all_.push_back({named_after(href) + std::string(what), *at, request_.say(english, {title}),
                        std::string(address_) + std::string(href)});
    }
    void add_decisions() {
        for (const auto& each : decisions::open_decisions(request_)) {
            const auto proposal =
                IdValue::parse(std::string_view(each.href).substr(std::string_view("/decisions/").size()));
            const auto open = proposal ? decisions::open_decision(request_, *proposal) : std::nullopt;
            if (open && open->is_voting)
                add("-end", "Vote ends: {}", each.title, each.href, each.until);
            else
                add("-begin", "Vote opens: {}", each.title, each.href, each.until);
        }
        for (const auto& each : decisions::open_reviews(request_))
            add("", "To be measured by now: {}", each.title, each.href, each.until);
        for (const auto& each : decisions::awaited_answers(request_))
            add("", "To be answered for by now: {}", each.title, each.href, each.until);
    }
    void add_others() {
        for (const auto& each : elections::open_elections(request_))
            add("", "Election: {}", each.title, each.href, each.until);
        for (const auto& each : panels::open_draws(request_)) add("", "Draw: {}", each.title, each.href, each.until);
        for (const auto& each : budgets::open_budgets(request_))
            add("", "Budget: {}", each.title, each.href, each.until);
        for (const auto& each : deliberation::topic_lines(request_))
            if (each.is_open) add("", "Deliberation ends: {}", each.title, each.href, each.until);
        for (const auto& each : duties::owed_duties(request_))
            if (!each.is_overdue) add("", "To be answered by now: {}", each.name, each.href, each.due_at);
        for (const auto& each : practices::practice_deadlines(request_))
            if (each.is_trial)
                add("-trial", "Trial ends: {}", each.title, each.href, each.at);
            else
                add("-lapse", "Practice lapses: {}", each.title, each.href, each.at);
        if (const auto period = ledger::newest_period(request_.connection))
            add("-" + std::to_string(period->period), "Accounting period {} ends", std::to_string(period->period),
                "/money/periods", period->to);
    }
    std::vector<Deadline> take() {
        std::ranges::sort(all_, {}, [](const Deadline& each) { return std::pair(each.at, each.uid); });
        return std::move(all_);
    }

  private:
    PageRequest& request_;
    const std::string_view address_;
    std::vector<Deadline> all_;
};

Result<File> show_calendar(PageRequest& request, const std::string& address) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    Deadlines deadlines(request, address);
    deadlines.add_decisions();
    deadlines.add_others();
    const auto host = std::string_view(address).substr(address.find("//") + 2);
    return File{"calendar.ics", calendar_text(platform->charter.name, host, chronicle::read_head(request.connection).at,
                                              deadlines.take())};
}

} // namespace

std::string calendar_text(std::string_view name, std::string_view host, Time stamp,
                          const std::vector<Deadline>& deadlines) {
    std::string out;
    const auto line = [&](std::string_view property, std::string_view value) {
        out += folded(fmt::format("{}:{}", property, value));
    };
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Reef//Deadlines//EN");
    line("CALSCALE", "GREGORIAN");
    line("X-WR-CALNAME", escaped(name)); // as most programs call it
    for (const auto& each : deadlines) {
        line("BEGIN", "VEVENT");
        line("UID", escaped(fmt::format("{}@{}", each.uid, host)));
        line("DTSTAMP", utc(stamp));
        line("DTSTART", utc(each.at));
        line("SUMMARY", escaped(each.summary));
        line("URL", each.url);
        line("TRANSP", "TRANSPARENT"); // nobody is busy because of a deadline
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    return out;
}

PageType calendar_page(std::string address) {
    return {"/calendar.ics",
            "",
            "Deadlines for one's own calendar program, as a file.",
            anyone(),
            shape_of<File>(),
            [address = std::move(address)](PageRequest& request) -> Result<json::value> {
                const auto file = show_calendar(request, address);
                if (!file) return std::unexpected(file.error());
                return to_json(*file);
            }};
}

} // namespace reef::notices
