// The log: entries as stored bytes, chained and Merkle-hashed, with the head row that every write locks first.
#pragma once
#include "core/chronicle/entry.hpp"
#include "core/chronicle/merkle.hpp"
#include "core/store/module.hpp"

namespace reef::chronicle {

/// Where the chronicle stands. `number` 0: nothing is recorded yet.
struct Head {
    EntryNumber number = 0;
    Hash hash;
    Time at;
    std::int64_t edition = 0;
    bool operator==(const Head&) const = default;
    static constexpr auto fields() {
        return FieldTable{field("number", &Head::number, "entries so far"),
                          field("hash", &Head::hash, "of the last entry"), field("at", &Head::at, "of the last entry"),
                          field("edition", &Head::edition, "of the deciding code that wrote last")};
    }
};

/// A stored entry, as a listing needs it.
struct StoredEntry {
    EntryNumber number = 0;
    Hash hash;
    Bytes bytes;
    static constexpr auto fields() {
        return FieldTable{field("number", &StoredEntry::number, "its number"),
                          field("hash", &StoredEntry::hash, "its hash"),
                          field("bytes", &StoredEntry::bytes, "the entry as it was written")};
    }
};

/// What the chronicle keeps that is no projection: entries, nodes, head, vault.
std::vector<store::Migration> migrations();

/// The head, locked against other writers until the transaction ends. The first statement of every write.
Head lock_head(store::Connection& connection);
Head read_head(store::Connection& connection);

/// Appends an entry that continues `head`, and moves the head. The entry's number, time and previous hash must fit.
void append(store::Connection& connection, Head& head, const Entry& entry);

/// The same for an entry in the bytes in which it was written elsewhere.
void append_bytes(store::Connection& connection, Head& head, std::string_view bytes);

std::optional<StoredEntry> read_entry(store::Connection& connection, EntryNumber number);
/// Entries from `first` on, in order, until `visit` says stop.
void each_entry(store::Connection& connection, EntryNumber first, const std::function<bool(const StoredEntry&)>& visit);

ReadNode node_reader(store::Connection& connection);

} // namespace reef::chronicle
