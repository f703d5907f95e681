// The log: a line for a person, or an object for a program. It names no person: no address, name, token or query.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <spdlog/formatter.h>
#include <string_view>
#include <variant>

namespace reef {

/// What a line says beside its words, such as the reference that a refusal names.
struct LogField {
    std::string_view name; // neither `time`, `level` nor `what`
    std::variant<std::string_view, std::int64_t> value;
};

enum class LogForm { text, json };

/// Everything that is logged from now on goes to standard error in this form, from this level on.
void write_log(LogForm form, spdlog::level::level_enum from);
/// For what is more than words; the rest says `spdlog::warn(…)`.
void log_with(spdlog::level::level_enum level, std::string_view what, std::initializer_list<LogField> fields);

/// A whole line in that form, as `log_with` writes it.
std::unique_ptr<spdlog::formatter> log_formatter(LogForm form);

} // namespace reef
