#include "math/tally/paper_tree.hpp"
#include "math/tally/reserved.hpp"
#include "math/tally/ties.hpp"
#include "math/tally/transferable_methods.hpp"
#include <algorithm>
#include <gmpxx.h>

namespace reef::tally {
namespace {

constexpr RefusalKind too_many_for_meek{
    "tally.too_many_votes", "With {} decimals there is room for fewer votes than these; ask for more than 9 decimals.",
    422};

/// Decimals as 64-bit integers: up to 9 digits, so that a product of two weights fits.
struct NarrowDecimals {
    using Number = std::int64_t;
    Number unit;
    explicit NarrowDecimals(int digits) : unit(power_of_ten(digits).whole()) {}
    /// ceil(a * b / divisor)
    static Number scaled_up(Number a, Number b, Number divisor) {
        return static_cast<Number>((static_cast<__int128>(a) * b + divisor - 1) / divisor);
    }
    static Number count(std::int64_t papers) { return papers; }
    Exact exact(Number value) const { return Exact::ratio(value, unit); }
};

/// Decimals of any length.
struct WideDecimals {
    using Number = mpz_class;
    Number unit;
    explicit WideDecimals(int digits) { mpz_ui_pow_ui(unit.get_mpz_t(), 10, static_cast<unsigned long>(digits)); }
    static Number scaled_up(const Number& a, const Number& b, const Number& divisor) {
        Number out;
        mpz_cdiv_q(out.get_mpz_t(), Number(a * b).get_mpz_t(), divisor.get_mpz_t());
        return out;
    }
    static Number count(std::int64_t papers) { return static_cast<long>(papers); }
    Exact exact(const Number& value) const { return *Exact::parse(value.get_str()) / *Exact::parse(unit.get_str()); }
};

/// The letters name the steps of the Reference Meek Rule (Proportional Representation Foundation, prfound.org).
template <class Decimals>
class MeekCount {
  public:
    using Number = typename Decimals::Number;

    MeekCount(const Election& election, const Options& options, const Preferences& preferences,
              std::span<const std::int64_t> votes)
        : election_(election),
          decimals_(static_cast<int>(options.whole("decimals"))),
          batches_(options.is("defeat", "batch")),
          ties_(election, options),
          reservation_(election),
          tree_(paper_tree(preferences, votes)),
          keep_(election.candidates.size(), Number(0)),
          tally_(election.candidates.size()) {
        // A. Every hopeful candidate keeps all, every withdrawn one nothing.
        for (const auto candidate : election.standing()) keep_[candidate] = decimals_.unit;
        hopeful_ = election.standing();
        omega_ = decimals_.unit;
        for (auto i = options.whole("omega"); i > 0; --i) omega_ = omega_ / 10;
        for (std::size_t i = 0; i < votes.size(); ++i)
            if (!preferences.of(i).empty()) papers_ += votes[i];
    }

    Outcome run() {
        // B.1. Rounds until the seats are filled, or only as many hopefuls are left as seats.
        while (seats_left() > 0 && hopeful_.size() > seats_left() && !stands_tied_) {
            if (auto doomed = those_doomed(); !doomed.empty()) {
                distribute();
                update_quota();
                exclude(doomed);
                state_stage("exclude_doomed", doomed, End::elected);
                continue;
            }
            const auto end = iterate();
            if (end == End::elected) continue;
            const auto losers = end == End::batch ? sure_losers() : lowest();
            exclude(losers);
            state_stage(end == End::batch ? "exclude_sure_losers" : "exclude", losers, end);
        }
        return finished();
    }

  private:
    enum class End { elected, omega, stable, batch };
    const Election& election_;
    Decimals decimals_;
    bool batches_;
    TieBreaker ties_;
    Reservation reservation_;
    std::vector<PaperNode> tree_;
    std::vector<Number> keep_, tally_;
    std::vector<Number> weights_;
    CandidateList hopeful_, winners_, excluded_;
    std::vector<Stage> stages_;
    std::int64_t papers_ = 0, iterations_ = 0;
    Number omega_, quota_{}, surplus_{};
    bool stands_tied_ = false;

