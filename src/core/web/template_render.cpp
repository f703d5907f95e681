// Rendering: one walk over the nodes, appending to one string. Nothing of the document is copied.
#include "core/base/ensure.hpp"
#include "core/web/template_program.hpp"
#include <array>
#include <boost/json/value.hpp>
#include <cmath>
#include <fmt/format.h>

namespace reef::web {
namespace {

namespace json = boost::json;

constexpr int depth_max = 200; // templates that include themselves stop somewhere

/// The context stack of the specification: a name is looked for from here outwards.
struct Context {
    const json::value* value;
    const Context* outer;
};

/// The blocks given to a parent. The outermost override of a block wins, so that a page has the last word on its
/// layout; an override's content sees the arguments that were in force where it is written, so that a card inside the
/// page's content is not given the page's title.
struct Arguments {
    const Template* page;
    const Node* parent;
    const Arguments* outer;
};

struct Override {
    const Arguments* arguments = nullptr;
    const Node* block = nullptr;
};

/// As the specification suggests (`!!value`): false, null, 0, an empty text and an empty list are false.
bool is_true(const json::value& value) {
    switch (value.kind()) {
    case json::kind::null:
        return false;
    case json::kind::bool_:
        return value.get_bool();
    case json::kind::int64:
        return value.get_int64() != 0;
    case json::kind::uint64:
        return value.get_uint64() != 0;
    case json::kind::double_:
        return value.get_double() != 0 && !std::isnan(value.get_double());
    case json::kind::string:
        return !value.get_string().empty();
    case json::kind::array:
        return !value.get_array().empty();
    case json::kind::object:
        return true;
    }
    return false;
}

class Renderer {
  public:
    Renderer(std::string& out, const Environment& environment) : out_(out), environment_(environment) {}

    void run(const Template& page, std::size_t begin, std::size_t end, const Context* context,
             const Arguments* arguments) {
        for (std::size_t i = begin; i < end;) {
            const Node& node = page.nodes[i];
            switch (node.kind) {
            case NodeKind::text:
                write_text(node.text);
                break;
            case NodeKind::value:
                write_value(page, node, context);
                break;
            case NodeKind::section:
                run_section(page, i, context, arguments);
                break;
            case NodeKind::inverted: {
                const auto* value = look_up(node.path, context);
                if (!value || !is_true(*value)) run(page, i + 1, node.end, context, arguments);
                break;
            }
            case NodeKind::partial:
            case NodeKind::parent:
                run_included(page, node, context, arguments);
                break;
            case NodeKind::block:
                run_block(page, i, context, arguments);
                break;
            case NodeKind::phrase:
                run_phrase(page, *node.phrase, context, arguments);
                break;
            }
            i = node.end;
        }
    }

  private:
    // --- Names ---

    static const json::value* look_up(const std::vector<std::string>& path, const Context* context) {
        if (path.empty()) return context->value;
        const json::value* value = nullptr;
        for (; context && !value; context = context->outer) value = member(*context->value, path.front());
        for (std::size_t i = 1; i < path.size() && value; ++i) value = member(*value, path[i]);
        return value;
    }
    static const json::value* member(const json::value& value, std::string_view name) {
        const auto* object = value.if_object();
        return object ? object->if_contains(name) : nullptr;
    }

    // --- Output ---

    void write_text(std::string_view text) {
        if (text.empty()) return;
        if (indent_.empty())
            out_.append(text);
        else
            write_indented(text);
        at_line_start_ = text.back() == '\n';
    }
    /// Each line of the template after the indentation; an empty line stays empty.
    void write_indented(std::string_view text) {
        while (!text.empty()) {
            if (at_line_start_ && !text.starts_with('\n') && !text.starts_with("\r\n")) out_.append(indent_);
            const auto line = text.substr(0, text.find('\n') + 1); // npos + 1 is 0
            out_.append(line.empty() ? text : line);
            if (line.empty()) return;
            text.remove_prefix(line.size());
            at_line_start_ = true;
        }
    }
    void begin_value() {
        if (at_line_start_) out_.append(indent_);
        at_line_start_ = false;
    }

    void write_value(const Template& page, const Node& node, const Context* context) {
        begin_value();
        const auto* value = look_up(node.path, context);
        if (!value || value->is_null()) return;
        if (node.formatter) return write(node.formatter->format(*value, environment_), node.escaping);
        switch (value->kind()) {
        case json::kind::string:
            return write(value->get_string(), node.escaping);
        case json::kind::bool_:
            return write(value->get_bool() ? "true" : "false", Escaping::none);
        case json::kind::int64:
            return write(fmt::format_int(value->get_int64()).c_str(), Escaping::none);
        case json::kind::uint64:
            return write(fmt::format_int(value->get_uint64()).c_str(), Escaping::none);
        case json::kind::double_:
            return write(fmt::format("{}", value->get_double()), Escaping::none);
        default:
            broken(fmt::format("{}: a template writes \"{}\", which is an object or a list", page.name,
                               node.path.empty() ? "." : fmt::format("{}", fmt::join(node.path, "."))));
        }
    }
    void write(std::string_view text, Escaping escaping) {
        if (escaping == Escaping::html)
            append_escaped(out_, text);
        else
            out_.append(text);
    }

