// Field tables: an event, a command and a document each say once what they are made of: name, member, meaning,
// audience. JSON both ways, forms, OpenAPI, the reference and what each viewer may see all come from the table.
#pragma once
#include "core/base/bytes.hpp"
#include "core/base/ensure.hpp"
#include "core/base/field_table.hpp"
#include "core/base/id.hpp"
#include "core/base/json.hpp"
#include "core/base/quantity.hpp"
#include <array>
#include <concepts>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace reef {

/// Who may see a field of an entry. `parties`: the one who acted and the members the entry names; `auditors`: a body
/// whose mandate says so; `author`: the member who acted, and nobody else. Each includes those after it.
enum class Audience { everyone, members, parties, auditors, author };
constexpr auto names_of(Audience) {
    using namespace std::literals;
    return std::array{"everyone"sv, "members"sv, "parties"sv, "auditors"sv, "author"sv};
}

/// One line of a field table. `characters_max` bounds texts as they come in.
template <class T, class M>
struct Field {
    std::string_view name;
    M T::*member;
    std::string_view meaning;
    Audience audience;
    int characters_max;
};

template <class T, class M>
constexpr Field<T, M> field(std::string_view name, M T::*member, std::string_view meaning,
                            Audience audience = Audience::everyone, int characters_max = 2'000) {
    return {name, member, meaning, audience, characters_max};
}

namespace detail {
template <class Owner>
struct Anything {
    template <class T>
    requires(!std::same_as<T, Owner>) operator T() const;
};
template <class T, std::size_t... I>
constexpr bool takes(std::index_sequence<I...>) {
    return requires { T{((void)I, Anything<T>{})...}; };
}
/// Whether an aggregate has so many members: it takes as many values, and not one more.
template <class T, std::size_t count>
constexpr bool has_members() {
    return takes<T>(std::make_index_sequence<count>{}) && !takes<T>(std::make_index_sequence<count + 1>{});
}
} // namespace detail

template <class T>
concept HasFields = requires {
    T::fields();
};
/// Every member stands in the table; one left out does not compile.
template <class T>
concept Document = HasFields<T> && detail::has_members<T, decltype(T::fields())::size>();
/// A value with one text form, such as Money or an id.
template <class T>
concept Textual = requires(const T& value, std::string_view text) {
    { value.text() } -> std::convertible_to<std::string>;
    {T::parse(text).has_value()};
};
/// A document that people have as a file of another format: the file's text may be given for it.
template <class T>
concept FromFile = requires(std::string_view text) {
    { T::from_file(text) } -> std::same_as<Result<json::value>>;
};
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
    names_of(value);
};

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};

/// Where erasable content lies: the value is in the vault under its subject's key; the entry carries this.
struct VaultReference {
    Hash commitment;          // SHA-256(salt ‖ JSON text of the value)
    std::int64_t subject = 0; // whose key it lies under: a member's number, or the entry's where there is no member yet
    auto operator<=>(const VaultReference&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("commitment", &VaultReference::commitment, "salted hash of the value in the vault"),
                          field("subject", &VaultReference::subject, "whose key the value lies under")};
    }
};

/// Content or personal data. There is no way from here to the value: what must be decided or counted is a field
/// of its own. Pages read it through the vault, and find nothing once it is erased.
template <class T>
struct Vaulted {
    VaultReference reference;
    bool operator==(const Vaulted&) const = default;
};
template <class T>
struct is_vaulted : std::false_type {};
template <class T>
struct is_vaulted<Vaulted<T>> : std::true_type {};

/// Puts a value into the vault as it comes in. Given while reading what a person sent; absent while reading entries.
class Sealer {
  public:
    virtual ~Sealer() = default;
    virtual VaultReference seal(std::string value_text) = 0;
    /// The JSON text of what it sealed under a commitment.
    virtual std::string just_sealed(const Hash& commitment) const = 0;
};

