#include "app/arrival.hpp"
#include "app/folder.hpp"
#include "app/rooms.hpp"

namespace reef::app {
using store::Mark;
namespace {

constexpr RefusalKind not_empty{
    "place.not_empty", "{} is not empty. A platform comes into a new place; what is there now stays as it is.", 409};
constexpr RefusalKind another_on_its_way{
    "place.another_on_its_way", "{} is half filled by another move or restore, from {}. Please name another place.",
    409};

std::optional<Refusal> refusal_of(store::Connection& connection, const std::string& place, const Mark& ours,
                                  const std::optional<Mark>& found) {
    const bool arriving = found && found->state == Mark::State::arriving;
    if (arriving && found->journey == ours.journey) return {};
    if (arriving) return refuse(another_on_its_way, {}, {place, found->other}).error();
    if (found || !connection.tables().empty()) return refuse(not_empty, {}, {place}).error();
    return {};
}

} // namespace

Result<bool> begin_arrival(store::Connection& connection, const std::string& place, const Mark& arriving) {
    // Looked at before the writer's place is asked for, which somebody else may hold for long.
    if (auto refusal = refusal_of(connection, place, arriving, store::mark_of(connection)))
        return std::unexpected(std::move(*refusal));
    store::WriteTransaction write(connection);
    const auto found = store::mark_of(connection);
    if (auto refusal = refusal_of(connection, place, arriving, found)) return std::unexpected(std::move(*refusal));
    if (!found) store::set_mark(connection, arriving);
    write.commit();
    return found.has_value();
}

std::optional<Refusal> refusal_of_pointer(const std::string& folder, const std::string& source) {
    const auto kept = database_of(folder);
    if (!kept) return kept.error();
    if (*kept == own_file_of(folder) || *kept == source) return {};
    return refuse(not_empty, {}, {folder}).error();
}

std::optional<Refusal> make_lasting_tables(store::Connection& connection) {
    auto all = engine::migrations();
    std::ranges::move(migrations(), std::back_inserter(all));
    const auto migrated = store::migrate(connection, all);
    return migrated ? std::nullopt : std::optional(migrated.error());
}

std::optional<Refusal> make_tables(store::Connection& connection, const engine::Registry& registry) {
    if (auto refusal = make_lasting_tables(connection)) return refusal;
    engine::make_projections(connection, registry);
    return {};
}

} // namespace reef::app
