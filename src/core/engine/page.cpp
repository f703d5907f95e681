#include "core/engine/page.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::engine {

std::int64_t PageRequest::asked_number(std::string_view name, std::int64_t otherwise) const {
    return parse_integer(asked(name)).value_or(otherwise);
}

std::int64_t PageRequest::asked_page() const {
    constexpr std::int64_t pages_max = 1'000'000'000;
    return std::clamp<std::int64_t>(asked_number("page", 1), 1, pages_max);
}

std::string PageRequest::say(std::string_view english, std::initializer_list<std::string> values) const {
    return fill(translate ? translate(english).value_or(english) : english, values);
}

std::string PageRequest::revealed(const Hash& commitment) const {
    return chronicle::reveal_text(connection, commitment).value_or(say("(erased)"));
}

std::optional<Proof> proof_of(store::Connection& connection, EntryNumber entry) {
    const auto stored = chronicle::read_entry(connection, entry);
    if (!stored) return {};
    return Proof{std::to_string(entry), stored->hash};
}

std::vector<Phase> placed_in_time(std::vector<Phase> phases, Time now) {
    for (auto& phase : phases) {
        phase.is_done = phase.ends_at && *phase.ends_at <= now;
        phase.is_current = !phase.is_done && phase.begins_at <= now;
        phase.is_ahead = phase.begins_at > now;
    }
    return phases;
}

std::optional<Pagination> Pagination::of(std::int64_t page, std::int64_t size, std::int64_t total,
                                         std::string_view other_query) {
    if (total <= size) return {};
    const auto address = [&](std::int64_t number) { return fmt::format("?{}page={}", other_query, number); };
    Pagination pagination{(page - 1) * size + 1, std::min(page * size, total), total, {}, {}};
    if (page > 1) pagination.newer = address(page - 1);
    if (pagination.last < total) pagination.older = address(page + 1);
    return pagination;
}

} // namespace reef::engine
