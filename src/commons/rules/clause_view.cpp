#include "commons/rules/clause_view.hpp"
#include "commons/rules/domain_words.hpp"
#include <algorithm>

namespace reef::rules {
using namespace engine;
namespace {

/// `classes[driver]`: a name, and which element of the list that it names.
struct ClausePart {
    std::string name;
    std::optional<std::string> element = {};
};

/// What names an element may itself hold points and brackets: `protected[governance.procedures[grave]]`.
std::vector<ClausePart> parts_of(std::string_view clause) {
    std::vector<ClausePart> parts(1);
    int depth = 0;
    for (const char c : clause) {
        if (c == ']' && --depth == 0) continue;
        if (c == '[' && depth++ == 0) {
            parts.back().element.emplace();
            continue;
        }
        if (c == '.' && depth == 0)
            parts.emplace_back();
        else
            (parts.back().element ? *parts.back().element : parts.back().name) += c;
    }
    return parts;
}

class ClauseWords {
  public:
    ClauseWords(const PageRequest& request, const Charter& charter)
        : request_(request), charter_(charter), document_(to_json(charter)) {}

    /// "Classes › Drivers › Weight": without the section that it stands in, but where that is all.
    std::string title_of(std::string_view clause) const {
        const auto parts = parts_of(clause);
        std::vector<std::string> words;
        const json::value* at = &document_;
        for (const auto& part : parts) {
            at = at && at->is_object() ? at->get_object().if_contains(part.name) : nullptr;
            if (&part != &parts.front() || parts.size() == 1) words.push_back(request_.say(label_of(part.name)));
            if (!part.element) continue;
            at = at && at->is_array() ? element_of(at->get_array(), *part.element) : nullptr;
            words.push_back(name_of(part, at));
        }
        return join(words, " › ");
    }
    /// An element as a whole, line by line; its keys as the labels that forms have for them.
    std::string text_of(std::string_view clause, std::string_view text) const {
        const auto keys = keys_of(parts_of(clause));
        std::vector<std::string> lines;
        for (const auto line : split(text, '\n')) {
            const auto colon = line.find(": ");
            const auto key = line.substr(0, colon);
            lines.push_back(colon != line.npos && std::ranges::count(keys, key) > 0
                                ? request_.say(label_of(key)) + std::string(line.substr(colon))
                                : std::string(line));
        }
        return join(lines, "\n");
    }

  private:
    static const json::value* element_of(const json::array& list, std::string_view name) {
        const auto found = std::ranges::find_if(
            list, [&](const json::value& each) { return element_name(each.get_object()) == name; });
        return found == list.end() ? nullptr : &*found;
    }
    std::string name_of(const ClausePart& part, const json::value* element) const {
        if (element)
            if (const auto* name = element->get_object().if_contains("name")) return std::string(name->get_string());
        if (part.name == "domains") return listed_domain_in_words(request_, *part.element);
        if (part.name == "protected") return title_of(*part.element);
        if (const auto* rule = request_.registry.rule(*part.element)) return request_.say(rule->title);
        if (const auto* found = charter_.find_class(*part.element)) return found->name;
        return *part.element;
    }
    static std::vector<std::string> keys_of(const std::vector<ClausePart>& parts) {
        const auto shape = shape_of<Charter>();
        const auto* fields = &shape.fields;
        for (const auto& part : parts) {
            const auto found = std::ranges::find(*fields, std::string_view(part.name),
                                                 [](const auto& each) { return std::string_view(each.name); });
            if (found == fields->end()) return {};
            fields = found->shape.item ? &found->shape.item->fields : &found->shape.fields;
        }
        std::vector<std::string> keys;
        for (const auto& each : *fields) keys.emplace_back(each.name);
        return keys;
    }

    const PageRequest& request_;
    const Charter& charter_;
    const json::value document_;
};

} // namespace

std::vector<ClauseLine> clause_lines(const PageRequest& request, const Charter& charter,
                                     const std::vector<ClauseChange>& changes) {
    const ClauseWords words(request, charter);
    std::vector<ClauseLine> lines;
    for (const auto& each : changes) {
        ClauseLine line{each.clause, words.title_of(each.clause), each.before, each.after};
        if (each.clause.ends_with(']'))
            for (auto* text : {&line.before, &line.after})
                if (*text) **text = words.text_of(each.clause, **text);
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace reef::rules
