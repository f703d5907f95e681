#include "math/tally/quadratic.hpp"
#include <algorithm>
#include <gmpxx.h>
#include <unordered_map>

namespace reef::tally {

const RefusalKind gift_out_of_range{
    "tally.gift_out_of_range",
    "A gift goes to one of {} projects and lies from 1 to {} minor units; this one is {} to number {}.", 422};
const RefusalKind matching_rule_out_of_range{"tally.matching_rule_out_of_range",
                                             "A matching rule needs a budget of 0 or more, a share of one project from "
                                             "0% to 100%, and a pairwise bound above 0.",
                                             422};

namespace {

constexpr unsigned long precision_bits = 256;
constexpr std::int64_t amount_max = 1'000'000'000'000'000;

mpf_class real(std::int64_t value) { return mpf_class(static_cast<long>(value), precision_bits); }

std::string decimal(const mpf_class& value) {
    const mpz_class millionths(value * real(1'000'000) +
                               mpf_class(0.5, precision_bits) * mpf_class(1e-30, precision_bits));
    std::string digits = millionths.get_str();
    if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
    return digits.insert(digits.size() - 6, ".");
}

struct Share {
    std::uint32_t giver, project;
    std::int64_t amount;
    mpf_class root;
};

/// One for each giver and project, ordered by project and giver.
std::vector<Share> shares_of(std::vector<Gift> gifts) {
    std::ranges::sort(gifts, {}, [](const Gift& gift) { return std::pair(gift.project, gift.giver); });
    std::vector<Share> shares;
    for (const auto& [giver, project, amount] : gifts) {
        if (!shares.empty() && shares.back().giver == giver && shares.back().project == project)
            shares.back().amount += amount;
        else
            shares.push_back({giver, project, amount, mpf_class(0, precision_bits)});
    }
    for (auto& share : shares) share.root = sqrt(real(share.amount));
    return shares;
}

std::vector<mpf_class> plain(std::size_t projects, const std::vector<Share>& shares) {
    std::vector<mpf_class> roots(projects, mpf_class(0, precision_bits)), out(projects, mpf_class(0, precision_bits));
    for (const auto& share : shares) {
        roots[share.project] += share.root;
        out[share.project] -= real(share.amount);
    }
    for (std::size_t project = 0; project < projects; ++project) out[project] += roots[project] * roots[project];
    return out;
}

/// Calls `with(a, b)` for every pair of givers of one project.
template <class With>
void for_each_pair(const std::vector<Share>& shares, With with) {
    for (std::size_t i = 0; i < shares.size(); ++i)
        for (auto j = i + 1; j < shares.size() && shares[j].project == shares[i].project; ++j)
            with(shares[i], shares[j]);
}

std::vector<mpf_class> pairwise(std::size_t projects, const std::vector<Share>& shares, std::int64_t bound) {
    const auto pair_of = [](const Share& a, const Share& b) { return std::uint64_t{a.giver} << 32 | b.giver; };
    std::unordered_map<std::uint64_t, mpf_class> together;
    for_each_pair(shares, [&](const Share& a, const Share& b) {
        together.try_emplace(pair_of(a, b), 0, precision_bits).first->second += a.root * b.root;
    });
    std::vector<mpf_class> out(projects, mpf_class(0, precision_bits));
    const mpf_class limit = real(bound);
    for_each_pair(shares, [&](const Share& a, const Share& b) {
        const mpf_class factor = limit / (limit + together.at(pair_of(a, b)));
        out[a.project] += 2 * factor * a.root * b.root;
    });
    return out;
}

/// The real amounts as whole numbers in one proportion, the greatest just below 2^62, for sharing out.
std::vector<std::int64_t> weights_of(const std::vector<mpf_class>& amounts) {
    const auto most = *std::ranges::max_element(amounts);
    mpf_class scale(1, precision_bits);
    mpf_mul_2exp(scale.get_mpf_t(), scale.get_mpf_t(), 62);
    scale /= most + 1;
    std::vector<std::int64_t> weights;
    for (const auto& amount : amounts) weights.push_back(mpz_class(amount * scale).get_si());
    return weights;
}

} // namespace

Result<Matching> match_gifts(std::size_t projects, const std::vector<Gift>& gifts, const MatchingRule& rule) {
    const bool needs_bound = rule.form == MatchingForm::pairwise;
    if (rule.budget_minor < 0 || rule.budget_minor > amount_max || (needs_bound && rule.bound_minor <= 0) ||
        rule.project_share_max < percent(0) || rule.project_share_max > percent(100))
        return refuse(matching_rule_out_of_range, "rule");
    for (const auto& gift : gifts)
        if (gift.project >= projects || gift.amount_minor < 1 || gift.amount_minor > amount_max)
            return refuse(gift_out_of_range, "gifts",
                          {std::to_string(projects), std::to_string(amount_max), std::to_string(gift.amount_minor),
                           std::to_string(gift.project)});
    const auto shares = shares_of(gifts);
    const auto amounts = needs_bound ? pairwise(projects, shares, rule.bound_minor) : plain(projects, shares);
    Matching out{.raised_minor = std::vector<std::int64_t>(projects, 0),
                 .match_minor = std::vector<std::int64_t>(projects, 0)};
    for (const auto& share : shares) out.raised_minor[share.project] += share.amount;
    mpf_class sum(0, precision_bits);
    for (const auto& amount : amounts) {
        out.entitled.push_back(decimal(amount));
        sum += amount;
    }
    out.scaled_down = sum > real(rule.budget_minor);
    // A sum that is whole but for the last bits is that whole number.
    const auto payable =
        out.scaled_down ? rule.budget_minor : mpz_class(sum + mpf_class(1e-30, precision_bits)).get_si();
    if (payable > 0) out.match_minor = share_out(payable, weights_of(amounts));
    const auto most = static_cast<std::int64_t>(static_cast<__int128>(rule.budget_minor) *
                                                rule.project_share_max.hundredths / 10'000);
    for (auto& match : out.match_minor) {
        match = std::min(match, most);
        out.paid_minor += match;
    }
    out.left_minor = rule.budget_minor - out.paid_minor;
    return out;
}

} // namespace reef::tally
