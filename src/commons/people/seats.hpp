// Seats: an organisation whose charter gives it seats is filled by election. Whoever was elected sits in it until
// others are seated, so that a mandate is never without somebody who holds it.
#pragma once
#include "commons/people/bodies.hpp"

namespace reef::people {

/// Given when an election was decided.
struct FillSeats {
    std::string body;
    std::vector<MemberId> members;
    Time until;
    static constexpr std::string_view name = "people.fill_seats";
    static constexpr std::string_view about = "Seats those who were elected, in place of who sat before.";
    static constexpr auto fields() {
        return FieldTable{field("body", &FillSeats::body, "which"),
                          field("members", &FillSeats::members, "who was elected"),
                          field("until", &FillSeats::until, "the end of their term")};
    }
};
struct SeatsFilled {
    std::string body;
    std::vector<MemberId> members;
    Time until;
    static constexpr std::string_view name = "people.seats_filled";
    static constexpr std::string_view about = "Members took their seats in a body; who sat there before does no more.";
    static constexpr auto fields() {
        return FieldTable{field("body", &SeatsFilled::body, "which"),
                          field("members", &SeatsFilled::members, "who sits in it now"),
                          field("until", &SeatsFilled::until, "the end of their term")};
    }
    std::string topic() const { return "/bodies"; }
};
engine::NoFacts load(store::Connection&, const engine::Context&, const FillSeats&);
engine::Decision decide(const engine::NoFacts&, const FillSeats&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SeatsFilled&);
/// Whoever leaves the platform leaves their seats empty.
void leave_seats(store::Connection& connection, const engine::Meta& meta, MemberId member);

/// Who sits in a body that has seats, by number.
std::vector<MemberId> seated(store::Connection& connection, std::string_view body);
/// When the last seat of a body fell empty; nothing while somebody sits there, or before anybody did.
std::optional<Time> empty_since(store::Connection& connection, std::string_view body);
/// Whether a member sat in an organisation when the chronicle stood at `entry`.
bool sat_in(store::Connection& connection, const rules::BodyCharter& body, MemberId member, EntryNumber entry);
/// How many sit in a body: in its seats, in its classes, or who joined.
std::int64_t count_in_body(store::Connection& connection, const rules::BodyCharter& body);

} // namespace reef::people
