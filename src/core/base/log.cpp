#include "core/base/log.hpp"
#include "core/base/json.hpp"
#include "core/base/quantity.hpp"
#include <fmt/format.h>
#include <span>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace reef {
namespace {

/// Of the line that this thread is writing: a synchronous log formats in the thread that says something.
thread_local std::span<const LogField> fields_of_line;

std::string_view text_of(spdlog::string_view_t text) { return {text.data(), text.size()}; }

class JsonFormatter final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
        const Time at{std::chrono::duration_cast<std::chrono::milliseconds>(message.time.time_since_epoch()).count()};
        json::object line{{"time", at.text()},
                          {"level", text_of(spdlog::level::to_string_view(message.level))},
                          {"what", text_of(message.payload)}};
        for (const auto& [name, value] : fields_of_line)
            std::visit([&](const auto& each) { line[name] = each; }, value);
        const auto text = json_text(line) + "\n";
        to.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<formatter> clone() const override { return std::make_unique<JsonFormatter>(); }
};

class TextFormatter final : public spdlog::formatter {
  public:
    void format(const spdlog::details::log_msg& message, spdlog::memory_buf_t& to) override {
        line_.format(message, to);
        for (const auto& [name, value] : fields_of_line)
            std::visit([&](const auto& each) { fmt::format_to(fmt::appender(to), " {}={}", name, each); }, value);
        to.push_back('\n');
    }
    std::unique_ptr<formatter> clone() const override { return std::make_unique<TextFormatter>(); }

  private:
    spdlog::pattern_formatter line_{"%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc, ""};
};

} // namespace

std::unique_ptr<spdlog::formatter> log_formatter(LogForm form) {
    if (form == LogForm::json) return std::make_unique<JsonFormatter>();
    return std::make_unique<TextFormatter>();
}

void write_log(LogForm form, spdlog::level::level_enum from) {
    auto sink = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    auto log = std::make_shared<spdlog::logger>("reef", std::move(sink));
    log->set_formatter(log_formatter(form));
    log->set_level(from);
    spdlog::set_default_logger(std::move(log));
}

void log_with(spdlog::level::level_enum level, std::string_view what, std::initializer_list<LogField> fields) {
    fields_of_line = {fields.begin(), fields.size()};
    spdlog::log(level, "{}", what);
    fields_of_line = {};
}

} // namespace reef
