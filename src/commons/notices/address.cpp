#include "commons/notices/address.hpp"

namespace reef::notices {
using namespace engine;
namespace {

constexpr RefusalKind no_address{"notices.no_address", "You gave no mail address yet.", 409};
constexpr RefusalKind another_address{"notices.another_address",
                                      "This link was for another address, which is not the one in force.", 409};

constexpr std::string_view settings_columns =
    "SELECT member, address, kept_entry, confirmed, language, rhythm, votes FROM {notices_members} ";

} // namespace

std::optional<Settings> settings_of(store::Connection& connection, MemberId member) {
    return connection.first<Settings>(std::string(settings_columns) + "WHERE member = $1", member);
}
std::vector<MemberId> who_hears_of_votes(store::Connection& connection, MemberId after, std::int64_t limit) {
    return connection.all<MemberId>("SELECT member FROM {notices_members} WHERE address IS NOT NULL AND votes AND "
                                    "member > $1 ORDER BY member LIMIT $2",
                                    after, limit);
}
std::vector<MemberId> who_reads_digests(store::Connection& connection, Rhythm rhythm, MemberId after,
                                        std::int64_t limit) {
    return connection.all<MemberId>("SELECT member FROM {notices_members} WHERE rhythm = $1 AND address IS NOT NULL "
                                    "AND member > $2 ORDER BY member LIMIT $3",
                                    rhythm, after, limit);
}

NoFacts load(store::Connection&, const Context&, const KeepAddress&) { return {}; }
Decision decide(const NoFacts&, const KeepAddress& keep, Context& context) {
    return Events{AddressKept{context.actor.member, {keep.address.reference}, keep.language}};
}
/// Who gave none before gets a mail when a vote opens, and a digest each week.
void apply(store::Connection& connection, const Meta& meta, const AddressKept& event) {
    connection.run(
        "INSERT INTO {notices_members} (member, address, kept_entry, confirmed, language, rhythm, votes) "
        "VALUES ($1, $2, $3, FALSE, $4, $5, TRUE) ON CONFLICT (member) DO UPDATE SET address = "
        "excluded.address, kept_entry = excluded.kept_entry, confirmed = FALSE, language = excluded.language",
        event.member, event.address.reference.commitment, meta.entry, event.language, Rhythm::weekly);
}

std::optional<Settings> load(store::Connection& connection, const Context&, const ConfirmAddress& confirm) {
    return settings_of(connection, confirm.member);
}
Decision decide(const std::optional<Settings>& settings, const ConfirmAddress& confirm, Context&) {
    if (!settings || !settings->address || settings->kept_entry != confirm.kept) return refuse(another_address);
    if (settings->confirmed) return Events{};
    return Events{AddressConfirmed{confirm.member}};
}
void apply(store::Connection& connection, const Meta&, const AddressConfirmed& event) {
    connection.run("UPDATE {notices_members} SET confirmed = TRUE WHERE member = $1", event.member);
}

std::optional<Settings> load(store::Connection& connection, const Context& context, const DropAddress&) {
    return settings_of(connection, context.actor.member);
}
Decision decide(const std::optional<Settings>& settings, const DropAddress&, Context& context) {
    if (!settings || !settings->address) return refuse(no_address);
    return Events{AddressDropped{context.actor.member}};
}
void apply(store::Connection& connection, const Meta&, const AddressDropped& event) {
    connection.run("UPDATE {notices_members} SET address = NULL, confirmed = FALSE WHERE member = $1", event.member);
}

std::optional<Settings> load(store::Connection& connection, const Context& context, const Choose&) {
    return settings_of(connection, context.actor.member);
}
Decision decide(const std::optional<Settings>& settings, const Choose& choice, Context& context) {
    if (!settings) return refuse(no_address);
    if (settings->language == choice.language && settings->rhythm == choice.rhythm && settings->votes == choice.votes)
        return Events{};
    return Events{Chosen{context.actor.member, choice.language, choice.rhythm, choice.votes}};
}
void apply(store::Connection& connection, const Meta&, const Chosen& event) {
    connection.run("UPDATE {notices_members} SET language = $2, rhythm = $3, votes = $4 WHERE member = $1",
                   event.member, event.language, event.rhythm, event.votes);
}

std::optional<Settings> load(store::Connection& connection, const Context&, const Stop& stop) {
    return settings_of(connection, stop.member);
}
/// As often as somebody clicks: what has ended stays so.
Decision decide(const std::optional<Settings>& settings, const Stop& stop, Context&) {
    const bool runs = settings && (stop.kind == MailKind::votes ? settings->votes : settings->rhythm != Rhythm::never);
    if (!runs) return Events{};
    return Events{Stopped{stop.member, stop.kind}};
}
void apply(store::Connection& connection, const Meta&, const Stopped& event) {
    if (event.kind == MailKind::votes)
        connection.run("UPDATE {notices_members} SET votes = FALSE WHERE member = $1", event.member);
    else
        connection.run("UPDATE {notices_members} SET rhythm = $2 WHERE member = $1", event.member, Rhythm::never);
}

} // namespace reef::notices
