#include "commons/decisions/option_view.hpp"
#include "commons/decisions/option_count.hpp"
#include "commons/decisions/private_ballot.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using rules::BallotForm;

/// Texts may begin with the same words, so they are called by their numbers too.
std::string value_of(const PageRequest& request, std::int64_t number, const std::string& value) {
    const auto words = rules::value_in_words(request, value);
    return is_long(value) ? request.say("text {}: {}", {std::to_string(number), words}) : words;
}

std::string options_sentence(const PageRequest& request, const rules::ProcedureCharter& procedure) {
    return request.say(
        "Members choose among these. The method {} puts them in order, and the first that passes against "
        "what is in force is decided: it needs {}, and every class its quorum, as in a vote for or "
        "against. Where none passes, it stays as it is.",
        {std::string(rules::counted_by(procedure)), procedure.majority.text()});
}

std::string how_to_vote(const PageRequest& request, BallotForm form) {
    if (form == BallotForm::approvals)
        return request.say("Approve of as many as you like. Approving of what is in force says that it may stay.");
    if (form == BallotForm::scores) return request.say("Score each from 0 to 5; what you leave out has 0.");
    return request.say("Give the one you want most a 1, the next a 2. Equal places are allowed; what you leave out "
                       "comes after all others.");
}

std::vector<MarkChoice> mark_choices(const PageRequest& request, BallotForm form, const Option& option,
                                     std::size_t options, const std::vector<OptionMark>& mine) {
    const auto found = std::ranges::find(mine, option.number, &OptionMark::option);
    const auto own = found == mine.end() ? std::nullopt : std::optional(found->mark);
    std::vector<MarkChoice> choices;
    if (form != BallotForm::approvals)
        choices.push_back({"", value_of(request, option.number, option.value), request.say("left out"), !own});
    const std::int64_t lowest = form == BallotForm::scores ? 0 : 1;
    const std::int64_t highest = form == BallotForm::approvals ? 1
                                 : form == BallotForm::scores  ? highest_mark(form)
                                                               : static_cast<std::int64_t>(options);
    for (auto mark = lowest; mark <= highest; ++mark)
        choices.push_back({OptionMark{option.number, mark}.text(), value_of(request, option.number, option.value),
                           std::to_string(mark), own == mark});
    return choices;
}

