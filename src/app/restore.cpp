#include "app/arrival.hpp"
#include "app/backup.hpp"
#include "app/rooms.hpp"
#include <fmt/format.h>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind does_not_hold{
    "restore.does_not_hold", "What came out of the backup does not hold, so it is not served: entry {}: {}", 409};

class Restore {
  public:
    Restore(const RestoreOptions& options, chronicle::BackupReader backup)
        : options_(options), registry_(rooms()), backup_(std::move(backup)) {}

    Result<RestoreReport> run() {
        for (const auto step : {&Restore::check_backup, &Restore::open_place, &Restore::bring_entries,
                                &Restore::bring_secrets, &Restore::verify_all, &Restore::open_for_service})
            if (auto refusal = (this->*step)()) return std::unexpected(std::move(*refusal));
        return std::move(report_);
    }

  private:
    using Refused = std::optional<Refusal>;

    void tell(std::string_view stage, std::int64_t done, std::int64_t of) const {
        if (options_.progress) options_.progress(stage, done, of);
    }

    /// Every byte, before anything is written.
    Refused check_backup() {
        if (auto newer = refusal_of_newer(backup_.manifest().head)) return newer;
        report_.head = backup_.manifest().head;
        return backup_.check(options_.progress);
    }

    Refused open_place() {
        auto lock = FolderLock::take(options_.to);
        if (!lock) return lock.error();
        lock_ = std::move(*lock);
        place_ = options_.database.empty() ? own_file_of(options_.to) : options_.database;
        if (auto refusal = refusal_of_pointer(options_.to, place_)) return refusal;
        auto opened = store::Database::open(place_, options_.disk);
        if (!opened) return opened.error();
        database_ = std::move(*opened);
        to_ = database_->connect();
        const auto shown = store::shown_place(place_);
        const auto journey = sha256({"restore\n", backup_.manifest().platform.view(), "\n", shown});
        const auto from = fmt::format("the backup in {}", store::shown_place(options_.from));
        const auto again = begin_arrival(*to_, shown, {store::Mark::State::arriving, from, journey});
        if (!again) return again.error();
        if (*again && !continues()) clear();
        return make_lasting_tables(*to_);
    }

    /// Whether what an interrupted restore brought is the beginning of this backup, which may be a newer one by now.
    bool continues() {
        if (to_->columns("chronicle_head").empty()) return true;
        const auto there = chronicle::read_head(*to_);
        report_.before = there.number;
        return there.number == 0 || backup_.hash_of(there.number) == there.hash;
    }

    void clear() {
        report_.before = 0;
        store::WriteTransaction write(*to_);
        for (const auto& table : store::platform_tables(*to_)) to_->script(fmt::format("DROP TABLE {{{}}}", table));
        store::forget_generations(*to_);
        write.commit();
    }

    Refused bring_entries() {
        if (auto fault = chronicle::restore_entries(*to_, backup_, options_.progress)) return fault;
        rebuild(*database_, registry_, {.progress = options_.progress, .part_max = seconds(1)});
        return {};
    }

    Refused bring_secrets() {
        tell("bringing keys", 0, 1);
        const auto tables = credential_tables();
        const auto brought = chronicle::restore_secrets(*to_, backup_, tables, erased_subjects(*to_));
        if (!brought) return brought.error();
        report_.keys = brought->keys;
        report_.credentials = brought->credentials;
        return {};
    }

    Refused verify_all() {
        const auto verified = verify(*database_, registry_,
                                     {.counts_lost_values = true,
                                      .expect = std::pair{report_.head.number, report_.head.hash},
                                      .progress = options_.progress});
        report_.lost_values = verified.lost_values;
        if (!verified.fault) return {};
        return refuse(does_not_hold, {}, {std::to_string(verified.fault->entry), verified.fault->what}).error();
    }

    Refused open_for_service() {
        tell("opening", 0, 1);
        if (auto refusal = keep_address(options_.to, options_.database)) return refusal;
        store::WriteTransaction write(*to_);
        store::drop_left_generations(*to_,
                                     MachineClock().now()); // of an attempt before this one; nobody reads here yet
        store::clear_mark(*to_);
        write.commit();
        return {};
    }

    const RestoreOptions& options_;
    const Registry registry_;
    chronicle::BackupReader backup_;
    std::string place_;
    FolderLock lock_;
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::Connection> to_;
    RestoreReport report_;
};

} // namespace

Result<RestoreReport> restore(const RestoreOptions& options) {
    try {
        auto backup = chronicle::BackupReader::open(options.from, options.keys, options.without_keys);
        if (!backup) return std::unexpected(std::move(backup.error()));
        return Restore(options, std::move(*backup)).run();
    } catch (const store::StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
}

} // namespace reef::app