/// How and from where a value is read.
struct Reading {
    Sealer* sealer = nullptr; // present: texts for Vaulted fields are values to seal; absent: they are references
    bool from_form = false;   // forms send numbers and answers as text, and nothing as ""
    std::string path = {};    // dotted, for refusals
    int characters_max = 2'000;
    std::vector<Refusal>* all_faults = nullptr; // present: goes on after a fault and collects them all
    Reading at(std::string_view name) const {
        return {sealer, from_form, path.empty() ? std::string(name) : path + "." + std::string(name), characters_max,
                all_faults};
    }
};

namespace detail {
Result<std::string> read_text(const json::value& value, const Reading& reading);
Result<std::int64_t> read_integer(const json::value& value, const Reading& reading, std::int64_t low,
                                  std::int64_t high);
Result<bool> read_bool(const json::value& value, const Reading& reading);
Result<std::size_t> read_choice(const json::value& value, const Reading& reading,
                                std::span<const std::string_view> names);
/// The value as an object whose keys are all among `names`.
Result<const json::object*> read_object(const json::value& value, const Reading& reading,
                                        std::span<const std::string_view> names);
/// A list; a form's single value is a list of one.
Result<json::array> read_list(const json::value& value, const Reading& reading);
bool is_nothing(const json::value* value, const Reading& reading);
std::unexpected<Refusal> refuse_missing(const Reading& reading);
std::unexpected<Refusal> located(Refusal refusal, const Reading& reading);
} // namespace detail

template <class T>
json::value to_json(const T& value) {
    if constexpr (std::same_as<T, json::value>)
        return value;
    else if constexpr (HasFields<T>) {
        static_assert(Document<T>, "a member is missing from fields()");
        json::object object;
        T::fields().visit([&](const auto&... f) { ((object[f.name] = to_json(value.*f.member)), ...); });
        return object;
    } else if constexpr (is_vaulted<T>::value)
        return to_json(value.reference);
    else if constexpr (is_optional<T>::value)
        return value ? to_json(*value) : json::value(nullptr);
    else if constexpr (is_vector<T>::value) {
        json::array array;
        array.reserve(value.size());
        for (const auto& item : value) array.push_back(to_json(item));
        return array;
    } else if constexpr (NamedEnum<T>)
        return json::string(names_of(value).at(static_cast<std::size_t>(value)));
    else if constexpr (Textual<T>)
        return json::string(value.text());
    else if constexpr (std::same_as<T, bool>)
        return value;
    else if constexpr (std::integral<T>)
        return json_integer(static_cast<std::int64_t>(value));
    else {
        static_assert(std::convertible_to<T, std::string_view>, "this type has no JSON form");
        return json::string(std::string_view(value));
    }
}

template <class T>
Result<T> from_json(const json::value& value, const Reading& reading = {});

namespace detail {
/// Notes the fault; says whether to go on all the same.
bool goes_on(const Reading& reading, Refusal found, std::optional<Refusal>& refusal);

/// Reads one member into `out`; says whether to go on.
template <class T, class M>
bool read_member(const json::object& object, const Field<T, M>& f, const Reading& reading, T& out,
                 std::optional<Refusal>& refusal) {
    Reading inner = reading.at(f.name);
    inner.characters_max = f.characters_max;
    const auto* found = object.if_contains(f.name);
    if (is_nothing(found, inner)) {
        if constexpr (is_optional<M>::value || is_vector<M>::value)
            return true;
        else if constexpr (std::same_as<M, bool>) {
            if (inner.from_form) return true; // an unticked box sends nothing
        }
        if constexpr (!is_optional<M>::value && !is_vector<M>::value)
            return goes_on(reading, refuse_missing(inner).error(), refusal);
    }
    auto read = from_json<M>(*found, inner);
    if (!read) return goes_on(reading, std::move(read.error()), refusal);
    out.*f.member = std::move(*read);
    return true;
}
} // namespace detail

