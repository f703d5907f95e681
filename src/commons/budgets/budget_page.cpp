// A budget: its projects, the vote, and the count project by project.
#include "commons/budgets/pages.hpp"
#include <algorithm>

namespace reef::budgets {
using namespace engine;
namespace {

struct ProjectCard {
    std::string number;
    std::string title;
    std::string plan;
    Money cost;
    people::Person member;
    std::string receiver;
    std::string state;
    std::optional<std::string> finding_reason;
    bool stands = false;
    bool is_funded = false;
    bool is_approved_by_me = false;
    bool may_withdraw = false;
    bool may_check = false;
    std::optional<std::string> approvals;
    std::optional<std::string> account;
    std::optional<std::string> figures;
    static constexpr auto fields() {
        return FieldTable{
            field("number", &ProjectCard::number, "of the project"),
            field("title", &ProjectCard::title, "in a few words"),
            field("plan", &ProjectCard::plan, "what will be done with the money"),
            field("cost", &ProjectCard::cost, "all of which is paid, or nothing"),
            field("member", &ProjectCard::member, "who put it forward"),
            field("receiver", &ProjectCard::receiver, "whose account is paid"),
            field("state", &ProjectCard::state, "checked, not checked, taken back, paid or not"),
            field("finding_reason", &ProjectCard::finding_reason, "why it can be done or cannot"),
            field("stands", &ProjectCard::stands, "for the vote"),
            field("is_funded", &ProjectCard::is_funded, "it is paid"),
            field("is_approved_by_me", &ProjectCard::is_approved_by_me, "it is on the viewer's ballot"),
            field("may_withdraw", &ProjectCard::may_withdraw, "the viewer put it forward, and may take it back"),
            field("may_check", &ProjectCard::may_check, "the viewer may say whether it can be done"),
            field("approvals", &ProjectCard::approvals, "how many approved it, once it is counted"),
            field("account", &ProjectCard::account, "why it is paid or not"),
            field("figures", &ProjectCard::figures, "who paid what, or what it lacked")};
    }
};
struct Choice {
    std::string value;
    std::string label;
    static constexpr auto fields() {
        return FieldTable{field("value", &Choice::value, "to send"),
                          field("label", &Choice::label, "as people see it")};
    }
};
struct MyBallot {
    std::vector<std::string> titles;
    bool is_blank = false;
    std::optional<std::string> tracker;
    static constexpr auto fields() {
        return FieldTable{field("titles", &MyBallot::titles, "of the projects that it approves"),
                          field("is_blank", &MyBallot::is_blank, "it approves none"),
                          field("tracker", &MyBallot::tracker, "under which it was published")};
    }
};
struct BudgetPage {
    std::string number;
    std::string href;
    std::string title;
    std::string purpose;
    std::string state;
    bool is_open = false;
    Money sum;
    std::optional<Money> spent;
    std::optional<Money> left;
    std::string opened_by;
    std::string checked_by;
    std::string classes;
    std::string method;
    std::string turnout_least;
    std::vector<Phase> phases;
    bool has_phases = false;
    std::optional<std::string> turnout;
    std::optional<std::string> outcome;
    std::optional<std::string> reasons;
    std::vector<ProjectCard> projects;
    bool has_projects = false;
    std::vector<ProjectCard> refused;
    bool is_counted = false;
    std::optional<std::string> purse;
    std::optional<std::string> lots;
    bool may_vote = false;
    std::optional<MyBallot> my_ballot;
    bool may_put = false;
    std::optional<Money> cost_most;
    std::vector<Choice> receivers;
    bool may_cancel = false;
    std::optional<std::string> ballots_href;
    std::optional<people::AssuranceShares> assurance;
    std::optional<Hash> seed;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("number", &BudgetPage::number, "of the budget"),
                          field("href", &BudgetPage::href, "this page"),
                          field("title", &BudgetPage::title, "in a few words"),
                          field("purpose", &BudgetPage::purpose, "what may be proposed"),
                          field("state", &BudgetPage::state, "in a word"),
                          field("is_open", &BudgetPage::is_open, "whether it goes on"),
                          field("sum", &BudgetPage::sum, "set aside"),
                          field("spent", &BudgetPage::spent, "once it is counted"),
                          field("left", &BudgetPage::left, "of the sum, back in the treasury"),
                          field("opened_by", &BudgetPage::opened_by, "the body or class"),
                          field("checked_by", &BudgetPage::checked_by, "the bodies and classes"),
                          field("classes", &BudgetPage::classes, "that take part"),
                          field("method", &BudgetPage::method, "by which it is counted, by name"),
                          field("turnout_least", &BudgetPage::turnout_least, "or nothing is spent"),
                          field("phases", &BudgetPage::phases, "where we are"),
                          field("has_phases", &BudgetPage::has_phases, "none where it was cancelled"),
                          field("turnout", &BudgetPage::turnout, "how many of how many"),
                          field("outcome", &BudgetPage::outcome, "what came of it"),
                          field("reasons", &BudgetPage::reasons, "why it was cancelled"),
                          field("projects", &BudgetPage::projects, "in the order of the ballot; funded first"),
                          field("has_projects", &BudgetPage::has_projects, "whether any stands"),
                          field("refused", &BudgetPage::refused, "that were found infeasible or taken back"),
                          field("is_counted", &BudgetPage::is_counted, "and the viewer may see how"),
                          field("purse", &BudgetPage::purse, "of each voter, in the count by equal shares"),
                          field("lots", &BudgetPage::lots, "where a lot decided"),
                          field("may_vote", &BudgetPage::may_vote, "the viewer"),
                          field("my_ballot", &BudgetPage::my_ballot, "the viewer's"),
                          field("may_put", &BudgetPage::may_put, "the viewer may put a project forward"),
                          field("cost_most", &BudgetPage::cost_most, "of one project"),
                          field("receivers", &BudgetPage::receivers, "bodies that may be paid"),
                          field("may_cancel", &BudgetPage::may_cancel, "the viewer"),
                          field("ballots_href", &BudgetPage::ballots_href, "the ballots, without the file's ending"),
                          field("assurance", &BudgetPage::assurance, "how sure one was of who voted, once it is over"),
                          field("seed", &BudgetPage::seed, "of the order and of lots"),
                          field("proof", &BudgetPage::proof, "the entry that it rests on")};
    }
};

