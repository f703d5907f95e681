// How the types of the house go into SQL and come back. Four kinds of values exist; every other type is one of them
// under a name, so nothing is ever converted or truncated silently.
#pragma once
#include "core/base/bytes.hpp"
#include "core/base/ensure.hpp"
#include "core/base/id.hpp"
#include "core/base/quantity.hpp"
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace reef::store {

/// BIGINT, BOOLEAN, TEXT (UTF-8 without NUL) and BYTEA.
enum class ValueKind : unsigned char { integer, boolean, text, bytes };
std::string_view sql_name(ValueKind kind);

/// An argument, or a cell of the row that a statement stands on. It views the bytes and does not own them. A NULL has a
/// kind too: PostgreSQL wants to know the type of every parameter.
struct Value {
    ValueKind kind = ValueKind::integer;
    bool null = false;
    std::int64_t integer = 0; // integer; boolean as 0 or 1
    std::string_view data = {};
    bool operator==(const Value&) const = default;
};

constexpr Value integer_value(std::int64_t number) { return {.kind = ValueKind::integer, .integer = number}; }
constexpr Value boolean_value(bool yes) { return {.kind = ValueKind::boolean, .integer = yes ? 1 : 0}; }
constexpr Value text_value(std::string_view text) { return {.kind = ValueKind::text, .data = text}; }
constexpr Value bytes_value(std::string_view bytes) { return {.kind = ValueKind::bytes, .data = bytes}; }

/// `kind`, `to(value)` for arguments and `from(cell)` for results. To store a new type, specialise it.
template <class T>
struct SqlType;

/// What may be an argument, and what may be read as a column.
template <class T>
concept Argument = requires(const std::remove_cvref_t<T>& value) {
    { SqlType<std::remove_cvref_t<T>>::to(value) } -> std::same_as<Value>;
};
template <class T>
concept Column = requires(const Value& cell) {
    { SqlType<T>::from(cell) } -> std::same_as<T>;
};

template <class T>
concept Number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
                 !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t>;

template <Number T>
struct SqlType<T> {
    static constexpr ValueKind kind = ValueKind::integer;
    static Value to(T number) {
        ensure(std::in_range<std::int64_t>(number), "the number fits a BIGINT");
        return integer_value(static_cast<std::int64_t>(number));
    }
    static T from(const Value& cell) {
        ensure(std::in_range<T>(cell.integer), "the stored number fits the type it is read as");
        return static_cast<T>(cell.integer);
    }
};

template <>
struct SqlType<bool> {
    static constexpr ValueKind kind = ValueKind::boolean;
    static Value to(bool yes) { return boolean_value(yes); }
    static bool from(const Value& cell) { return cell.integer != 0; }
};

template <>
struct SqlType<std::string> {
    static constexpr ValueKind kind = ValueKind::text;
    static Value to(std::string_view text) { return text_value(text); }
    static std::string from(const Value& cell) { return std::string(cell.data); }
};
/// Views are arguments only: a row does not outlive its statement.
template <>
struct SqlType<std::string_view> {
    static constexpr ValueKind kind = ValueKind::text;
    static Value to(std::string_view text) { return text_value(text); }
};
template <std::size_t size>
struct SqlType<char[size]> : SqlType<std::string_view> {};

template <>
struct SqlType<Bytes> {
    static constexpr ValueKind kind = ValueKind::bytes;
    static Value to(const Bytes& bytes) { return bytes_value(bytes.data); }
    static Bytes from(const Value& cell) { return {std::string(cell.data)}; }
};

template <>
struct SqlType<Hash> {
    static constexpr ValueKind kind = ValueKind::bytes;
    static Value to(const Hash& hash) { return bytes_value(hash.view()); }
    static Hash from(const Value& cell) { return Hash::from_bytes(cell.data); }
};

template <std::derived_from<IdValue> T>
struct SqlType<T> {
    static constexpr ValueKind kind = ValueKind::integer;
    static Value to(const IdValue& id) { return integer_value(id.value); }
    static T from(const Value& cell) { return T(IdValue{cell.integer}); }
};

template <>
struct SqlType<Time> {
    static constexpr ValueKind kind = ValueKind::integer;
    static Value to(Time time) { return integer_value(time.ms); }
    static Time from(const Value& cell) { return {cell.integer}; }
};

template <>
struct SqlType<Duration> {
    static constexpr ValueKind kind = ValueKind::integer;
    static Value to(Duration span) { return integer_value(span.ms); }
    static Duration from(const Value& cell) { return {cell.integer}; }
};

template <>
struct SqlType<Percent> {
    static constexpr ValueKind kind = ValueKind::integer;
    static Value to(Percent part) { return integer_value(part.hundredths); }
    static Percent from(const Value& cell) { return {cell.integer}; }
};

/// Money takes two columns: its minor units and its currency.
template <>
struct SqlType<Currency> {
    static constexpr ValueKind kind = ValueKind::text;
    static Value to(const Currency& currency) { return text_value({currency.code.data(), currency.code.size()}); }
    static Currency from(const Value& cell);
};

/// An enum says its names by `constexpr auto names_of(E)`, a std::array of string_view in the order of its values from
/// 0. The name is stored, so that a table reads like the API and values may be reordered.
template <class T>
concept NamedEnum = std::is_enum_v<T> && requires(T value) {
    { names_of(value)[0] } -> std::convertible_to<std::string_view>;
    names_of(value).size();
};

template <NamedEnum T>
struct SqlType<T> {
    static constexpr ValueKind kind = ValueKind::text;
    static Value to(T value) {
        const auto names = names_of(value);
        const auto place = static_cast<std::size_t>(value);
        ensure(place < names.size(), "the value of the enum has a name");
        return text_value(names[place]);
    }
    static T from(const Value& cell) {
        const auto names = names_of(T{});
        for (std::size_t place = 0; place < names.size(); ++place)
            if (names[place] == cell.data) return static_cast<T>(place);
        broken("the stored name belongs to the enum: " + std::string(cell.data.substr(0, 40)));
    }
};

template <class T>
struct SqlType<std::optional<T>> {
    static constexpr ValueKind kind = SqlType<T>::kind;
    static Value to(const std::optional<T>& value) {
        return value ? SqlType<T>::to(*value) : Value{.kind = kind, .null = true};
    }
    static std::optional<T> from(const Value& cell) requires Column<T> {
        if (cell.null) return std::nullopt;
        return SqlType<T>::from(cell);
    }
};

} // namespace reef::store
