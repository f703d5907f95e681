// Single transferable vote and instant runoff, one file each.
#pragma once
#include "math/tally/method.hpp"

namespace reef::tally {

/// The Scottish Local Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 45 to 53: whole Droop quota,
/// weighted inclusive Gregory transfers to five decimals. Refused: tally.votes_not_whole, tally.too_many_votes.
Result<Outcome> count_stv_scottish(const Election& election, const Options& options);
/// Weighted inclusive Gregory method, exactly; or by the Proportional Representation Foundation's Reference WIGM Rule;
/// or by the ordinance of Minneapolis (title 8.5, chapter 167).
Result<Outcome> count_stv_wigm(const Election& election, const Options& options);
/// Meek's method by the Proportional Representation Foundation's Reference Meek Rule; the algorithm is Hill, Wichmann &
/// Woodall 1987.
Result<Outcome> count_stv_meek(const Election& election, const Options& options);
/// Instant runoff; options follow the rules that RCTab tabulates by.
Result<Outcome> count_irv(const Election& election, const Options& options);

} // namespace reef::tally