    std::size_t seats_left() const { return static_cast<std::size_t>(election_.seats) - winners_.size(); }

    void exclude(const CandidateList& candidates) {
        for (const auto candidate : candidates) {
            keep_[candidate] = 0;
            std::erase(hopeful_, candidate);
            excluded_.push_back(candidate);
        }
    }
    CandidateList those_doomed() const {
        CandidateList doomed;
        if (reservation_.is_empty()) return doomed;
        for (const auto candidate : hopeful_)
            if (reservation_.is_doomed(candidate, seats_left())) doomed.push_back(candidate);
        return doomed;
    }

    /// B.2.a. Each candidate on a ballot keeps a part of what reaches him, rounded up; the rest goes on.
    void distribute() {
        for (auto& tally : tally_) tally = 0;
        weights_.resize(1, decimals_.unit);
        weights_[0] = decimals_.unit;
        for (std::size_t i = 0; i < tree_.size();) {
            const auto& node = tree_[i];
            const std::size_t depth = node.depth;
            if (weights_.size() < depth + 2) weights_.resize(depth + 2);
            const auto& share = keep_[node.candidate];
            if (share == 0) {
                weights_[depth + 1] = weights_[depth];
                ++i;
                continue;
            }
            const Number kept =
                share == decimals_.unit ? weights_[depth] : Decimals::scaled_up(weights_[depth], share, decimals_.unit);
            tally_[node.candidate] += kept * Decimals::count(node.papers);
            weights_[depth + 1] = weights_[depth] - kept;
            i = weights_[depth + 1] == 0 ? node.end : i + 1;
        }
    }

    End iterate() {
        Number last_surplus = decimals_.unit * Decimals::count(papers_);
        iterations_ = 0;
        while (true) {
            ++iterations_;
            distribute();
            update_quota();                   // B.2.b
            if (elect()) return End::elected; // B.2.c
            // B.2.d. All surplus, not below 0.
            surplus_ = 0;
            for (const auto winner : winners_) surplus_ += tally_[winner] - quota_;
            if (surplus_ < 0) surplus_ = 0;
            // B.2.e. Small enough, or no longer falling.
            if (surplus_ < omega_) return End::omega;
            if (surplus_ >= last_surplus) return End::stable;
            if (batches_ && !sure_losers().empty()) return End::batch;
            last_surplus = surplus_;
            // B.2.f. Who has too much keeps less.
            for (const auto winner : winners_) {
                const Number part = Decimals::scaled_up(keep_[winner], quota_, decimals_.unit);
                keep_[winner] = Decimals::scaled_up(part, decimals_.unit, tally_[winner]);
            }
        }
    }

    /// All votes that candidates hold, by one more than the seats, cut to the decimals, plus the smallest unit.
    void update_quota() {
        Number sum = 0;
        for (const auto& tally : tally_) sum += tally;
        quota_ = sum / Decimals::count(election_.seats + 1) + 1;
    }

    bool elect() {
        CandidateList reached;
        for (const auto candidate : hopeful_)
            if (tally_[candidate] >= quota_) reached.push_back(candidate);
        if (reached.empty()) return false;
        std::ranges::stable_sort(reached, [&](auto a, auto b) { return tally_[a] > tally_[b]; });
        std::erase_if(reached, [&](auto candidate) {
            if (!reservation_.is_empty() && reservation_.is_doomed(candidate, seats_left())) return true;
            std::erase(hopeful_, candidate);
            winners_.push_back(candidate);
            reservation_.elected(candidate);
            return false;
        });
        state_stage("elect", reached, End::elected);
        return true;
    }

    /// B.3. The lowest; whoever is above him by no more than the surplus left is tied with him.
    CandidateList lowest() {
        auto among = hopeful_;
        std::erase_if(among, [&](auto candidate) { return reservation_.is_guarded(candidate, hopeful_); });
        const Number least = tally_[*std::ranges::min_element(among, {}, [&](auto i) { return tally_[i]; })];
        CandidateList tied;
        for (const auto candidate : among)
            if (tally_[candidate] <= least + surplus_) tied.push_back(candidate);
        if (tied.size() == 1) return tied;
        const auto order = ties_.order("exclusion", tied);
        stands_tied_ = !order;
        return order ? CandidateList{order->front()} : CandidateList{};
    }

