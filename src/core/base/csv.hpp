// Tables as comma-separated text: for programs (RFC 4180), or as Excel opens them by a click.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace reef {

/// `plain`: commas and points. `excel`: semicolons and decimal commas, as Excel expects them in most of Europe, with a
/// mark that says it is UTF-8; what would be taken for a formula is kept from being one.
enum class CsvDialect { plain, excel };

/// One cell: a text, or a number that Excel may reckon with.
struct CsvCell {
    std::string text;
    bool is_number = false;
};

/// What a file begins with, before its first row.
std::string_view csv_begin(CsvDialect dialect);
/// One row with its end of line.
std::string csv_row(CsvDialect dialect, std::span<const CsvCell> cells);
/// A row of texts.
std::string csv_row(CsvDialect dialect, std::initializer_list<std::string_view> texts);

} // namespace reef
