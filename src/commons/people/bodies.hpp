// Bodies of three forms. An organisation binds: the members of its classes sit in it, or whom these
// elect (seats.hpp), and domains of rules can be mandated to it. A forum advises and puts topics on the agenda. An
// alliance is an agreement that one opts into and may leave any time.
#pragma once
#include "commons/people/membership.hpp"

namespace reef::people {

struct JoinBody {
    std::string body;
    static constexpr std::string_view name = "people.join_body";
    static constexpr std::string_view about = "Joins a forum, or opts into an alliance's agreement.";
    static constexpr auto fields() { return FieldTable{field("body", &JoinBody::body, "which")}; }
};
struct BodyJoined {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "people.body_joined";
    static constexpr std::string_view about = "Somebody joined a forum or an alliance.";
    static constexpr auto fields() {
        return FieldTable{field("body", &BodyJoined::body, "which"),
                          field("member", &BodyJoined::member, "who", Audience::members)};
    }
    std::string topic() const { return "/bodies"; }
};
struct LeaveBody {
    std::string body;
    static constexpr std::string_view name = "people.leave_body";
    static constexpr std::string_view about = "Leaves a forum or an alliance. At any time, without a reason.";
    static constexpr auto fields() { return FieldTable{field("body", &LeaveBody::body, "which")}; }
};
struct BodyLeft {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "people.body_left";
    static constexpr std::string_view about = "Somebody left a forum or an alliance.";
    static constexpr auto fields() {
        return FieldTable{field("body", &BodyLeft::body, "which"),
                          field("member", &BodyLeft::member, "who", Audience::members)};
    }
    std::string topic() const { return "/bodies"; }
};

struct BodyFacts {
    std::optional<rules::BodyCharter> body;
    bool may_join = false; // a member of one of its classes, or of any where it names none
    bool is_in = false;
};
BodyFacts load(store::Connection&, const engine::Context&, const JoinBody&);
engine::Decision decide(const BodyFacts&, const JoinBody&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BodyJoined&);
BodyFacts load(store::Connection&, const engine::Context&, const LeaveBody&);
engine::Decision decide(const BodyFacts&, const LeaveBody&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const BodyLeft&);

} // namespace reef::people
