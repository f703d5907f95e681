// What a template is once compiled. Only template*.cpp include this.
#pragma once
#include "core/web/template.hpp"
#include <atomic>
#include <cstdint>

namespace reef::web {

struct Delimiters {
    std::string open = "{{";
    std::string close = "}}";
    auto operator<=>(const Delimiters&) const = default;
};

enum class NodeKind : std::uint8_t {
    text,
    value,    // {{name}}, {{{name}}}, {{&name}}
    section,  // {{#name}}
    inverted, // {{^name}}
    partial,  // {{>name}}, {{>*name}}
    parent,   // {{<name}}; its arguments are the blocks directly inside
    block,    // {{$name}}
    phrase,   // {{#_}}: a text to translate
};
enum class Escaping : std::uint8_t { html, none };

/// Nodes lie in one row, in the order of the source; those inside a section, parent or block run from the next one up
/// to `end`.
struct Node {
    NodeKind kind = NodeKind::text;
    Escaping escaping = Escaping::html;
    bool stands_alone = false; // partial, parent: alone on its line, so that its lines are indented like it
    bool starts_line = false;  // text: begins a line in the source
    std::uint32_t end = 0;
    std::size_t at = 0;                   // in the source
    std::string text = {};                // text; or the name in a partial, parent, block
    std::vector<std::string> path = {};   // value, section, inverted, dynamic partial: `a.b` split; empty is `.`
    bool is_dynamic = false;              // partial, parent: the name is the value at `path`
    std::string indent = {};              // partial, parent, block: put before each line of what is expanded here
    const Formatter* formatter = nullptr; // value
    const Template* included = nullptr;   // partial, parent: linked after parsing
    std::unique_ptr<struct Phrase> phrase = {};
};

/// What a template asks of the set it belongs to while it renders.
class TemplateFinder {
  public:
    virtual ~TemplateFinder() = default;
    virtual const Template* find(std::string_view name) = 0;
    virtual const Template& compiled_text(std::string_view text, const Delimiters& delimiters) = 0;
};

struct Template {
    std::string name;
    std::string source;
    std::vector<Node> nodes = {};
    TemplateFinder* finder = nullptr;
    mutable std::atomic<std::size_t> usual_size = 0; // how much room the last page took
};

struct Phrase {
    std::string english; // whitespace folded and trimmed: the key in the catalogues
    Delimiters delimiters;
    Template compiled;
};

/// Reads `page.source` into `page.nodes`.
void parse_template(Template& page, const Formatters& formatters, const Delimiters& delimiters = {});

/// Runs of whitespace become one space; none at either end.
std::string folded(std::string_view text);

} // namespace reef::web
