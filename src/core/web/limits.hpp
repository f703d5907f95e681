// How often one account or one address may try: buckets of tokens, in memory.
#pragma once
#include "core/web/site.hpp"
#include "core/web/visit.hpp"
#include <mutex>
#include <unordered_map>

namespace reef::web {

class Limits {
  public:
    explicit Limits(Allowance allowance) : allowance_(allowance) {}
    /// Takes one; where there is none, how long to wait for it.
    std::optional<Duration> take(const std::string& key, Time now);
    /// Fills up again: after a success.
    void forgive(const std::string& key);

  private:
    struct Bucket {
        int left;
        Time refilled_at;
    };
    void refill(Bucket& bucket, Time now) const;

    const Allowance allowance_;
    std::mutex mutex_;
    std::unordered_map<std::string, Bucket> buckets_;
};

/// Takes one; where there is none, accounts.too_often, and the visit says when to try again.
std::optional<Refusal> refusal_of_pace(Limits& limits, const std::string& key, Time now, Visit& visit);

} // namespace reef::web
