// A bank's statement line by line, each with what it turned out to be.
#include "commons/payments/pages.hpp"

namespace reef::payments {
using namespace engine;
namespace {

struct StatementPage {
    std::string title;
    std::string iban;
    Time closed_on;
    Money opening;
    Money closing;
    Money explained;
    Money unexplained;
    std::vector<StatementLine> lines;
    static constexpr auto fields() {
        return FieldTable{field("title", &StatementPage::title, "the bank's name for it"),
                          field("iban", &StatementPage::iban, "of which account"),
                          field("closed_on", &StatementPage::closed_on, "its last day"),
                          field("opening", &StatementPage::opening, "what was there before"),
                          field("closing", &StatementPage::closing, "and after"),
                          field("explained", &StatementPage::explained, "the sum of what is explained"),
                          field("unexplained", &StatementPage::unexplained, "and of what is not"),
                          field("lines", &StatementPage::lines, "as the bank has them")};
    }
};

Result<StatementPage> show_statement(PageRequest& request) {
    const auto id = request.id<IdValue>("statement");
    if (!id) return std::unexpected(id.error());
    const auto row = find_statement(request.connection, *id);
    if (!row) return refuse(not_found);
    const auto currency = *Currency::parse(row->currency);
    StatementPage page{request.say("Statement {}", {row->identification}),
                       Iban{row->iban}.in_groups(),
                       row->closed_on,
                       {row->opening, currency},
                       {row->closing, currency},
                       {0, currency},
                       {0, currency},
                       {}};
    for (const auto& line : lines_of(request.connection, *id)) {
        auto& sum = line.meaning == Meaning::waiting ? page.unexplained : page.explained;
        sum = sum + line.amount();
        page.lines.push_back(statement_line(request, line));
    }
    return page;
}

} // namespace

PageType statement_page() {
    return page<show_statement>("/payments/statements/{statement}", "src/commons/payments/bank_statement.html",
                                "A bank's statement, each line with what it turned out to be.", ledger::bookkeepers());
}

} // namespace reef::payments
