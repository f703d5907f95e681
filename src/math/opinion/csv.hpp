// Comma-separated values as RFC 4180 has them: quoted fields may hold commas, doubled quotes and line breaks.
#pragma once
#include "core/base/module.hpp"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reef::opinion {

inline constexpr RefusalKind stray_quote{"csv.stray_quote",
                                         "A quotation mark stands inside an unquoted field. Quote the whole field and "
                                         "double the quotation marks in it.",
                                         400};
inline constexpr RefusalKind text_after_quote{"csv.text_after_quote",
                                              "Text follows a closing quotation mark. Put a comma or the end of the "
                                              "line after it, or double it if it belongs to the text.",
                                              400};
inline constexpr RefusalKind open_quote{
    "csv.open_quote", "A quotation mark opens a field here and is never closed. Close the field.", 400};

/// One record. Reused from record to record, so that long files cost no allocations.
struct CsvRecord {
    std::size_t line = 0; // where it starts, from 1
    std::vector<std::string> fields;
    std::optional<Refusal> fault; // then `fields` means nothing, and reading goes on with the next line
};

/// Reads records one after the other from text that outlives it. LF and CRLF end a line; a byte order mark and lines
/// that are wholly empty are skipped.
class CsvReader {
  public:
    explicit CsvReader(std::string_view text);
    /// False at the end of the text.
    bool next(CsvRecord& record);

  private:
    bool read_field(CsvRecord& record, std::string& field);
    bool read_quoted(CsvRecord& record, std::string& field);
    bool at_line_end() const;
    void skip_line_end();
    bool give_up_line(CsvRecord& record, const RefusalKind& kind);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

} // namespace reef::opinion
