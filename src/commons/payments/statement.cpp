#include "commons/payments/statement.hpp"
#include <algorithm>

namespace reef::payments {
using namespace engine;
namespace {

constexpr RefusalKind other_account{"payments.other_account",
                                    "This statement is of {}, and the co-operative's own account is {}.", 422};
constexpr RefusalKind other_currency_of_account{"payments.account_currency",
                                                "This statement is in {}, and the books are kept in {}.", 422};
constexpr RefusalKind statement_known{"payments.statement_known", "This statement was read already.", 409};
constexpr RefusalKind gap{"payments.gap",
                          "The last statement ended with {} and this one begins with {}: one between them is missing. "
                          "Please read that first.",
                          409};
constexpr RefusalKind does_not_add_up{"payments.does_not_add_up",
                                      "From {} the lines of statement {} lead to {}, and not to {} as it says.", 422};
constexpr RefusalKind too_many_lines{"payments.too_many_lines",
                                     "A file has up to {} lines. Please ask the bank for shorter times.", 422};
constexpr std::size_t lines_max = 1'000;

/// What the lines before this one left of what we know.
class Matching {
  public:
    explicit Matching(const ImportFacts& facts) : facts_(facts) {
        for (const auto& [id, payment] : facts.payments) states_[id] = payment.state;
    }

    MatchedLine match(const BankLine& line, IdValue number) {
        MatchedLine matched{number, line.amount, line.booked_on,    Meaning::waiting,
                            {},     {},          line.counterparty, line.message};
        if (line.amount.minor < 0)
            match_payment(line, matched);
        else if (!match_return(line, matched) && !match_subscription(line, matched))
            match_member(line, matched);
        return matched;
    }

  private:
    const ImportFacts& facts_;
    std::map<IdValue, PaymentState> states_;
    std::set<IdValue> paid_subscriptions_;

