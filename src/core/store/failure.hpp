// Failures of the store that are nobody's programming mistake: a full disk, a lock held elsewhere, a damaged file.
#pragma once
#include "core/base/refusal.hpp"
#include <stdexcept>
#include <string>

namespace reef::store {

/// Thrown by a connection. The engine catches it in one place, undoes the transaction and answers with `refusal()`.
/// What is our own mistake (bad SQL, a violated constraint, a value of the wrong type) is a BrokenAssumption instead.
struct StoreFailure : std::runtime_error {
    enum class Kind { full, busy, unreachable, damaged, not_a_database, read_only, moved };
    StoreFailure(Kind which, std::string where, const std::string& detail);
    /// 507 where there is no room left, 503 otherwise.
    Refusal refusal() const;

    Kind kind;
    std::string where; // the file or address, without passwords
};

} // namespace reef::store
