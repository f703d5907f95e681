#include "math/tally/equal_shares.hpp"
#include <algorithm>
#include <cmath>
#include <limits>

namespace reef::tally {
namespace {

/// Twice the error of one operation on doubles.
constexpr double unit = 0x1p-52;
/// A supporter counts as certainly rich if her purse is above her part by this much; prices with a larger relative
/// error are computed exactly.
/// Wide for a range of purses, whose prices are uncertain by nature.
constexpr double band_of_one = 1e-6, band_of_range = 0.05;
/// A purchase at a price with a larger relative error brings all purses up to date from the exact ones.
constexpr double error_max = 1e-9;

} // namespace

EqualSharesCase EqualSharesCase::of(const Support& support, std::vector<std::int64_t> costs,
                                    Satisfaction satisfaction) {
    EqualSharesCase out{.support = &support, .costs = std::move(costs)};
    const auto size = support.candidates();
    out.weights.assign(size, 1);
    if (satisfaction == Satisfaction::cost) out.weights = out.costs;
    for (CandidateIndex project = 0; project < size; ++project) {
        out.utility.push_back(support.utility(project));
        if (out.costs[project] > 0 && out.utility.back() > 0) out.order.push_back(project);
    }
    // cost / (utility * weight), compared as products of whole numbers.
    const auto dearer = [&](CandidateIndex a, CandidateIndex b) {
        return static_cast<__int128>(out.costs[a] / out.weights[a]) * out.utility[b] <=>
               static_cast<__int128>(out.costs[b] / out.weights[b]) * out.utility[a];
    };
    std::ranges::stable_sort(out.order, [&](auto a, auto b) { return dearer(a, b) < 0; });
    out.rank.assign(size, 0);
    for (std::size_t i = 1; i < out.order.size(); ++i)
        out.rank[out.order[i]] = out.rank[out.order[i - 1]] + (dearer(out.order[i - 1], out.order[i]) != 0);
    for (std::size_t i = 0; i < support.ballots.size(); ++i)
        out.parts.push_back(
            {static_cast<double>(support.votes[support.ballots[i]]), static_cast<double>(support.utilities[i])});
    return out;
}

EqualShares::EqualShares(const EqualSharesCase& given, const Exact& purse) : EqualShares(given, purse, purse) {}

EqualShares::EqualShares(const EqualSharesCase& given, const Exact& least, const Exact& most)
    : case_(&given),
      full_purse_(least),
      is_range_(least < most),
      band_(is_range_ ? band_of_range : band_of_one),
      purse_(given.support->votes.size()),
      error_(purse_.size()),
      low_(given.costs.size(), 0),
      estimate_(given.costs.size(), 0),
      open_(given.order) {
    const double low = least.approximate(), high = most.approximate();
    std::ranges::fill(purse_, low + (high - low) / 2);
    std::ranges::fill(error_, (high - low) / 2 + high * 8 * unit);
    for (const auto project : open_) {
        estimate_[project] = static_cast<double>(given.costs[project]) / static_cast<double>(given.utility[project]);
        low_[project] = estimate_[project] / static_cast<double>(given.weights[project]) * (1 - 8 * unit);
    }
}

ExactPurses& EqualShares::exact() {
    if (!exact_) exact_.emplace(*case_->support, case_->costs, rational(full_purse_));
    for (; exact_bought_ < bought_.size(); ++exact_bought_) exact_->buy(bought_[exact_bought_]);
    return *exact_;
}

/// Supporters hold together sum ± error; the rounding of a sum of n terms is below n units of it.
bool EqualShares::affordable(CandidateIndex project) {
    const auto supporters = case_->support->supporters(project);
    const auto* part = case_->parts.data() + case_->support->begin[project];
    double sum = 0, error = 0;
    for (const auto ballot : supporters) {
        sum += part->votes * purse_[ballot];
        error += part->votes * error_[ballot];
        ++part;
    }
    error = error * 2 + static_cast<double>(supporters.size() + 8) * unit * sum;
    const auto cost = static_cast<double>(case_->costs[project]);
    if (std::abs(sum - cost) > error) return sum > cost;
    if (is_range_) return undecided_ = true;
    ++exact_decisions_;
    return exact().affordable(project);
}

/// Newton's method: what is paid at a price is concave in it, so from below the price only rises to the solution.
double EqualShares::solve(CandidateIndex project) const {
    const auto supporters = case_->support->supporters(project);
    const auto* parts = case_->parts.data() + case_->support->begin[project];
    const auto cost = static_cast<double>(case_->costs[project]);
    double price = estimate_[project];
    bool from_below = false;
    for (int step = 0; step < 100; ++step) {
        double poor = 0, rich = 0;
        for (std::size_t i = 0; i < supporters.size(); ++i) {
            const double purse = purse_[supporters[i]];
            if (purse < price * parts[i].utility)
                poor += parts[i].votes * purse;
            else
                rich += parts[i].votes * parts[i].utility;
        }
        if (rich == 0 && from_below) break;
        const double next = rich == 0 ? cost / static_cast<double>(case_->utility[project]) : (cost - poor) / rich;
        from_below = from_below || rich == 0;
        const bool settled = std::abs(next - price) <= unit * price;
        price = next;
        if (settled) break;
    }
    return price;
}

/// Bounds of the price that hold however the estimate was found. Let f(q) be what supporters pay at price q and f' the
/// same with the floating purses, E the errors of the purses of those not certainly rich, U the utility of the
/// certainly rich (purse - error >= q(1 + band) utility). While d <= band q, the certainly rich pay (q + d) utility at
/// q + d, and nobody else pays less than at q, so f(q + d) >= f'(q) - E + d U; likewise f(q - d) <= f'(q) + E - d U. So
/// with d = (E + |f'(q) - cost| + rounding) / U the cost lies between f(q - d) and f(q + d), and the true price within
/// q ± d.
EqualShares::Price EqualShares::price_of(CandidateIndex project) {
    const double price = solve(project);
    estimate_[project] = price;
    const auto supporters = case_->support->supporters(project);
    const auto* parts = case_->parts.data() + case_->support->begin[project];
    const auto cost = static_cast<double>(case_->costs[project]);
    double paid = 0, doubt = 0, rich = 0;
    bool everyone_pays = true;
    for (std::size_t i = 0; i < supporters.size(); ++i) {
        const double purse = purse_[supporters[i]], error = error_[supporters[i]], part = price * parts[i].utility;
        paid += parts[i].votes * std::min(purse, part);
        if (purse - error >= part * (1 + band_)) {
            rich += parts[i].votes * parts[i].utility;
        } else {
            doubt += parts[i].votes * error;
            everyone_pays = false;
        }
    }
    const double rounding = static_cast<double>(supporters.size() + 8) * unit * (cost + paid);
    const double error = (doubt + std::abs(paid - cost) + rounding) / rich * 2;
    if (rich > 0 && error <= band_ * price) return {price, error, everyone_pays};
    if (is_range_) {
        undecided_ = true;
        return {price, 0, false};
    }
    ++exact_decisions_;
    const mpq_class true_price = exact().price(project);
    const double rounded = approximate_ratio(true_price.get_num(), true_price.get_den());
    estimate_[project] = rounded;
    return {rounded, rounded * 4 * unit, false};
}

CandidateList EqualShares::cheapest() {
    struct Offer {
        CandidateIndex project;
        double low, high;
        bool everyone_pays;
    };
    std::vector<Offer> offers;
    double least_high = std::numeric_limits<double>::infinity();
    std::size_t evaluated = 0, kept = 0;
    // Prices only rise as purses empty, so old lower bounds hold, and whoever's is above the best price is not looked
    // at.
    for (; evaluated < open_.size() && low_[open_[evaluated]] <= least_high; ++evaluated) {
        const auto project = open_[evaluated];
        if (!affordable(project)) continue;
        const auto price = price_of(project);
        const auto weight = static_cast<double>(case_->weights[project]);
        const Offer offer{project, (price.estimate - price.error) / weight * (1 - 4 * unit),
                          (price.estimate + price.error) / weight * (1 + 4 * unit), price.everyone_pays};
        low_[project] = std::max(low_[project], offer.low);
        least_high = std::min(least_high, offer.high);
        offers.push_back(offer);
        open_[kept++] = project;
    }
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(kept),
                open_.begin() + static_cast<std::ptrdiff_t>(evaluated));
    sort_open(kept);
    CandidateList contenders;
    bool everyone_pays = true;
    for (const auto& offer : offers) {
        if (offer.low > least_high) continue;
        contenders.push_back(offer.project);
        everyone_pays = everyone_pays && offer.everyone_pays;
    }
    if (contenders.size() < 2) return contenders;
    if (!everyone_pays) return least_exactly(contenders);
    // Where every supporter of all contenders can pay her part, prices are those of full purses, ranked exactly
    // beforehand.
    const auto rank = [&](CandidateIndex project) { return case_->rank[project]; };
    const auto least = std::ranges::min(contenders, {}, rank);
    std::erase_if(contenders, [&](CandidateIndex project) { return rank(project) != rank(least); });
    std::ranges::sort(contenders);
    return contenders;
}

