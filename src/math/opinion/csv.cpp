#include "math/opinion/csv.hpp"
#include <algorithm>

namespace reef::opinion {

CsvReader::CsvReader(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
}

bool CsvReader::at_line_end() const { return text_[at_] == '\n' || text_.substr(at_, 2) == "\r\n"; }

void CsvReader::skip_line_end() {
    if (at_ == text_.size()) return;
    at_ += text_[at_] == '\r' ? 2 : 1;
    ++line_;
}

bool CsvReader::next(CsvRecord& record) {
    while (at_ < text_.size() && at_line_end()) skip_line_end();
    if (at_ == text_.size()) return false;
    record.line = line_;
    record.fault.reset();
    for (std::size_t count = 0;; ++count) {
        if (count == record.fields.size()) record.fields.emplace_back();
        if (!read_field(record, record.fields[count])) return true;
        if (at_ < text_.size() && text_[at_] == ',') {
            ++at_;
            continue;
        }
        record.fields.resize(count + 1);
        skip_line_end();
        return true;
    }
}

bool CsvReader::read_field(CsvRecord& record, std::string& field) {
    field.clear();
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(record, field);
    const std::size_t start = at_;
    while (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) {
        if (text_[at_] == '"') return give_up_line(record, stray_quote);
        ++at_;
    }
    field.assign(text_.substr(start, at_ - start));
    return true;
}

bool CsvReader::read_quoted(CsvRecord& record, std::string& field) {
    ++at_;
    while (true) {
        const auto quote = text_.find('"', at_);
        if (quote == std::string_view::npos) {
            at_ = text_.size();
            record.fault = refuse(open_quote).error();
            return false;
        }
        const auto part = text_.substr(at_, quote - at_);
        line_ += static_cast<std::size_t>(std::ranges::count(part, '\n'));
        field.append(part);
        at_ = quote + 1;
        if (at_ < text_.size() && text_[at_] == '"') {
            field.push_back('"');
            ++at_;
            continue;
        }
        if (at_ < text_.size() && text_[at_] != ',' && !at_line_end()) return give_up_line(record, text_after_quote);
        return true;
    }
}

bool CsvReader::give_up_line(CsvRecord& record, const RefusalKind& kind) {
    record.fault = refuse(kind).error();
    at_ = std::min(text_.find('\n', at_), text_.size());
    skip_line_end();
    return false;
}

} // namespace reef::opinion
