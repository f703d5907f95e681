// What members did for the platform, and what each may do about it.
#include "commons/ledger/contribution.hpp"
#include <algorithm>

namespace reef::ledger {
using namespace engine;
namespace {

struct KindChoice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &KindChoice::value, "to send"),
                          field("label", &KindChoice::label, "as people see it, with what it is worth")};
    }
};
struct ContributionCard {
    std::string number;
    people::Person member;
    std::string kind;
    Money points;
    std::optional<Money> hours;
    std::string description;
    std::string state;
    Time claimed_at;
    std::optional<Time> final_at;
    std::string attested;
    std::optional<std::string> dispute;
    std::optional<std::string> settlement;
    bool may_attest = false;
    bool may_dispute = false;
    bool may_settle = false;
    static constexpr auto fields() {
        return FieldTable{field("number", &ContributionCard::number, "of the contribution"),
                          field("member", &ContributionCard::member, "who did it"),
                          field("kind", &ContributionCard::kind, "of what was done"),
                          field("points", &ContributionCard::points, "that it is worth"),
                          field("hours", &ContributionCard::hours, "where it is counted by time"),
                          field("description", &ContributionCard::description, "what was done"),
                          field("state", &ContributionCard::state, "how it stands"),
                          field("claimed_at", &ContributionCard::claimed_at, "when"),
                          field("final_at", &ContributionCard::final_at, "unless it is disputed before"),
                          field("attested", &ContributionCard::attested, "by how many of how many"),
                          field("dispute", &ContributionCard::dispute, "why it is disputed"),
                          field("settlement", &ContributionCard::settlement, "the reasons of those who settled it"),
                          field("may_attest", &ContributionCard::may_attest, "the viewer"),
                          field("may_dispute", &ContributionCard::may_dispute, "the viewer"),
                          field("may_settle", &ContributionCard::may_settle, "the viewer")};
    }
};
struct ContributionsPage {
    std::string summary;
    Money my_points;
    Money my_hours;
    std::vector<KindChoice> kinds;
    std::vector<ContributionCard> contributions;
    std::optional<Pagination> pagination;
    static constexpr auto fields() {
        return FieldTable{
            field("summary", &ContributionsPage::summary, "what this is"),
            field("my_points", &ContributionsPage::my_points, "of the viewer"),
            field("my_hours", &ContributionsPage::my_hours, "of the viewer"),
            field("kinds", &ContributionsPage::kinds, "what can be claimed"),
            field("contributions", &ContributionsPage::contributions, "what waits for others first, then the newest"),
            field("pagination", &ContributionsPage::pagination, "where there are many")};
    }
};

std::string in_words(const PageRequest& request, ContributionKind kind) {
    switch (kind) {
    case ContributionKind::work:
        return request.say("work");
    case ContributionKind::care:
        return request.say("care and moderation");
    case ContributionKind::governance:
        return request.say("a jury or a body");
    case ContributionKind::content:
        return request.say("content");
    case ContributionKind::data:
        return request.say("data");
    case ContributionKind::referral:
        return request.say("a referral");
    }
    std::unreachable();
}
std::string in_words(const PageRequest& request, ContributionState state) {
    switch (state) {
    case ContributionState::claimed:
        return request.say("waits for attestation");
    case ContributionState::attested:
        return request.say("attested");
    case ContributionState::disputed:
        return request.say("disputed");
    case ContributionState::accepted:
        return request.say("counts");
    case ContributionState::rejected:
        return request.say("does not count");
    }
    std::unreachable();
}

std::vector<KindChoice> kinds(const PageRequest& request) {
    std::vector<KindChoice> all;
    for (const auto name : names_of(ContributionKind{})) {
        const auto kind = static_cast<ContributionKind>(all.size());
        const auto points =
            rules::version_at(request.connection, "ledger.points_for_" + std::string(name), request.now);
        const auto each = is_by_time(kind) ? request.say("{} points an hour", {points->value})
                                           : request.say("{} points each", {points->value});
        all.push_back({std::string(name), in_words(request, kind) + " (" + each + ")"});
    }
    return all;
}

