#include "core/store/dialect_connection.hpp"
#include "core/base/text.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::store {

void DialectConnection::check_place(const Usage& usage) {
    if (state_ == State::failed) wrong("after a failure comes a rollback", usage.text);
    if (usage.writes && state_ != State::writing) wrong("what writes stands inside begin_write", usage.text);
}

void DialectConnection::check_arguments(Usage& usage, std::span<const Value> arguments) {
    if (arguments.size() != usage.parameters.size())
        wrong(fmt::format("{} arguments for {} parameters", arguments.size(), usage.parameters.size()), usage.text);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& value = arguments[i];
        if (usage.used && usage.parameters[i] != value.kind)
            wrong(fmt::format("${} is {} now and was {} before", i + 1, sql_name(value.kind),
                              sql_name(usage.parameters[i])),
                  usage.text);
        usage.parameters[i] = value.kind;
        if (value.kind == ValueKind::text && !value.null &&
            (value.data.find('\0') != std::string_view::npos || !is_valid_utf8(value.data)))
            wrong(fmt::format("${} is UTF-8 without NUL", i + 1), usage.text);
    }
    usage.used = true;
}

void DialectConnection::stand_in(const Generation& generation) {
    in_use_.reset();
    generation_ = std::make_shared<const Generation>(generation);
    forget_statements();
}

void DialectConnection::follow_generation() {
    if (!in_use_) return;
    auto now = in_use_->now();
    if (now == generation_) return;
    generation_ = std::move(now);
    forget_statements();
}

std::vector<std::string> DialectConnection::tables_called(std::vector<std::string> names) const {
    std::vector<std::string> tables;
    for (const auto& name : names)
        if (auto table = generation_->table_called(name)) tables.push_back(std::move(*table));
    std::ranges::sort(tables);
    return tables;
}

void DialectConnection::note_failure() noexcept {
    if (state_ != State::outside) state_ = State::failed;
}

void DialectConnection::wrong(const std::string& what, std::string_view sql) {
    note_failure();
    broken(fmt::format("{}, in: {}", what, sql.substr(0, 300)));
}

} // namespace reef::store
