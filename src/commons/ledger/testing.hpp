// For tests only: sums and a moment.
#pragma once
#include "commons/ledger/module.hpp"

namespace reef::ledger::testing {

inline Money eur(std::int64_t minor) { return {minor, {}}; }
inline const Time noon = *Time::parse("2026-03-02T12:00:00Z");

} // namespace reef::ledger::testing