std::vector<Phase> phases_of(const PageRequest& request, const BudgetRow& budget) {
    return placed_in_time({{request.say("Projects are put forward"), budget.opened_at, budget.projects_until},
                           {request.say("Projects are checked"), budget.projects_until, budget.voting_from},
                           {request.say("Members vote"), budget.voting_from, budget.closes_at},
                           {request.say("Projects are paid"), budget.closes_at, std::nullopt}},
                          request.now);
}

std::string state_of(const PageRequest& request, const BudgetRow& budget, const ProjectRow& project) {
    if (project.withdrawn) return request.say("taken back");
    if (project.funded) return request.say("paid");
    if (project.finding == Finding::infeasible) return request.say("cannot be done");
    if (budget.stage == Stage::decided) return request.say("not paid");
    if (project.finding) return request.say("can be done");
    return budget.stage == Stage::preparing ? request.say("not checked yet") : request.say("not checked");
}

std::string method_in_words(const PageRequest& request, const Method& chosen) {
    if (chosen.name == "equal-shares")
        return request.say("Equal shares: every voter steers an equal part of the sum; what is left then goes to what "
                           "most approve.");
    if (chosen.name == "equal-shares-alone")
        return request.say("Equal shares: every voter steers an equal part of the sum; what no group can pay for stays "
                           "in the treasury.");
    return request.say("Greedy: what most approve is paid first, as long as it fits.");
}

std::string receiver_name(const PageRequest& request, const std::string& receiver) {
    return ledger::account_name(request, receiver);
}