/// The first `evaluated` projects have new bounds, the others are in order.
void EqualShares::sort_open(std::size_t evaluated) {
    const auto middle = open_.begin() + static_cast<std::ptrdiff_t>(evaluated);
    const auto lower = [&](CandidateIndex a, CandidateIndex b) { return low_[a] < low_[b]; };
    std::sort(open_.begin(), middle, lower);
    std::inplace_merge(open_.begin(), middle, open_.end(), lower);
}

CandidateList EqualShares::least_exactly(const CandidateList& contenders) {
    if (is_range_) {
        undecided_ = true;
        return contenders;
    }
    ++exact_decisions_;
    CandidateList least;
    mpq_class least_price;
    for (const auto project : contenders) {
        const mpq_class price = exact().price(project) / static_cast<long>(case_->weights[project]);
        if (!least.empty() && price > least_price) continue;
        if (least.empty() || price < least_price) least.clear();
        least_price = price;
        least.push_back(project);
    }
    std::ranges::sort(least);
    return least;
}

void EqualShares::buy(CandidateIndex project) {
    const auto price = price_of(project);
    bought_.push_back(project);
    std::erase(open_, project);
    if (!is_range_ && price.error > error_max * price.estimate)
        refresh();
    else
        pay(project, price);
}

/// A purse minus a part, and the error of both: min(purse, part) changes by no more than purse and part do.
void EqualShares::pay(CandidateIndex project, const Price& price) {
    const auto supporters = case_->support->supporters(project);
    const auto* parts = case_->parts.data() + case_->support->begin[project];
    for (std::size_t i = 0; i < supporters.size(); ++i) {
        double &purse = purse_[supporters[i]], &error = error_[supporters[i]];
        const double part = price.estimate * parts[i].utility, doubt = price.error * parts[i].utility;
        if (purse + error < (part - doubt) * (1 - 4 * unit)) {
            purse = error = 0;
        } else {
            error = (error + doubt) * (1 + 4 * unit) + (purse + part) * unit;
            purse = std::max(0.0, purse - part);
        }
    }
}

void EqualShares::refresh() {
    const auto& exact_purses = exact();
    for (std::size_t ballot = 0; ballot < purse_.size(); ++ballot) {
        purse_[ballot] = exact_purses.approximate(ballot);
        error_[ballot] = purse_[ballot] * 8 * unit;
    }
}

} // namespace reef::tally
