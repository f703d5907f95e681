#include "core/engine/replay.hpp"
#include "core/engine/tree_check.hpp"
#include <fmt/format.h>

namespace reef::engine {
namespace {

using chronicle::Entry;
using chronicle::Head;

/// Thrown by the comparing record where what was decided again is not what was recorded; caught in `Lockstep::run`.
struct Differs {
    Fault fault;
};

std::string shortened(std::string_view text) {
    return std::string(text.substr(0, 600)) + (text.size() > 600 ? " …" : "");
}

/// Hands out stored entries one by one.
class Reader {
  public:
    explicit Reader(store::Connection& connection) : connection_(connection) {}
    /// The entry to come, or nothing at the end.
    const chronicle::StoredEntry* peek() {
        if (at_ == rows_.size()) {
            rows_ = connection_.all<chronicle::StoredEntry>("SELECT number, hash, bytes FROM {chronicle_entries} "
                                                            "WHERE number > $1 ORDER BY number LIMIT 500",
                                                            last_);
            at_ = 0;
            if (rows_.empty()) return nullptr;
        }
        return &rows_[at_];
    }
    void next() { last_ = rows_[at_++].number; }

  private:
    store::Connection& connection_;
    std::vector<chronicle::StoredEntry> rows_;
    std::size_t at_ = 0;
    EntryNumber last_ = 0;
};

/// Compares what is decided again with what was recorded, and moves on.
class Comparison final : public Record {
  public:
    explicit Comparison(Reader& reader) : reader_(reader) {}
    void record(Head& head, const Entry& entry) override {
        const auto* stored = reader_.peek();
        const std::string bytes = entry.bytes();
        if (!stored)
            throw Differs{
                {head.number, fmt::format("after the last entry this should have followed: {}", shortened(bytes))}};
        if (stored->bytes.data != bytes)
            throw Differs{
                {stored->number, fmt::format("decided again, this entry is different.\n  recorded: {}\n  decided:  {}",
                                             shortened(stored->bytes.data), shortened(bytes))}};
        head = {entry.number, stored->hash, entry.at, entry.edition};
        reader_.next();
    }
    bool is_live() const override { return false; }
    /// What the schedule itself says must be there as it says it; the rest was observed.
    std::optional<json::value> observed(const chronicle::RecordedCommand& call) override {
        const auto* stored = reader_.peek();
        if (!stored) return {};
        const auto entry = Entry::read(stored->bytes.data);
        if (!entry || entry->command.name != call.name || !entry->command.data.is_object()) return {};
        for (const auto& [name, value] : call.data.as_object()) {
            const auto* recorded = entry->command.data.get_object().if_contains(name);
            if (!recorded || (!value.is_null() && *recorded != value)) return {};
        }
        return entry->command.data;
    }

  private:
    Reader& reader_;
};

/// Replays a chronicle onto empty tables, deciding every command again.
class Lockstep {
  public:
    Lockstep(const Registry& registry, store::Connection& source, store::Connection& target, VerifyReport& report,
             const VerifyOptions& options)
        : registry_(registry), target_(target), reader_(source), report_(report), options_(options) {}

    void run() {
        try {
            while (const auto* stored = reader_.peek()) {
                const Entry entry = *Entry::read(stored->bytes.data);
                if (entry.edition < own_edition() || !options_.redecide)
                    apply_recorded(entry, stored->hash);
                else
                    redecide(entry);
                if (options_.progress && head_.number % 1000 == 0)
                    options_.progress("decide again", head_.number, report_.entries);
            }
        } catch (const Differs& differs) {
            report_.fault = differs.fault;
        } catch (const BrokenAssumption& broken) {
            report_.fault = Fault{head_.number + 1, broken.what()};
        }
    }

  private:
    /// Performs from the record: deadlines first, then the command, then all that it causes. Each entry is compared.
    void redecide(const Entry& entry) {
        Comparison comparison(reader_);
        Performer performer(registry_, target_, head_, comparison);
        const EntryNumber before = head_.number;
        if (entry.actor == "clock") {
            performer.discharge(entry.at);
        } else {
            if (entry.cause) throw Differs{{entry.number, "no earlier entry causes this one"}};
            const auto outcome =
                performer.perform({*Actor::parse(entry.actor), entry.via, entry.command}, entry.at, nullptr);
            if (head_.number == before && !outcome.answer)
                throw Differs{{entry.number, "decided again, this is refused: " + outcome.answer.error().sentence()}};
        }
        if (head_.number == before) throw Differs{{entry.number, "decided again, nothing follows here"}};
        report_.redecided += head_.number - before;
    }