ProjectCard card_of(PageRequest& request, const rules::Charter& charter, const BudgetRow& budget,
                    const ProjectRow& project, const std::map<std::string, ProjectAccount>& accounts) {
    ProjectCard card{.number = project.project.text(),
                     .title = request.revealed(project.title),
                     .plan = request.revealed(project.plan),
                     .cost = {project.cost_minor, budget.sum.currency},
                     .member = people::person(request, charter, project.member),
                     .receiver = receiver_name(request, project.receiver),
                     .state = state_of(request, budget, project),
                     .finding_reason = {},
                     .stands = budget.seed ? project.place.has_value() : project.stands(),
                     .is_funded = project.funded};
    if (project.reason) card.finding_reason = request.revealed(*project.reason);
    if (project.approvals && budget.outcome && sees_count(request, budget))
        card.approvals = request.say("approved by {}", {std::to_string(*project.approvals)});
    if (const auto found = accounts.find(card.number); found != accounts.end()) {
        card.account = found->second.sentence;
        card.figures = found->second.figures;
    }
    if (!request.viewer.has("member") || project.withdrawn || budget.stage != Stage::preparing) return card;
    card.may_withdraw = project.member == request.member();
    card.may_check = budget.terms.checked_by.held_by(request.viewer).has_value() && !project.is_of(request.member());
    return card;
}

void add_ballot(const PageRequest& request, const BudgetRow& budget, BudgetPage& page) {
    page.may_vote = budget.stage == Stage::voting && may_vote(request.connection, budget, request.member());
    const auto sealed = ballot_of(request.connection, budget.budget, request.member());
    if (!sealed) return;
    const auto approved = opened_approvals(request.connection, *sealed).value_or(std::vector<IdValue>{});
    page.my_ballot = MyBallot{.titles = {}, .is_blank = true, .tracker = {}};
    for (auto& project : page.projects) {
        project.is_approved_by_me =
            std::ranges::any_of(approved, [&](const IdValue& each) { return each.text() == project.number; });
        if (project.is_approved_by_me) page.my_ballot->titles.push_back(project.title);
    }
    page.my_ballot->is_blank = page.my_ballot->titles.empty();
    if (are_published(budget)) page.my_ballot->tracker = decisions::trackers_of(request.connection, *sealed, 1).at(0);
}

/// What the viewer may do while it is prepared.
void offer_ways(const PageRequest& request, const rules::Charter& charter, const BudgetRow& budget,
                const std::vector<ProjectRow>& projects, BudgetPage& page) {
    if (budget.stage != Stage::preparing || !request.viewer.has("member")) return;
    page.may_cancel = request.viewer.has(budget.mandate);
    const auto mine = std::ranges::count(projects, request.member(), &ProjectRow::member);
    page.may_put = request.now < budget.projects_until && takes_part(budget, request.viewer) &&
                   mine < budget.terms.projects_each && std::ssize(projects) < projects_max;
    page.cost_most = budget.terms.project_part.of(budget.sum);
    for (const auto& body : charter.governance.bodies) page.receivers.push_back({"body:" + body.id, body.name});
}

/// Purse and lots, from the account.
void add_count(const PageRequest& request, const BudgetRow& budget, BudgetPage& page) {
    page.is_counted = true;
    const auto account = parse_json(*budget.account)->as_object();
    if (const auto* purse = account.if_contains("voter_budget"))
        if (const auto exact = tally::Exact::parse(std::string_view(purse->as_string())))
            page.purse = Money{(*exact * tally::power_of_ten(budget.sum.currency.digits())).rounded_down(0).whole(),
                               budget.sum.currency}
                             .text();
    const auto title_of = [&](std::string_view number) {
        const auto found = std::ranges::find(page.projects, number, &ProjectCard::number);
        return found == page.projects.end() ? std::string(number) : found->title;
    };
    std::vector<std::string> drawn;
    for (const auto& tie : account.at("ties").as_array()) {
        std::vector<std::string> among;
        for (const auto& each : tie.at("among").as_array()) among.push_back(title_of(each.as_string()));
        drawn.push_back(join(among, ", "));
    }
    if (!drawn.empty()) page.lots = request.say("A lot was drawn between {}.", {join(drawn, "; ")});
}

std::optional<std::string> outcome_in_words(const PageRequest& request, const BudgetRow& budget) {
    if (!budget.outcome) return {};
    switch (*budget.outcome) {
    case BudgetOutcome::nothing_to_vote_on:
        return request.say("No project stood for the vote, or nobody could vote. The whole sum went back to the "
                           "treasury.");
    case BudgetOutcome::too_few_voted:
        return request.say("Fewer than {} of those who could vote did, so nothing was spent. The whole sum went back "
                           "to the treasury.",
                           {budget.terms.turnout.text()});
    case BudgetOutcome::counted:
        break;
    }
    if (budget.spent().minor == 0)
        return request.say("The vote chose no project. The whole sum went back to the treasury.");
    return request.say("{} was paid, {} went back to the treasury.",
                       {budget.spent().text(), (budget.sum - budget.spent()).text()});
}

