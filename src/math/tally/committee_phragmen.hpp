// Phragmén's method seat by seat: committee-seq-phragmen, and what fills the seats that equal shares leave.
#pragma once
#include "math/tally/committee.hpp"
#include "math/tally/phragmen.hpp"

namespace reef::tally {

/// Those whom nobody supports come last, all tied.
class PhragmenSeats final : public SequentialRule {
  public:
    PhragmenSeats(Phragmen phragmen, CandidateList open) : phragmen_(std::move(phragmen)), open_(std::move(open)) {}
    CandidateList next() override;
    std::vector<Fact> elect(CandidateIndex candidate) override;
    std::unique_ptr<SequentialRule> copy() const override { return std::make_unique<PhragmenSeats>(*this); }

  private:
    Phragmen phragmen_;
    CandidateList open_;
};

} // namespace reef::tally
