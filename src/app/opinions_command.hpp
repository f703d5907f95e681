// `reef opinions DIR`: the map of opinions of a deliberation exported from Polis, as JSON.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

namespace reef {

/// `arguments` without the command's own name. Writes one JSON document to `out`, what is wrong to `errors`. Returns
/// the exit status: 0; 1 if the data are wrong (every wrong row with its line); 2 if the arguments are.
int opinions_command(const std::vector<std::string>& arguments, std::ostream& out, std::ostream& errors);

} // namespace reef