std::string percent_text(const tally::Exact& share) {
    return Percent{(share * tally::Exact(10'000)).floor().whole()}.text();
}

std::string standing_of(const PageRequest& request, const OptionResult& result) {
    const auto share = *tally::Exact::parse(*result.weighted_share);
    if (result.outcome == "passed")
        return request.say("{} ({}) prefer it to what is in force: enough.",
                           {percent_text(share), *result.weighted_share});
    if (result.outcome == "no_quorum")
        return request.say("{} ({}) prefer it to what is in force, but a class missed its quorum.",
                           {percent_text(share), *result.weighted_share});
    return request.say("{} ({}) prefer it to what is in force: not enough.",
                       {percent_text(share), *result.weighted_share});
}

/// A figure of the account as a part of all weighted votes.
std::string part_of(const json::value& figure, const tally::Exact& all) {
    const auto value = figure.is_string() ? tally::Exact::parse(figure.get_string())
                                          : Result<tally::Exact>(tally::Exact(figure.to_number<std::int64_t>()));
    if (!value || all == 0) return {};
    return percent_text(*value / all);
}

/// One against one, round by round, or what was added up: whichever the method did.
std::optional<AccountView> account_view(const PageRequest& request, const OptionOutcome& outcome) {
    const auto account = parse_json(outcome.account)->as_object();
    const auto all = *tally::Exact::parse(outcome.votes);
    AccountView view;
    for (const auto& each : outcome.options) view.rows.push_back({value_of(request, each.option, each.value), {}});
    const auto column = [&](const std::string& heading, const json::object& figures) {
        view.headings.push_back(heading);
        for (std::size_t i = 0; i < outcome.options.size(); ++i) {
            const auto* figure = figures.if_contains(std::to_string(outcome.options[i].option));
            view.rows[i].cells.push_back(figure ? part_of(*figure, all) : "–");
        }
    };
    if (const auto* pairs = account.if_contains("pairwise")) {
        view.sentence =
            request.say("How much of the weighted votes prefer the option of the row to that of the column:");
        for (const auto& other : outcome.options) {
            json::object figures;
            for (const auto& [row, line] : pairs->as_object())
                if (const auto* figure = line.as_object().if_contains(std::to_string(other.option)))
                    figures[row] = *figure;
            column(value_of(request, other.option, other.value), figures);
        }
    } else if (const auto* stages = account.if_contains("stages")) {
        view.sentence = request.say("How much of the weighted votes each option had, round by round:");
        for (const auto& stage : stages->as_array())
            column(request.say("Round {}", {std::to_string(view.headings.size() + 1)}),
                   stage.as_object().at("tally").as_object());
    } else if (const auto* scores = account.if_contains("scores")) {
        view.sentence = request.say("What the weighted votes add up to, 100% being one mark of everybody:");
        column(request.say("Sum"), scores->as_object());
    } else
        return {};
    return view;
}

void add_results(const PageRequest& request, const ProposalRow& row, OptionsView& view) {
    const auto decided = from_recorded<ProposalDecided>(*row.count);
    if (!decided.options) return;
    const auto electorate = electorate_of(request.connection, row.proposal);
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const bool shows_all = options_shown(request, procedure, electorate) == VotesShown::everything;
    for (auto& line : view.list) {
        const auto result = std::ranges::find(decided.options->options, line.number, &OptionResult::option);
        line.value = value_of(request, line.number, result->value);
        line.is_chosen = decided.options->winner.value_or(as_it_is) == line.number;
        if (!shows_all) continue;
        line.place = result->place;
        if (!line.is_in_force) line.standing = standing_of(request, *result);
    }
    if (!shows_all) return;
    std::ranges::stable_sort(view.list, {}, [&](const OptionLine& line) {
        return std::ranges::find(decided.options->options, line.number, &OptionResult::option) -
               decided.options->options.begin();
    });
    view.account = account_view(request, *decided.options);
    if (!procedure.is_private() || !has_small_class(electorate))
        view.ballots_href = "/decisions/" + row.proposal.text() + "/ballots.csv";
}

} // namespace

std::optional<OptionsView> options_view(PageRequest& request, const rules::Charter& charter, const ProposalRow& row) {
    const auto options = options_of(request.connection, row.proposal);
    if (options.empty()) return {};
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    const auto form = rules::ballot_form(procedure);
    const auto ballot =
        request.signed_in() ? ballot_row(request.connection, row.proposal, request.member()) : std::nullopt;
    const auto content = ballot ? content_of(request.connection, *ballot) : std::nullopt;
    const auto mine = content ? content->marks : std::nullopt;
    OptionsView view{.sentence = options_sentence(request, procedure),
                     .list = {},
                     .how = how_to_vote(request, form),
                     .is_approval = form == BallotForm::approvals,
                     .has_voted = mine.has_value()};
    view.is_text =
        request.registry.rule(change_row(request.connection, row.proposal).rule)->kind == engine::ValueKind::prose;
    for (const auto& each : options) {
        OptionLine line{.proposal = row.proposal,
                        .number = each.number,
                        .value = value_of(request, each.number, each.value),
                        .is_in_force = each.number == as_it_is,
                        .is_proposed = each.number == as_proposed};
        if (each.return_margin && !row.count)
            line.needs = request.say("It goes back to the value before the last change, so it needs {} more.",
                                     {each.return_margin->text()});
        line.marks = mark_choices(request, form, each, options.size(), mine.value_or(std::vector<OptionMark>{}));
        line.has_changes = view.is_text;
        if (view.is_text) line.changes = rules::diff_lines(options.front().value, each.value);
        view.list.push_back(std::move(line));
    }
    for (const auto& each : alternatives_of(request.connection, row.proposal)) {
        auto& line = *std::ranges::find(view.list, each.option, &OptionLine::number);
        line.author = people::person(request, charter, each.author);
        line.reason = request.revealed(each.reason);
        line.may_take_back = row.stage == Stage::deliberation && request.viewer.actor == Actor::of(each.author);
    }
    const auto facts =
        alternative_facts(request.connection, request.registry, row.proposal, options.front().value, request.now);
    view.may_add = request.viewer.has("member") && !refusal_to_add(facts, request.viewer, request.now);
    if (row.count) add_results(request, row, view);
    return view;
}

VotesShown options_shown(const PageRequest& request, const rules::ProcedureCharter& procedure,
                         const std::vector<ElectorateClass>& electorate) {
    const bool sees_ballots = procedure.ballots_open && request.viewer.audience() >= Audience::members;
    return sees_ballots || !has_small_class(electorate) || request.viewer.audience() >= Audience::auditors
               ? VotesShown::everything
               : VotesShown::outcome_alone;
}

std::string option_reasons(const PageRequest& request, const rules::ProcedureCharter& procedure,
                           const std::vector<ElectorateClass>& electorate, const ProposalDecided& decided,
                           VotesShown shown) {
    const auto& options = decided.options->options;
    const auto about = decided.options->winner
                           ? std::ranges::find(options, *decided.options->winner, &OptionResult::option)
                           : std::ranges::find_if(options, [](const auto& each) { return each.option != as_it_is; });
    const auto raised = procedure_for(procedure, {about->option, about->value, about->return_margin});
    const CountedVote vote{raised, electorate, decided.counts};
    const auto value = value_of(request, about->option, about->value);
    if (decided.options->winner)
        return request.say("{} is the highest option that enough prefer to what is in force. {}",
                           {value, reasons_of(request, vote, shown)});
    if (shown != VotesShown::everything)
        return request.say("No option was preferred by enough to what is in force. {}",
                           {reasons_of(request, vote, shown)});
    return request.say("No option was preferred by enough to what is in force. Of {}, the highest: {}",
                       {value, reasons_of(request, vote, shown)});
}

std::string options_outcome_sentence(const PageRequest& request, const ProposalDecided& decided) {
    if (!decided.passed) return request.say("It stays as it is.");
    return request.say("Decided: {}.", {rules::value_in_words(request, *decided.value)});
}

Tally options_tally(const PageRequest& request, const rules::Charter& charter, const ProposalRow& row,
                    const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate) {
    auto sealed = sealed_tally_of(request, charter, procedure, electorate,
                                  turnouts_of(request.connection, row.proposal, electorate));
    if (!row.count) return sealed;
    const auto decided = from_recorded<ProposalDecided>(*row.count);
    const auto shown = options_shown(request, procedure, electorate);
    sealed.delegation.reset();
    sealed.sentence = option_reasons(request, procedure, electorate, decided, shown);
    if (shown != VotesShown::everything) return sealed;
    auto tally = tally_of(request, charter, {procedure, electorate, decided.counts}, shown);
    tally.sentence = sealed.sentence;
    tally.delegation.reset();
    return tally;
}

std::optional<std::string> option_turning_sentence(const PageRequest& request, const OptionOutcome& outcome) {
    if (!outcome.turned_by) return {};
    const auto& turn = *outcome.turned_by;
    const auto& option = *std::ranges::find(outcome.options, turn.option, &OptionResult::option);
    const auto members = std::to_string(turn.members), value = value_of(request, option.option, option.value);
    if (turn.members == 1)
        return request.say("{} of {} voting for {} alone would have turned it to that.",
                           {members, turn.class_name, value});
    return request.say("{} of {} voting for {} alone would have turned it to that; voting otherwise, fewer may have "
                       "been enough.",
                       {members, turn.class_name, value});
}

std::string marks_in_words(const PageRequest& request, IdValue proposal, std::vector<OptionMark> marks) {
    const auto options = options_of(request.connection, proposal);
    const auto form = rules::ballot_form(procedure_of(request.connection, proposal));
    std::ranges::stable_sort(
        marks, {}, [&](const OptionMark& each) { return form == BallotForm::scores ? -each.mark : each.mark; });
    std::vector<std::string> words;
    for (const auto& each : marks) {
        const auto option = std::ranges::find(options, each.option, &Option::number);
        if (option == options.end()) continue;
        const auto value = value_of(request, option->number, option->value);
        words.push_back(form == BallotForm::approvals ? value : std::to_string(each.mark) + ": " + value);
    }
    return words.empty() ? request.say("a blank ballot") : join(words, ", ");
}

} // namespace reef::decisions