std::optional<std::string> turnout_in_words(const PageRequest& request, const BudgetRow& budget) {
    if (!budget.seed) return {};
    if (!sees_count(request, budget))
        return request.say("Fewer than five people could vote. How many did, and the count, are shown to auditors "
                           "only.");
    const auto ballots =
        request.connection.one<std::int64_t>("SELECT count(*) FROM {budgets_ballots} WHERE budget = $1", budget.budget);
    return request.say("{} of {} voted.", {std::to_string(ballots), std::to_string(budget.electors)});
}

BudgetPage frame_of(PageRequest& request, const rules::Charter& charter, const BudgetRow& budget) {
    std::vector<std::string> checkers;
    for (const auto& role : budget.terms.checked_by.roles) checkers.push_back(mandate_name(charter, role));
    BudgetPage page{.number = budget.budget.text(),
                    .href = address_of(budget.budget),
                    .title = request.revealed(budget.title),
                    .purpose = request.revealed(budget.purpose),
                    .state = in_words(request, budget),
                    .is_open = !budget.over_entry,
                    .sum = budget.sum,
                    .spent = {},
                    .left = {},
                    .opened_by = mandate_name(charter, budget.mandate),
                    .checked_by = join(checkers, ", "),
                    .classes = classes_in_words(charter, budget),
                    .method = method_in_words(request, budget.terms.method),
                    .turnout_least = budget.terms.turnout.text(),
                    .phases = budget.stage == Stage::cancelled ? std::vector<Phase>{} : phases_of(request, budget),
                    .has_phases = budget.stage != Stage::cancelled,
                    .turnout = turnout_in_words(request, budget),
                    .outcome = outcome_in_words(request, budget),
                    .reasons = {},
                    .assurance = {},
                    .seed = budget.seed,
                    .proof = proof_of(request.connection, budget.over_entry.value_or(budget.entry))};
    if (budget.stage == Stage::decided) {
        page.spent = budget.spent();
        page.left = budget.sum - budget.spent();
    }
    if (budget.stage == Stage::decided && budget.frozen_entry)
        page.assurance = people::assurance_shares(
            request,
            people::keep_voters(request.connection,
                                people::members_of_any_at(request.connection, budget.classes, *budget.frozen_entry),
                                budget.least_assurance, *budget.frozen_entry),
            request.connection.all<MemberId>("SELECT voter FROM {budgets_ballots} WHERE budget = $1 ORDER BY voter",
                                             budget.budget),
            budget.least_assurance, *budget.frozen_entry);
    if (budget.reasons) page.reasons = request.revealed(*budget.reasons);
    if (are_published(budget)) page.ballots_href = page.href + "/ballots";
    return page;
}

Result<BudgetPage> show_budget(PageRequest& request) {
    const auto budget = asked_budget(request);
    if (!budget) return std::unexpected(budget.error());
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    auto page = frame_of(request, charter, *budget);
    const auto projects = projects_of(request.connection, budget->budget);
    const auto accounts = accounts_of(request, *budget, projects);
    for (const auto& project : projects) {
        auto card = card_of(request, charter, *budget, project, accounts);
        (card.stands ? page.projects : page.refused).push_back(std::move(card));
    }
    std::ranges::stable_sort(page.projects, std::greater<>{}, &ProjectCard::is_funded);
    page.has_projects = !page.projects.empty();
    if (budget->account && sees_count(request, *budget)) add_count(request, *budget, page);
    if (request.signed_in()) add_ballot(request, *budget, page);
    offer_ways(request, charter, *budget, projects, page);
    return page;
}

} // namespace

Result<BudgetRow> asked_budget(const PageRequest& request) {
    const auto number = request.id<IdValue>("budget");
    if (!number) return std::unexpected(number.error());
    auto budget = find_budget(request.connection, *number);
    if (!budget) return refuse(not_found);
    return std::move(*budget);
}

PageType budget_page() {
    return page<show_budget>("/budgets/{budget}", "src/commons/budgets/budget.html",
                             "A participatory budget: its projects, the vote, and the count project by project.",
                             anyone());
}

} // namespace reef::budgets