struct ContributionRow {
    IdValue contribution;
    MemberId member;
    ContributionKind kind = ContributionKind::work;
    std::int64_t points = 0;
    std::optional<std::int64_t> hours;
    std::int64_t needed = 0;
    Hash description;
    Time claimed_at;
    ContributionState state = ContributionState::claimed;
    std::optional<Time> final_at;
    std::optional<Hash> dispute;
    std::optional<Hash> settlement;
    static constexpr auto fields() {
        return FieldTable{field("contribution", &ContributionRow::contribution, ""),
                          field("member", &ContributionRow::member, ""),
                          field("kind", &ContributionRow::kind, ""),
                          field("points", &ContributionRow::points, ""),
                          field("hours", &ContributionRow::hours, ""),
                          field("needed", &ContributionRow::needed, ""),
                          field("description", &ContributionRow::description, ""),
                          field("claimed_at", &ContributionRow::claimed_at, ""),
                          field("state", &ContributionRow::state, ""),
                          field("final_at", &ContributionRow::final_at, ""),
                          field("dispute", &ContributionRow::dispute, ""),
                          field("settlement", &ContributionRow::settlement, "")};
    }
};

void say_what_viewer_may_do(PageRequest& request, const ContributionRow& row, const std::vector<MemberId>& attested_by,
                            ContributionCard& card) {
    if (row.member == request.member() || is_final(row.state)) return;
    const auto classes = people::classes_of(request.connection, row.member);
    const bool shares_class =
        std::ranges::any_of(classes, [&](const auto& each) { return request.viewer.has("class:" + each); });
    const bool is_disputed = row.state == ContributionState::disputed;
    card.may_attest = row.state == ContributionState::claimed && !shares_class &&
                      std::ranges::find(attested_by, request.member()) == attested_by.end();
    card.may_dispute = !is_disputed;
    card.may_settle = is_disputed && request.viewer.has("auditor");
}

ContributionCard card_of(PageRequest& request, const rules::Charter& charter, const ContributionRow& row) {
    const auto attested_by = request.connection.all<MemberId>(
        "SELECT member FROM {ledger_attestations} WHERE contribution = $1 ORDER BY member", row.contribution);
    ContributionCard card{
        .number = row.contribution.text(),
        .member = people::person(request, charter, row.member),
        .kind = in_words(request, row.kind),
        .points = {row.points, *Currency::parse("PTS")},
        .description = request.revealed(row.description),
        .state = in_words(request, row.state),
        .claimed_at = row.claimed_at,
        .final_at = row.final_at,
        .attested = request.say("{} of {}", {std::to_string(attested_by.size()), std::to_string(row.needed)})};
    if (row.hours) card.hours = Money{*row.hours, *Currency::parse("HRS")};
    if (row.dispute) card.dispute = request.revealed(*row.dispute);
    if (row.settlement) card.settlement = request.revealed(*row.settlement);
    say_what_viewer_may_do(request, row, attested_by, card);
    return card;
}

Result<ContributionsPage> show_contributions(PageRequest& request) {
    constexpr std::int64_t size = 20;
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto number = request.asked_page();
    const auto mine = [&](std::string_view unit) {
        return balance_of(request.connection, account_of(request.member()), *Currency::parse(unit));
    };
    ContributionsPage page{
        .summary =
            request.say("Work, care, content: what members do for the platform besides trading. Others attest it; "
                        "points count where a surplus is shared out by them. They cannot be given away, and "
                        "carry no votes."),
        .my_points = mine("PTS"),
        .my_hours = mine("HRS"),
        .kinds = kinds(request),
        .pagination = Pagination::of(
            number, size, request.connection.one<std::int64_t>("SELECT count(*) FROM {ledger_contributions}"))};
    for (const auto& row : request.connection.all<ContributionRow>(
             "SELECT contribution, member, kind, points, hours, needed, description, claimed_at, state, final_at, "
             "dispute, settlement FROM {ledger_contributions} ORDER BY CASE WHEN state IN ('accepted', 'rejected') "
             "THEN 1 ELSE 0 END, claimed_at DESC, contribution DESC LIMIT $1 OFFSET $2",
             size, (number - 1) * size))
        page.contributions.push_back(card_of(request, charter, row));
    return page;
}

} // namespace

PageType contributions_page() {
    return page<show_contributions>("/money/contributions", "src/commons/ledger/contributions.html",
                                    "What members did for the platform, and what waits for attestation.", members());
}

} // namespace reef::ledger