    /// The largest set at the bottom whose votes with all surplus stay below the next one's.
    CandidateList sure_losers() const {
        if (!reservation_.is_empty()) return {}; // one at a time, so that none is excluded who is guarded by then
        auto order = hopeful_;
        std::ranges::stable_sort(order, [&](auto a, auto b) { return tally_[a] < tally_[b]; });
        Number sum = surplus_;
        std::size_t losers = 0;
        for (std::size_t i = 0; i + seats_left() < order.size() && i + 1 < order.size(); ++i) {
            sum += tally_[order[i]];
            if (sum < tally_[order[i + 1]]) losers = i + 1;
        }
        order.resize(losers);
        std::ranges::sort(order);
        return order;
    }

    /// Where everyone stood when this was decided.
    void state_stage(std::string action, const CandidateList& candidates, End end) {
        Stage stage{.action = std::move(action), .candidates = candidates};
        PerCandidate keep;
        Number sum = 0;
        for (const auto candidate : election_.standing()) {
            stage.tally[candidate] = decimals_.exact(tally_[candidate]);
            keep[candidate] = decimals_.exact(keep_[candidate]);
            sum += tally_[candidate];
        }
        stage.facts.push_back({"quota", decimals_.exact(quota_)});
        if (end != End::elected) stage.facts.push_back({"surplus", decimals_.exact(surplus_)});
        stage.facts.push_back({"nontransferable", Exact(papers_) - decimals_.exact(sum)});
        stage.facts.push_back({"iterations", Exact(iterations_)});
        stage.facts.push_back({"iteration_ended_by", end == End::elected  ? std::string("election")
                                                     : end == End::omega  ? std::string("surplus_below_omega")
                                                     : end == End::stable ? std::string("surplus_no_longer_falls")
                                                                          : std::string("sure_losers")});
        stage.facts.push_back({"keep_factors", std::move(keep)});
        stages_.push_back(std::move(stage));
    }

    Outcome finished() {
        Outcome outcome;
        if (!stands_tied_ && seats_left() >= hopeful_.size()) { // C. Elect the remaining
            std::ranges::stable_sort(hopeful_, [&](auto a, auto b) { return tally_[a] > tally_[b]; });
            if (!hopeful_.empty()) outcome.account.state("elected_to_remaining_seats", hopeful_);
            winners_.insert(winners_.end(), hopeful_.begin(), hopeful_.end());
            hopeful_.clear();
        }
        outcome.winners = winners_;
        if (!stands_tied_) {
            for (const auto winner : winners_) outcome.ranking.push_back({winner});
            PerCandidate left;
            for (const auto candidate : hopeful_) left[candidate] = decimals_.exact(tally_[candidate]);
            for (auto& group : ranked_by(left)) outcome.ranking.push_back(std::move(group));
            for (auto out = excluded_.rbegin(); out != excluded_.rend(); ++out) outcome.ranking.push_back({*out});
        }
        outcome.ties = ties_.take();
        if (stages_.empty()) { // nothing had to be decided: as many candidates as seats
            distribute();
            update_quota();
        }
        outcome.account.state("quota", decimals_.exact(quota_));
        outcome.account.state("votes", Exact(papers_));
        outcome.account.stages = std::move(stages_);
        return outcome;
    }
};

} // namespace

Result<Outcome> count_stv_meek(const Election& election, const Options& options) {
    const auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    const Preferences preferences(election);
    const auto digits = options.whole("decimals");
    if (digits > 9) return MeekCount<WideDecimals>(election, options, preferences, *votes).run();
    std::int64_t sum = 0;
    for (const auto each : *votes) sum += each;
    if (sum > 4'000'000'000) return refuse(too_many_for_meek, "ballots", {std::to_string(digits)});
    return MeekCount<NarrowDecimals>(election, options, preferences, *votes).run();
}

} // namespace reef::tally
