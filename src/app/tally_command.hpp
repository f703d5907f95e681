// `reef tally`: count a file of ballots and print the result with its account as JSON.
#pragma once
#include <ostream>
#include <string>
#include <vector>

namespace reef {

/// `--method NAME [--seats N] [--option KEY=VALUE]... FILE` or `--list`; "-" reads standard input. Prints one line of
/// JSON to `out` and gives 0; a refusal goes to `errors` as a sentence and gives 1, a wrong command line gives 2.
int tally_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

} // namespace reef
