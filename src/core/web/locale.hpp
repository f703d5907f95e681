// One language and time zone, with the tools of ICU that speak it. Costly to make, so kept; not shared between threads.
// Only format.cpp and locale.cpp include this.
#pragma once
#include "core/web/template.hpp"

namespace reef::web {

enum class TimeUnit { minute, hour, day, month, year };

class Locale {
  public:
    /// This thread's, made when first asked for. An unknown time zone is our mistake: settings are checked when made.
    static Locale& of(const Environment& environment);

    Locale(std::string_view language, std::string_view time_zone);
    ~Locale();
    std::string money(const Money& amount);
    std::string percent(Percent part);
    std::string decimal(std::string_view digits);
    /// Whether the language uses the singular for this many.
    bool is_singular(std::int64_t count);
    std::string date(Time at);
    std::string time(Time at);
    std::string now();
    std::string from_now(double count, TimeUnit unit);
    std::string duration(Duration span);

  private:
    struct Tools;
    std::unique_ptr<Tools> tools_;
};

} // namespace reef::web
