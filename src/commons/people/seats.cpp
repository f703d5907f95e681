#include "commons/people/seats.hpp"
#include "commons/people/standing.hpp"
#include <algorithm>

namespace reef::people {
using namespace engine;

NoFacts load(store::Connection&, const Context&, const FillSeats&) { return {}; }
Decision decide(const NoFacts&, const FillSeats& fill, Context&) {
    return Events{SeatsFilled{fill.body, fill.members, fill.until}};
}
void apply(store::Connection& connection, const Meta& meta, const SeatsFilled& event) {
    connection.run("UPDATE {people_seats} SET until_entry = $1, until_at = $2 WHERE body = $3 AND until_entry IS NULL",
                   meta.entry, meta.at, event.body);
    for (const auto member : event.members)
        connection.run("INSERT INTO {people_seats} (body, member, from_entry) VALUES ($1, $2, $3)", event.body, member,
                       meta.entry);
}
NoFacts load(store::Connection&, const Context&, const VacateSeat&) { return {}; }
Decision decide(const NoFacts&, const VacateSeat& vacate, Context&) {
    return Events{SeatVacated{vacate.body, vacate.member}};
}
void apply(store::Connection& connection, const Meta& meta, const SeatVacated& event) {
    connection.run("UPDATE {people_seats} SET until_entry = $1, until_at = $2 WHERE body = $3 AND member = $4 AND "
                   "until_entry IS NULL",
                   meta.entry, meta.at, event.body, event.member);
}

NoFacts load(store::Connection&, const Context&, const TakeSeats&) { return {}; }
Decision decide(const NoFacts&, const TakeSeats& take, Context&) { return Events{SeatsTaken{take.body, take.members}}; }
void apply(store::Connection& connection, const Meta& meta, const SeatsTaken& event) {
    for (const auto member : event.members)
        connection.run("INSERT INTO {people_seats} (body, member, from_entry) VALUES ($1, $2, $3)", event.body, member,
                       meta.entry);
}

std::vector<std::string> seats_ended_by(store::Connection& connection, MemberId member, EntryNumber entry) {
    return connection.all<std::string>(
        "SELECT body FROM {people_seats} WHERE member = $1 AND until_entry = $2 ORDER BY body", member, entry);
}

void leave_seats(store::Connection& connection, const Meta& meta, MemberId member) {
    connection.run(
        "UPDATE {people_seats} SET until_entry = $1, until_at = $2 WHERE member = $3 AND until_entry IS NULL",
        meta.entry, meta.at, member);
}

std::vector<MemberId> seated(store::Connection& connection, std::string_view body) {
    return connection.all<MemberId>(
        "SELECT member FROM {people_seats} WHERE body = $1 AND until_entry IS NULL ORDER BY member", body);
}

std::optional<Time> empty_since(store::Connection& connection, std::string_view body) {
    if (!seated(connection, body).empty()) return {};
    return connection.one<std::optional<Time>>("SELECT max(until_at) FROM {people_seats} WHERE body = $1", body);
}

bool sat_in(store::Connection& connection, const rules::BodyCharter& body, MemberId member, EntryNumber entry) {
    if (body.seats)
        return connection
            .first<std::int64_t>("SELECT 1 FROM {people_seats} WHERE body = $1 AND member = $2 AND from_entry <= $3 "
                                 "AND (until_entry IS NULL OR until_entry > $3)",
                                 body.id, member, entry)
            .has_value();
    if (body.form != rules::BodyForm::organisation)
        return connection
            .first<std::int64_t>("SELECT 1 FROM {people_body_members} WHERE body = $1 AND member = $2 AND joined_entry "
                                 "<= $3 AND (left_entry IS NULL OR left_entry > $3)",
                                 body.id, member, entry)
            .has_value();
    const auto classes = classes_at(connection, member, entry);
    return std::ranges::find_first_of(classes, body.classes) != classes.end();
}

std::vector<MemberId> members_of_body_at(store::Connection& connection, const rules::BodyCharter& body,
                                         EntryNumber entry) {
    if (body.form != rules::BodyForm::organisation)
        return connection.all<MemberId>("SELECT member FROM {people_body_members} WHERE body = $1 AND joined_entry <= "
                                        "$2 AND (left_entry IS NULL OR left_entry > $2) ORDER BY member",
                                        body.id, entry);
    if (!body.seats) return members_of_any_at(connection, body.classes, entry);
    return connection.all<MemberId>("SELECT member FROM {people_seats} WHERE body = $1 AND from_entry <= $2 AND "
                                    "(until_entry IS NULL OR until_entry > $2) ORDER BY member",
                                    body.id, entry);
}

std::int64_t count_in_body(store::Connection& connection, const rules::BodyCharter& body) {
    if (body.seats) return std::ssize(seated(connection, body.id));
    if (body.form == rules::BodyForm::organisation) return count_members_of_any(connection, body.classes);
    return connection.one<std::int64_t>("SELECT count(*) FROM {people_body_members} WHERE body = $1 AND left_entry IS "
                                        "NULL",
                                        body.id);
}

} // namespace reef::people
