// Seats kept for classes in an election: how many can be filled by those who stand, and who comes into empty ones.
#pragma once
#include "commons/elections/election.hpp"

namespace reef::elections {

/// Kept seats of a class for which nobody stood.
struct EmptySeats {
    std::string stakeholder_class;
    std::int64_t seats = 0;
    bool operator==(const EmptySeats&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("class", &EmptySeats::stakeholder_class, "for which they are kept"),
                          field("seats", &EmptySeats::seats, "that stay empty")};
    }
};

/// What those who stand can fill.
struct Fillable {
    std::int64_t seats = 0;
    std::vector<rules::ReservedSeats> kept; // of them, as far as enough stand
    std::vector<EmptySeats> empty;
};
/// `classes`: for which class each of those who stand sits. A kept seat for which nobody stands goes to nobody else.
Fillable fillable(std::int64_t seats, const std::vector<rules::ReservedSeats>& at_least,
                  const std::vector<std::string>& classes);

struct Successor {
    MemberId member;
    std::string stakeholder_class;
};
/// Whoever comes into the empty seats of a body, of `order`, so that what is kept for classes is kept, `sitting` being
/// the classes of those who sit: down the order, passing over those whose seat is owed to another class.
std::vector<MemberId> successors(std::int64_t seats, const std::vector<rules::ReservedSeats>& at_least,
                                 const std::vector<std::string>& sitting, const std::vector<Successor>& order);

/// For which class a candidate sits: the first of the body's, in its order, to which they belonged at `entry`.
std::string class_of_candidate(store::Connection& connection, const rules::BodyCharter& body, MemberId member,
                               std::optional<EntryNumber> entry);

} // namespace reef::elections
