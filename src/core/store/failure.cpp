#include "core/store/failure.hpp"
#include <fmt/format.h>

namespace reef::store {
namespace {

constexpr RefusalKind full{"store.full",
                           "There is no room left to keep this: the disk of \"{}\" is full. Nothing was changed. "
                           "Please make room and try again.",
                           507};
constexpr RefusalKind busy{
    "store.busy", "Someone else was writing to \"{}\" for too long. Nothing was changed. Please try again.", 503};
constexpr RefusalKind unreachable{
    "store.unreachable", "The data in \"{}\" could not be reached. Nothing was changed. Please try again later.", 503};
constexpr RefusalKind damaged{
    "store.damaged", "The data in \"{}\" is damaged. Nothing was changed. Please restore it from a backup.", 503};
constexpr RefusalKind not_a_database{
    "store.not_a_database", "\"{}\" is not a database of Reef. Please give the path of one, or of a new file.", 503};
constexpr RefusalKind read_only{"store.read_only",
                                "\"{}\" may be read but not written by this user. Please mend its permissions, and "
                                "those of its folder.",
                                503};
constexpr RefusalKind moved{"store.moved",
                            "The platform lives no longer in \"{}\": it was moved. Nothing was changed. Please stop "
                            "this server, and serve the new place.",
                            503};

const RefusalKind& refusal_kind(StoreFailure::Kind kind) {
    switch (kind) {
    case StoreFailure::Kind::full:
        return full;
    case StoreFailure::Kind::busy:
        return busy;
    case StoreFailure::Kind::unreachable:
        return unreachable;
    case StoreFailure::Kind::damaged:
        return damaged;
    case StoreFailure::Kind::not_a_database:
        return not_a_database;
    case StoreFailure::Kind::read_only:
        return read_only;
    case StoreFailure::Kind::moved:
        return moved;
    }
    return unreachable;
}

} // namespace

StoreFailure::StoreFailure(Kind which, std::string place, const std::string& detail)
    : std::runtime_error(fmt::format("{}: {}: {}", refusal_kind(which).code, place, detail)),
      kind(which),
      where(std::move(place)) {}

Refusal StoreFailure::refusal() const { return refuse(refusal_kind(kind), {}, {where}).error(); }

} // namespace reef::store
