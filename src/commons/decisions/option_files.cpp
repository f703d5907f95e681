// The ballots of a choice among several options as a file, for anyone to count again (`reef tally --method NAME FILE`).
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/option_count.hpp"
#include "commons/decisions/option_view.hpp"
#include "commons/decisions/private_ballot.hpp"
#include "core/base/csv.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reef::decisions {
using namespace engine;
namespace {

std::string_view kind_name(rules::BallotForm form) {
    return form == rules::BallotForm::approvals ? "approval" : form == rules::BallotForm::scores ? "score" : "ranked";
}

/// Equal ballots stand together, in the order of classes and marks: nothing tells when one was cast.
std::string ballot_table(const rules::ProcedureCharter& procedure, const std::vector<ElectorateClass>& electorate,
                         const OptionOutcome& outcome, const std::vector<OptionBallot>& ballots) {
    const auto form = rules::ballot_form(procedure);
    auto options = outcome.options;
    std::ranges::sort(options, {}, &OptionResult::option);
    auto text = fmt::format("# reef ballots: {}\n", kind_name(form));
    if (form == rules::BallotForm::scores) text += "# top: 5\n";
    std::vector<CsvCell> head{{"count"}, {"weight"}, {"class"}};
    for (const auto& each : options) {
        auto name = first_words(each.value);
        std::ranges::replace_if(
            name, [](char c) { return c == '\n' || c == '\r'; }, ' ');
        text += fmt::format("# candidate {}: {}{}\n", each.option, name, each.option == as_it_is ? " (in force)" : "");
        head.push_back({std::to_string(each.option)});
    }
    text += csv_row(CsvDialect::plain, head);
    const auto weights = weights_by_class(electorate, ballots);
    for (const auto& ballot : ballots) {
        const auto place = std::ranges::find(electorate, ballot.voter_class, &ElectorateClass::id) - electorate.begin();
        std::vector<CsvCell> cells{{std::to_string(ballot.votes)},
                                   {std::to_string(weights[static_cast<std::size_t>(place)])},
                                   {ballot.voter_class}};
        for (const auto& each : options) {
            const auto mark = std::ranges::find(ballot.marks, each.option, &OptionMark::option);
            cells.push_back({mark == ballot.marks.end() ? "" : std::to_string(mark->mark)});
        }
        text += csv_row(CsvDialect::plain, cells);
    }
    return text;
}

Result<File> show_option_ballots(PageRequest& request) {
    const auto id = request.id<IdValue>("decision");
    if (!id) return std::unexpected(id.error());
    const auto row = proposal_row(request.connection, *id);
    if (!row || !row->count) return refuse(not_found);
    const auto decided = from_recorded<ProposalDecided>(*row->count);
    const auto procedure = from_recorded<rules::ProcedureCharter>(row->procedure);
    const auto electorate = electorate_of(request.connection, *id);
    if (!decided.options || options_shown(request, procedure, electorate) != VotesShown::everything ||
        (procedure.is_private() && has_small_class(electorate))) // then nothing was published
        return refuse(not_found);
    const auto ballots = procedure.is_private() ? published_option_ballots(request.connection, *id)
                                                : option_ballots(request.connection, *id, electorate);
    return File{"ballots.csv", ballot_table(procedure, electorate, *decided.options, ballots)};
}

} // namespace

PageType option_ballots_page() {
    return page<show_option_ballots>("/decisions/{decision}/ballots.csv", "",
                                     "The ballots on several options without names, for any counting program.",
                                     anyone());
}

} // namespace reef::decisions
