// For tests only: reading ballots written in place, and the reference data that lies beside the repository.
#pragma once
#include "math/tally/formats.hpp"
#include "math/tally/method.hpp"
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>
#include <sstream>

namespace reef::tally::testing {

/// Real elections with independent results: `../shared/data` from the repository's root, or where REEF_DATA points.
inline std::string reference_path(const std::string& name) {
    const char* given = std::getenv("REEF_DATA");
    return (given ? std::string(given) : std::string(REEF_SOURCE_DIR "/../shared/data")) + "/" + name;
}

inline std::optional<std::string> reference_text(const std::string& name) {
    std::ifstream file(reference_path(name), std::ios::binary);
    if (!file) return {};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

inline Election election_from(std::string_view text) {
    auto election = read_election(text);
    if (!election) throw std::runtime_error(election.error().sentence());
    return std::move(*election);
}

inline Outcome outcome_of(std::string_view method, const Election& election,
                          const std::map<std::string, std::string>& options = {}) {
    auto counted = count(method, election, options);
    if (!counted) throw std::runtime_error(counted.error().sentence());
    return std::move(counted->outcome);
}

/// The ids of candidates, joined: "anna bo".
inline std::string ids(const Election& election, const CandidateList& candidates) {
    std::string out;
    for (const auto candidate : candidates) out += (out.empty() ? "" : " ") + election.candidates[candidate].id;
    return out;
}

/// A ranking with ties as groups: "anna > bo = chi > dina".
inline std::string ranking_text(const Election& election, const std::vector<CandidateList>& ranking) {
    std::string out;
    for (const auto& group : ranking) {
        out += out.empty() ? "" : " > ";
        for (std::size_t i = 0; i < group.size(); ++i) out += (i ? " = " : "") + election.candidates[group[i]].id;
    }
    return out;
}

/// `id:value` of a fact for each candidate: "anna:3 bo:1/2".
inline std::string values_text(const Election& election, const PerCandidate& values) {
    std::string out;
    for (const auto& [candidate, value] : values)
        out += (out.empty() ? "" : " ") + election.candidates[candidate].id + ":" + value.text();
    return out;
}

template <class Value>
Value fact(const std::vector<Fact>& facts, std::string_view name) {
    const auto* value = fact_named(facts, name);
    if (!value) throw std::runtime_error("no fact " + std::string(name));
    return std::get<Value>(*value);
}

#define REEF_REQUIRE_REFERENCE(variable, name)                                                                         \
    const auto variable = ::reef::tally::testing::reference_text(name);                                                \
    if (!variable) GTEST_SKIP() << "the reference data is absent: " << ::reef::tally::testing::reference_path(name)

} // namespace reef::tally::testing