    /// An older edition's entry: what today's code would decide is reported, what was recorded is applied.
    void apply_recorded(const Entry& entry, const Hash& hash) {
        if (options_.redecide && drifts(entry)) ++report_.drifted;
        apply_entry(registry_, target_, entry);
        head_ = {entry.number, hash, entry.at, entry.edition};
        reader_.next();
    }

    bool drifts(const Entry& entry) {
        const auto* type = registry_.command(entry.command.name);
        if (!type) return true;
        if (!entry.cause) ids_ = IdSource(entry.number);
        const auto actor = *Actor::parse(entry.actor);
        Context context{actor, registry_.standing(target_, actor), entry.at, entry.number, &ids_, &registry_};
        json::value data;
        try {
            const auto decision = type->decide(target_, context, entry.command.data, nullptr, false, false, data);
            if (!decision) return entry.refused != decision.error().code;
            return decision->recorded() != entry.events;
        } catch (const BrokenAssumption&) {
            return true; // today's code counts on what was not recorded then, such as a rule that came later
        }
    }

    const Registry& registry_;
    store::Connection& target_;
    Reader reader_;
    VerifyReport& report_;
    const VerifyOptions& options_;
    Head head_;
    IdSource ids_{0};
};

/// Hashes, numbers, times, predecessors, Merkle tree, head row.
class ChainCheck {
  public:
    ChainCheck(store::Connection& connection, VerifyReport& report, const VerifyOptions& options)
        : connection_(connection), report_(report), options_(options) {}

    void run() {
        const Head head = chronicle::read_head(connection_);
        report_.entries = head.number;
        if (head.edition > own_edition()) {
            report_.fault =
                Fault{head.number, fmt::format("this was written by edition {} of Reef, and this is edition {}; "
                                               "please verify it with the newer release",
                                               head.edition, own_edition())};
            return;
        }
        chronicle::each_entry(connection_, 1, [&](const chronicle::StoredEntry& stored) {
            if (auto what = fault_of(stored)) report_.fault = Fault{stored.number, std::move(*what)};
            if (options_.progress && stored.number % 1000 == 0) options_.progress("hash", stored.number, head.number);
            return !report_.fault;
        });
        if (report_.fault) return;
        report_.head = last_.hash;
        if (last_.number != head.number || last_.hash != head.hash)
            report_.fault =
                Fault{last_.number, fmt::format("the head names entry {} ({}), the last entry is {} ({})", head.number,
                                                head.hash.text(), last_.number, last_.hash.text())};
        else if (last_.edition != head.edition)
            report_.fault = Fault{last_.number, fmt::format("the head names edition {}, the last entry edition {}",
                                                            head.edition, last_.edition)};
        else
            check_tree();
    }

  private:
    std::optional<std::string> fault_of(const chronicle::StoredEntry& stored) {
        const Hash hash = Entry::hash_of(stored.bytes.data);
        if (hash != stored.hash) return fmt::format("its bytes hash to {}, not {}", hash.text(), stored.hash.text());
        const auto entry = Entry::read(stored.bytes.data);
        if (!entry) return "its bytes cannot be read: " + entry.error().sentence();
        if (entry->number != last_.number + 1 || entry->number != stored.number)
            return fmt::format("it says number {}, after entry {}", entry->number, last_.number);
        if (entry->previous != last_.hash) return "it does not continue the entry before it";
        if (entry->at < last_.at) return "its time is before that of the entry before it";
        if (entry->edition < last_.edition) return "its edition is older than that of the entry before it";
        if (options_.expect && options_.expect->first == stored.number && options_.expect->second != hash)
            return fmt::format("its hash was {} when you kept it, and is {} now: history was rewritten",
                               options_.expect->second.text(), hash.text());
        last_ = {stored.number, hash, entry->at, entry->edition};
        tree_.add(hash);
        return {};
    }

