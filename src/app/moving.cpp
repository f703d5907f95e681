#include "app/moving.hpp"
#include "app/arrival.hpp"
#include "app/rooms.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <numeric>

namespace reef::app {
using namespace engine;
using store::Mark;
namespace {

constexpr RefusalKind nothing_here{"move.nothing_here", "There is no platform in {} that could be moved.", 409};
constexpr RefusalKind same_place{"move.same_place", "The platform lives in {} already.", 409};
constexpr RefusalKind no_folder{
    "move.no_folder", "Please name a data folder on one side: it is what points to the place of its platform.", 422};
constexpr RefusalKind other_release{"move.other_release",
                                    "The platform of {} has the tables of another release of Reef. Serve it once with "
                                    "this one, stop it, and move it then.",
                                    409};
constexpr RefusalKind damaged{
    "move.damaged", "The chronicle does not hold, so nothing was switched: entry {}: {}. `reef verify` says more.",
    409};
constexpr RefusalKind differs{"move.differs", "{} did not arrive as it is, so nothing was switched: {}", 409};

bool is_address(std::string_view place) { return place.find("://") != std::string_view::npos; }

bool is_same_folder(const std::string& a, const std::string& b) {
    return std::filesystem::weakly_canonical(a) == std::filesystem::weakly_canonical(b);
}

class Move {
  public:
    explicit Move(const MoveOptions& options) : options_(options), registry_(rooms()) {}

    Result<MoveReport> run() {
        for (const auto step : {&Move::name_places, &Move::open_source, &Move::open_target, &Move::copy, &Move::compare,
                                &Move::check_chain, &Move::switch_over})
            if (auto refusal = (this->*step)()) return std::unexpected(std::move(*refusal));
        return std::move(report_);
    }

  private:
    using Refused = std::optional<Refusal>;
    template <class... Arguments>
    static Refused no(const RefusalKind& kind, Arguments... arguments) {
        return refuse(kind, {}, {std::move(arguments)...}).error();
    }
    void tell(std::string_view stage, std::int64_t done, std::int64_t of) const {
        if (options_.progress) options_.progress(stage, done, of);
    }

    Refused lock(const std::string& folder) {
        auto held = FolderLock::take(folder);
        if (!held) return held.error();
        locks_.push_back(std::move(*held));
        return {};
    }

    /// Which database, which folder, and that nobody has either open.
    Refused name_places() {
        const bool from_address = is_address(options_.from), to_address = is_address(options_.to);
        if (from_address && to_address) return no(no_folder);
        source_ = options_.from;
        if (!from_address) {
            const auto place = database_of(options_.from);
            if (!place) return place.error();
            if (!is_address(*place) && !std::filesystem::exists(*place)) return no(nothing_here, options_.from);
            if (auto refusal = lock(options_.from)) return refusal;
            source_ = *place;
        }
        report_.folder = to_address ? options_.from : options_.to;
        target_ = to_address ? options_.to : own_file_of(options_.to);
        report_.left = store::shown_place(source_);
        report_.place = store::shown_place(target_);
        if (source_ == target_ || (!is_address(source_) && report_.left == report_.place))
            return no(same_place, report_.place);
        if (to_address || (!from_address && is_same_folder(options_.from, options_.to))) return {};
        if (auto refusal = lock(options_.to)) return refusal;
        return refusal_of_pointer(options_.to, source_);
    }

    /// From here on nobody else writes the source: the writer's place is held to the end.
    Refused open_source() {
        auto opened = store::Database::open(source_, {.create = false});
        if (!opened) return opened.error();
        source_database_ = std::move(*opened);
        from_ = source_database_->connect();
        const auto mark = store::mark_of(*from_);
        if (mark && mark->state == Mark::State::arriving) return refusal_of_mark(*source_database_, source_);
        if (!mark) from_->begin_write();
        if (from_->columns("chronicle_head").empty()) return no(nothing_here, options_.from);
        report_.head = chronicle::read_head(*from_);
        const auto first = chronicle::read_entry(*from_, 1);
        if (!first) return no(nothing_here, options_.from);
        journey_ = sha256({report_.left, "\n", report_.place, "\n", first->hash.view()});
        tables_ = store::platform_tables(*from_);
        // Whoever was interrupted between the last steps takes those that are left.
        has_left_ = mark && mark->journey == journey_;
        if (has_left_) return {};
        if (mark) return refusal_of_mark(*source_database_, source_);
        if (auto newer = refusal_of_newer(report_.head)) return newer;
        if (!has_the_tables_of_this_release()) return no(other_release, report_.left);
        return {};
    }

