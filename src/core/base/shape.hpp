// The shape of a document as data: what OpenAPI, the reference, forms and the audience filter read.
#pragma once
#include "core/base/field.hpp"
#include <memory>

namespace reef {

struct FieldShape;

/// What a value looks like. `form` says in words how a text is written; `choices` are the names of an enum.
struct Shape {
    enum class Kind { text, integer, boolean, choice, list, document, anything };
    Kind kind = Kind::text;
    bool optional = false;
    bool vaulted = false;
    bool names_member = false; // a member's number: that member is a party to the entry
    std::string_view form = {};
    std::vector<std::string_view> choices = {};
    std::vector<FieldShape> fields;   // of a document, or of a list's documents
    std::shared_ptr<Shape> item = {}; // of a list
};

struct FieldShape {
    std::string_view name;
    std::string_view meaning;
    Audience audience = Audience::everyone;
    int characters_max = 0;
    Shape shape;
};

template <class T>
Shape shape_of() {
    Shape shape;
    if constexpr (std::same_as<T, json::value>)
        shape.kind = Shape::Kind::anything;
    else if constexpr (HasFields<T>) {
        shape.kind = Shape::Kind::document;
        T::fields().visit([&]<class... M>(const Field<T, M>&... f) {
            (shape.fields.push_back({f.name, f.meaning, f.audience, f.characters_max, shape_of<M>()}), ...);
        });
    } else if constexpr (is_vaulted<T>::value) {
        shape = []<class V>(const Vaulted<V>*) { return shape_of<V>(); }(static_cast<const T*>(nullptr));
        shape.vaulted = true;
    } else if constexpr (is_optional<T>::value) {
        shape = shape_of<typename T::value_type>();
        shape.optional = true;
    } else if constexpr (is_vector<T>::value) {
        shape.kind = Shape::Kind::list;
        shape.item = std::make_shared<Shape>(shape_of<typename T::value_type>());
    } else if constexpr (NamedEnum<T>) {
        shape.kind = Shape::Kind::choice;
        const auto names = names_of(T{});
        shape.choices.assign(names.begin(), names.end());
    } else if constexpr (Textual<T>) {
        if constexpr (requires { T::form; }) shape.form = T::form;
        shape.names_member = std::same_as<T, MemberId>;
    } else if constexpr (std::same_as<T, bool>)
        shape.kind = Shape::Kind::boolean;
    else if constexpr (std::integral<T>)
        shape.kind = Shape::Kind::integer;
    return shape;
}

/// The value as a viewer may see it: fields for a narrower audience are left out, vault references shown as such.
json::value visible(const json::value& value, const Shape& shape, Audience viewer);
/// The members that a value names.
void collect_members(const json::value& value, const Shape& shape, std::vector<MemberId>& members);
/// The vault references in a value.
void collect_references(const json::value& value, const Shape& shape, std::vector<VaultReference>& references);

} // namespace reef
