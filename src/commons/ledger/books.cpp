#include "commons/ledger/books.hpp"
#include "commons/ledger/books_writer.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::ledger {
using namespace engine;
namespace {

constexpr RefusalKind days_turned_round{"ledger.days_turned_round", "The books run from {} to {}: that is no day.",
                                        422};

/// Where each kind of account stands, and what its name begins with. What members and others are owed is a liability,
/// what belongs to all of them together is equity, what lies in banks is an asset.
struct BookPlace {
    std::string_view under;
    std::string_view prefix;
};
constexpr BookPlace place_of(AccountKind kind) {
    switch (kind) {
    case AccountKind::member:
        return {"Liabilities:Members", "M"};
    case AccountKind::capital:
        return {"Liabilities:Capital", "M"};
    case AccountKind::notes:
        return {"Liabilities:Notes", "M"};
    case AccountKind::escrow:
        return {"Liabilities:Escrow", ""};
    case AccountKind::body:
        return {"Equity:Bodies", ""};
    case AccountKind::reserve:
        return {"Equity:Reserves", ""};
    case AccountKind::fund:
        return {"Equity:Funds", ""};
    case AccountKind::treasury:
        return {"Equity:Treasury", ""};
    case AccountKind::share_capital:
        return {"Equity:Share-Capital", ""};
    case AccountKind::outside:
        return {"Assets:Outside", ""};
    }
    return {};
}

/// The moments between which a transfer belongs to the period.
struct Moments {
    Time from{INT64_MIN};
    Time before{INT64_MAX};
};
Moments moments_of(const BooksPeriod& period) {
    Moments moments;
    if (period.from) moments.from = *period.from;
    if (period.to) moments.before = *period.to + days(1);
    return moments;
}

using Balances = std::map<std::pair<std::string, Currency>, std::int64_t>;

std::vector<BookBalance> listed(const Balances& balances) {
    std::vector<BookBalance> all;
    for (const auto& [key, minor] : balances) all.push_back({key.first, {minor, key.second}});
    return all;
}

void add_sums(store::Connection& connection, std::string_view sql, Time before, std::int64_t sign, Balances& balances) {
    for (const auto& [account, code, minor] :
         connection.each<std::tuple<std::string, std::string, std::int64_t>>(sql, before))
        balances[{account, *Currency::parse(code)}] += sign * minor;
}

Balances balances_before(store::Connection& connection, Time before) {
    Balances balances;
    add_sums(connection,
             "SELECT from_account, currency, CAST(sum(minor) AS BIGINT) FROM {ledger_transfers} WHERE at < $1 "
             "GROUP BY from_account, currency",
             before, -1, balances);
    add_sums(connection,
             "SELECT to_account, currency, CAST(sum(minor) AS BIGINT) FROM {ledger_transfers} WHERE at < $1 "
             "GROUP BY to_account, currency",
             before, 1, balances);
    std::erase_if(balances, [](const auto& each) { return each.second == 0; });
    return balances;
}

Time day_of(Time at) { return *Time::parse(at.date_text()); }

BookHead head_of(store::Connection& connection, const BooksPeriod& period, const Balances& opening) {
    const auto [from, before] = moments_of(period);
    const auto platform = rules::founded_platform(connection);
    BookHead head{.platform = platform.charter.name, .opening = listed(opening)};
    const auto [first, last] = connection.one<std::tuple<std::optional<Time>, std::optional<Time>>>(
        "SELECT min(at), max(at) FROM {ledger_transfers} WHERE at >= $1 AND at < $2", from, before);
    head.first_day = period.from.value_or(day_of(first.value_or(platform.founded_at)));
    head.last_day = period.to.value_or(day_of(last.value_or(head.first_day)));
    head.currencies.insert(platform.charter.currency);
    for (const auto& [key, minor] : opening) head.accounts[key.first].insert(key.second);
    for (const auto& [one, other, code] : connection.each<std::tuple<std::string, std::string, std::string>>(
             "SELECT DISTINCT from_account, to_account, currency FROM {ledger_transfers} WHERE at >= $1 AND at < $2",
             from, before))
        for (const auto& account : {one, other}) head.accounts[account].insert(*Currency::parse(code));
    for (const auto& [account, currencies] : head.accounts)
        head.currencies.insert(currencies.begin(), currencies.end());
    head.payees = {std::string(opening_payee), std::string(closing_payee)};
    for (const auto& purpose : connection.each<std::string>(
             "SELECT DISTINCT purpose FROM {ledger_transfers} WHERE at >= $1 AND at < $2", from, before))
        head.payees.insert(plain_words(purpose));
    return head;
}

std::unique_ptr<BooksWriter> writer_of(BooksFormat format, std::ostream& out) {
    if (format == BooksFormat::hledger || format == BooksFormat::ledger) return journal_writer(out);
    if (format == BooksFormat::beancount) return beancount_writer(out);
    return table_writer(out, format);
}

std::string_view file_ending(BooksFormat format) {
    if (format == BooksFormat::hledger) return "journal";
    if (format == BooksFormat::ledger) return "ledger";
    return format == BooksFormat::beancount ? "beancount" : "csv";
}

} // namespace

