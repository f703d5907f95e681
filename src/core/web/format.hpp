// The formatters of templates: from the text forms of core/base/quantity.hpp to what a person reads, in the viewer's
// language and time zone. Languages, numbers and time zones come from ICU, so any locale that it knows will do.
#pragma once
#include "core/web/template.hpp"
#include <span>

namespace reef::web {

/// | name         | takes                        | gives (English)                                              |
/// |--------------|------------------------------|--------------------------------------------------------------|
/// | `money`      | "12.50 EUR", "3 SHR"         | €12.50, 3 shares                                             |
/// | `percent`    | "12.5%"                      | 12.5%                                                        |
/// | `number`     | 1234, "1234.5", 0.25         | 1,234; a JSON double is cut to three decimals                |
/// | `date`       | a time or "2026-11-21"       | 21 November 2026                                             |
/// | `time`       | a time                       | 21 November 2026, 19:28                                      |
/// | `ago`        | a time                       | in 3 days, 2 hours ago, now                                  |
/// | `when`       | a time                       | markup: the time, and beside it in brackets how long from now |
/// | `duration`   | "90 minutes"                 | 1 hour, 30 minutes (the two largest units)                   |
/// | `quantity`   | any of the above, hours of   | 15%, 2 days; Monday to Friday, 22:00 to 06:00; another text  |
/// |              | the week, or a text          | as it is                                                     |
/// | `word`       | "self-regulated"             | Self-regulated: an enum's word, from the catalogue           |
/// | `short_hash` | 64 hexadecimal digits        | the first 12                                                 |
/// | `markdown`   | CommonMark with tables       | markup without raw HTML; headings two levels down; pictures   |
/// |              | (GitHub's flavour)           | from elsewhere become links                                  |
/// A value of another form is a template's mistake: BrokenAssumption.
Formatters standard_formatters();

/// Words that formatters look up in the catalogues, beside those in templates.
std::span<const std::string_view> formatter_phrases();

/// A time as `time` gives it, and a day as `date` does, outside of templates.
std::string time_in_words(std::string_view language, std::string_view time_zone, Time at);
std::string day_in_words(std::string_view language, std::string_view time_zone, Time at);

/// Whether ICU knows the time zone, such as "Europe/Amsterdam".
bool is_time_zone(std::string_view name);

/// The Markdown formatter by itself.
std::string markdown_to_html(std::string_view text);

} // namespace reef::web
