#include "math/tally/exact_purses.hpp"
#include <cmath>

namespace reef::tally {
namespace {

/// Far wider than the error of the doubles that are compared with it; what lies closer is compared exactly.
constexpr double rounding_margin = 1e-12;

} // namespace

mpq_class rational(const Exact& value) {
    const auto text = value.text();
    const auto point = text.find('.');
    if (point == std::string::npos) return mpq_class(text, 10);
    mpz_class scale;
    mpz_ui_pow_ui(scale.get_mpz_t(), 10, text.size() - point - 1);
    mpq_class out(mpz_class(text.substr(0, point) + text.substr(point + 1), 10), scale);
    out.canonicalize();
    return out;
}

FactValue fact_of(const mpq_class& value) {
    const auto text = value.get_str();
    if (auto exact = Exact::parse(text)) return *exact;
    return text;
}

double approximate_ratio(const mpz_class& numerator, const mpz_class& denominator) {
    long above = 0, below = 0;
    const double n = mpz_get_d_2exp(&above, numerator.get_mpz_t());
    const double d = mpz_get_d_2exp(&below, denominator.get_mpz_t());
    return n == 0 ? 0 : std::ldexp(n / d, static_cast<int>(above - below));
}

ExactPurses::ExactPurses(const Support& support, const std::vector<std::int64_t>& costs, const mpq_class& purse)
    : support_(&support),
      costs_(&costs),
      numerators_(support.votes.size(), purse.get_num()),
      since_(support.votes.size(), 0),
      approximate_(support.votes.size(), approximate_ratio(purse.get_num(), purse.get_den())),
      denominators_{purse.get_den()} {}

mpz_class ExactPurses::latest(std::size_t ballot) const {
    if (since_[ballot] + 1 == denominators_.size()) return numerators_[ballot];
    const mpz_class factor = denominators_.back() / denominators_[since_[ballot]];
    return numerators_[ballot] * factor;
}

mpq_class ExactPurses::purse(std::size_t ballot) const {
    mpq_class value(numerators_[ballot], denominators_[since_[ballot]]);
    value.canonicalize();
    return value;
}

ExactPurses::Division ExactPurses::divided_among(CandidateIndex project, const std::vector<bool>& rich) const {
    const auto supporters = support_->supporters(project);
    const auto utilities = support_->utilities_of(project);
    // What the poor hold, first by the purchase that last touched their purses: one long multiplication for each of
    // those.
    std::vector<mpz_class> held(denominators_.size());
    Division out;
    for (std::size_t i = 0; i < supporters.size(); ++i) {
        const auto ballot = supporters[i];
        const auto votes = static_cast<unsigned long>(support_->votes[ballot]);
        if (rich[i])
            out.utility += static_cast<unsigned long>(utilities[i]) * votes;
        else
            mpz_addmul_ui(held[since_[ballot]].get_mpz_t(), numerators_[ballot].get_mpz_t(), votes);
    }
    out.missing = denominators_.back() * static_cast<long>((*costs_)[project]);
    for (std::size_t round = 0; round < held.size(); ++round)
        if (held[round] != 0) out.missing -= held[round] * (denominators_.back() / denominators_[round]);
    return out;
}

ExactPurses::Division ExactPurses::all_given(CandidateIndex project) const {
    return divided_among(project, std::vector<bool>(support_->supporters(project).size(), false));
}

mpq_class ExactPurses::lacking(CandidateIndex project) const {
    mpq_class lacking(all_given(project).missing, denominators_.back());
    lacking.canonicalize();
    return lacking;
}

bool ExactPurses::affordable(CandidateIndex project) const { return all_given(project).missing <= 0; }

bool ExactPurses::can_pay(std::size_t ballot, std::int64_t utility, const Division& division, double price) const {
    const double part = price * static_cast<double>(utility);
    if (std::abs(approximate_[ballot] - part) > rounding_margin * part) return approximate_[ballot] > part;
    return latest(ballot) * division.utility >= division.missing * static_cast<long>(utility);
}

/// From a guess of who is rich the price follows, and from the price who is rich; that settles after a few rounds,
/// because what is paid in total is a concave function of the price and this is Newton's method on it.
ExactPurses::Division ExactPurses::divide(CandidateIndex project, std::vector<bool>& rich) const {
    const auto supporters = support_->supporters(project);
    const auto utilities = support_->utilities_of(project);
    rich.assign(supporters.size(), true);
    while (true) {
        auto division = divided_among(project, rich);
        ensure(division.utility > 0, "an affordable project has a supporter who can pay her part");
        const double price = approximate_ratio(division.missing, denominators_.back() * division.utility);
        bool settled = true;
        for (std::size_t i = 0; i < supporters.size(); ++i) {
            const bool pays = can_pay(supporters[i], utilities[i], division, price);
            if (pays != rich[i]) settled = false;
            rich[i] = pays;
        }
        if (settled) return division;
    }
}

mpq_class ExactPurses::price(CandidateIndex project) const {
    std::vector<bool> rich;
    const auto division = divide(project, rich);
    mpq_class price(division.missing, denominators_.back() * division.utility);
    price.canonicalize();
    return price;
}

mpq_class ExactPurses::buy(CandidateIndex project) {
    std::vector<bool> rich;
    auto division = divide(project, rich);
    const mpz_class common = gcd(division.missing, division.utility);
    division.missing /= common;
    division.utility /= common;
    // price = missing / (D * utility), so the next denominator is D * utility, and a part is missing * utility of the
    // voter.
    const auto supporters = support_->supporters(project);
    const auto utilities = support_->utilities_of(project);
    denominators_.push_back(denominators_.back() * division.utility);
    const auto now = static_cast<std::uint32_t>(denominators_.size() - 1);
    std::vector<mpz_class> factors(denominators_.size());
    for (std::size_t i = 0; i < supporters.size(); ++i) {
        const auto ballot = supporters[i];
        if (rich[i]) {
            auto& factor = factors[since_[ballot]];
            if (factor == 0) factor = denominators_.back() / denominators_[since_[ballot]];
            numerators_[ballot] *= factor;
            mpz_submul_ui(numerators_[ballot].get_mpz_t(), division.missing.get_mpz_t(),
                          static_cast<unsigned long>(utilities[i]));
        } else {
            numerators_[ballot] = 0;
        }
        since_[ballot] = now;
        approximate_[ballot] = approximate_ratio(numerators_[ballot], denominators_.back());
    }
    mpq_class price(division.missing, denominators_.back());
    price.canonicalize();
    return price;
}

} // namespace reef::tally