    // --- Sections ---

    void run_section(const Template& page, std::size_t at, const Context* context, const Arguments* arguments) {
        const Node& node = page.nodes[at];
        const auto* value = look_up(node.path, context);
        if (!value || !is_true(*value)) return;
        const auto run_with = [&](const json::value& item) {
            const Context inner{&item, context};
            run(page, at + 1, node.end, &inner, arguments);
        };
        if (const auto* list = value->if_array())
            for (const auto& item : *list) run_with(item);
        else
            run_with(*value);
    }

    /// The translation, rendered here; the English in place where the catalogue has none.
    void run_phrase(const Template& page, const Phrase& phrase, const Context* context, const Arguments* arguments) {
        const auto translation =
            environment_.translate ? environment_.translate(phrase.english) : std::optional<std::string_view>{};
        const Template* words = &phrase.compiled;
        if (translation) {
            if (translation->find(phrase.delimiters.open) == std::string_view::npos) return write_text(*translation);
            words = &page.finder->compiled_text(*translation, phrase.delimiters);
        }
        run(*words, 0, words->nodes.size(), context, arguments);
    }

    // --- Partials and inheritance ---

    void run_included(const Template& page, const Node& node, const Context* context, const Arguments* arguments) {
        const Template* included = node.included;
        if (node.is_dynamic) {
            const auto* name = look_up(node.path, context);
            const auto* text = name ? name->if_string() : nullptr;
            included = text ? page.finder->find(*text) : nullptr;
        }
        if (!included) return;
        const auto outer_indent = indent_;
        if (node.stands_alone) {
            indent_.append(node.indent);
            at_line_start_ = true;
        } else {
            begin_value(); // its further lines are not lines of this template
            indent_.clear();
        }
        const Arguments with{&page, &node, arguments};
        go_deeper(page);
        run(*included, 0, included->nodes.size(), context, node.kind == NodeKind::parent ? &with : arguments);
        --depth_;
        indent_ = outer_indent;
        if (!node.stands_alone) at_line_start_ = false;
    }

    void run_block(const Template& page, std::size_t at, const Context* context, const Arguments* arguments) {
        const Node& block = page.nodes[at];
        const auto outer_indent = indent_.size();
        indent_.append(block.indent);
        go_deeper(page);
        if (const auto given = find_override(block.text, arguments); given.block) {
            const Template& source = *given.arguments->page;
            const auto index = static_cast<std::size_t>(given.block - source.nodes.data());
            run(source, index + 1, given.block->end, context, given.arguments->outer);
        } else {
            run(page, at + 1, block.end, context, arguments);
        }
        --depth_;
        indent_.resize(outer_indent);
    }

    static Override find_override(std::string_view name, const Arguments* arguments) {
        if (!arguments) return {};
        if (const auto found = find_override(name, arguments->outer); found.block) return found;
        const auto& nodes = arguments->page->nodes;
        const auto parent = static_cast<std::size_t>(arguments->parent - nodes.data());
        for (std::size_t i = parent + 1; i < arguments->parent->end; i = nodes[i].end)
            if (nodes[i].kind == NodeKind::block && nodes[i].text == name) return {arguments, &nodes[i]};
        return {};
    }

    void go_deeper(const Template& page) {
        if (++depth_ > depth_max) broken(fmt::format("{}: templates include each other without end", page.name));
    }

    std::string& out_;
    const Environment& environment_;
    std::string indent_ = {};
    bool at_line_start_ = true;
    int depth_ = 0;
};

/// What each byte becomes; nothing where it stays.
constexpr auto escapes = [] {
    std::array<std::string_view, 256> table = {};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['"'] = "&quot;";
    table['\''] = "&#39;";
    return table;
}();

} // namespace

void append_escaped(std::string& out, std::string_view text) {
    std::size_t done = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = escapes[static_cast<unsigned char>(text[i])];
        if (escape.empty()) continue;
        out.append(text.substr(done, i - done)).append(escape);
        done = i + 1;
    }
    out.append(text.substr(done));
}

std::string render(const Template& page, const json::value& document, const Environment& environment) {
    std::string out;
    const auto usual = page.usual_size.load(std::memory_order_relaxed);
    out.reserve(usual + usual / 8);
    const Context around{environment.surroundings, nullptr};
    const Context here{&document, environment.surroundings ? &around : nullptr};
    Renderer(out, environment).run(page, 0, page.nodes.size(), &here, nullptr);
    page.usual_size.store(out.size(), std::memory_order_relaxed);
    return out;
}

} // namespace reef::web
