// From mustache source to a row of nodes. Whitespace follows the specification: a tag alone on its line takes the line
// with it; partials and parents indent what they include; blocks are freed of their indentation where they are written
// and indented where they are expanded.
#include "core/base/ensure.hpp"
#include "core/base/text.hpp"
#include "core/web/template_program.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::web {
namespace {

constexpr std::string_view spaces = " \t";
constexpr std::string_view phrase_name = "_";

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

std::size_t common_prefix(std::string_view a, std::string_view b) {
    return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

std::string_view indentation_of(std::string_view line) {
    return line.substr(0, std::min(line.find_first_not_of(spaces), line.size()));
}

/// The indentation that all lines of `text` share, apart from blank ones; nothing if all are blank.
std::optional<std::string_view> shared_indentation(std::string_view text) {
    std::optional<std::string_view> shared;
    for (const auto line : split(text, '\n')) {
        if (is_blank(line)) continue;
        const auto mine = indentation_of(line);
        shared = shared ? shared->substr(0, common_prefix(*shared, mine)) : mine;
    }
    return shared;
}

void remove_indentation(std::string& text, std::string_view indentation, bool starts_line) {
    std::string out;
    for (std::size_t from = 0; from < text.size(); starts_line = true) {
        const auto line_end = std::min(text.find('\n', from), text.size() - 1) + 1;
        auto line = std::string_view(text).substr(from, line_end - from);
        if (starts_line) line.remove_prefix(common_prefix(line, indentation));
        out.append(line);
        from = line_end;
    }
    text = std::move(out);
}

struct Tag {
    char sigil = 0; // # ^ / > < $ ! = & {, or 0 for a plain value
    std::string_view content = {};
    std::size_t begin = 0;
    std::size_t end = 0;
};

class Parser {
  public:
    Parser(Template& page, const Formatters& formatters, const Delimiters& delimiters)
        : page_(page), source_(page.source), formatters_(formatters), delimiters_(delimiters) {}

    void parse() {
        while (true) {
            const auto begin = source_.find(delimiters_.open, at_);
            if (begin == std::string_view::npos) break;
            take(read_tag(begin));
        }
        add_text(source_.size());
        if (!open_.empty()) {
            const Open& left = open_.back();
            fail(left.tag_begin, fmt::format("expected a closing tag for \"{}\", which opens here", left.name));
        }
    }

  private:
    /// A section, parent, block or phrase that waits for its closing tag.
    struct Open {
        std::size_t node;
        std::string name;
        std::size_t tag_begin;
        std::size_t content_begin;
        std::string_view lead;     // whitespace before the tag, if it is first on its line
        bool content_on_own_lines; // block: nothing else follows on the line of the opening tag
    };

    [[noreturn]] void fail(std::size_t at, std::string_view what) const {
        const auto before = source_.substr(0, at);
        const auto line = 1 + std::ranges::count(before, '\n');
        const auto column = at - (before.rfind('\n') + 1) + 1;
        throw BrokenAssumption(fmt::format("{}:{}:{}: {}", page_.name, line, column, what));
    }

    // --- Lines ---

    /// The whitespace before `at` if nothing else is before it on its line.
    std::optional<std::string_view> lead_of(std::size_t at) const {
        const auto line_begin = source_.substr(0, at).rfind('\n') + 1;
        const auto lead = source_.substr(line_begin, at - line_begin);
        if (lead.find_first_not_of(spaces) != std::string_view::npos) return {};
        return lead;
    }
    /// Where the next line begins if nothing but whitespace follows `at` on its line.
    std::optional<std::size_t> next_line_after(std::size_t at) const {
        auto rest = source_.find_first_not_of(spaces, at);
        if (rest == std::string_view::npos) return source_.size();
        if (source_[rest] == '\r' && rest + 1 < source_.size()) ++rest;
        if (source_[rest] != '\n') return {};
        return rest + 1;
    }
    bool stands_alone(const Tag& tag) const { return lead_of(tag.begin) && next_line_after(tag.end); }

    // --- Tags ---

    Tag read_tag(std::size_t begin) const {
        Tag tag{.begin = begin};
        auto inside = source_.find_first_not_of(" \t\r\n", begin + delimiters_.open.size());
        if (inside == std::string_view::npos)
            fail(begin, fmt::format("expected \"{}\" to close this tag", delimiters_.close));
        if (std::string_view("#^/><$!=&{").find(source_[inside]) != std::string_view::npos)
            tag.sigil = source_[inside++];
        const std::string close = (tag.sigil == '{' ? "}" : tag.sigil == '=' ? "=" : "") + delimiters_.close;
        const auto end = source_.find(close, inside);
        if (end == std::string_view::npos) fail(begin, fmt::format("expected \"{}\" to close this tag", close));
        tag.content = trimmed(source_.substr(inside, end - inside));
        tag.end = end + close.size();
        return tag;
    }

    void take(const Tag& tag) {
        switch (tag.sigil) {
        case '!':
            return skip(tag);
        case '=':
            return change_delimiters(tag);
        case '/':
            return close(tag);
        case '#':
        case '^':
            return open_section(tag);
        case '$':
            return open_block(tag);
        case '<':
            return open_parent(tag);
        case '>':
            return add_partial(tag);
        default:
            return add_value(tag);
        }
    }

    Node& add(NodeKind kind, std::size_t at) {
        page_.nodes.push_back({.kind = kind, .at = at});
        page_.nodes.back().end = static_cast<std::uint32_t>(page_.nodes.size());
        return page_.nodes.back();
    }

    void add_text(std::size_t end) {
        if (end <= at_) return;
        Node& node = add(NodeKind::text, at_);
        node.text = source_.substr(at_, end - at_);
        node.starts_line = at_ == 0 || source_[at_ - 1] == '\n';
        at_ = end;
    }

    /// The text before the tag, and past the tag: with the whole line, where the tag stands alone on it.
    bool pass(const Tag& tag) {
        const bool alone = stands_alone(tag);
        add_text(tag.begin - (alone ? lead_of(tag.begin)->size() : 0));
        at_ = alone ? *next_line_after(tag.end) : tag.end;
        return alone;
    }

    void skip(const Tag& tag) { pass(tag); }

    void change_delimiters(const Tag& tag) {
        const auto gap = tag.content.find_first_of(" \t\r\n");
        const auto first = tag.content.substr(0, gap);
        const auto second = gap == std::string_view::npos ? "" : trimmed(tag.content.substr(gap));
        const auto unfit = [](std::string_view text) {
            return text.empty() || text.find_first_of("= \t\r\n") != std::string_view::npos;
        };
        if (unfit(first) || unfit(second))
            fail(tag.begin, "expected two delimiters without spaces or \"=\", such as {{=<% %>=}}");
        pass(tag);
        delimiters_ = {std::string(first), std::string(second)};
    }

    std::string checked_name(const Tag& tag, std::string_view name) const {
        if (name.empty()) fail(tag.begin, "expected a name in this tag");
        if (name.find_first_of(" \t\r\n") != std::string_view::npos)
            fail(tag.begin, fmt::format("expected one name without spaces, not \"{}\"", name));
        if (name.find('|') != std::string_view::npos)
            fail(tag.begin, "expected a name alone: a formatter goes with a value, such as {{fare | money}}");
        return std::string(name);
    }

    std::vector<std::string> checked_path(const Tag& tag, std::string_view name) const {
        if (name == ".") return {};
        checked_name(tag, name);
        std::vector<std::string> path;
        for (const auto part : split(name, '.')) {
            if (part.empty())
                fail(tag.begin, fmt::format("expected a name on both sides of each point in \"{}\"", name));
            path.emplace_back(part);
        }
        return path;
    }

    void add_value(const Tag& tag) {
        const auto bar = tag.content.find('|');
        auto path = checked_path(tag, trimmed(tag.content.substr(0, bar)));
        if (path == std::vector<std::string>{std::string(phrase_name)})
            fail(tag.begin, "expected a section: {{#_}}words to translate{{/_}}");
        add_text(tag.begin);
        at_ = tag.end;
        Node& node = add(NodeKind::value, tag.begin);
        node.path = std::move(path);
        if (tag.sigil != 0) node.escaping = Escaping::none;
        if (bar == std::string_view::npos) return;
        const auto name = trimmed(tag.content.substr(bar + 1));
        const auto formatter = formatters_.find(name);
        if (formatter == formatters_.end())
            fail(tag.begin, fmt::format("expected a formatter, and \"{}\" is none", name));
        node.formatter = &formatter->second;
        if (node.formatter->output == FormatterOutput::markup) node.escaping = Escaping::none;
    }

    void set_included(Node& node, const Tag& tag) const {
        node.is_dynamic = tag.content.starts_with('*');
        if (node.is_dynamic)
            node.path = checked_path(tag, trimmed(tag.content.substr(1)));
        else
            node.text = checked_name(tag, tag.content);
    }

    void add_partial(const Tag& tag) {
        const auto lead = lead_of(tag.begin);
        const bool alone = pass(tag);
        Node& node = add(NodeKind::partial, tag.begin);
        set_included(node, tag);
        node.stands_alone = alone;
        if (alone) node.indent = *lead;
    }

    // --- Tags that open and close ---

    void push_open(const Tag& tag, std::string_view lead = {}, bool content_on_own_lines = false) {
        open_.push_back({page_.nodes.size() - 1, std::string(tag.content), tag.begin, at_, lead, content_on_own_lines});
    }

    void open_section(const Tag& tag) {
        if (tag.content == phrase_name && tag.sigil == '#') {
            const auto is_phrase = [&](const Open& one) { return page_.nodes[one.node].kind == NodeKind::phrase; };
            if (std::ranges::any_of(open_, is_phrase)) fail(tag.begin, "expected no {{#_}} inside another");
            add_text(tag.begin); // like a value, never alone on its line: the words around it must not run together
            at_ = tag.end;
            add(NodeKind::phrase, tag.begin);
        } else {
            auto path = checked_path(tag, tag.content);
            pass(tag);
            // `{{^_}}` is never rendered: there are always words (the specification has lambdas true).
            const bool inverted = tag.sigil == '^' && tag.content != phrase_name;
            add(inverted ? NodeKind::inverted : NodeKind::section, tag.begin).path = std::move(path);
        }
        push_open(tag);
    }

    bool is_inside_parent() const { return !open_.empty() && page_.nodes[open_.back().node].kind == NodeKind::parent; }

    void open_block(const Tag& tag) {
        const auto name = checked_name(tag, tag.content);
        const auto lead = lead_of(tag.begin);
        const auto next_line = next_line_after(tag.end);
        const bool on_own_lines = next_line && (lead || is_inside_parent());
        add_text(tag.begin - (lead ? lead->size() : 0)); // the indentation comes back when the block is expanded
        at_ = on_own_lines ? *next_line : tag.end;
        add(NodeKind::block, tag.begin).text = name;
        push_open(tag, lead.value_or(""), on_own_lines);
    }

    void open_parent(const Tag& tag) {
        const auto lead = lead_of(tag.begin);
        add_text(tag.begin);
        at_ = tag.end;
        Node& node = add(NodeKind::parent, tag.begin);
        set_included(node, tag);
        node.stands_alone = lead.has_value(); // settled when it closes
        push_open(tag, lead.value_or(""));
    }

    void close(const Tag& tag) {
        if (open_.empty()) fail(tag.begin, fmt::format("expected no closing tag: no \"{}\" is open", tag.content));
        const Open opened = open_.back();
        if (opened.name != tag.content)
            fail(tag.begin, fmt::format("expected the closing tag of \"{}\", not of \"{}\"", opened.name, tag.content));
        open_.pop_back();
        switch (page_.nodes[opened.node].kind) {
        case NodeKind::phrase:
            close_phrase(opened, tag);
            break;
        case NodeKind::block:
            close_block(opened, tag);
            break;
        case NodeKind::parent:
            close_parent(opened, tag);
            break;
        default:
            pass(tag);
        }
        page_.nodes[opened.node].end = static_cast<std::uint32_t>(page_.nodes.size());
    }

    /// The words inside become a template of their own, from the folded text, as its translation will.
    void close_phrase(const Open& opened, const Tag& tag) {
        page_.nodes.resize(opened.node + 1);
        at_ = tag.end;
        auto phrase = std::make_unique<Phrase>();
        phrase->english = folded(source_.substr(opened.content_begin, tag.begin - opened.content_begin));
        if (phrase->english.empty()) fail(opened.tag_begin, "expected words to translate inside {{#_}}");
        phrase->delimiters = delimiters_;
        phrase->compiled.name = page_.name;
        phrase->compiled.source = phrase->english;
        phrase->compiled.finder = page_.finder;
        parse_template(phrase->compiled, formatters_, delimiters_);
        page_.nodes[opened.node].phrase = std::move(phrase);
    }

    void close_parent(const Open& opened, const Tag& tag) {
        add_text(tag.begin);
        at_ = tag.end;
        Node& node = page_.nodes[opened.node];
        const auto next_line = next_line_after(tag.end);
        node.stands_alone = node.stands_alone && next_line;
        if (!node.stands_alone) return;
        at_ = *next_line;
        node.indent = opened.lead;
        if (!opened.lead.empty()) {
            std::string& before = page_.nodes[opened.node - 1].text;
            before.resize(before.size() - opened.lead.size());
        }
    }

    void close_block(const Open& opened, const Tag& tag) {
        if (is_inside_parent()) { // what stands around an argument does not count
            const auto lead = lead_of(tag.begin);
            add_text(tag.begin - std::min(lead.value_or("").size(), tag.begin - at_));
            at_ = tag.end;
        } else {
            pass(tag);
        }
        Node& block = page_.nodes[opened.node];
        const auto content = source_.substr(opened.content_begin, tag.begin - opened.content_begin);
        block.indent = opened.lead;
        if (opened.content_on_own_lines) block.indent = shared_indentation(content).value_or(opened.lead);
        free_of_indentation(opened.node + 1, block.indent);
    }

    void free_of_indentation(std::size_t from, const std::string& indentation) {
        if (indentation.empty()) return;
        for (std::size_t i = from; i < page_.nodes.size();) {
            Node& node = page_.nodes[i];
            if (node.kind == NodeKind::text)
                remove_indentation(node.text, indentation, node.starts_line);
            else
                node.indent.erase(0, common_prefix(node.indent, indentation));
            const bool has_its_own = node.kind == NodeKind::block || node.kind == NodeKind::parent;
            i = has_its_own ? node.end : i + 1;
        }
    }

    Template& page_;
    std::string_view source_;
    const Formatters& formatters_;
    Delimiters delimiters_;
    std::size_t at_ = 0;
    std::vector<Open> open_ = {};
};

} // namespace

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : trimmed(text)) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!space)
            out.push_back(c);
        else if (!out.ends_with(' '))
            out.push_back(' ');
    }
    return out;
}

void parse_template(Template& page, const Formatters& formatters, const Delimiters& delimiters) {
    Parser(page, formatters, delimiters).parse();
}

} // namespace reef::web
