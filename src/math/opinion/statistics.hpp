// What the figures of a statement rest on: counts, shares with a careful prior, and tests of significance.
#pragma once
#include <cstdint>

namespace reef::opinion {

/// One-sided 90 % quantile of the standard normal distribution: what counts as significant.
inline constexpr double z_90 = 1.2816;

/// Of all those who evaluated a statement.
struct Counts {
    std::int64_t agree = 0;
    std::int64_t disagree = 0;
    std::int64_t pass = 0;
    std::int64_t all() const { return agree + disagree + pass; }
    bool operator==(const Counts&) const = default;
    Counts& operator+=(const Counts& other) {
        agree += other.agree;
        disagree += other.disagree;
        pass += other.pass;
        return *this;
    }
    Counts operator-(const Counts& other) const {
        return {agree - other.agree, disagree - other.disagree, pass - other.pass};
    }
};

/// (successes + 1) / (trials + 2): the share under Laplace's rule of succession; 1/2 before anyone has spoken.
double careful_share(std::int64_t successes, std::int64_t trials);

/// z of the share against one half, with one success added: 2 sqrt(n + 1) ((s + 1) / (n + 1) - 1/2).
double share_test(std::int64_t successes, std::int64_t trials);

/// z of two shares against each other, pooled, with 1 added to each of the four counts; 0 if everyone succeeded.
double two_shares_test(std::int64_t successes_in, std::int64_t successes_out, std::int64_t trials_in,
                       std::int64_t trials_out);

/// How a group stands to a statement, beside everyone else: the figures of Polis, for agreeing and disagreeing alike.
struct Stance {
    Counts in;             // the group
    Counts out;            // everyone else who is on the map
    double share = 0;      // pa, pd: careful share of the group
    double test = 0;       // pat, pdt: its z against one half
    double ratio = 0;      // ra, rd: the share over that of everyone else
    double ratio_test = 0; // rat, rdt: z of the two shares against each other
    double strength() const { return ratio * ratio_test * share * test; }
    bool is_significant() const { return ratio_test > z_90 && test > z_90; }
};

Stance stance_on_agreeing(const Counts& in, const Counts& out);
Stance stance_on_disagreeing(const Counts& in, const Counts& out);

/// How much a statement deserves to be asked next: squared ((1 - passes) (1 + extremity) agreement (1 + 8 / 2^(n/5))),
/// shares being careful ones of the `counts` and n their sum; 49 for a statement about the participants.
double asking_priority(const Counts& counts, double extremity, bool is_meta);

} // namespace reef::opinion
