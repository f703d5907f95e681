#include "core/mail/outbox.hpp"
#include <algorithm>

namespace reef::mail {
namespace {

constexpr std::int64_t attempts_max = 12, held_max = 2;

Duration wait_after(std::int64_t attempts) {
    return std::min(Duration{minutes(1).ms << std::min<std::int64_t>(attempts, 10)}, hours(6));
}

constexpr std::string_view letter_columns =
    "SELECT key, member, kind, about, made_at, state, attempts, next_at, ended_at, remark FROM {mail_outbox} ";

} // namespace

std::vector<store::Migration> migrations() {
    return {{"mail_1", R"(
        CREATE TABLE {mail_outbox} (key TEXT PRIMARY KEY, member BIGINT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL,
                                    made_at BIGINT NOT NULL, state TEXT NOT NULL, attempts BIGINT NOT NULL,
                                    next_at BIGINT NOT NULL, held_until BIGINT, held BIGINT NOT NULL, ended_at BIGINT,
                                    remark TEXT);
        CREATE INDEX mail_outbox_due ON {mail_outbox} (state, next_at);
        CREATE INDEX mail_outbox_member ON {mail_outbox} (member, made_at);
        CREATE INDEX mail_outbox_age ON {mail_outbox} (made_at);
        CREATE TABLE {mail_places} (name TEXT PRIMARY KEY, entry BIGINT NOT NULL, member BIGINT NOT NULL);
    )"}};
}

void put(store::Connection& connection, const Letter& letter, Time now) {
    connection.run("INSERT INTO {mail_outbox} (key, member, kind, about, made_at, state, attempts, next_at, held) "
                   "VALUES ($1, $2, $3, $4, $5, $6, 0, $5, 0) ON CONFLICT (key) DO NOTHING",
                   letter.key, letter.member, letter.kind, letter.about, now, LetterState::waiting);
}

std::vector<Letter> take(store::Connection& connection, std::int64_t limit, Time now) {
    using Row = std::tuple<std::string, MemberId, std::string, std::string, std::int64_t>;
    std::vector<Letter> taken;
    for (auto& [key, member, kind, about, held] : connection.all<Row>(
             "SELECT key, member, kind, about, held FROM {mail_outbox} WHERE state = $1 AND next_at <= $2 AND "
             "(held_until IS NULL OR held_until <= $2) ORDER BY next_at, key LIMIT $3",
             LetterState::waiting, now, limit)) {
        if (held >= held_max) {
            note_ended(connection, key, LetterState::given_up, "uncertain", now);
            continue;
        }
        connection.run("UPDATE {mail_outbox} SET held_until = $2, held = held + 1 WHERE key = $1", key, now + held_for);
        taken.push_back({key, member, kind, about});
    }
    return taken;
}

bool is_any_due(store::Connection& connection, Time now) {
    return connection
        .first<std::int64_t>("SELECT 1 FROM {mail_outbox} WHERE state = $1 AND next_at <= $2 AND (held_until IS NULL "
                             "OR held_until <= $2) LIMIT 1",
                             LetterState::waiting, now)
        .has_value();
}

void note_ended(store::Connection& connection, const std::string& key, LetterState state, std::string_view remark,
                Time now) {
    connection.run("UPDATE {mail_outbox} SET state = $2, remark = $3, ended_at = $4, held_until = NULL, attempts = "
                   "attempts + 1 WHERE key = $1",
                   key, state, remark, now);
}

void note_later(store::Connection& connection, const std::string& key, std::string_view remark, Time now) {
    const auto attempts = connection.first<std::int64_t>("SELECT attempts FROM {mail_outbox} WHERE key = $1", key);
    if (!attempts) return; // forgotten with its member
    if (*attempts + 1 >= attempts_max) return note_ended(connection, key, LetterState::given_up, remark, now);
    connection.run(
        "UPDATE {mail_outbox} SET attempts = attempts + 1, next_at = $2, held_until = NULL, held = 0, remark "
        "= $3 WHERE key = $1",
        key, now + wait_after(*attempts), remark);
}

void give_back(store::Connection& connection, const std::string& key) {
    connection.run("UPDATE {mail_outbox} SET held_until = NULL, held = 0 WHERE key = $1", key);
}

void forget_old(store::Connection& connection, std::int64_t limit, Time now) {
    connection.run("DELETE FROM {mail_outbox} WHERE key IN (SELECT key FROM {mail_outbox} WHERE made_at < $1 ORDER BY "
                   "made_at LIMIT $2)",
                   now - remembered, limit);
}

void forget_letters(store::Connection& connection, std::int64_t member) {
    connection.run("DELETE FROM {mail_outbox} WHERE member = $1", member);
}

std::vector<KeptLetter> letters(store::Connection& connection, std::optional<MemberId> member, std::int64_t limit) {
    if (member)
        return connection.all<KeptLetter>(
            std::string(letter_columns) + "WHERE member = $1 ORDER BY made_at DESC, key LIMIT $2", *member, limit);
    return connection.all<KeptLetter>(std::string(letter_columns) + "ORDER BY made_at DESC, key LIMIT $1", limit);
}

std::int64_t count_waiting(store::Connection& connection) {
    return connection.one<std::int64_t>("SELECT count(*) FROM {mail_outbox} WHERE state = $1", LetterState::waiting);
}

std::optional<Place> place_of(store::Connection& connection, std::string_view name) {
    return connection.first<Place>("SELECT entry, member FROM {mail_places} WHERE name = $1", name);
}

void note_sending(store::Connection& connection, bool sends) {
    connection.run("INSERT INTO {mail_places} (name, entry, member) VALUES ('server', $1, 0) ON CONFLICT (name) DO "
                   "UPDATE SET entry = excluded.entry",
                   std::int64_t{sends});
}

bool sends(store::Connection& connection) {
    const auto server = place_of(connection, "server");
    return server && server->entry == 1;
}

bool move_place(store::Connection& connection, std::string_view name, std::optional<Place> from, Place to) {
    if (place_of(connection, name) != from) return false;
    connection.run("INSERT INTO {mail_places} (name, entry, member) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE "
                   "SET entry = excluded.entry, member = excluded.member",
                   name, to.entry, to.member);
    return true;
}

} // namespace reef::mail
