// A charter as a form: its sections and rows, and everything that is wrong with what was typed.
#pragma once
#include "commons/rules/module.hpp"
#include "core/web/module.hpp"

namespace reef::app {

/// One thing that does not fit yet.
struct FormFault {
    std::optional<std::string> name; // of the field that shows it
    std::int64_t line = 0;
    std::string key;
    std::string sentence;
    static constexpr auto fields() {
        return FieldTable{field("name", &FormFault::name, "of the field"),
                          field("line", &FormFault::line, "in a text, from 1"), field("key", &FormFault::key, "dotted"),
                          field("sentence", &FormFault::sentence, "what is wrong and what to do")};
    }
};

/// A fault of the charter in the reader's language.
FormFault shown(const rules::CharterFault& fault, const Say& say);

struct CharterForm {
    std::vector<web::FormSection> sections;
    std::vector<FormFault> faults;
    std::optional<rules::Charter> readable; // whatever else is wrong with it
    std::optional<rules::Charter> charter;  // where it has no faults
};

/// `typed` as it came from a form, or a charter's document; the names of the fields begin with `prefix`.
CharterForm charter_form(const json::value& typed, std::string_view prefix, const engine::Registry& registry,
                         const Say& say);

/// `/draft`: the founder's page to change the charter until the platform is launched.
engine::PageType draft_page();
/// `/found`: from an example or a text to a charter without faults, and the command that founds a platform from it. It
/// changes nothing, so all of it is a GET.
engine::PageType found_page();

} // namespace reef::app
