// A document to type in: sections, fields and rows from its shape, filled with what it holds or what was typed.
#pragma once
#include "core/base/module.hpp"
#include <functional>
#include <map>

namespace reef::web {

struct FormChoice {
    std::string value;
    std::string label;
    bool is_chosen = false;
    static constexpr auto fields() {
        return FieldTable{field("value", &FormChoice::value, "as it is sent"),
                          field("label", &FormChoice::label, "as it is read"),
                          field("is_chosen", &FormChoice::is_chosen, "now")};
    }
};

/// Something to type into, to choose from or to tick.
struct FormField {
    std::string name;
    std::string label;
    std::string hint;
    std::string value;
    std::optional<std::string> error;
    std::vector<FormChoice> choices;
    bool is_text = true;
    bool is_choice = false;
    bool is_box = false;
    bool is_ticked = false;
    bool is_words = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &FormField::name, "as it is sent: dotted, with the row's number in a list"),
                          field("label", &FormField::label, "in words"),
                          field("hint", &FormField::hint, "what belongs there"),
                          field("value", &FormField::value, "now"),
                          field("error", &FormField::error, "why it was refused"),
                          field("choices", &FormField::choices, "to choose from"),
                          field("is_text", &FormField::is_text, "to type in"),
                          field("is_choice", &FormField::is_choice, "to choose"),
                          field("is_box", &FormField::is_box, "a box to tick"),
                          field("is_ticked", &FormField::is_ticked, "the box"),
                          field("is_words", &FormField::is_words, "to type paragraphs in")};
    }
};

/// One document of a list. The last row of a list is empty: what is left empty is left out.
struct FormRow {
    std::string name;
    std::string title;
    bool is_new = false;
    bool is_open = false;
    std::vector<FormField> inputs;
    static constexpr auto fields() {
        return FieldTable{field("name", &FormRow::name, "after `without.` it leaves the row out"),
                          field("title", &FormRow::title, "what the row is about"),
                          field("is_new", &FormRow::is_new, "the empty one"),
                          field("is_open", &FormRow::is_open, "because something in it was refused"),
                          field("inputs", &FormRow::inputs, "to fill in")};
    }
};

struct FormList {
    std::string name;
    std::string title;
    std::string about;
    std::optional<std::string> error;
    std::vector<FormRow> rows;
    static constexpr auto fields() {
        return FieldTable{field("name", &FormList::name, "dotted"), field("title", &FormList::title, "in words"),
                          field("about", &FormList::about, "what belongs there"),
                          field("error", &FormList::error, "what is wrong with the list as a whole"),
                          field("rows", &FormList::rows, "as they are, and an empty one")};
    }
};

struct FormSection {
    std::string title;
    std::string about;
    std::vector<FormField> inputs;
    std::vector<FormList> lists;
    static constexpr auto fields() {
        return FieldTable{
            field("title", &FormSection::title, "in words"), field("about", &FormSection::about, "what belongs there"),
            field("inputs", &FormSection::inputs, "to fill in"), field("lists", &FormSection::lists, "of documents")};
    }
};

/// Sentences by the dotted name of what they are about.
using FormErrors = std::map<std::string, std::string, std::less<>>;

/// The sections of a document: its own fields first, then one for each document in it. `document` holds values of the
/// shape or texts as they were typed; names begin with `prefix` (`charter.`).
std::vector<FormSection> form_sections(const Shape& shape, const json::value& document, std::string_view prefix,
                                       const FormErrors& errors, const Say& say);

} // namespace reef::web
