// What pages say about rules: the line, the list, one rule with its history.
#pragma once
#include "commons/rules/constancy.hpp"
#include "core/base/weekly_hours.hpp"

namespace reef::rules {

struct SetBy {
    std::string name;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("name", &SetBy::name, "who set it"),
                          field("href", &SetBy::href, "where that is recorded")};
    }
};

/// A value that a rule has of its own for a class, space, body or category.
struct ScopedValue {
    std::string scope;
    std::string value;
    std::string version;
    static constexpr auto fields() {
        return FieldTable{field("scope", &ScopedValue::scope, "where it holds"),
                          field("value", &ScopedValue::value, "in force there now"),
                          field("version", &ScopedValue::version, "of that scope, from 1")};
    }
};

/// A rule in one line: what stands under *Why?* on every page.
struct RuleLine {
    std::string name;
    std::string title;
    std::string href;
    std::string value;
    std::string meaning;
    std::string version;
    Time since;
    SetBy set_by;
    bool may_propose = false;
    std::vector<ScopedValue> scoped;
    static constexpr auto fields() {
        return FieldTable{field("name", &RuleLine::name, "room and word"),
                          field("title", &RuleLine::title, "as people see it"),
                          field("href", &RuleLine::href, "its page"),
                          field("value", &RuleLine::value, "in force now"),
                          field("meaning", &RuleLine::meaning, "one sentence"),
                          field("version", &RuleLine::version, "from 1"),
                          field("since", &RuleLine::since, "in force since"),
                          field("set_by", &RuleLine::set_by, "who set it"),
                          field("may_propose", &RuleLine::may_propose, "whether the viewer may propose a change"),
                          field("scoped", &RuleLine::scoped, "where it has a value of its own")};
    }
};

/// One paragraph of a comparison, with what became of it said in words beside the colour.
struct DiffLine {
    std::string paragraph;
    bool is_removed = false;
    bool is_added = false;
    static constexpr auto fields() {
        return FieldTable{field("paragraph", &DiffLine::paragraph, "as it was written"),
                          field("is_removed", &DiffLine::is_removed, "only the text before says it"),
                          field("is_added", &DiffLine::is_added, "only the new text says it")};
    }
};
/// Paragraph by paragraph, of two texts as they are recorded.
std::vector<DiffLine> diff_lines(std::string_view before, std::string_view after);

struct ModeWords {
    std::string word;
    std::string meaning;
    static constexpr auto fields() {
        return FieldTable{field("word", &ModeWords::word, "directive, self-regulated or negotiated"),
                          field("meaning", &ModeWords::meaning, "in one sentence")};
    }
};

ModeWords mode_words(const engine::PageRequest& request, Mode mode);
/// Who proposes and who decides.
std::string who_may_change(const engine::PageRequest& request, const Charter& charter, const DomainCharter& domain);

/// "Net income of a driver rises by 4% by 2026-12-01"
std::string promise_in_words(const engine::PageRequest& request, const Charter& charter,
                             const ExpectedResult& promised);
std::string finding_in_words(const engine::PageRequest& request, Finding finding);

/// Whether the viewer may propose where a domain decides.
bool may_propose_in(const engine::PageRequest& request, const PlatformRow& platform, const DomainCharter& domain);

/// The line of a declared rule, as its viewer sees it.
RuleLine rule_line(engine::PageRequest& request, std::string_view rule);
/// "the charter" or "decision 61".
SetBy set_by(const engine::PageRequest& request, const Version& version);
/// A value inside a sentence: durations in the viewer's language, all else as it is written.
std::string value_in_words(const engine::PageRequest& request, std::string_view value);
/// A value by itself: as it is written, or that it is the parent's.
std::string hours_in_words(const engine::PageRequest& request, const WeeklyHours& hours);
std::string shown_value(const engine::PageRequest& request, const std::string& value);

engine::PageType rules_page();
engine::PageType rule_page();
engine::PageType charter_page();

} // namespace reef::rules
