// One payment, for those whom it concerns: each step with who took it and when.
#include "commons/payments/pages.hpp"

namespace reef::payments {
using namespace engine;
namespace {

struct PaymentPage {
    std::string title;
    PaymentLine payment;
    std::string from;
    std::string iban;
    std::string message;
    people::Person ordered_by;
    std::vector<people::Person> signers;
    std::optional<std::string> batch_href;
    std::optional<Time> resolved_at;
    std::optional<std::string> note;
    bool may_cancel = false;
    bool may_record = false;
    static constexpr auto fields() {
        return FieldTable{field("title", &PaymentPage::title, "what it is"),
                          field("payment", &PaymentPage::payment, "as lists show it"),
                          field("from", &PaymentPage::from, "the account that pays"),
                          field("iban", &PaymentPage::iban, "the account that is paid"),
                          field("message", &PaymentPage::message, "for whom it pays"),
                          field("ordered_by", &PaymentPage::ordered_by, "who wants it"),
                          field("signers", &PaymentPage::signers, "who signed"),
                          field("batch_href", &PaymentPage::batch_href, "the file it was sent with"),
                          field("resolved_at", &PaymentPage::resolved_at, "when it was over"),
                          field("note", &PaymentPage::note, "why it was cancelled, or how it was paid by hand"),
                          field("may_cancel", &PaymentPage::may_cancel, "the viewer"),
                          field("may_record", &PaymentPage::may_record, "that it was paid by hand, the viewer")};
    }
};

Result<PaymentPage> show_payment(PageRequest& request) {
    const auto id = request.id<IdValue>("payment");
    if (!id) return std::unexpected(id.error());
    const auto row = find_payment(request.connection, *id);
    const bool keeps_books = request.viewer.has("auditor");
    if (!row || (!keeps_books && row->member != request.member())) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto revealed = [&](const std::optional<Hash>& commitment) {
        return chronicle::reveal_text(request.connection, commitment);
    };
    PaymentPage page{.title = request.say("Payment {}", {id->text()}),
                     .payment = payment_line(request, *row),
                     .from = ledger::account_name(request, row->from_account),
                     .iban = Iban{revealed(row->iban).value_or(request.say("(erased)"))}.in_groups(),
                     .message = revealed(row->message).value_or(""),
                     .ordered_by = people::person(request, charter, row->ordered_by),
                     .resolved_at = row->resolved_at,
                     .note = revealed(row->note)};
    for (const auto signer : signers_of(request.connection, *id))
        page.signers.push_back(people::person(request, charter, signer));
    if (row->batch && keeps_books) page.batch_href = "/payments/batches/" + row->batch->text();
    page.may_cancel = row->state < (keeps_books ? PaymentState::paid : PaymentState::sent);
    page.may_record = keeps_books && row->state == PaymentState::signed_ && row->member != request.member();
    return page;
}

} // namespace

PageType payment_page() {
    return page<show_payment>("/payments/{payment}", "src/commons/payments/payment.html",
                              "One payment: who ordered and signed it, and how it stands.", members());
}

} // namespace reef::payments
