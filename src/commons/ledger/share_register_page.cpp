#include "commons/ledger/books_page.hpp"
#include "commons/ledger/share_register.hpp"
#include "commons/ledger/shares_page.hpp"
#include "core/base/csv.hpp"

namespace reef::ledger {
using namespace engine;
namespace {

struct RegisterLine {
    std::int64_t number = 0;
    Time at;
    std::string entry;
    std::string operation;
    std::string name;
    std::int64_t count = 0;
    std::optional<std::string> holder;
    std::optional<Money> paid;
    std::string authority;
    std::string authority_href;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &RegisterLine::number, "in the register"),
            field("at", &RegisterLine::at, "when"),
            field("entry", &RegisterLine::entry, "that entered it"),
            field("operation", &RegisterLine::operation, "in words"),
            field("name", &RegisterLine::name, "which shares"),
            field("count", &RegisterLine::count, "how many came, or left"),
            field("holder", &RegisterLine::holder, "for auditors, and one's own"),
            field("paid", &RegisterLine::paid, "for auditors, and one's own"),
            field("authority", &RegisterLine::authority, "what allowed it: a rule's version, or an entry"),
            field("authority_href", &RegisterLine::authority_href, "its page")};
    }
};
struct ClassTotal {
    std::string name;
    std::int64_t count = 0;
    Money paid;
    static constexpr auto fields() {
        return FieldTable{field("name", &ClassTotal::name, "which shares"),
                          field("count", &ClassTotal::count, "held by all"),
                          field("paid", &ClassTotal::paid, "for them")};
    }
};
struct ShareRegisterPage {
    std::string summary;
    std::vector<ClassTotal> totals;
    Money capital;
    std::vector<RegisterLine> rows;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{field("summary", &ShareRegisterPage::summary, "what this is"),
                          field("totals", &ShareRegisterPage::totals, "by class of shares"),
                          field("capital", &ShareRegisterPage::capital, "the account of share capital: their sum"),
                          field("rows", &ShareRegisterPage::rows, "of the register, the newest first"),
                          field("pagination", &ShareRegisterPage::pagination, "where there are many")};
    }
};

std::string operation_in_words(const PageRequest& request, ShareOperation operation, std::int64_t count,
                               std::optional<std::int64_t> cancels) {
    switch (operation) {
    case ShareOperation::issue:
        return request.say("issued");
    case ShareOperation::transfer:
        return count < 0 ? request.say("handed on") : request.say("received from a member");
    case ShareOperation::convert:
        return request.say("converted");
    case ShareOperation::redeem:
        return request.say("paid back");
    case ShareOperation::cancel:
        return request.say("row {} cancelled", {std::to_string(cancels.value_or(0))});
    }
    return {};
}

/// `entry 812` stands in the chronicle; everything else is a rule and its version.
std::string authority_in_words(const PageRequest& request, const std::string& authority) {
    return authority.starts_with("entry ") ? request.say("entry {}", {authority.substr(6)}) : authority;
}
std::string href_of_authority(std::string_view authority) {
    const auto space = authority.find(' ');
    if (authority.starts_with("entry ")) return "/chronicle/" + std::string(authority.substr(space + 1));
    return "/rules/" + std::string(authority.substr(0, space));
}

std::vector<RegisterLine> register_lines(const PageRequest& request, std::int64_t limit, std::int64_t offset) {
    using Row = std::tuple<std::int64_t, EntryNumber, Time, MemberId, ShareOperation, std::string, std::int64_t,
                           std::int64_t, std::string, std::string, std::optional<std::int64_t>>;
    std::vector<RegisterLine> lines;
    for (const auto& [number, entry, at, member, operation, share_class, count, paid, code, authority, cancels] :
         request.connection.all<Row>("SELECT number, entry, at, member, operation, share_class, count, paid_minor, "
                                     "currency, authority, cancels "
                                     "FROM {ledger_shares} ORDER BY number DESC LIMIT $1 OFFSET $2",
                                     limit, offset)) {
        RegisterLine line{.number = number,
                          .at = at,
                          .entry = std::to_string(entry),
                          .operation = operation_in_words(request, operation, count, cancels),
                          .name = share_class_in_words(request, share_class),
                          .count = count,
                          .authority = authority_in_words(request, authority),
                          .authority_href = href_of_authority(authority)};
        if (request.viewer.has("auditor") || request.member() == member) {
            line.holder = people::name_of(request, member);
            line.paid = Money{paid, *Currency::parse(code)};
        }
        lines.push_back(std::move(line));
    }
    return lines;
}

std::vector<ClassTotal> class_totals(const PageRequest& request) {
    using Row = std::tuple<std::string, std::string, std::int64_t, std::int64_t>;
    std::vector<ClassTotal> totals;
    for (const auto& [share_class, code, count, paid] : request.connection.all<Row>(
             "SELECT share_class, currency, CAST(sum(count) AS BIGINT), CAST(sum(paid_minor) AS BIGINT) FROM "
             "{ledger_shares} GROUP BY share_class, currency ORDER BY share_class"))
        totals.push_back({share_class_in_words(request, share_class), count, {paid, *Currency::parse(code)}});
    return totals;
}

Result<ShareRegisterPage> show_share_register(PageRequest& request) {
    constexpr std::int64_t size = 25;
    const auto number = request.asked_page();
    const auto currency = rules::founded_platform(request.connection).charter.currency;
    return ShareRegisterPage{
        request.say("Who paid for which shares, row by row. Rows are never edited: what somebody holds is their sum, "
                    "and each row names what allowed it. Names and amounts are for the member and for auditors."),
        class_totals(request), balance_of(request.connection, share_capital, currency),
        register_lines(request, size, (number - 1) * size),
        Pagination::of(number, size, request.connection.one<std::int64_t>("SELECT count(*) FROM {ledger_shares}"))};
}

/// The same rows as on the page, with the same things left out.
Result<File> show_register_file(PageRequest& request) {
    const auto dialect = request.asked("for") == "excel" ? CsvDialect::excel : CsvDialect::plain;
    std::string text(csv_begin(dialect));
    text += csv_row(
        dialect, {"number", "at", "entry", "operation", "shares", "count", "holder", "paid", "currency", "authority"});
    for (const auto& row : register_lines(request, INT64_MAX, 0))
        text += csv_row(dialect, std::vector<CsvCell>{
                                     {std::to_string(row.number), true},
                                     {row.at.text()},
                                     {row.entry},
                                     {row.operation},
                                     {row.name},
                                     {std::to_string(row.count), true},
                                     {row.holder.value_or("")},
                                     {row.paid ? decimal_text(row.paid->minor, row.paid->currency.digits()) : "", true},
                                     {row.paid ? row.paid->currency.text() : ""},
                                     {row.authority}});
    return File{"shares.csv", std::move(text)};
}

} // namespace

std::vector<PageType> share_register_pages() {
    return {page<show_share_register>("/money/shares/register", "src/commons/ledger/share_register.html",
                                      "The register of shares, row by row.", members()),
            page<show_register_file>("/money/shares/register.csv", "", "The register of shares, as a table to keep.",
                                     members())};
}

} // namespace reef::ledger
