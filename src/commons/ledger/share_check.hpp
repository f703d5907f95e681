// Is the register of shares what the chronicle says? Part of `reef books check`.
#pragma once
#include "commons/ledger/share_register.hpp"

namespace reef::ledger {

/// The register as the chronicle alone tells it.
class RecordedShares {
  public:
    void follow(EntryNumber entry, const chronicle::RecordedEvent& event);
    std::int64_t rows() const { return std::ssize(rows_); }
    /// The first row that differs from the tables or takes more than there is, or a share capital that is not what was
    /// paid for shares.
    std::optional<std::string> fault(store::Connection& connection) const;

  private:
    void add(EntryNumber entry, RegisterRow row);
    std::optional<std::string> row_fault(store::Connection& connection) const;
    std::optional<std::string> holding_fault() const;
    std::optional<std::string> capital_fault(store::Connection& connection) const;

    std::map<std::int64_t, std::pair<EntryNumber, RegisterRow>> rows_; // by number
};

} // namespace reef::ledger
