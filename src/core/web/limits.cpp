#include "core/web/limits.hpp"

namespace reef::web {
namespace {
/// Beyond, buckets that have filled up again are thrown away.
constexpr std::size_t buckets_max = 10'000;

constexpr RefusalKind too_often{"accounts.too_often", "That was tried too often. Please wait {} and try again.", 429};
} // namespace

void Limits::refill(Bucket& bucket, Time now) const {
    const auto more = (now - bucket.refilled_at).ms / allowance_.one_more_after.ms;
    if (more <= 0) return;
    bucket.left = static_cast<int>(std::min<std::int64_t>(allowance_.at_once, bucket.left + more));
    bucket.refilled_at = bucket.refilled_at + Duration{more * allowance_.one_more_after.ms};
}

std::optional<Duration> Limits::take(const std::string& key, Time now) {
    const std::lock_guard lock(mutex_);
    if (buckets_.size() >= buckets_max)
        std::erase_if(buckets_, [&](const auto& each) {
            auto bucket = each.second;
            refill(bucket, now);
            return bucket.left == allowance_.at_once;
        });
    auto& bucket = buckets_.try_emplace(key, Bucket{allowance_.at_once, now}).first->second;
    if (bucket.left == allowance_.at_once) bucket.refilled_at = now;
    refill(bucket, now);
    if (bucket.left == 0) return bucket.refilled_at + allowance_.one_more_after - now;
    --bucket.left;
    return {};
}

std::optional<Refusal> refusal_of_pace(Limits& limits, const std::string& key, Time now, Visit& visit) {
    const auto wait = limits.take(key, now);
    if (!wait) return {};
    visit.retry_after = wait;
    return refuse(too_often, {}, {minutes((wait->ms + 59'999) / 60'000).text()}).error();
}

void Limits::forgive(const std::string& key) {
    const std::lock_guard lock(mutex_);
    buckets_.erase(key);
}

} // namespace reef::web
