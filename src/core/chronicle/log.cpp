#include "core/chronicle/log.hpp"

namespace reef::chronicle {

std::vector<store::Migration> migrations() {
    return {{"chronicle_1", R"(
        CREATE TABLE {chronicle_head} (
            platform BIGINT PRIMARY KEY, number BIGINT NOT NULL, hash BYTEA NOT NULL, at BIGINT NOT NULL,
            edition BIGINT NOT NULL);
        CREATE TABLE {chronicle_entries} (number BIGINT PRIMARY KEY, hash BYTEA NOT NULL, bytes BYTEA NOT NULL);
        CREATE TABLE {chronicle_nodes} (
            level BIGINT NOT NULL, position BIGINT NOT NULL, hash BYTEA NOT NULL, PRIMARY KEY (level, position));
        CREATE TABLE {vault_keys} (subject BIGINT PRIMARY KEY, key BYTEA NOT NULL);
        CREATE TABLE {vault_values} (commitment BYTEA PRIMARY KEY, subject BIGINT NOT NULL, sealed BYTEA NOT NULL);
        CREATE INDEX {vault_values_subject} ON {vault_values} (subject);
    )"}};
}

Head read_head(store::Connection& connection) {
    return connection.first<Head>("SELECT number, hash, at, edition FROM {chronicle_head} WHERE platform = 1")
        .value_or(Head{});
}

Head lock_head(store::Connection& connection) {
    connection.run("INSERT INTO {chronicle_head} (platform, number, hash, at, edition) VALUES (1, 0, $1, 0, 0) "
                   "ON CONFLICT (platform) DO NOTHING",
                   Hash{});
    return read_head(connection);
}

namespace {
void append_as(store::Connection& connection, Head& head, const Entry& entry, std::string_view bytes) {
    ensure(entry.number == head.number + 1, "an entry continues the numbers");
    ensure(entry.at >= head.at, "time never decreases");
    ensure(entry.previous == head.hash, "an entry names the one before it");
    const Hash hash = Entry::hash_of(bytes);
    connection.run("INSERT INTO {chronicle_entries} (number, hash, bytes) VALUES ($1, $2, $3)", entry.number, hash,
                   Bytes{std::string(bytes)});
    append_leaf(entry.number - 1, hash, node_reader(connection), [&](NodePlace place, const Hash& node) {
        connection.run("INSERT INTO {chronicle_nodes} (level, position, hash) VALUES ($1, $2, $3)", place.level,
                       place.position, node);
    });
    head = {entry.number, hash, entry.at, entry.edition};
    connection.run("UPDATE {chronicle_head} SET number = $1, hash = $2, at = $3, edition = $4 WHERE platform = 1",
                   head.number, head.hash, head.at, head.edition);
}
} // namespace

void append(store::Connection& connection, Head& head, const Entry& entry) {
    append_as(connection, head, entry, entry.bytes());
}

void append_bytes(store::Connection& connection, Head& head, std::string_view bytes) {
    const auto entry = Entry::read(bytes);
    ensure(entry.has_value(), "a stored entry is readable");
    append_as(connection, head, *entry, bytes);
}

std::optional<StoredEntry> read_entry(store::Connection& connection, EntryNumber number) {
    return connection.first<StoredEntry>("SELECT number, hash, bytes FROM {chronicle_entries} WHERE number = $1",
                                         number);
}

void each_entry(store::Connection& connection, EntryNumber first,
                const std::function<bool(const StoredEntry&)>& visit) {
    constexpr std::int64_t batch = 500;
    while (true) {
        const auto rows = connection.all<StoredEntry>("SELECT number, hash, bytes FROM {chronicle_entries} "
                                                      "WHERE number >= $1 ORDER BY number LIMIT $2",
                                                      first, batch);
        for (const auto& row : rows)
            if (!visit(row)) return;
        if (rows.size() < static_cast<std::size_t>(batch)) return;
        first = rows.back().number + 1;
    }
}

ReadNode node_reader(store::Connection& connection) {
    return [&connection](NodePlace place) {
        return connection.one<Hash>("SELECT hash FROM {chronicle_nodes} WHERE level = $1 AND position = $2",
                                    place.level, place.position);
    };
}

} // namespace reef::chronicle
