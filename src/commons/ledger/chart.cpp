#include "commons/ledger/chart.hpp"
#include <algorithm>

namespace reef::ledger {
namespace {

constexpr RefusalKind no_such_account{
    "ledger.no_such_account",
    "\"{}\" is no account. There are treasury, share-capital, outside, member:NUMBER, capital:NUMBER, notes:NUMBER, "
    "body:ID, escrow:REFERENCE, reserve:NAME and fund:NAME, in small letters.",
    422};

constexpr std::size_t name_characters_max = 60;

constexpr bool is_one_alone(AccountKind kind) {
    return kind == AccountKind::treasury || kind == AccountKind::share_capital || kind == AccountKind::outside;
}
constexpr bool is_of_a_member(AccountKind kind) {
    return kind == AccountKind::member || kind == AccountKind::capital || kind == AccountKind::notes;
}

/// Small letters and digits, with single `-`, `_` or `.` between them: what addresses and other programs' books take.
bool is_name(std::string_view text) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    if (text.empty() || text.size() > name_characters_max || !plain(text.front()) || !plain(text.back())) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (plain(text[i])) continue;
        if ("-_."sv.find(text[i]) == std::string_view::npos || !plain(text[i + 1])) return false;
    }
    return true;
}

} // namespace

Result<Account> Account::parse(std::string_view name) {
    constexpr auto kinds = names_of(AccountKind{});
    const auto colon = name.find(':');
    const auto found = std::ranges::find(kinds, name.substr(0, colon));
    const auto fail = [&] { return refuse(no_such_account, {}, {std::string(name.substr(0, 80))}); };
    if (found == kinds.end()) return fail();
    const auto kind = static_cast<AccountKind>(found - kinds.begin());
    if (is_one_alone(kind) != (colon == std::string_view::npos)) return fail();
    if (is_one_alone(kind)) return Account{kind, {}};
    const auto of = name.substr(colon + 1);
    if (is_of_a_member(kind) ? !MemberId::parse(of) : !is_name(of)) return fail();
    return Account{kind, std::string(of)};
}

std::string Account::text() const {
    const std::string kind_name(names_of(kind).at(static_cast<std::size_t>(kind)));
    return is_one_alone(kind) ? kind_name : kind_name + ":" + of;
}

std::optional<MemberId> Account::member() const {
    if (!is_of_a_member(kind)) return {};
    return *MemberId::parse(of);
}

std::string account_of(MemberId member) { return Account{AccountKind::member, member.text()}.text(); }
std::string capital_of(MemberId member) { return Account{AccountKind::capital, member.text()}.text(); }
std::string notes_of(MemberId member) { return Account{AccountKind::notes, member.text()}.text(); }

} // namespace reef::ledger
