#include "commons/decisions/option_ballot.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

constexpr RefusalKind not_a_mark{"decisions.not_a_mark",
                                 "\"{}\" is not the number of an option and its mark, such as \"2: 1\".", 422};
constexpr RefusalKind no_such_option{"decisions.no_such_option", "There is no option {} here.", 422};
constexpr RefusalKind option_marked_twice{"decisions.option_marked_twice",
                                          "Option {} is marked twice. Say once what you think of it.", 422};
constexpr RefusalKind mark_out_of_range{"decisions.mark_out_of_range", "The mark of option {} lies between {} and {}.",
                                        422};

} // namespace

std::optional<Refusal> refusal_of_marks(const MarkTerms& terms, std::vector<OptionMark> marks) {
    std::ranges::sort(marks);
    const std::int64_t lowest = terms.form == rules::BallotForm::scores ? 0 : 1, highest = highest_mark(terms.form);
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const auto number = std::to_string(marks[i].option);
        if (std::ranges::find(terms.options, marks[i].option) == terms.options.end())
            return refuse(no_such_option, "marks", {number}).error();
        if (i > 0 && marks[i - 1].option == marks[i].option)
            return refuse(option_marked_twice, "marks", {number}).error();
        if (marks[i].mark < lowest || marks[i].mark > highest)
            return refuse(mark_out_of_range, "marks", {number, std::to_string(lowest), std::to_string(highest)})
                .error();
    }
    return {};
}

Result<OptionMark> OptionMark::parse(std::string_view text) {
    const auto colon = text.find(':');
    const auto option = parse_integer(trimmed(text.substr(0, colon)));
    const auto mark = colon == text.npos ? std::nullopt : parse_integer(trimmed(text.substr(colon + 1)));
    if (!option || !mark) return refuse(not_a_mark, {}, {std::string(text.substr(0, 80))});
    return OptionMark{*option, *mark};
}

std::int64_t highest_mark(rules::BallotForm form) {
    switch (form) {
    case rules::BallotForm::choice:
        return 0;
    case rules::BallotForm::approvals:
        return 1;
    case rules::BallotForm::ranking:
        return 99;
    case rules::BallotForm::scores:
        break;
    }
    return 5;
}

MarkTerms mark_terms(store::Connection& connection, IdValue proposal) {
    MarkTerms terms{.options = {}, .form = rules::ballot_form(procedure_of(connection, proposal))};
    for (const auto& each : options_of(connection, proposal)) terms.options.push_back(each.number);
    return terms;
}
MarkFacts load(store::Connection& connection, const Context& context, const MarkOptions& mark) {
    MarkFacts facts{ballot_facts(connection, context, mark.proposal), {}};
    if (facts.ballot.stage) facts.terms = mark_terms(connection, mark.proposal);
    return facts;
}
Decision decide(const MarkFacts& facts, const MarkOptions& mark, Context& context) {
    const auto in_class = class_of_ballot(facts.ballot, mark.as_class, MarkOptions::name);
    if (!in_class) return std::unexpected(in_class.error());
    if (auto refusal = refusal_of_marks(facts.terms, mark.marks)) return std::unexpected(std::move(*refusal));
    auto marks = mark.marks;
    std::ranges::sort(marks);
    return Events{OptionsMarked{mark.proposal, context.actor.member, *in_class, std::move(marks)}};
}
void apply(store::Connection& connection, const Meta& meta, const OptionsMarked& event) {
    connection.run("INSERT INTO {decisions_ballots} (proposal, voter, class, marks, cast_at) VALUES ($1, $2, $3, $4, "
                   "$5) ON CONFLICT (proposal, voter) DO UPDATE SET class = $3, marks = $4, cast_at = $5",
                   event.proposal, event.voter, event.voter_class, json_text(to_json(event.marks)), meta.at);
}

} // namespace reef::decisions
