// The account of a count in words, project by project: who paid what, and what those that are not funded lacked.
#include "commons/budgets/pages.hpp"

namespace reef::budgets {
using namespace engine;
namespace {

/// An amount as the counting room states it, in whole minor units.
Money money_of(const tally::Exact& amount, const Currency& currency, bool up) {
    const auto scaled = amount * tally::power_of_ten(currency.digits());
    return {(up ? scaled.rounded_up(0) : scaled.rounded_down(0)).whole(), currency};
}
std::optional<tally::Exact> stated(const json::object& facts, std::string_view name) {
    const auto* found = facts.if_contains(name);
    if (!found || !found->is_string()) return {};
    const auto exact = tally::Exact::parse(std::string_view(found->as_string()));
    return exact ? std::optional(*exact) : std::nullopt;
}

ProjectAccount bought(const PageRequest& request, const json::object& stage, std::size_t place, const Currency& in) {
    ProjectAccount account{.sentence = request.say("Bought by equal shares, as number {}.", {std::to_string(place)}),
                           .figures = {}};
    const auto price = stated(stage, "price"), cost = stated(stage, "cost"), supporters = stated(stage, "supporters");
    if (!price || !cost || !supporters) return account; // a price too long to be stated as a number
    const auto most = *price * *cost;
    account.figures = most * *supporters == *cost
                          ? request.say("Each of the {} who approved it paid {}.",
                                        {supporters->text(), money_of(most, in, false).text()})
                          : request.say("The {} who approved it paid {} each, or what they had left.",
                                        {supporters->text(), money_of(most, in, false).text()});
    return account;
}

ProjectAccount not_funded(const PageRequest& request, const BudgetRow& budget, const ProjectRow& project,
                          const json::object* lacking) {
    if (project.passed_over)
        return {request.say("Whoever was to be paid left the platform before the count."), std::nullopt};
    if (project.approvals.value_or(0) == 0) return {request.say("Nobody approved it."), std::nullopt};
    const Money left = budget.sum - budget.spent(), cost{project.cost_minor, budget.sum.currency};
    ProjectAccount account{.sentence = {}, .figures = {}};
    account.sentence = cost > left ? request.say("Not funded: it costs more than the {} that were left.", {left.text()})
                                   : request.say("Not funded: those who approved it could not pay for it.");
    if (const auto lacked = lacking ? stated(*lacking, project.project.text()) : std::nullopt)
        account.figures = request.say(
            "The {} who approved it lacked {} of {} between them.",
            {std::to_string(*project.approvals), money_of(*lacked, budget.sum.currency, true).text(), cost.text()});
    else if (cost > left)
        account.figures =
            request.say("{} approved it; it lacked {}.", {std::to_string(*project.approvals), (cost - left).text()});
    return account;
}

} // namespace

std::map<std::string, ProjectAccount> accounts_of(const PageRequest& request, const BudgetRow& budget,
                                                  const std::vector<ProjectRow>& projects) {
    std::map<std::string, ProjectAccount> accounts;
    if (budget.outcome != BudgetOutcome::counted || !sees_count(request, budget)) return accounts;
    const auto read = budget.account ? parse_json(*budget.account)->as_object() : json::object{};
    const auto* lacking = read.if_contains("lacking");
    for (const auto& project : projects)
        if (project.place)
            accounts[project.project.text()] =
                not_funded(request, budget, project, lacking ? &lacking->as_object() : nullptr);
    const auto* stages = read.if_contains("stages");
    if (!stages) return accounts;
    std::size_t place = 0;
    for (const auto& each : stages->as_array()) {
        const auto& stage = each.as_object();
        const std::string action(stage.at("action").as_string());
        const std::string number(stage.at("candidates").as_array().at(0).as_string());
        auto& account = accounts[number];
        ++place;
        if (action == "buy") {
            account = bought(request, stage, place, budget.sum.currency);
        } else if (action == "complete_greedily") {
            account.sentence = request.say("Paid from what equal shares left, as number {}: of what still fitted, most "
                                           "approved it.",
                                           {std::to_string(place)});
        } else {
            account = {
                request.say("Chosen as number {}: of what still fitted, most approved it.", {std::to_string(place)}),
                std::nullopt};
        }
    }
    return accounts;
}

} // namespace reef::budgets
