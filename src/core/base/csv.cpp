#include "core/base/csv.hpp"
#include <algorithm>

namespace reef {
namespace {

/// Excel reckons a cell that begins so, even in quotes.
bool is_formula(std::string_view text) {
    return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

void add_cell(std::string& out, CsvDialect dialect, const CsvCell& cell) {
    std::string text = cell.text;
    if (dialect == CsvDialect::excel) {
        if (cell.is_number)
            std::ranges::replace(text, '.', ',');
        else if (is_formula(text))
            text.insert(0, 1, '\'');
    }
    if (text.find_first_of(",;\"\r\n") == std::string::npos || (cell.is_number && dialect == CsvDialect::excel)) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

} // namespace

std::string_view csv_begin(CsvDialect dialect) { return dialect == CsvDialect::excel ? "\xEF\xBB\xBF" : ""; }

std::string csv_row(CsvDialect dialect, std::span<const CsvCell> cells) {
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) out += dialect == CsvDialect::excel ? ';' : ',';
        add_cell(out, dialect, cells[i]);
    }
    return out + "\r\n";
}

std::string csv_row(CsvDialect dialect, std::initializer_list<std::string_view> texts) {
    std::vector<CsvCell> cells;
    for (const auto text : texts) cells.push_back({std::string(text)});
    return csv_row(dialect, cells);
}

} // namespace reef
