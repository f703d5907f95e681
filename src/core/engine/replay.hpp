// Verification: the chronicle is checked, and everything in it decided again.
#pragma once
#include "core/engine/performer.hpp"
#include <set>

namespace reef::engine {

/// What is wrong with a chronicle, and where: the first entry at fault.
struct Fault {
    EntryNumber entry = 0;
    std::string what;
};

struct VerifyOptions {
    /// False: chain and tree alone, without replay, tables and vault.
    bool replays = true;
    bool redecide = true;
    /// After the keys were lost: values of the vault that do not open are counted, and are no fault.
    bool counts_lost_values = false;
    /// A head that somebody kept: the entry with that number must still have that hash.
    std::optional<std::pair<EntryNumber, Hash>> expect = {};
    /// Called now and then with the stage's name, entries done and entries in all.
    std::function<void(std::string_view, EntryNumber, EntryNumber)> progress = {};
};

struct VerifyReport {
    EntryNumber entries = 0;
    Hash head;
    Hash root;                    // of the Merkle tree
    EntryNumber redecided = 0;    // entries decided again
    EntryNumber drifted = 0;      // entries of older editions that today's code would decide otherwise
    std::int64_t lost_values = 0; // of the vault, where these are counted
    std::optional<Fault> fault;   // absent: everything holds
};

/// Whose vault was destroyed.
std::set<std::int64_t> erased_subjects(store::Connection& connection);
/// Where the values lie that an entry committed to.
std::vector<VaultReference> vaulted_in(const Registry& registry, const chronicle::Entry& entry);

/// Checks, in this order: every entry's bytes against hash, number, time, predecessor and Merkle tree; the kept head;
/// then replays all of it onto empty tables, deciding every command again in lockstep and comparing each entry byte
/// for byte; then compares the rebuilt tables with the live ones; then opens every value in the vault that an entry
/// commits to, unless its subject was erased, and finds nothing of those who were.
VerifyReport verify(store::Database& database, const Registry& registry, const VerifyOptions& options = {});

} // namespace reef::engine