    bool has_the_tables_of_this_release() {
        const auto database = std::move(*store::Database::open(":memory:"));
        const auto scratch = database->connect();
        ensure(!make_tables(*scratch, registry_), "an empty place takes the tables of this release");
        if (tables_ != store::platform_tables(*scratch)) return false;
        for (const auto& table : tables_)
            if (from_->columns(table) != scratch->columns(table)) return false;
        return is_shaped_by(*from_, registry_);
    }

    /// Empty, or filled by this very move so far.
    Refused open_target() {
        auto disk = options_.disk;
        disk.create = !has_left_;
        auto opened = store::Database::open(target_, disk);
        if (!opened) return opened.error();
        target_database_ = std::move(*opened);
        to_ = target_database_->connect();
        if (has_left_) return refusal_of_arrival();
        const auto goes_on = begin_arrival(*to_, report_.place, {Mark::State::arriving, report_.left, journey_});
        if (!goes_on) return goes_on.error();
        goes_on_ = *goes_on;
        return make_tables(*to_, registry_);
    }

    /// The source was left before: there must be something to finish, and the whole platform over there.
    Refused refusal_of_arrival() {
        const bool is_there = !to_->columns("chronicle_head").empty() && chronicle::read_head(*to_) == report_.head;
        const auto place = database_of(report_.folder);
        const bool points_there = place && *place == target_;
        if (is_there && (store::mark_of(*to_) || !points_there)) return {};
        return refusal_of_mark(*source_database_, source_);
    }

    std::int64_t rows_in(store::Connection& connection) const {
        return std::accumulate(tables_.begin(), tables_.end(), std::int64_t{0},
                               [&](auto sum, const auto& table) { return sum + store::count_rows(connection, table); });
    }

    void copy_table(const std::string& table, std::int64_t& done) {
        report_.copied += store::copy_rows(*from_, *to_, table, {.progress = [&](std::int64_t rows) {
            tell("copying rows", done += rows, report_.rows);
        }});
    }

    Refused copy() {
        report_.tables = static_cast<std::int64_t>(tables_.size());
        report_.rows = rows_in(*from_);
        if (has_left_) return {};
        auto done = rows_in(*to_);
        if (goes_on_) report_.before = done;
        tell("copying rows", done, report_.rows);
        for (const auto& table : tables_) copy_table(table, done);
        return {};
    }

    /// What was changed in the source since it was copied, by a server between two attempts, is copied again.
    Refused compare() {
        if (has_left_) return {};
        std::int64_t done = 0;
        for (const auto& table : tables_) {
            tell("comparing rows", done, report_.rows);
            const auto wanted = store::digest(*from_, table);
            if (store::digest(*to_, table) != wanted) {
                store::WriteTransaction write(*to_);
                to_->run(fmt::format("DELETE FROM {{{}}}", table));
                write.commit();
                auto again = done;
                copy_table(table, again);
                if (store::digest(*to_, table) != wanted)
                    return no(differs, table,
                              store::first_difference(*from_, table, *to_, table).value_or("it changed meanwhile"));
            }
            done += store::count_rows(*from_, table);
        }
        tell("comparing rows", done, done);
        return {};
    }

    Refused check_chain() {
        if (has_left_) return {};
        const auto report =
            verify(*target_database_, registry_,
                   {.replays = false, .progress = [&](std::string_view, EntryNumber done, EntryNumber of) {
                        tell("checking the chain", done, of);
                    }});
        if (report.fault) return no(damaged, std::to_string(report.fault->entry), report.fault->what);
        return {};
    }

    /// The old place is left before the new one is opened: interrupted in between, the platform is served nowhere until
    /// the move is given again, and never twice.
    Refused switch_over() {
        if (!has_left_) {
            store::set_mark(*from_, {Mark::State::left, report_.place, journey_});
            from_->commit();
        }
        tell("switching over", 1, 3);
        {
            store::WriteTransaction write(*to_);
            store::clear_mark(*to_);
            write.commit();
        }
        tell("switching over", 2, 3);
        if (auto refusal = keep_address(report_.folder, is_address(target_) ? target_ : "")) return refusal;
        tell("switching over", 3, 3);
        return {};
    }

    const MoveOptions& options_;
    const Registry registry_;
    std::string source_, target_;
    std::vector<FolderLock> locks_;
    std::unique_ptr<store::Database> source_database_, target_database_;
    std::unique_ptr<store::Connection> from_, to_;
    std::vector<std::string> tables_;
    Hash journey_;
    bool goes_on_ = false;  // an interrupted attempt
    bool has_left_ = false; // it came as far as the switch
    MoveReport report_;
};

} // namespace

Result<MoveReport> move_platform(const MoveOptions& options) {
    try {
        return Move(options).run();
    } catch (const store::StoreFailure& failure) {
        return std::unexpected(failure.refusal());
    }
}

} // namespace reef::app
