// What somebody is on this platform, and how pages name them.
#pragma once
#include "commons/rules/module.hpp"

namespace reef::people {

/// Roles: `person` (has a number), `founder` (until launch), `member`, `class:ID`, `body:ID`, `forum` (sits in one),
/// `auditor` and `registrar` (sit in a body that audits, that checks who members are).
engine::Standing standing(store::Connection& connection, const engine::Actor& actor);

/// Whether somebody had a number here and left.
bool has_left(store::Connection& connection, MemberId member);

using rules::shown_from;

/// The classes a member belongs to now, in the order of joining.
std::vector<std::string> classes_of(store::Connection& connection, MemberId member);
/// The bodies in which a member of these classes sits, or which they joined, in the charter's order.
std::vector<std::string> bodies_of(store::Connection& connection, const rules::Charter& charter, MemberId member,
                                   const std::vector<std::string>& classes);
/// Whom a rule binds when it is asked for a member: their bodies and classes, in the charter's order.
rules::Selector selector_of(store::Connection& connection, const rules::Charter& charter, MemberId member);
/// Whether they belong to any class now.
bool is_member(store::Connection& connection, MemberId member);
/// The classes a member belonged to when the chronicle stood at `entry`: for a frozen electorate.
std::vector<std::string> classes_at(store::Connection& connection, MemberId member, EntryNumber entry);
std::int64_t count_members(store::Connection& connection, std::string_view stakeholder_class);
/// Whoever is in several of the classes counts once.
std::int64_t count_members_of_any(store::Connection& connection, const std::vector<std::string>& classes);
std::int64_t count_members_at(store::Connection& connection, std::string_view stakeholder_class, EntryNumber entry);
/// All members of a class when the chronicle stood at `entry`, by number.
std::vector<MemberId> members_at(store::Connection& connection, std::string_view stakeholder_class, EntryNumber entry);
/// The same of several classes; whoever is in more than one stands there once.
std::vector<MemberId> members_of_any_at(store::Connection& connection, const std::vector<std::string>& classes,
                                        EntryNumber entry);
/// All members of a class now, by number.
std::vector<MemberId> members_of(store::Connection& connection, std::string_view stakeholder_class);

/// Whoever belongs to a class now, each once, by number.
std::vector<MemberId> all_members(store::Connection& connection);
/// What somebody is called, from the vault; empty where it is erased.
std::string given_name(store::Connection& connection, MemberId member);

/// Somebody in a class during a stretch of the chronicle.
struct Belonging {
    MemberId member;
    Time joined_at;
    bool to_the_end = false; // of the stretch
};
/// Who was in a class at some time from one entry to before another, by number: those after `after`, at most `limit`.
std::vector<Belonging> belonged_during(store::Connection& connection, std::string_view stakeholder_class,
                                       EntryNumber from, EntryNumber before, MemberId after = {},
                                       std::int64_t limit = INT64_MAX);

/// A person as pages show them: the name where the viewer may see it and it is not erased, otherwise the number.
struct Person {
    std::string number;
    std::string name;
    std::string href;
    std::optional<std::string> class_name;
    std::optional<std::string> class_color;
    static constexpr auto fields() {
        return FieldTable{field("number", &Person::number, "the member's number"),
                          field("name", &Person::name, "or \"Member 12\""), field("href", &Person::href, "their page"),
                          field("class_name", &Person::class_name, "the first class"),
                          field("class_color", &Person::class_color, "its colour everywhere")};
    }
};
Person person(engine::PageRequest& request, const rules::Charter& charter, MemberId member);
/// The name alone, for lists of many.
std::string name_of(const engine::PageRequest& request, MemberId member);

/// A class as charts and lists show it.
struct ClassChip {
    std::string class_name;
    std::string class_color;
    static constexpr auto fields() {
        return FieldTable{field("class_name", &ClassChip::class_name, "as people see it"),
                          field("class_color", &ClassChip::class_color, "its colour everywhere")};
    }
};
ClassChip class_chip(const rules::Charter& charter, std::string_view class_id);

} // namespace reef::people