/// Reads a value from JSON. Everything unknown, missing or ill-typed is refused with the field it concerns.
template <class T>
Result<T> from_json(const json::value& value, const Reading& reading) {
    if constexpr (std::same_as<T, json::value>)
        return value;
    else if constexpr (HasFields<T>) {
        static_assert(Document<T>, "a member is missing from fields()");
        if constexpr (FromFile<T>)
            if (value.is_string()) {
                const auto document = T::from_file(std::string_view(value.get_string()));
                if (!document) return detail::located(document.error(), reading);
                return from_json<T>(*document, reading);
            }
        static constexpr auto names =
            T::fields().visit([](const auto&... f) { return std::array<std::string_view, sizeof...(f)>{f.name...}; });
        const auto object = detail::read_object(value, reading, names);
        if (!object) return std::unexpected(object.error());
        T out{};
        std::optional<Refusal> refusal;
        T::fields().visit([&](const auto&... f) {
            static_cast<void>((detail::read_member(**object, f, reading, out, refusal) && ...));
        });
        if (refusal) return std::unexpected(std::move(*refusal));
        return out;
    } else if constexpr (is_vaulted<T>::value) {
        using Inner =
            std::remove_cvref_t<decltype([]<class V>(const Vaulted<V>&) -> V { return V{}; }(std::declval<T>()))>;
        if (!reading.sealer) {
            auto reference = from_json<VaultReference>(value, reading);
            if (!reference) return std::unexpected(std::move(reference.error()));
            return T{*reference};
        }
        auto inner = from_json<Inner>(value, reading);
        if (!inner) return std::unexpected(std::move(inner.error()));
        return T{reading.sealer->seal(json_text(to_json(*inner)))};
    } else if constexpr (is_optional<T>::value) {
        if (detail::is_nothing(&value, reading)) return T{};
        auto inner = from_json<typename T::value_type>(value, reading);
        if (!inner) return std::unexpected(std::move(inner.error()));
        return T{std::move(*inner)};
    } else if constexpr (is_vector<T>::value) {
        const auto list = detail::read_list(value, reading);
        if (!list) return std::unexpected(list.error());
        T out;
        std::optional<Refusal> refusal;
        for (std::size_t i = 0; i < list->size(); ++i) {
            auto item = from_json<typename T::value_type>((*list)[i], reading.at(std::to_string(i)));
            if (item)
                out.push_back(std::move(*item));
            else if (!detail::goes_on(reading, std::move(item.error()), refusal))
                break;
        }
        if (refusal) return std::unexpected(std::move(*refusal));
        return out;
    } else if constexpr (NamedEnum<T>) {
        static constexpr auto names = names_of(T{});
        const auto index = detail::read_choice(value, reading, names);
        if (!index) return std::unexpected(index.error());
        return static_cast<T>(*index);
    } else if constexpr (Textual<T>) {
        const auto text = detail::read_text(value, reading);
        if (!text) return std::unexpected(text.error());
        auto parsed = T::parse(*text);
        if (!parsed) return detail::located(std::move(parsed.error()), reading);
        return T(std::move(*parsed));
    } else if constexpr (std::same_as<T, bool>)
        return detail::read_bool(value, reading);
    else if constexpr (std::integral<T>) {
        const auto number =
            detail::read_integer(value, reading, std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
        if (!number) return std::unexpected(number.error());
        return static_cast<T>(*number);
    } else
        return detail::read_text(value, reading);
}

/// A document that we wrote ourselves, such as one kept in a table: that it is readable is our own business.
template <class T>
T from_recorded(std::string_view text) {
    const auto value = parse_json(text);
    ensure(value.has_value(), "a recorded document is JSON");
    auto document = from_json<T>(*value);
    ensure(document.has_value(), "a recorded document is readable");
    return std::move(*document);
}

/// What came in a moment ago and was sealed, for the one look that is taken at it.
template <class T>
T just_sealed(const Sealer& sealer, const Vaulted<T>& value) {
    return from_recorded<T>(sealer.just_sealed(value.reference.commitment));
}

} // namespace reef
