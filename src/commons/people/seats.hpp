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
/// Given when those who elect recalled one member: the seat falls empty, the others stay.
struct VacateSeat {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "people.vacate_seat";
    static constexpr std::string_view about = "Ends one member's seat in a body before its term.";
    static constexpr auto fields() {
        return FieldTable{field("body", &VacateSeat::body, "which"),
                          field("member", &VacateSeat::member, "who sat there")};
    }
};
struct SeatVacated {
    std::string body;
    MemberId member;
    static constexpr std::string_view name = "people.seat_vacated";
    static constexpr std::string_view about = "A seat in a body fell empty before its term ended.";
    static constexpr auto fields() {
        return FieldTable{field("body", &SeatVacated::body, "which"),
                          field("member", &SeatVacated::member, "who sat there")};
    }
    std::string topic() const { return "/bodies"; }
};
engine::NoFacts load(store::Connection&, const engine::Context&, const VacateSeat&);
engine::Decision decide(const engine::NoFacts&, const VacateSeat&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SeatVacated&);

/// Given when ballots were counted again: members come into seats that had fallen empty, for the rest of the term.
struct TakeSeats {
    std::string body;
    std::vector<MemberId> members;
    static constexpr std::string_view name = "people.take_seats";
    static constexpr std::string_view about = "Seats members in empty seats of a body, beside those who sit there.";
    static constexpr auto fields() {
        return FieldTable{field("body", &TakeSeats::body, "which"),
                          field("members", &TakeSeats::members, "who comes in")};
    }
};
struct SeatsTaken {
    std::string body;
    std::vector<MemberId> members;
    static constexpr std::string_view name = "people.seats_taken";
    static constexpr std::string_view about = "Members came into empty seats of a body, for the rest of its term.";
    static constexpr auto fields() {
        return FieldTable{field("body", &SeatsTaken::body, "which"),
                          field("members", &SeatsTaken::members, "who came in")};
    }
    std::string topic() const { return "/bodies"; }
};
engine::NoFacts load(store::Connection&, const engine::Context&, const TakeSeats&);
engine::Decision decide(const engine::NoFacts&, const TakeSeats&, engine::Context&);
void apply(store::Connection&, const engine::Meta&, const SeatsTaken&);

/// Whoever leaves the platform leaves their seats empty.
void leave_seats(store::Connection& connection, const engine::Meta& meta, MemberId member);

/// Who sits in a body that has seats, by number.
std::vector<MemberId> seated(store::Connection& connection, std::string_view body);
/// The bodies in which a member's seat ended by an entry.
std::vector<std::string> seats_ended_by(store::Connection& connection, MemberId member, EntryNumber entry);
/// When the last seat of a body fell empty; nothing while somebody sits there, or before anybody did.
std::optional<Time> empty_since(store::Connection& connection, std::string_view body);
/// Whether a member sat in a body, or had joined it, when the chronicle stood at `entry`.
bool sat_in(store::Connection& connection, const rules::BodyCharter& body, MemberId member, EntryNumber entry);
/// How many sit in a body: in its seats, in its classes, or who joined.
std::int64_t count_in_body(store::Connection& connection, const rules::BodyCharter& body);
/// Who sat in a body, or had joined it, when the chronicle stood at `entry`, by number.
std::vector<MemberId> members_of_body_at(store::Connection& connection, const rules::BodyCharter& body,
                                         EntryNumber entry);

} // namespace reef::people
