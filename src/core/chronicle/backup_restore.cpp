#include "core/chronicle/backup_restore.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::chronicle {
namespace {

constexpr EntryNumber entries_together = 1'000; // in a transaction

/// A cell of a row that was written as JSON; `kept` holds its bytes. Nothing: it is of another kind.
std::optional<store::Value> cell_of(const json::value& value, store::ValueKind kind, std::string& kept) {
    using store::ValueKind;
    if (value.is_null()) return store::Value{.kind = kind, .null = true};
    if (kind == ValueKind::boolean)
        return value.is_bool() ? std::optional(store::boolean_value(value.get_bool())) : std::nullopt;
    if (kind == ValueKind::integer) {
        const auto number = from_json<std::int64_t>(value);
        return number ? std::optional(store::integer_value(*number)) : std::nullopt;
    }
    if (!value.is_string()) return {};
    kept = std::string_view(value.get_string());
    if (kind == ValueKind::text) return store::text_value(kept);
    const auto written = std::exchange(kept, {});
    return from_base64(written, kept) ? std::optional(store::bytes_value(kept)) : std::nullopt;
}

/// Inserts a row of named cells; what is wrong with it, or nothing.
std::optional<std::string> insert(store::Connection& connection, std::string_view table, const json::object& row) {
    const auto columns = connection.columns(table);
    std::vector<std::string> names, parameters, texts(row.size());
    std::vector<store::Value> cells;
    for (const auto& member : row) {
        const std::string_view name = member.key();
        const auto column = std::ranges::find(columns, name, &store::TableColumn::name);
        const auto cell =
            column == columns.end() ? std::nullopt : cell_of(member.value(), column->kind, texts[cells.size()]);
        if (!cell) return fmt::format("this release knows no such {} in {}", name, table);
        cells.push_back(*cell);
        names.push_back(fmt::format("\"{}\"", name));
        parameters.push_back(fmt::format("${}", cells.size()));
    }
    store::Cursor cursor(
        connection,
        fmt::format("INSERT INTO {{{}}} ({}) VALUES ({})", table, join(names, ", "), join(parameters, ", ")), cells,
        {});
    cursor.next(nullptr);
    return {};
}

} // namespace

std::optional<Refusal> restore_entries(store::Connection& connection, const BackupReader& backup,
                                       const BackupReader::Progress& progress) {
    connection.begin_write();
    auto head = lock_head(connection);
    const auto there = head;
    auto fault = backup.each_entry([&](EntryNumber number, std::string_view bytes) -> std::optional<std::string> {
        if (number <= there.number) return {};
        append_bytes(connection, head, bytes);
        if (number % entries_together == 0) {
            connection.commit();
            if (progress) progress("bringing entries", number, backup.manifest().head.number);
            connection.begin_write();
        }
        return {};
    });
    if (fault)
        connection.rollback();
    else
        connection.commit();
    return fault;
}

Result<RestoredSecrets> restore_secrets(store::Connection& connection, const BackupReader& backup,
                                        std::span<const CredentialTable> tables, const std::set<std::int64_t>& erased) {
    store::WriteTransaction write(connection);
    // An attempt before this one may have come so far.
    connection.run("DELETE FROM {vault_keys}");
    connection.run("DELETE FROM {vault_values}");
    for (const auto& table : tables) connection.run(fmt::format("DELETE FROM {{{}}}", table.name));
    RestoredSecrets restored;
    std::set<std::int64_t> with_key;
    // Numbers after the last entry will be other people's.
    const auto is_here = [&](std::int64_t subject) {
        return subject <= backup.manifest().head.number && !erased.contains(subject);
    };
    auto fault = backup.each_key([&](std::int64_t subject, const Bytes& key) {
        if (!is_here(subject) || !with_key.insert(subject).second) return;
        connection.run("INSERT INTO {vault_keys} (subject, key) VALUES ($1, $2)", subject, key);
        ++restored.keys;
    });
    if (fault) return std::unexpected(std::move(*fault));
    fault = backup.each_value([&](const Hash& commitment, std::int64_t subject, const Bytes& sealed) {
        if (backup.keys() ? !with_key.contains(subject) : !is_here(subject)) return;
        // A reaction's entry may name a value of the entry before it once more.
        connection.run("INSERT INTO {vault_values} (commitment, subject, sealed) VALUES ($1, $2, $3) "
                       "ON CONFLICT (commitment) DO NOTHING",
                       commitment, subject, sealed);
    });
    if (fault) return std::unexpected(std::move(*fault));
    fault = backup.each_credential([&](std::string_view name, const json::object& row) -> std::optional<std::string> {
        const auto table = std::ranges::find(tables, name, &CredentialTable::name);
        if (table == tables.end()) return fmt::format("this release knows no table {}", name);
        if (!table->subject.empty()) {
            const auto* subject = row.if_contains(table->subject);
            const auto number = subject ? from_json<std::int64_t>(*subject) : Result<std::int64_t>(0);
            if (!subject || !number) return "it does not say whose it is";
            if (!is_here(*number)) return {};
        }
        ++restored.credentials;
        return insert(connection, name, row);
    });
    if (fault) return std::unexpected(std::move(*fault));
    write.commit();
    return restored;
}

} // namespace reef::chronicle
