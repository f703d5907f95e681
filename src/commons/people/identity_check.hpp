// A body that is charged with it checks who a member is, and may take that back. What was shown is not kept: how and on
// which day alone.
#pragma once
#include "commons/people/assurance.hpp"

namespace reef::people {

/// How a body came to know who somebody is.
enum class IdentityMethod { document_seen, electronic_identity, video, letter, known_in_person };
constexpr auto names_of(IdentityMethod) {
    return std::array{"document-seen"sv, "electronic-identity"sv, "video"sv, "letter"sv, "known-in-person"sv};
}

struct CheckIdentity {
    MemberId member;
    IdentityMethod method = IdentityMethod::document_seen;
    Time checked_on;
    static constexpr std::string_view name = "people.check_identity";
    static constexpr std::string_view about =
        "Records that a body checked who a member is, how and on which day. Nobody checks themselves.";
    static constexpr auto fields() {
        return FieldTable{field("member", &CheckIdentity::member, "who was checked", Audience::parties),
                          field("method", &CheckIdentity::method, "how", Audience::parties),
                          field("checked_on", &CheckIdentity::checked_on, "on which day", Audience::parties)};
    }
};
struct IdentityChecked {
    IdValue check;
    MemberId member;
    MemberId by;
    std::string body;
    IdentityMethod method = IdentityMethod::document_seen;
    Time checked_on;
    static constexpr std::string_view name = "people.identity_checked";
    static constexpr std::string_view about = "A body checked who a member is.";
    static constexpr auto fields() {
        return FieldTable{field("check", &IdentityChecked::check, "its number"),
                          field("member", &IdentityChecked::member, "who was checked", Audience::parties),
                          field("by", &IdentityChecked::by, "who did", Audience::parties),
                          field("body", &IdentityChecked::body, "that is charged with it"),
                          field("method", &IdentityChecked::method, "how", Audience::parties),
                          field("checked_on", &IdentityChecked::checked_on, "on which day", Audience::parties)};
    }
};

struct TakeCheckBack {
    IdValue check;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.take_check_back";
    static constexpr std::string_view about = "Takes the check of somebody's identity back, with a reason for them.";
    static constexpr auto fields() {
        return FieldTable{field("check", &TakeCheckBack::check, "which"),
                          field("reason", &TakeCheckBack::reason, "why; the member reads it", Audience::parties)};
    }
};
struct CheckTakenBack {
    IdValue check;
    MemberId member;
    Vaulted<std::string> reason;
    static constexpr std::string_view name = "people.check_taken_back";
    static constexpr std::string_view about = "The check of a member's identity does not hold any more.";
    static constexpr auto fields() {
        return FieldTable{field("check", &CheckTakenBack::check, "which"),
                          field("member", &CheckTakenBack::member, "whose", Audience::parties),
                          field("reason", &CheckTakenBack::reason, "why", Audience::parties)};
    }
};

/// The body in whose name somebody with the role `registrar` acts: the first of the charter that checks and in which
/// they sit.
std::string body_that_checks(const rules::Charter& charter, const engine::Standing& standing);

/// The latest check of a member.
struct IdentityCheck {
    IdValue number;
    MemberId member;
    std::string body;
    IdentityMethod method = IdentityMethod::document_seen;
    Time checked_on;
    std::optional<Hash> reason; // in the vault; none: it stands
    static constexpr auto fields() {
        return FieldTable{field("number", &IdentityCheck::number, ""),
                          field("member", &IdentityCheck::member, ""),
                          field("body", &IdentityCheck::body, ""),
                          field("method", &IdentityCheck::method, ""),
                          field("checked_on", &IdentityCheck::checked_on, ""),
                          field("reason", &IdentityCheck::reason, "")};
    }
};
std::optional<IdentityCheck> check_of(store::Connection& connection, MemberId member);
std::string word_of(const engine::PageRequest& request, IdentityMethod method);

struct CheckFacts {
    bool is_here = false; // signed up, and did not leave
    bool is_checked = false;
    std::string body;
};
CheckFacts load(store::Connection&, const engine::Context&, const CheckIdentity&);
/// Refused: people.nobody_to_check, .own_identity, .identity_checked_already, .checked_in_future.
engine::Decision decide(const CheckFacts&, const CheckIdentity&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const IdentityChecked&);

struct TakeCheckBackFacts {
    std::optional<IdentityCheck> check;
};
TakeCheckBackFacts load(store::Connection&, const engine::Context&, const TakeCheckBack&);
/// Refused: people.no_such_check, .check_taken_back_already.
engine::Decision decide(const TakeCheckBackFacts&, const TakeCheckBack&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const CheckTakenBack&);

} // namespace reef::people
