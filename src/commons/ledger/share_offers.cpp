#include "commons/ledger/share_offers.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <span>

namespace reef::ledger {
using namespace engine;

const Rule<ShareOffers> share_offers{"ledger.share_offers",
                                     "Shares on offer",
                                     "Classes of shares that members may subscribe to, their price, and how many one "
                                     "member may hold. With \"if\" nobody pays unless so much is pledged by "
                                     "a day. They carry no votes.",
                                     {}};
const Rule<Duration> share_notice{"ledger.share_notice",
                                  "Notice for selling shares back",
                                  "How long shares that are sold back wait before they are paid.",
                                  days(30),
                                  days(0),
                                  days(1'825)};
const Rule<Money> own_funds_floor{
    "ledger.own_funds_floor",
    "Least own funds",
    "What must remain of the treasury, reserves, funds and share capital, and of what ranks "
    "with whoever is paid, when shares, retained patronage or notes are paid back.",
    {0, {}},
    Money{0, {}}};
const Rule<Duration> subscription_time{"ledger.subscription_time",
                                       "Time to pay for shares",
                                       "How long a subscription waits for its payment by bank.",
                                       days(14),
                                       days(1),
                                       days(90)};

namespace {

constexpr RefusalKind not_an_offer{"ledger.not_an_offer",
                                   "\"{}\" is no offer of shares. Write \"supporter 25.00 EUR up to 100\", or "
                                   "\"solar 50.00 EUR up to 20 if 5000.00 EUR "
                                   "by 2026-06-01\", with ; between several, or \"none\".",
                                   422};

std::unexpected<Refusal> no_offer(std::string_view text) {
    return refuse(not_an_offer, {}, {std::string(text.substr(0, 80))});
}

/// A name as funds have one, and not that of the share for membership.
bool is_share_class(std::string_view name) {
    return name != membership_share && Account::parse("fund:" + std::string(name)).has_value();
}

/// `if 5000.00 EUR by 2026-06-01`, in the currency of the price.
std::optional<Assurance> read_assurance(std::span<const std::string_view> words, const Currency& currency) {
    if (words.size() != 5 || words[0] != "if" || words[3] != "by") return {};
    const auto target = Money::parse(fmt::format("{} {}", words[1], words[2]));
    const auto by = Time::parse(words[4]);
    if (!target || target->minor <= 0 || target->currency != currency || !by) return {};
    return Assurance{*target, *by};
}

Result<ShareOffer> read_offer(std::string_view text) {
    const auto words = split(trimmed(text), ' ');
    if (words.size() < 6 || words[3] != "up" || words[4] != "to" || !is_share_class(words[0])) return no_offer(text);
    const auto price = Money::parse(fmt::format("{} {}", words[1], words[2]));
    const auto most = parse_integer(words[5]);
    if (!price || price->minor <= 0 || !most || *most < 1 || *most > 1'000'000) return no_offer(text);
    ShareOffer offer{std::string(words[0]), *price, *most};
    if (words.size() == 6) return offer;
    offer.assurance = read_assurance(std::span(words).subspan(6), price->currency);
    if (!offer.assurance) return no_offer(text);
    return offer;
}

/// A day alone where the time is its midnight.
std::string day_text(Time at) {
    const auto text = at.text();
    return text.ends_with("T00:00:00.000Z") ? text.substr(0, 10) : text;
}

} // namespace

Result<ShareOffers> ShareOffers::parse(std::string_view text) {
    ShareOffers all;
    if (trimmed(text) == "none") return all;
    for (const auto part : split(text, ';')) {
        auto offer = read_offer(part);
        if (!offer) return std::unexpected(std::move(offer.error()));
        if (all.find(offer->share_class)) return no_offer(text);
        all.offers.push_back(std::move(*offer));
    }
    return all;
}

std::string ShareOffers::text() const {
    std::vector<std::string> parts;
    for (const auto& [share_class, price, most, assurance] : offers) {
        parts.push_back(fmt::format("{} {} up to {}", share_class, price.text(), most));
        if (assurance) parts.back() += fmt::format(" if {} by {}", assurance->target.text(), day_text(assurance->by));
    }
    return parts.empty() ? "none" : join(parts, "; ");
}

const ShareOffer* ShareOffers::find(std::string_view share_class) const {
    const auto found = std::ranges::find(offers, share_class, &ShareOffer::share_class);
    return found == offers.end() ? nullptr : &*found;
}

std::vector<RuleDeclaration> share_rules() {
    return {share_offers.declaration(), share_notice.declaration(), own_funds_floor.declaration(),
            subscription_time.declaration()};
}

} // namespace reef::ledger
