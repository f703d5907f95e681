#include "core/web/form_fields.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::web {
namespace {

using Kind = Shape::Kind;

constexpr int usual_characters_max = 2'000;

const json::value nothing = nullptr;

const json::value& member(const json::value& document, std::string_view name) {
    const auto* object = document.if_object();
    const auto* found = object ? object->if_contains(name) : nullptr;
    return found ? *found : nothing;
}

std::string text_of(const json::value& value) {
    if (value.is_null()) return {};
    if (const auto* text = value.if_string()) return std::string(std::string_view(*text));
    return json_text(value);
}

/// What is typed once may come as one text.
json::array items_of(const json::value& value) {
    if (const auto* list = value.if_array()) return *list;
    return value.is_null() ? json::array{} : json::array(1, value);
}

/// Its name, or else what its first two fields say.
std::string title_of(const Shape& shape, const json::value& row) {
    if (const auto name = text_of(member(row, "name")); !name.empty()) return name;
    std::vector<std::string> said;
    for (const auto& part : std::span(shape.fields).first(std::min<std::size_t>(2, shape.fields.size())))
        if (auto text = text_of(member(row, part.name)); !text.empty()) said.push_back(std::move(text));
    return join(said, " · ");
}

bool is_list_of_documents(const Shape& shape) { return shape.kind == Kind::list && shape.item->kind == Kind::document; }

class FormWriter {
  public:
    FormWriter(const FormErrors& errors, const Say& say) : errors_(errors), say_(say) {}

    std::vector<FormField> fields(const Shape& shape, const json::value& document, const std::string& prefix,
                                  bool is_new) const {
        std::vector<FormField> all;
        for (const auto& part : shape.fields)
            if (part.shape.kind == Kind::list)
                append_texts(all, part, member(document, part.name), prefix);
            else if (part.shape.kind != Kind::document)
                all.push_back(single(part, member(document, part.name), prefix, is_new));
        return all;
    }

    std::vector<FormList> lists(const Shape& shape, const json::value& document, const std::string& prefix) const {
        std::vector<FormList> all;
        for (const auto& part : shape.fields)
            if (is_list_of_documents(part.shape)) all.push_back(list(part, member(document, part.name), prefix));
        return all;
    }

  private:
    std::optional<std::string> error_of(const std::string& name) const {
        const auto found = errors_.find(name);
        return found == errors_.end() ? std::nullopt : std::optional(found->second);
    }

    FormField named(const FieldShape& part, const std::string& prefix) const {
        FormField out{
            .name = prefix + std::string(part.name), .label = say_(label_of(part.name)), .hint = say_(part.meaning)};
        out.error = error_of(out.name);
        return out;
    }

    FormField single(const FieldShape& part, const json::value& value, const std::string& prefix, bool is_new) const {
        auto out = named(part, prefix);
        out.value = text_of(value);
        out.is_box = part.shape.kind == Kind::boolean;
        out.is_ticked = out.is_box && out.value == "true";
        out.is_choice = part.shape.kind == Kind::choice;
        // What may be long may have paragraphs, which a single line would lose.
        out.is_words = part.shape.kind == Kind::text && part.characters_max > usual_characters_max;
        out.is_text = !out.is_box && !out.is_choice && !out.is_words;
        if (out.is_choice) {
            if (is_new || part.shape.optional) out.choices.push_back({"", "–", out.value.empty()});
            for (const auto choice : part.shape.choices)
                out.choices.push_back({std::string(choice), say_(label_of(choice)), out.value == choice});
        }
        return out;
    }

    /// A list of texts: each on its own, and one more.
    void append_texts(std::vector<FormField>& all, const FieldShape& part, const json::value& value,
                      const std::string& prefix) const {
        if (is_list_of_documents(part.shape)) return;
        auto items = items_of(value);
        items.emplace_back("");
        for (std::size_t i = 0; i < items.size(); ++i) {
            auto out = named(part, prefix);
            out.name = fmt::format("{}.{}", out.name, i);
            out.error = i == 0 && out.error ? out.error : error_of(out.name);
            out.value = text_of(items[i]);
            all.push_back(std::move(out));
        }
    }

    FormList list(const FieldShape& part, const json::value& value, const std::string& prefix) const {
        const auto name = prefix + std::string(part.name);
        FormList out{name, say_(label_of(part.name)), say_(part.meaning), error_of(name), {}};
        auto items = items_of(value);
        items.emplace_back(json::object{});
        for (std::size_t i = 0; i < items.size(); ++i) {
            const bool is_new = i + 1 == items.size();
            const auto row = fmt::format("{}.{}", name, i);
            FormRow made{
                .name = row, .is_new = is_new, .inputs = fields(*part.shape.item, items[i], row + ".", is_new)};
            made.is_open =
                std::ranges::any_of(made.inputs, [](const FormField& input) { return input.error.has_value(); });
            if (!is_new) made.title = title_of(*part.shape.item, items[i]);
            out.rows.push_back(std::move(made));
        }
        return out;
    }

    const FormErrors& errors_;
    const Say& say_;
};

} // namespace

std::vector<FormSection> form_sections(const Shape& shape, const json::value& document, std::string_view prefix,
                                       const FormErrors& errors, const Say& say) {
    ensure(shape.kind == Kind::document, "a form is of a document");
    const FormWriter writer(errors, say);
    const std::string start(prefix);
    std::vector<FormSection> sections{
        {"", "", writer.fields(shape, document, start, false), writer.lists(shape, document, start)}};
    for (const auto& part : shape.fields) {
        if (part.shape.kind != Kind::document) continue;
        const auto inner = start + std::string(part.name) + ".";
        const auto& value = member(document, part.name);
        sections.push_back({say(label_of(part.name)), say(part.meaning), writer.fields(part.shape, value, inner, false),
                            writer.lists(part.shape, value, inner)});
    }
    return sections;
}

} // namespace reef::web
