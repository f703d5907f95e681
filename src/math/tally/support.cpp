#include "math/tally/support.hpp"
#include <algorithm>
#include <gmpxx.h>
#include <numeric>

namespace reef::tally {
namespace {

constexpr RefusalKind numbers_too_large{
    "tally.numbers_too_large",
    "The {} have too many digits to be counted exactly: multiplied to whole numbers, their sum is above 2^53.", 422};
constexpr RefusalKind points_missing{
    "tally.points_missing", "Satisfaction by points needs ballots with points, and these are {} ballots.", 422};

/// Every such number is exact as a double too, on which the floating filters rely.
constexpr std::int64_t whole_max = std::int64_t{1} << 53;

bool has_values(const Election& election) {
    return election.kind == BallotKind::points || election.kind == BallotKind::score;
}

/// The smallest factor that makes all amounts whole.
mpz_class common_factor(std::span<const Exact> amounts) {
    mpz_class factor = 1;
    for (const auto& amount : amounts) {
        if (amount.is_whole()) continue;
        const auto text = amount.text();
        mpz_class denominator = 1;
        if (const auto slash = text.find('/'); slash != std::string::npos)
            denominator = mpz_class(text.substr(slash + 1), 10);
        else if (const auto point = text.find('.'); point != std::string::npos)
            mpz_ui_pow_ui(denominator.get_mpz_t(), 10, text.size() - point - 1);
        factor = lcm(factor, denominator);
        if (mpz_sizeinbase(factor.get_mpz_t(), 2) > 53) break;
    }
    return factor;
}

} // namespace

std::int64_t Support::approvals(CandidateIndex candidate) const {
    std::int64_t sum = 0;
    for (const auto ballot : supporters(candidate)) sum += votes[ballot];
    return sum;
}

std::int64_t Support::utility(CandidateIndex candidate) const {
    std::int64_t sum = 0;
    for (std::size_t i = begin[candidate]; i < begin[candidate + 1]; ++i) sum += votes[ballots[i]] * utilities[i];
    return sum;
}

Result<WholeAmounts> whole_amounts(std::span<const Exact> amounts) {
    const auto factor = common_factor(amounts);
    WholeAmounts out;
    if (mpz_sizeinbase(factor.get_mpz_t(), 2) > 53) return refuse(numbers_too_large, "ballots", {"amounts"});
    out.factor = Exact(static_cast<std::int64_t>(factor.get_si()));
    for (const auto& amount : amounts) {
        const Exact whole = amount * out.factor;
        if (whole > Exact(whole_max)) return refuse(numbers_too_large, "ballots", {"amounts"});
        out.amounts.push_back(whole.whole());
    }
    return out;
}

Result<Support> support_of(const Election& election, Satisfaction satisfaction) {
    const bool by_points = satisfaction == Satisfaction::points;
    if (by_points && !has_values(election))
        return refuse(points_missing, "satisfaction", {std::string(name_of(election.kind))});
    const auto votes = whole_votes(election);
    if (!votes) return std::unexpected(votes.error());
    Support support{.votes = *votes};
    for (const auto count : support.votes) {
        support.votes_total += count;
        if (support.votes_total > whole_max) return refuse(numbers_too_large, "ballots", {"votes"});
    }
    const auto size = election.candidates.size();
    std::vector<std::vector<std::uint32_t>> ballots(size);
    std::vector<std::vector<Exact>> values(size);
    for (std::size_t i = 0; i < election.ballots.size(); ++i) {
        const auto ballot = election.ballots[i];
        std::int64_t marks = 0;
        for (std::size_t place = 0; place < ballot.candidates.size(); ++place) {
            const auto candidate = ballot.candidates[place];
            if (election.candidates[candidate].withdrawn) continue;
            if (!ballot.values.empty() && ballot.values[place].sign() <= 0) continue;
            ballots[candidate].push_back(static_cast<std::uint32_t>(i));
            if (by_points) values[candidate].push_back(ballot.values[place]);
            ++marks;
        }
        support.ballot_sizes.push_back(marks);
    }
    std::vector<Exact> all_values;
    support.begin.push_back(0);
    for (std::size_t candidate = 0; candidate < size; ++candidate) {
        support.ballots.insert(support.ballots.end(), ballots[candidate].begin(), ballots[candidate].end());
        all_values.insert(all_values.end(), values[candidate].begin(), values[candidate].end());
        support.begin.push_back(support.ballots.size());
    }
    support.utilities.assign(support.ballots.size(), 1);
    if (by_points) {
        const auto whole = whole_amounts(all_values);
        if (!whole) return refuse(numbers_too_large, "ballots", {"points"});
        support.utilities = whole->amounts;
        support.utility_factor = whole->factor;
        const auto most = support.utilities.empty() ? 0 : std::ranges::max(support.utilities);
        if (static_cast<__int128>(most) * support.votes_total > whole_max)
            return refuse(numbers_too_large, "ballots", {"points"});
    }
    return support;
}

TieOrder::TieOrder(const Election& election, const Options& options) : rule_(options.text("ties")) {
    std::vector<CandidateIndex> order(election.candidates.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto id = [&](CandidateIndex candidate) -> const std::string& { return election.candidates[candidate].id; };
    if (rule_ == "id") std::ranges::stable_sort(order, {}, id);
    if (rule_ == "lot") {
        evidence_ = std::string(options.text("seed")) + "\n";
        std::ranges::stable_sort(order, {}, [&](CandidateIndex candidate) {
            return sha256({evidence_, id(candidate)});
        });
    }
    rank_.resize(order.size());
    for (std::uint32_t place = 0; place < order.size(); ++place) rank_[order[place]] = place;
}

CandidateIndex TieOrder::first(std::string_view about, CandidateList among) {
    const auto chosen =
        *std::ranges::min_element(among, {}, [&](CandidateIndex candidate) { return rank_[candidate]; });
    if (among.size() > 1) record(about, std::move(among), {chosen});
    return chosen;
}

void TieOrder::record(std::string_view about, CandidateList among, CandidateList chosen) {
    std::ranges::sort(among);
    ties_.push_back({std::string(about), std::move(among), std::move(chosen), rule_, evidence_});
}

OptionSpec TieOrder::option(std::string_view fallback) {
    return {.name = "ties",
            .purpose =
                "what breaks a tie that the method leaves: the lowest id by code point, the order of the candidates "
                "in the file, or a lot: the order of SHA-256(seed, new line, id)",
            .fallback = fallback,
            .values = {"id", "order", "lot"}};
}

} // namespace reef::tally
