// Files of ballots: recognised by what they contain, not by how they are called.
#pragma once
#include "math/tally/election.hpp"
#include <span>

namespace reef::tally {

struct Format {
    std::string_view name;
    std::string_view purpose;                  // one sentence: where such files come from
    bool (*looks_like)(std::string_view text); // cheap; the first format of the list that says yes reads the file
    Result<Election> (*read)(std::string_view text);
};

/// The first that fits wins, so the plain ones stand last.
std::span<const Format> formats();

/// Refused: tally.unknown_format, tally.bad_file (with line and column), tally.file_too_large, input that is not UTF-8
/// is read as Latin-1 (old BLT files are).
Result<Election> read_election(std::string_view text);

/// `Line 3, column 7: …`
std::unexpected<Refusal> refuse_at(std::size_t line, std::size_t column, std::string_view what);

/// The lines of a text without their ends (\n or \r\n), with the numbers that people count by.
class Lines {
  public:
    explicit Lines(std::string_view text) : rest_(text) {}
    /// False at the end of the text.
    bool next(std::string_view& line);
    std::size_t number() const { return number_; } // of the line last given, from 1

  private:
    std::string_view rest_;
    std::size_t number_ = 0;
};

/// Splits a separated line with double quotes ("" inside quotes is one quote). Refused: an unclosed quote, with its
/// column.
struct Field {
    std::string text;
    std::size_t column; // from 1
};
Result<std::vector<Field>> separated_fields(std::string_view line, char separator, std::size_t line_number);

} // namespace reef::tally
