#include "commons/funding/pages.hpp"
#include "core/base/csv.hpp"

namespace reef::funding {
using namespace engine;
namespace {

struct NoteRegisterLine {
    std::int64_t number = 0;
    Time at;
    std::string entry;
    std::string operation;
    std::string offer;
    std::string offer_href;
    std::string title;
    std::optional<std::string> note;
    std::optional<std::string> note_href;
    std::optional<std::string> holder;
    std::optional<Money> principal;
    std::optional<Money> paid;
    std::string authority;
    std::string authority_href;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &NoteRegisterLine::number, "in the register"),
            field("at", &NoteRegisterLine::at, "when"),
            field("entry", &NoteRegisterLine::entry, "that entered it"),
            field("operation", &NoteRegisterLine::operation, "in words"),
            field("offer", &NoteRegisterLine::offer, "number of the offer"),
            field("offer_href", &NoteRegisterLine::offer_href, "its page"),
            field("title", &NoteRegisterLine::title, "of the offer"),
            field("note", &NoteRegisterLine::note, "its number, for auditors, and one's own"),
            field("note_href", &NoteRegisterLine::note_href, "its statement, for auditors, and one's own"),
            field("holder", &NoteRegisterLine::holder, "for auditors, and one's own"),
            field("principal", &NoteRegisterLine::principal, "lent, or repaid; for auditors, and one's own"),
            field("paid", &NoteRegisterLine::paid, "return; for auditors, and one's own"),
            field("authority", &NoteRegisterLine::authority, "what allowed it: a rule's version"),
            field("authority_href", &NoteRegisterLine::authority_href, "its page")};
    }
};
struct NoteRegisterPage {
    std::string summary;
    Money owed;
    std::vector<NoteRegisterLine> rows;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &NoteRegisterPage::summary, "what this is"),
                          field("owed", &NoteRegisterPage::owed, "on all notes: the rows' sum"),
                          field("rows", &NoteRegisterPage::rows, "of the register, the newest first"),
                          field("pagination", &NoteRegisterPage::pagination, "where there are many")};
    }
};

std::string note_operation_in_words(const PageRequest& request, NoteOperation operation) {
    switch (operation) {
    case NoteOperation::issue:
        return request.say("issued");
    case NoteOperation::repay:
        return request.say("repaid");
    case NoteOperation::repay_early:
        return request.say("repaid early");
    }
    return {};
}

std::vector<NoteRegisterLine> note_register_lines(const PageRequest& request, std::int64_t limit, std::int64_t offset) {
    std::vector<NoteRegisterLine> lines;
    for (const auto& row : note_register(request.connection, limit, offset)) {
        NoteRegisterLine line{.number = row.number,
                              .at = row.at,
                              .entry = std::to_string(row.entry),
                              .operation = note_operation_in_words(request, row.operation),
                              .offer = row.offer.text(),
                              .offer_href = address_of_notes(row.offer),
                              .title = request.revealed(find_notes(request.connection, row.offer)->title),
                              .authority = row.authority,
                              .authority_href = "/rules/" + row.authority.substr(0, row.authority.find(' '))};
        if (request.viewer.has("auditor") || request.member() == row.member) {
            line.note = row.note.text();
            line.note_href = address_of_note(row.offer, row.note);
            line.holder = people::name_of(request, row.member);
            line.principal = row.principal;
            line.paid = row.paid;
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

Result<NoteRegisterPage> show_note_register(PageRequest& request) {
    constexpr std::int64_t size = 25;
    const auto number = request.asked_page();
    auto& connection = request.connection;
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto owed =
        connection.one<std::optional<std::int64_t>>("SELECT CAST(sum(principal) AS BIGINT) FROM {funding_note_rows}");
    return NoteRegisterPage{
        request.say("Who lent what, and what was repaid, row by row. Rows are never edited: what is owed on a note is "
                    "their sum, and each names what allowed it. Names and amounts are for the member and for "
                    "auditors."),
        {owed.value_or(0), currency},
        note_register_lines(request, size, (number - 1) * size),
        Pagination::of(number, size, connection.one<std::int64_t>("SELECT count(*) FROM {funding_note_rows}"))};
}

/// The same rows as on the page, with the same things left out.
Result<File> show_note_register_file(PageRequest& request) {
    const auto dialect = request.asked("for") == "excel" ? CsvDialect::excel : CsvDialect::plain;
    const auto amount = [](const std::optional<Money>& money) {
        return CsvCell{money ? decimal_text(money->minor, money->currency.digits()) : "", true};
    };
    std::string text(csv_begin(dialect));
    text += csv_row(dialect, {"number", "at", "entry", "operation", "offer", "note", "holder", "principal", "return",
                              "currency", "authority"});
    for (const auto& row : note_register_lines(request, INT64_MAX, 0))
        text += csv_row(dialect, std::vector<CsvCell>{{std::to_string(row.number), true},
                                                      {row.at.text()},
                                                      {row.entry},
                                                      {row.operation},
                                                      {row.offer},
                                                      {row.note.value_or("")},
                                                      {row.holder.value_or("")},
                                                      amount(row.principal),
                                                      amount(row.paid),
                                                      {row.paid ? row.paid->currency.text() : ""},
                                                      {row.authority}});
    return File{"notes.csv", std::move(text)};
}

} // namespace

std::vector<PageType> note_register_pages() {
    return {page<show_note_register>("/notes/register", "src/commons/funding/note_register.html",
                                     "The register of notes, row by row.", members()),
            page<show_note_register_file>("/notes/register.csv", "", "The register of notes, as a table to keep.",
                                          members())};
}

} // namespace reef::funding