    bool is_open(IdValue payment) const {
        const auto state = states_.at(payment);
        return state == PaymentState::sent || state == PaymentState::signed_;
    }
    /// By the payment's own name, or a whole batch by its name; the amount has to be right to the cent.
    void match_payment(const BankLine& line, MatchedLine& matched) {
        std::vector<IdValue> payments;
        if (line.payment && facts_.payments.contains(*line.payment))
            payments = {*line.payment};
        else if (const auto batch = line.batch ? facts_.batches.find(*line.batch) : facts_.batches.end();
                 batch != facts_.batches.end())
            payments = batch->second;
        std::erase_if(payments, [&](IdValue payment) { return !is_open(payment); });
        Money sum{0, line.amount.currency};
        for (const auto payment : payments) sum = sum + facts_.payments.at(payment).amount();
        if (payments.empty() || sum != -line.amount) return;
        for (const auto payment : payments) states_[payment] = PaymentState::paid;
        matched.meaning = Meaning::paid;
        matched.payments = std::move(payments);
    }
    bool match_return(const BankLine& line, MatchedLine& matched) {
        const auto payment = line.payment ? facts_.payments.find(*line.payment) : facts_.payments.end();
        if (payment == facts_.payments.end()) return false;
        auto& state = states_.at(payment->first);
        if (state != PaymentState::paid || payment->second.amount() != line.amount) return true;
        state = PaymentState::returned;
        matched.meaning = Meaning::returned;
        matched.payments = {payment->first};
        return true;
    }
    /// By the subscription's reference and the amount to the cent; once.
    bool match_subscription(const BankLine& line, MatchedLine& matched) {
        const auto found =
            line.subscription ? facts_.subscriptions.find(*line.subscription) : facts_.subscriptions.end();
        if (line.is_return || found == facts_.subscriptions.end() || found->second.amount != line.amount ||
            !paid_subscriptions_.insert(found->first).second)
            return false;
        matched.meaning = Meaning::for_shares;
        matched.subscription = found->first;
        matched.member = found->second.member;
        return true;
    }
    void match_member(const BankLine& line, MatchedLine& matched) {
        if (line.is_return || !line.member) return;
        if (std::ranges::find(facts_.members, *line.member) == facts_.members.end()) return;
        matched.meaning = Meaning::paid_in;
        matched.member = line.member;
    }
};

std::optional<Refusal> cannot_read(const ImportFacts& facts, const BankStatement& statement,
                                   const std::optional<Money>& last_closing) {
    if (statement.iban != facts.house->iban)
        return refuse(other_account, "file", {statement.iban.in_groups(), facts.house->iban.in_groups()}).error();
    Money reached = statement.opening;
    for (const auto& currency : {statement.opening.currency, statement.closing.currency})
        if (currency != facts.currency)
            return refuse(other_currency_of_account, "file", {currency.text(), facts.currency.text()}).error();
    for (const auto& line : statement.lines) {
        if (line.amount.currency != facts.currency)
            return refuse(other_currency_of_account, "file", {line.amount.currency.text(), facts.currency.text()})
                .error();
        reached = reached + line.amount;
    }
    if (reached != statement.closing)
        return refuse(does_not_add_up, "file",
                      {statement.opening.text(), statement.identification, reached.text(), statement.closing.text()})
            .error();
    if (last_closing && *last_closing != statement.opening)
        return refuse(gap, "file", {last_closing->text(), statement.opening.text()}).error();
    return {};
}

std::vector<MemberId> parties_of(const std::vector<MatchedLine>& lines, const ImportFacts& facts) {
    std::set<MemberId> parties;
    for (const auto& line : lines) {
        if (line.member) parties.insert(*line.member);
        for (const auto payment : line.payments)
            if (const auto& member = facts.payments.at(payment).member) parties.insert(*member);
    }
    return {parties.begin(), parties.end()};
}

std::string address_of_statement(IdValue statement) { return "/payments/statements/" + statement.text(); }

constexpr std::string_view statement_columns =
    "SELECT statement, at, iban, identification, closed_on, opening, closing, "
    "currency FROM {payments_statements} ";
constexpr std::string_view line_columns =
    "SELECT line, statement, minor, currency, booked_on, meaning, payments, member, counterparty, message, account, "
    "word, subscription FROM {payments_lines} ";

} // namespace

std::optional<LineRow> find_line(store::Connection& connection, IdValue line) {
    return connection.first<LineRow>(std::string(line_columns) + "WHERE line = $1", line);
}
std::vector<LineRow> lines_of(store::Connection& connection, IdValue statement) {
    return connection.all<LineRow>(std::string(line_columns) + "WHERE statement = $1 ORDER BY place", statement);
}
std::vector<LineRow> waiting_lines(store::Connection& connection, std::int64_t limit) {
    return connection.all<LineRow>(std::string(line_columns) + "WHERE meaning = 'waiting' ORDER BY line LIMIT $1",
                                   limit);
}
Money sum_of_waiting_lines(store::Connection& connection) {
    const auto currency = rules::founded_platform(connection).charter.currency;
    const auto minor = connection.one<std::optional<std::int64_t>>(
        "SELECT CAST(sum(minor) AS BIGINT) FROM {payments_lines} WHERE meaning = 'waiting'");
    return {minor.value_or(0), currency};
}
std::optional<StatementRow> find_statement(store::Connection& connection, IdValue statement) {
    return connection.first<StatementRow>(std::string(statement_columns) + "WHERE statement = $1", statement);
}
std::vector<StatementRow> newest_statements(store::Connection& connection, std::int64_t limit) {
    return connection.all<StatementRow>(std::string(statement_columns) + "ORDER BY statement DESC LIMIT $1", limit);
}

std::optional<BankSubscription> bank_subscription(store::Connection& connection, IdValue subscription) {
    const auto found = ledger::subscribed_facts(connection, subscription);
    if (!found.row || found.is_pledge || found.hold->movement.from != ledger::outside) return {};
    const bool is_awaited = found.hold->state == ledger::HoldState::pending;
    if (!is_awaited && found.hold->state != ledger::HoldState::posted) return {};
    if (connection.one<std::int64_t>("SELECT count(*) FROM {payments_lines} WHERE subscription = $1", subscription) > 0)
        return {};
    return BankSubscription{found.row->member, found.row->paid, is_awaited};
}
std::vector<Call> shares_enter(store::Connection& connection, IdValue subscription) {
    const auto hold = ledger::find_hold(connection, subscription);
    if (hold->state != ledger::HoldState::pending) return {}; // somebody said before that it was paid
    return {call(ledger::ConfirmSubscription{subscription})};
}

ImportFacts load(store::Connection& connection, const Context&, const ImportStatement& command) {
    ImportFacts facts{
        house_account(connection), rules::founded_platform(connection).charter.currency, {}, {}, {}, {}, {}, {}};
    for (const auto& statement : command.file.statements) {
        facts.is_known.push_back(
            connection.one<std::int64_t>("SELECT count(*) FROM {payments_statements} WHERE iban = $1 AND "
                                         "identification = $2 AND closed_on = $3",
                                         statement.iban.text(), statement.identification, statement.closed_on) > 0);
        for (const auto& line : statement.lines) {
            if (line.payment)
                if (auto payment = find_payment(connection, *line.payment))
                    facts.payments.emplace(payment->payment, *payment);
            if (line.batch && !facts.batches.contains(*line.batch))
                for (auto& payment : payments_of_batch(connection, *line.batch)) {
                    facts.batches[*line.batch].push_back(payment.payment);
                    facts.payments.emplace(payment.payment, std::move(payment));
                }
            if (line.subscription)
                if (auto subscription = bank_subscription(connection, *line.subscription))
                    facts.subscriptions.emplace(*line.subscription, *subscription);
            if (line.member && people::is_member(connection, *line.member)) facts.members.push_back(*line.member);
        }
    }
    const auto newest = newest_statements(connection, 1);
    if (facts.house && !newest.empty() && newest.front().iban == facts.house->iban.text())
        facts.last_closing = Money{newest.front().closing, *Currency::parse(newest.front().currency)};
    return facts;
}
/// Statements that were read before are passed over, so that a file may overlap with the one before it.
Decision decide(const ImportFacts& facts, const ImportStatement& command, Context& context) {
    if (!facts.house) return refuse(no_house_account);
    std::size_t count = 0;
    for (const auto& statement : command.file.statements) count += statement.lines.size();
    if (count > lines_max) return refuse(too_many_lines, "file", {std::to_string(lines_max)});
    Events events;
    Matching matching(facts);
    auto last_closing = facts.last_closing;
    bool is_new = false;
    for (std::size_t i = 0; i < command.file.statements.size(); ++i) {
        const auto& statement = command.file.statements[i];
        if (facts.is_known[i]) continue;
        if (auto refusal = cannot_read(facts, statement, last_closing)) return std::unexpected(std::move(*refusal));
        is_new = true;
        last_closing = statement.closing;
        StatementImported imported{context.new_id(),
                                   statement.iban,
                                   statement.identification,
                                   statement.closed_on,
                                   statement.opening,
                                   statement.closing,
                                   {},
                                   {}};
        for (const auto& line : statement.lines) imported.lines.push_back(matching.match(line, context.new_id()));
        imported.parties = parties_of(imported.lines, facts);
        events.add(imported);
    }
    if (!is_new) return refuse(statement_known, "file");
    return events;
}
void apply(store::Connection& connection, const Meta& meta, const StatementImported& event) {
    connection.run("INSERT INTO {payments_statements} (statement, at, iban, identification, closed_on, opening, "
                   "closing, currency) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                   event.statement, meta.at, event.iban.text(), event.identification, event.closed_on,
                   event.opening.minor, event.closing.minor, event.closing.currency.text());
    const auto commitment = [](const auto& vaulted) {
        return vaulted ? std::optional(vaulted->reference.commitment) : std::nullopt;
    };
    std::int64_t place = 0;
    for (const auto& line : event.lines) {
        connection.run(
            "INSERT INTO {payments_lines} (line, statement, place, minor, currency, booked_on, meaning, "
            "payments, member, counterparty, message, subscription) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
            "$10, $11, $12)",
            line.line, event.statement, ++place, line.amount.minor, line.amount.currency.text(), line.booked_on,
            line.meaning, json_text(to_json(line.payments)), line.member, commitment(line.counterparty),
            commitment(line.message), line.subscription);
        for (const auto payment : line.payments)
            move_to(connection, payment,
                    line.meaning == Meaning::returned ? PaymentState::returned : PaymentState::paid, meta.at);
    }
}

std::vector<Call> ledger_calls(store::Connection& connection, const Meta&, const StatementImported& imported) {
    std::vector<Call> calls;
    const auto reference = address_of_statement(imported.statement);
    const auto post = [&](const std::string& to, const Money& amount, std::string purpose,
                          std::optional<MemberId> member) {
        std::vector<MemberId> parties;
        if (member) parties.push_back(*member);
        calls.push_back(call(ledger::Post{
            {{std::string(ledger::outside), to, amount, std::move(purpose)}}, reference, std::move(parties)}));
    };
    for (const auto& line : imported.lines) {
        if (line.meaning == Meaning::paid)
            for (const auto payment : line.payments) calls.push_back(money_moves(connection, payment));
        if (line.meaning == Meaning::returned) {
            const auto payment = find_payment(connection, line.payments.at(0));
            post(payment->from_account, line.amount, "returned payment", payment->member);
        }
        if (line.meaning == Meaning::for_shares)
            std::ranges::move(shares_enter(connection, *line.subscription), std::back_inserter(calls));
        if (line.meaning == Meaning::paid_in)
            post(ledger::account_of(*line.member), line.amount, "pay-in", line.member);
    }
    return calls;
}

} // namespace reef::payments
