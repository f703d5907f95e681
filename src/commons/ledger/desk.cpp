#include "commons/ledger/desk.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind not_from_the_desk{
    "ledger.not_from_the_desk",
    "By hand money is booked for the treasury, a body of the charter or a fund; {} is none of them.", 422};

constexpr RefusalKind word_of_business{
    "ledger.word_of_business",
    "Members' part of a surplus is counted by what is booked as \"{}\". Please use another word.", 422};

Movement movement_of(const BookCost& command) {
    return {command.from, std::string(outside), command.amount, std::string(trimmed(command.cost))};
}
Movement movement_of(const BookIncome& command) {
    return {std::string(outside), command.to, command.amount, std::string(trimmed(command.income))};
}

} // namespace

DeskFacts desk_facts(store::Connection& connection, const Context& context, const Movement& movement,
                     const std::string& own) {
    DeskFacts facts{load_balances(connection, {movement}, context.at)};
    const auto platform = rules::founded_platform(connection);
    const auto& charter = platform.charter;
    const auto account = Account::parse(own);
    if (account && account->kind == AccountKind::body) facts.has_body = charter.find_body(account->of) != nullptr;
    for (const auto& patronage : charter.governance.patronage)
        facts.business.insert(facts.business.end(), patronage.purposes.begin(), patronage.purposes.end());
    return facts;
}

std::optional<Refusal> cannot_book(const DeskFacts& facts, const Movement& movement, const std::string& own,
                                   std::string_view own_field, std::string_view word_field) {
    const auto account = Account::parse(own);
    if (!account) {
        auto refusal = account.error();
        refusal.field = own_field;
        return refusal;
    }
    const bool is_common = account->kind == AccountKind::treasury || account->kind == AccountKind::fund ||
                           (account->kind == AccountKind::body && facts.has_body);
    if (!is_common) return refuse(not_from_the_desk, own_field, {own}).error();
    if (std::ranges::find(facts.business, movement.purpose) != facts.business.end())
        return refuse(word_of_business, word_field, {movement.purpose}).error();
    auto refusal = cannot_post(facts.balances, {movement});
    if (refusal) refusal->field = "amount";
    return refusal;
}

DeskFacts load(store::Connection& connection, const Context& context, const BookCost& command) {
    return desk_facts(connection, context, movement_of(command), command.from);
}
Decision decide(const DeskFacts& facts, const BookCost& command, Context& context) {
    const auto movement = movement_of(command);
    if (auto refusal = cannot_book(facts, movement, command.from, "from", "cost"))
        return std::unexpected(std::move(*refusal));
    if (auto refusal = cannot_expire(command.held_until, context.at)) {
        refusal->field = "held_until";
        return std::unexpected(std::move(*refusal));
    }
    Events events{Noted{command.note}};
    if (command.held_until)
        return events.add(hold({movement}, std::string(desk_address), {}, command.held_until, context));
    return events.add(post({movement}, std::string(desk_address), {}, context));
}

DeskFacts load(store::Connection& connection, const Context& context, const BookIncome& command) {
    return desk_facts(connection, context, movement_of(command), command.to);
}
Decision decide(const DeskFacts& facts, const BookIncome& command, Context& context) {
    const auto movement = movement_of(command);
    if (auto refusal = cannot_book(facts, movement, command.to, "to", "income"))
        return std::unexpected(std::move(*refusal));
    return Events{Noted{command.note}, post({movement}, std::string(desk_address), {}, context)};
}

void apply(store::Connection& connection, const Meta& meta, const Noted& event) {
    connection.run("INSERT INTO {ledger_notes} (entry, note) VALUES ($1, $2)", meta.entry,
                   event.note.reference.commitment);
}

} // namespace reef::ledger
