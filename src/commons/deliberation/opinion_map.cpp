#include "commons/deliberation/opinion_map.hpp"
#include "commons/deliberation/topic.hpp"
#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace reef::deliberation {
using namespace engine;
namespace {

opinion::Choice choice_of(Answer answer) {
    switch (answer) {
    case Answer::agree:
        return opinion::Choice::agree;
    case Answer::disagree:
        return opinion::Choice::disagree;
    case Answer::pass:
        break;
    }
    return opinion::Choice::pass;
}

Hash hash_of(store::Connection& connection, EntryNumber entry) {
    const auto proof = proof_of(connection, entry);
    return proof ? proof->hash : Hash{};
}

/// Shared by all platforms and requests of the process. A chronicle is told by the hash of the entry a map is as of.
class KeptMaps {
  public:
    std::shared_ptr<const OpinionMap> recent(store::Connection& connection, IdValue deliberation,
                                             const AnswersSoFar& now, Time at) {
        const auto hash = hash_of(connection, now.entry);
        {
            std::unique_lock lock(mutex_);
            while (true) {
                const auto kept = find(connection, deliberation, now);
                if (kept && is_recent_enough(kept->as_of, now, at)) return kept;
                if (!is_drawn_now(hash)) break;
                if (kept) return kept;
                drawn_.wait(lock);
            }
            under_way_.push_back(hash);
        }
        const Drawing drawing{*this, hash};
        auto map = std::make_shared<OpinionMap>(draw_map(connection, deliberation, now));
        map->hash = hash;
        keep(map);
        return map;
    }

  private:
    static constexpr std::size_t kept_max = 32;

    /// Says that a drawing ended, also when it failed.
    struct Drawing {
        KeptMaps& maps;
        Hash hash;
        ~Drawing() {
            const std::lock_guard lock(maps.mutex_);
            maps.under_way_.erase(std::ranges::find(maps.under_way_, hash));
            maps.drawn_.notify_all();
        }
    };

    bool is_drawn_now(const Hash& hash) const { return std::ranges::find(under_way_, hash) != under_way_.end(); }

    /// The newest of this deliberation that lies in this chronicle's past.
    std::shared_ptr<const OpinionMap> find(store::Connection& connection, IdValue deliberation,
                                           const AnswersSoFar& now) const {
        for (auto each = maps_.rbegin(); each != maps_.rend(); ++each) {
            const auto& map = **each;
            if (map.deliberation == deliberation && map.as_of.entry <= now.entry &&
                hash_of(connection, map.as_of.entry) == map.hash)
                return *each;
        }
        return {};
    }

    void keep(std::shared_ptr<const OpinionMap> map) {
        const std::lock_guard lock(mutex_);
        if (maps_.size() == kept_max) maps_.erase(maps_.begin());
        maps_.push_back(std::move(map));
    }

    std::mutex mutex_;
    std::condition_variable drawn_;
    std::vector<std::shared_ptr<const OpinionMap>> maps_; // the last drawn at the end
    std::vector<Hash> under_way_;
};

} // namespace

const opinion::ParticipantOnMap* OpinionMap::place_of(std::int64_t voice) const {
    const auto at = std::ranges::lower_bound(found.participants, voice, {}, &opinion::ParticipantOnMap::id);
    return at != found.participants.end() && at->id == voice ? &*at : nullptr;
}

opinion::Settings map_settings() {
    constexpr auto least = static_cast<std::size_t>(people::shown_from);
    return {.listed_statements = listed_statements, .minimum_participants = 2 * least, .minimum_group_size = least};
}

bool is_recent_enough(const AnswersSoFar& kept, const AnswersSoFar& now, Time at) {
    const auto since = now.given - kept.given;
    if (since == 0) return true;
    if (at - now.at >= hours(1)) return false;
    return since < std::max(people::shown_from, kept.given / 100);
}

OpinionMap draw_map(store::Connection& connection, IdValue deliberation, const AnswersSoFar& as_of) {
    using Row = std::tuple<std::int64_t, std::int64_t, Answer>;
    std::vector<opinion::Evaluation> evaluations;
    for (const auto& [voice, number, answer] : connection.all<Row>(
             "SELECT voice, number, answer FROM {deliberation_evaluations} WHERE deliberation = $1", deliberation))
        evaluations.push_back({voice, number, choice_of(answer)});
    std::vector<opinion::StatementRole> roles;
    for (const auto number : connection.all<std::int64_t>(
             "SELECT number FROM {deliberation_statements} WHERE deliberation = $1 AND hidden", deliberation))
        roles.push_back({.id = number, .is_out = true});
    OpinionMap map{.deliberation = deliberation, .as_of = as_of};
    map.found = opinion::find_opinions(opinion::Evaluations(evaluations), roles, {}, map_settings());
    map.between = opinion::between_groups(map.found, people::shown_from, listed_statements);
    return map;
}

std::shared_ptr<const OpinionMap> recent_map(store::Connection& connection, IdValue deliberation,
                                             const AnswersSoFar& now, Time at) {
    static KeptMaps maps;
    return maps.recent(connection, deliberation, now, at);
}

} // namespace reef::deliberation
