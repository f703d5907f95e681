// Ids: what a thing is called for good. They derive from the entry that made the thing.
#pragma once
#include "core/base/refusal.hpp"
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace reef {

/// The number of an entry in the chronicle, from 1.
using EntryNumber = std::int64_t;

/// What a command's entry makes is called by that entry's number (`8841`); what the entries it caused make, and the
/// second and later things of one entry, are called `8841.1`, `8841.2` … in order. So a rehearsal that causes other
/// things than the past did gives the same names to the same commands. The ordinal stands in the high bits, so that
/// plain numbers stay plain in the tables.
struct IdValue {
    std::int64_t value = 0;
    auto operator<=>(const IdValue&) const = default;
    static constexpr int root_bits = 40;
    static IdValue of(EntryNumber root, std::int64_t ordinal) { return {(ordinal << root_bits) | root}; }
    EntryNumber root() const { return value & ((std::int64_t{1} << root_bits) - 1); }
    std::int64_t ordinal() const { return value >> root_bits; }
    static Result<IdValue> parse(std::string_view text);
    std::string text() const;
};

/// An id of one kind of thing: a proposal's id cannot be taken for a member's.
template <class Thing>
struct Id : IdValue {
    constexpr Id() = default;
    constexpr explicit Id(std::int64_t raw) : IdValue{raw} {}
    constexpr Id(IdValue id) : IdValue{id} {}
    auto operator<=>(const Id&) const = default;
    static Result<Id> parse(std::string_view text) {
        const auto id = IdValue::parse(text);
        if (!id) return std::unexpected(id.error());
        return Id(*id);
    }
    static constexpr std::string_view form = "a number such as \"8841\"";
};

/// A member's number: the pseudonym under which the chronicle knows a person or an organisation.
struct MemberThing;
using MemberId = Id<MemberThing>;

} // namespace reef

template <class Thing>
struct std::hash<reef::Id<Thing>> {
    std::size_t operator()(const reef::Id<Thing>& id) const { return std::hash<std::int64_t>{}(id.value); }
};
