#include "core/base/json.hpp"
#include "core/base/log.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>
#include <sstream>

namespace reef {
namespace {

/// What is logged while it lives.
class Heard {
  public:
    explicit Heard(LogForm form) : before_(spdlog::default_logger()) {
        auto log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_st>(text_));
        log->set_formatter(log_formatter(form));
        spdlog::set_default_logger(std::move(log));
    }
    ~Heard() { spdlog::set_default_logger(before_); }
    std::string text() const { return text_.str(); }

  private:
    std::ostringstream text_;
    std::shared_ptr<spdlog::logger> before_;
};

TEST(Log, is_one_json_object_a_line_whatever_is_said) {
    const Heard heard(LogForm::json);
    log_with(spdlog::level::err, "a \"quote\",\na line {}", {{"reference", "a1b2"}, {"duration_us", 17}});
    const auto text = heard.text();
    ASSERT_EQ(std::ranges::count(text, '\n'), 1) << text;
    auto line = parse_json(text)->as_object();
    EXPECT_THAT(std::string(line.at("time").as_string()), testing::MatchesRegex("20..-..-..T..:..:..\\....Z"));
    line.stable_erase("time");
    EXPECT_EQ(json_text(line),
              R"({"level":"error","what":"a \"quote\",\na line {}","reference":"a1b2","duration_us":17})");
}

TEST(Log, says_the_same_to_people) {
    const Heard heard(LogForm::text);
    log_with(spdlog::level::warn, "it leaks", {{"reference", "a1b2"}, {"duration_us", 17}});
    EXPECT_THAT(heard.text(),
                testing::MatchesRegex("20..-..-..T..:..:..\\....Z warning it leaks reference=a1b2 duration_us=17\n"));
}

TEST(Log, keeps_what_belongs_to_one_line_out_of_the_next) {
    const Heard heard(LogForm::json);
    log_with(spdlog::level::info, "first", {{"reference", "a1b2"}});
    spdlog::info("second");
    const auto text = heard.text();
    EXPECT_THAT(text.substr(text.find('\n') + 1), testing::Not(testing::HasSubstr("reference")));
}

} // namespace
} // namespace reef
