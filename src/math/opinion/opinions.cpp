#include "math/opinion/opinions.hpp"
#include "core/base/module.hpp"
#include "math/opinion/components.hpp"
#include "math/opinion/grouping.hpp"
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace reef::opinion {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// One run: the steps in their order, each from what the ones before it found.
class Run {
  public:
    Run(const Evaluations& evaluations, std::span<const StatementRole> roles, const OpinionState& previous,
        const Settings& settings)
        : evaluations_(evaluations),
          settings_(settings),
          previous_(previous),
          is_out_(evaluations.statements().size()),
          is_meta_(is_out_.size()) {
        for (const auto& role : roles) {
            const auto at = std::ranges::lower_bound(evaluations.statements(), role.id);
            if (at == evaluations.statements().end() || *at != role.id) continue;
            const auto place = static_cast<std::size_t>(at - evaluations.statements().begin());
            is_out_[place] = role.is_out || role.is_meta;
            is_meta_[place] = role.is_meta;
        }
    }

    Opinions find() {
        found_.state = previous_;
        find_axes();
        include();
        carry_over();
        cluster();
        count();
        describe_statements();
        describe_groups();
        return std::move(found_);
    }

  private:
    void find_axes() {
        if (settings_.loadings) {
            ensure(settings_.loadings->size() == is_out_.size(), "one loading per statement");
            components_ = {.means = statement_means(evaluations_, is_out_), .loadings = *settings_.loadings};
        } else {
            std::vector<Point> start;
            if (!previous_.loadings.empty())
                for (const auto id : evaluations_.statements()) start.push_back(previous_loading(id));
            components_ = principal_components(evaluations_, is_out_, start, {.seed = settings_.seed});
            found_.explained = components_.explained;
            found_.converged = components_.converged;
            found_.passes = components_.passes;
        }
        positions_ = participant_positions(evaluations_, is_out_, components_);
    }

    Point previous_loading(std::int64_t statement) const {
        const auto at = std::ranges::lower_bound(previous_.loadings, statement, {}, &OpinionState::Loading::statement);
        return at != previous_.loadings.end() && at->statement == statement ? at->loading : Point{};
    }

    /// Who counts: whoever counted before, whoever has said enough, and the most active if that makes too few.
    void include() {
        const auto participants = evaluations_.participants();
        const std::size_t minimum = std::min(settings_.inclusion_minimum, is_out_.size());
        is_in_.resize(participants.size());
        for (const auto& [participant, base_cluster] : previous_.included)
            if (const auto at = std::ranges::lower_bound(participants, participant);
                at != participants.end() && *at == participant)
                is_in_[static_cast<std::size_t>(at - participants.begin())] = true;
        std::vector<std::size_t> others;
        std::size_t in_count = 0;
        for (std::size_t i = 0; i < is_in_.size(); ++i) {
            if (evaluations_.row(i).size() >= minimum) is_in_[i] = true;
            if (is_in_[i])
                ++in_count;
            else
                others.push_back(i);
        }
        std::ranges::stable_sort(others, std::greater{}, [&](std::size_t i) { return evaluations_.row(i).size(); });
        for (std::size_t i = 0; i < others.size() && in_count < settings_.inclusion_top_up; ++i, ++in_count)
            is_in_[others[i]] = true;
        for (std::size_t i = 0; i < is_in_.size(); ++i)
            if (is_in_[i]) included_.push_back(i);
    }

    /// What the last run knew of those who are included now, in their order: -1 where it knew nothing.
    void carry_over() {
        std::vector<OpinionState::Included> now;
        std::map<int, std::vector<std::int32_t>> groups;
        for (const auto& [count, group_of] : previous_.groups) {
            ensure(group_of.size() == previous_.included.size(), "a group for everyone included");
            groups[count].resize(included_.size(), -1);
        }
        for (std::size_t i = 0; i < included_.size(); ++i) {
            now.push_back({evaluations_.participants()[included_[i]], -1});
            const auto at = std::ranges::lower_bound(previous_.included, now[i].participant, {},
                                                     &OpinionState::Included::participant);
            if (at == previous_.included.end() || at->participant != now[i].participant) continue;
            now[i].base_cluster = at->base_cluster;
            const auto place = static_cast<std::size_t>(at - previous_.included.begin());
            for (const auto& [count, group_of] : previous_.groups) groups[count][i] = group_of[place];
        }
        found_.state.included = std::move(now);
        found_.state.groups = std::move(groups);
    }

    void cluster() {
        auto& state = found_.state;
        std::vector<Point> places;
        std::vector<std::int32_t> bases_before;
        for (const auto i : included_) places.push_back(positions_[i]);
        for (const auto& one : state.included) bases_before.push_back(one.base_cluster);
        if (!settings_.starting_centres.empty()) follow_signs_of_centres(places);
        bases_ = base_clusters(places, bases_before, settings_);
        for (std::size_t i = 0; i < included_.size(); ++i)
            state.included[i].base_cluster = bases_.ids[bases_.clustering.cluster_of[i]];
        state.loadings.clear();
        for (std::size_t i = 0; i < is_out_.size(); ++i)
            state.loadings.push_back({evaluations_.statements()[i], components_.loadings[i]});
        if (included_.size() < settings_.minimum_participants)
            found_.insufficiencies.push_back(
                {"minimum_participants", included_.size(), settings_.minimum_participants});
        else if (grouping_ = group(places, bases_.clustering.centres, settings_, state); !grouping_.shown)
            found_.insufficiencies.push_back({"minimum_places", bases_.ids.size(), settings_.group_count.value_or(2)});
    }

    /// The signs of axes are arbitrary: takes those under which k-means moves the given centres least. For centres that
    /// a run published, that is not at all: they are the means of their members.
    void follow_signs_of_centres(std::vector<Point>& places) {
        const auto shift = [&](Point sign) {
            auto turned = places;
            for (Point& place : turned) place = times(sign, place);
            const auto moved = k_means(turned, settings_.starting_centres);
            if (moved.centres.size() < settings_.starting_centres.size())
                return std::numeric_limits<double>::infinity();
            double sum = 0;
            for (std::size_t c = 0; c < moved.centres.size(); ++c)
                sum += squared_distance(moved.centres[c], settings_.starting_centres[c]);
            return sum;
        };
        constexpr std::array<Point, 4> signs = {{{1, 1}, {-1, -1}, {-1, 1}, {1, -1}}};
        const Point sign = *std::ranges::min_element(signs, {}, shift);
        for (auto* points : {&components_.loadings, &positions_, &places})
            for (Point& point : *points) point = times(sign, point);
    }

    static Point times(Point sign, Point point) { return {sign.x * point.x, sign.y * point.y}; }

    /// The shown groups, in ascending order of their numbers; the place of each participant's; counts of all.
    void count() {
        place_of_.assign(positions_.size(), nowhere);
        std::size_t groups = 0;
        if (grouping_.shown) {
            const auto& [clustering, ids] = grouping_.tried.at(*grouping_.shown).groups;
            groups = ids.size();
            centre_of_.resize(groups);
            for (std::size_t i = 0; i < included_.size(); ++i)
                place_of_[included_[i]] = static_cast<std::size_t>(ids[clustering.cluster_of[i]]);
            for (std::size_t c = 0; c < groups; ++c)
                centre_of_[static_cast<std::size_t>(ids[c])] = clustering.centres[c];
        }
        everyone_.resize(is_out_.size());
        on_map_.resize(is_out_.size());
        of_group_.assign(groups, std::vector<Counts>(is_out_.size()));
        size_of_.assign(groups, 0);
        for (std::size_t i = 0; i < positions_.size(); ++i) {
            if (place_of_[i] != nowhere) ++size_of_[place_of_[i]];
            for (const Cell cell : evaluations_.row(i)) {
                const auto choice = cell.choice() == Choice::agree      ? &Counts::agree
                                    : cell.choice() == Choice::disagree ? &Counts::disagree
                                                                        : &Counts::pass;
                ++(everyone_[cell.statement()].*choice);
                if (is_in_[i]) ++(on_map_[cell.statement()].*choice);
                if (place_of_[i] != nowhere) ++(of_group_[place_of_[i]][cell.statement()].*choice);
            }
        }
        for (std::size_t i = 0; i < positions_.size(); ++i) describe_participant(i);
        for (std::size_t i = 0; i < included_.size(); ++i)
            found_.participants[included_[i]].base_cluster = found_.state.included[i].base_cluster;
    }

    bool is_sufficient(std::size_t group) const { return size_of_[group] >= settings_.minimum_group_size; }

    void describe_participant(std::size_t i) {
        auto& one = found_.participants.emplace_back();
        one.id = evaluations_.participants()[i];
        one.position = positions_[i];
        one.evaluations = evaluations_.row(i).size();
        one.is_included = is_in_[i];
        if (place_of_[i] != nowhere && is_sufficient(place_of_[i])) one.group = static_cast<std::int32_t>(place_of_[i]);
    }

    void describe_statements() {
        const auto positions = statement_positions(is_out_, components_);
        std::vector<StatementCounts> candidates;
        for (std::size_t i = 0; i < is_out_.size(); ++i) {
            auto& one = found_.statements.emplace_back();
            one.id = evaluations_.statements()[i];
            one.is_out = is_out_[i];
            one.is_meta = is_meta_[i];
            one.counts = everyone_[i];
            one.mean = components_.means[i];
            one.loading = components_.loadings[i];
            one.position = positions[i];
            one.extremity = std::sqrt(dot(positions[i], positions[i]));
            one.priority = asking_priority(on_map_[i], one.extremity, is_meta_[i]);
            for (std::size_t g = 0; g < of_group_.size(); ++g) {
                if (!is_sufficient(g)) continue;
                const auto& counts = of_group_[g][i];
                one.shared_agreement = one.shared_agreement.value_or(1) * careful_share(counts.agree, counts.all());
                one.shared_disagreement =
                    one.shared_disagreement.value_or(1) * careful_share(counts.disagree, counts.all());
            }
            if (!is_out_[i]) candidates.push_back({one.id, everyone_[i], {}});
        }
        found_.consensus = consensus_statements(candidates, settings_.listed_statements);
    }

    void describe_groups() {
        const auto sizes = bases_.clustering.sizes();
        for (std::size_t b = 0; b < sizes.size(); ++b)
            found_.base_clusters.push_back({bases_.ids[b], bases_.clustering.centres[b], sizes[b]});
        std::ranges::sort(found_.base_clusters, {}, &BaseClusterOnMap::id);
        for (const auto& [count, tried] : grouping_.tried) found_.tried.push_back({count, tried.silhouette});
        for (std::size_t g = 0; g < of_group_.size(); ++g) {
            if (!is_sufficient(g)) {
                found_.insufficiencies.push_back({"minimum_group_size", size_of_[g], settings_.minimum_group_size});
                continue;
            }
            std::vector<StatementCounts> candidates;
            for (std::size_t i = 0; i < is_out_.size(); ++i)
                if (!is_out_[i])
                    candidates.push_back({evaluations_.statements()[i], of_group_[g][i], on_map_[i] - of_group_[g][i]});
            found_.groups.push_back({static_cast<std::int32_t>(g), size_of_[g], centre_of_[g],
                                     representative_statements(candidates, settings_.listed_statements),
                                     std::move(of_group_[g])});
        }
    }

    const Evaluations& evaluations_;
    const Settings& settings_;
    const OpinionState& previous_;
    std::vector<bool> is_out_, is_meta_; // per statement
    Components components_;
    std::vector<Point> positions_;      // per participant
    std::vector<bool> is_in_;           // per participant
    std::vector<std::size_t> included_; // places of participants, ascending
    Numbered bases_;
    Grouping grouping_;
    std::vector<std::size_t> place_of_;         // per participant: number of the group, or nowhere
    std::vector<Point> centre_of_;              // per group
    std::vector<std::size_t> size_of_;          // per group
    std::vector<std::vector<Counts>> of_group_; // per group and statement
    std::vector<Counts> everyone_, on_map_;     // per statement
    Opinions found_;
};

} // namespace

Opinions find_opinions(const Evaluations& evaluations, std::span<const StatementRole> roles,
                       const OpinionState& previous, const Settings& settings) {
    return Run(evaluations, roles, previous, settings).find();
}

} // namespace reef::opinion