std::optional<BooksFormat> books_format_named(std::string_view name) {
    constexpr auto names = names_of(BooksFormat{});
    const auto found = std::ranges::find(names, name);
    if (found == names.end()) return {};
    return static_cast<BooksFormat>(found - names.begin());
}

Result<BooksPeriod> books_period(std::string_view from, std::string_view to) {
    BooksPeriod period;
    for (const auto& [text, day, field] : {std::tuple{from, &period.from, "from"}, {to, &period.to, "to"}}) {
        if (text.empty()) continue;
        auto read = Time::parse(text);
        if (!read) {
            read.error().field = field;
            return std::unexpected(std::move(read.error()));
        }
        *day = day_of(*read);
    }
    if (period.from && period.to && *period.to < *period.from)
        return refuse(days_turned_round, "to", {period.from->date_text(), period.to->date_text()});
    return period;
}

/// Beancount wants names that begin with a capital or a digit and hold letters, digits and dashes: each of the three
/// separators of ours becomes as many dashes as its place, of which ours has one at a time.
std::string book_name(const Account& account) {
    const auto place = place_of(account.kind);
    if (account.of.empty()) return std::string(place.under);
    std::string name(place.prefix);
    for (const char c : account.of)
        if (const auto separator = "-_."sv.find(c); separator != std::string_view::npos)
            name.append(separator + 1, '-');
        else
            name += name.empty() && c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
    return fmt::format("{}:{}", place.under, name);
}

std::string plain_words(std::string_view text) {
    std::string words;
    for (const char c : text) {
        const bool is_plain =
            static_cast<unsigned char>(c) > ' ' && ";|\"\\{}[]*!%#@="sv.find(c) == std::string_view::npos;
        if (is_plain)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    if (words.ends_with(' ')) words.pop_back();
    return words.empty() ? "unnamed" : words;
}

void write_books(store::Connection& connection, BooksFormat format, const BooksPeriod& period, std::ostream& out) {
    auto balances = period.from ? balances_before(connection, *period.from) : Balances{};
    const auto head = head_of(connection, period, balances);
    const auto writer = writer_of(format, out);
    writer->begin(head);
    const auto [from, before] = moments_of(period);
    using Row = std::tuple<IdValue, EntryNumber, Time, std::string, std::string, std::int64_t, std::string, std::string,
                           std::string, std::optional<IdValue>>;
    for (const auto& [transfer, entry, at, giver, receiver, minor, code, purpose, reference, reverses] :
         connection.each<Row>("SELECT transfer, entry, at, from_account, to_account, minor, currency, purpose, "
                              "reference, reverses FROM {ledger_transfers} WHERE at >= $1 AND at < $2 "
                              "ORDER BY entry, transfer",
                              from, before)) {
        const auto currency = *Currency::parse(code);
        writer->add({transfer, entry, at, giver, receiver, {minor, currency}, purpose, reference, reverses});
        balances[{giver, currency}] -= minor;
        balances[{receiver, currency}] += minor;
    }
    writer->end(head, listed(balances));
}

std::string books_file_name(store::Connection& connection, BooksFormat format, const BooksPeriod& period) {
    std::string name;
    const auto platform = rules::founded_platform(connection);
    for (const char c : platform.charter.name)
        if (std::isalnum(static_cast<unsigned char>(c)))
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        else if (!name.empty() && name.back() != '-')
            name += '-';
    for (const auto& day : {period.from, period.to})
        if (day) name += (name.ends_with('-') ? "" : "-") + day->date_text();
    return fmt::format("{}{}books.{}", name, name.empty() || name.ends_with('-') ? "" : "-", file_ending(format));
}

} // namespace reef::ledger
