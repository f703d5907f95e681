// Templates: mustache (https://mustache.github.io, specification 1.4 with inheritance and dynamic names) compiled once
// and rendered by walking the JSON document that the page is about. Two additions of ours: texts to translate
// (`{{#_}}Your voice is needed{{/_}}`) and formatters (`{{fare | money}}`). See README.md.
#pragma once
#include "core/base/quantity.hpp"
#include <boost/json/fwd.hpp>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reef::web {

/// Who looks, and when: what a page needs to know beside its document.
struct Environment {
    std::string language = "en";   // BCP 47: `en`, `nl`, `pt-BR`
    std::string time_zone = "UTC"; // IANA: `Europe/Amsterdam`
    Time now = {};                 // what relative times are relative to
    /// The viewer's catalogue: English, whitespace folded, to the text in the viewer's language; nothing where it has
    /// none.
    std::function<std::optional<std::string_view>(std::string_view)> translate = {};
    /// Looked up where the document has no such name: the viewer, the platform, the tokens of forms.
    const boost::json::value* surroundings = nullptr;
};

enum class FormatterOutput { text, markup };

/// Makes a value readable. Text is escaped afterwards like any value; markup goes out as it is. Never called for null.
struct Formatter {
    std::function<std::string(const boost::json::value&, const Environment&)> format;
    FormatterOutput output = FormatterOutput::text;
};
using Formatters = std::map<std::string, Formatter, std::less<>>;

enum class MissingPartial {
    is_a_mistake, // `{{>name}}` and `{{<name}}` must name a template
    is_empty,     // as the specification has it
};
enum class TemplateReload {
    never,
    when_changed, // for developers: every `get` asks the loader again
};

struct TemplateOptions {
    Formatters formatters = {};
    MissingPartial missing_partial = MissingPartial::is_a_mistake;
    TemplateReload reload = TemplateReload::never;
};

/// A text that a catalogue may translate, and where it stands.
struct TranslatableText {
    std::string text; // whitespace folded
    std::string template_name;
    std::size_t line = 0;
    auto operator<=>(const TranslatableText&) const = default;
};

struct Template; // compiled; see template_program.hpp

/// The templates of the house by name, each compiled when first asked for, with the templates that it includes. Safe to
/// share between threads. A mistake in a template is ours: BrokenAssumption with file, line, column and what was
/// expected there.
class TemplateSet {
  public:
    using Loader = std::function<std::optional<std::string>(std::string_view name)>;
    explicit TemplateSet(Loader loader, TemplateOptions options = {});
    ~TemplateSet();
    const Template& get(std::string_view name);
    /// Every text to translate in the templates compiled so far, ordered by text.
    std::vector<TranslatableText> texts() const;

  private:
    class Inside;
    std::unique_ptr<Inside> inside_;
};

std::string render(const Template& page, const boost::json::value& document, const Environment& environment = {});

/// The names that a text's tags use, sorted: a translation uses the same as its English. Malformed: BrokenAssumption.
std::vector<std::string> names_in_text(std::string_view text, const Formatters& formatters);

/// Appends `text` with & < > " ' escaped for HTML, in elements and in quoted attributes.
void append_escaped(std::string& out, std::string_view text);

} // namespace reef::web