    void check_tree() {
        if (options_.expect && options_.expect->first > last_.number) {
            report_.fault =
                Fault{last_.number,
                      fmt::format("you kept the hash of entry {}, and the chronicle ends here: its tail was dropped",
                                  options_.expect->first)};
            return;
        }
        report_.root = tree_.root();
        if (const auto entry = tree_.changed_at())
            report_.fault = Fault{*entry, "the Merkle tree was changed here"};
        else if (!tree_.is_whole())
            report_.fault = Fault{last_.number, "the Merkle tree has nodes too many"};
    }

    store::Connection& connection_;
    VerifyReport& report_;
    const VerifyOptions& options_;
    Head last_;
    TreeCheck tree_{connection_};
};

void compare_tables(store::Connection& live, store::Connection& rebuilt, const Registry& registry,
                    VerifyReport& report) {
    for (const auto& table : registry.projection_tables()) {
        const auto difference = store::first_difference(live, table, rebuilt, table);
        if (!difference) continue;
        report.fault = Fault{report.entries,
                             fmt::format("the table {} is not what the chronicle makes of it: {}", table, *difference)};
        return;
    }
}

/// What is wrong with the values that an entry commits to. Each opens, unless it was erased with its subject; of those
/// who were erased nothing is left.
std::optional<std::string> vault_fault(store::Connection& connection, const Registry& registry, const Entry& entry,
                                       const std::set<std::int64_t>& erased, std::int64_t* lost) {
    for (const auto& reference : vaulted_in(registry, entry)) {
        const bool opens = chronicle::reveal(connection, reference.commitment).has_value();
        if (opens && erased.contains(reference.subject))
            return fmt::format("a value of member {} is in the vault, though that member was erased",
                               reference.subject);
        if (!opens && !erased.contains(reference.subject)) {
            if (!lost) return "a value that it commits to is missing from the vault, or was changed there";
            ++*lost;
        }
    }
    return {};
}

void check_vault(store::Connection& connection, const Registry& registry, VerifyReport& report,
                 const VerifyOptions& options) {
    const auto erased = erased_subjects(connection);
    chronicle::each_entry(connection, 1, [&](const chronicle::StoredEntry& stored) {
        if (auto what = vault_fault(connection, registry, *Entry::read(stored.bytes.data), erased,
                                    options.counts_lost_values ? &report.lost_values : nullptr))
            report.fault = Fault{stored.number, std::move(*what)};
        if (options.progress && stored.number % 1000 == 0)
            options.progress("open the vault", stored.number, report.entries);
        return !report.fault;
    });
}

} // namespace

std::set<std::int64_t> erased_subjects(store::Connection& connection) {
    const auto all = connection.all<std::int64_t>("SELECT subject FROM {platform_erased}");
    return {all.begin(), all.end()};
}

std::vector<VaultReference> vaulted_in(const Registry& registry, const Entry& entry) {
    std::vector<VaultReference> references;
    if (const auto* type = registry.command(entry.command.name); type && !entry.refused) // a refusal keeps nothing
        collect_references(entry.command.data, type->shape, references);
    return references;
}

VerifyReport verify(store::Database& database, const Registry& registry, const VerifyOptions& options) {
    VerifyReport report;
    const auto ended = [&](std::string_view stage) {
        if (options.progress) options.progress(stage, report.entries, report.entries);
    };
    const auto lease = database.read();
    ChainCheck(*lease, report, options).run();
    ended("hash");
    if (report.fault || !options.replays) return report;

    const auto scratch = store::Database::open(":memory:");
    ensure(scratch.has_value(), "a scratch database opens");
    const auto rebuilt = (*scratch)->connect();
    rebuilt->begin_write();
    rebuilt->script(registry.schema());
    Lockstep(registry, *lease, *rebuilt, report, options).run();
    ended("decide again");
    if (!report.fault) compare_tables(*lease, *rebuilt, registry, report);
    rebuilt->rollback();
    ended("compare tables");
    if (!report.fault) check_vault(*lease, registry, report, options);
    ended("open the vault");
    return report;
}

} // namespace reef::engine
