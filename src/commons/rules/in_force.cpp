#include "commons/rules/in_force.hpp"

namespace reef::rules {
namespace {
constexpr std::string_view version_columns =
    "SELECT rule, version, value, effective_at, entry, decision, reason, published_at, origin, author, expected, "
    "sunset_at, result FROM {rules_versions} ";
}

std::vector<Version> versions_of(store::Connection& connection, std::string_view rule) {
    return connection.all<Version>(std::string(version_columns) + "WHERE rule = $1 ORDER BY version", rule);
}

std::optional<std::string> value_before(const std::vector<Version>& versions, std::size_t place) {
    for (auto earlier = place; earlier-- > 0;)
        if (versions[earlier].value != versions[place].value) return versions[earlier].value;
    return {};
}

std::optional<Version> version_at(store::Connection& connection, std::string_view rule, Time at) {
    return connection.first<Version>(std::string(version_columns) +
                                         "WHERE rule = $1 AND effective_at <= $2 ORDER BY version DESC LIMIT 1",
                                     rule, at);
}

namespace {
/// Many ask for the charter on the way to one page, and it hardly ever changes: the one read last is kept. Whatever
/// connection it comes from, the same text is the same charter.
const Charter& charter_of(const std::string& text) {
    thread_local std::string last_text;
    thread_local Charter last;
    if (text != last_text) {
        last = from_recorded<Charter>(text);
        last_text = text;
    }
    return last;
}
} // namespace

std::optional<PlatformRow> platform(store::Connection& connection) {
    using Row = std::tuple<std::string, EntryNumber, Time, std::optional<Time>>;
    const auto row = connection.first<Row>(
        "SELECT charter, entry, founded_at, launched_at FROM {rules_platform} WHERE platform = 1");
    if (!row) return {};
    const auto& [text, entry, founded_at, launched_at] = *row;
    return PlatformRow{charter_of(text), entry, founded_at, launched_at};
}

PlatformRow founded_platform(store::Connection& connection) {
    auto row = platform(connection);
    ensure(row.has_value(), "the platform is founded");
    return std::move(*row);
}

} // namespace reef::rules
