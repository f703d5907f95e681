// What `reef opinions` is given: the folder of an export, and files of a published run to reproduce.
#pragma once
#include "math/opinion/module.hpp"
#include <expected>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

inline constexpr std::string_view opinions_help = R"(reef opinions DIR [options]

The map of opinions of a deliberation exported from Polis, as one line of JSON. DIR holds comments.csv and votes.csv, and
summary.csv where there is one. Every row is checked; all wrong ones are listed with their lines. See docs/opinion.md.

To reproduce a published run instead of finding everything anew:
  --k N              show N groups
  --components FILE  use these two components
  --centres FILE     let k-means start from these centres (and show as many groups)
  --included FILE    put these participants on the map, too

Files are JSON: the mathematics published by a Polis server (math-pca2.json), what this command printed, or bare arrays:
two of numbers, one number for each statement that has a vote, ascending by id; pairs of numbers, one for each centre;
ids of participants.
)";

struct OpinionsInput {
    opinion::PolisExport exported;
    opinion::OpinionState state;
    opinion::Settings settings;
    bool wants_help = false;
};

/// Reads and checks everything, or says on `errors` what is wrong and returns the exit status.
std::expected<OpinionsInput, int> read_opinions_input(const std::vector<std::string>& arguments, std::ostream& errors);

} // namespace reef
