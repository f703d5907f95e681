#include "commons/decisions/opinion_view.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

struct OpinionRow {
    IdValue opinion;
    MemberId author;
    std::string author_class;
    Hash text;
    Time stated_at;
    Time answer_by;
    std::string outcome;
    std::optional<Time> ended_at;
    std::optional<MemberId> answerer;
    std::optional<std::string> answerer_class;
    std::optional<Hash> reason;
    std::optional<Hash> change;
    static constexpr auto fields() {
        return FieldTable{
            field("opinion", &OpinionRow::opinion, ""),     field("author", &OpinionRow::author, ""),
            field("class", &OpinionRow::author_class, ""),  field("text", &OpinionRow::text, ""),
            field("stated_at", &OpinionRow::stated_at, ""), field("answer_by", &OpinionRow::answer_by, ""),
            field("outcome", &OpinionRow::outcome, ""),     field("ended_at", &OpinionRow::ended_at, ""),
            field("answerer", &OpinionRow::answerer, ""),   field("answerer_class", &OpinionRow::answerer_class, ""),
            field("reason", &OpinionRow::reason, ""),       field("change", &OpinionRow::change, "")};
    }
};

std::string verdict_in_words(const PageRequest& request, std::string_view outcome) {
    if (outcome == "accepted") return request.say("Accepted");
    if (outcome == "partly") return request.say("Accepted in part");
    if (outcome == "deferred") return request.say("Put off");
    return request.say("Not accepted");
}
bool is_taken_up(std::string_view outcome) { return outcome == "accepted" || outcome == "partly"; }

/// Opinions are public, with the class and not the name: members see names.
class OpinionTeller {
  public:
    OpinionTeller(PageRequest& request, const rules::Charter& charter, const ProposalRow& row)
        : request_(request),
          charter_(charter),
          row_(row),
          shows_names_(request.viewer.audience() >= Audience::members) {}

    OpinionLine line(const OpinionRow& opinion) const {
        OpinionLine line{.number = opinion.opinion.text(),
                         .stakeholder_class = people::class_chip(charter_, opinion.author_class),
                         .author = named(opinion.author),
                         .text = request_.revealed(opinion.text),
                         .at = opinion.stated_at};
        if (opinion.outcome == "unanswered") {
            line.silence = silence(opinion);
        } else if (opinion.outcome == "waits") {
            line.answer_by = opinion.answer_by;
        } else {
            line.answer = answer(opinion);
        }
        return line;
    }

  private:
    std::optional<people::Person> named(MemberId member) const {
        return shows_names_ ? std::optional(people::person(request_, charter_, member)) : std::nullopt;
    }
    OpinionAnswerView answer(const OpinionRow& opinion) const {
        OpinionAnswerView view{.word = verdict_in_words(request_, opinion.outcome),
                               .is_taken_up = is_taken_up(opinion.outcome),
                               .reason = request_.revealed(*opinion.reason),
                               .answerer = named(*opinion.answerer),
                               .at = *opinion.ended_at};
        if (opinion.change) view.change = request_.revealed(*opinion.change);
        if (opinion.answerer_class) view.stakeholder_class = people::class_chip(charter_, *opinion.answerer_class);
        return view;
    }
    std::string silence(const OpinionRow& opinion) const {
        std::vector<std::string> classes;
        for (const auto& each : charter_.governance.classes)
            if (each.id != opinion.author_class) classes.push_back(each.name);
        return request_.say("Nobody answered in time: neither the proposer, {}, nor anybody of: {}.",
                            {people::person(request_, charter_, row_.proposer).name, join(classes, ", ")});
    }

    PageRequest& request_;
    const rules::Charter& charter_;
    const ProposalRow& row_;
    bool shows_names_;
};

std::string sentence_of_refusal(const PageRequest& request, const Refusal& refusal) {
    if (refusal.arguments.empty()) return request.say(refusal.sentence_pattern);
    return request.say(refusal.sentence_pattern, {refusal.arguments.front()});
}

std::string sentence_on(const PageRequest& request, const rules::ProcedureCharter& procedure) {
    const auto within = procedure.answers_within->text();
    return procedure.unless_answered == rules::UnlessAgreed::nothing
               ? request.say(
                     "The proposer or another class answers each opinion within {}; otherwise nothing is decided.",
                     {within})
               : request.say("The proposer or another class answers each opinion within {}, and the vote waits for it. "
                             "Silence is recorded; then the vote goes on.",
                             {within});
}

/// The oldest that waits and that the viewer may answer.
std::optional<std::string> to_be_answered(const PageRequest& request, const ProposalRow& row) {
    if (!request.signed_in()) return {};
    for (const auto opinion : request.connection.all<IdValue>(
             "SELECT opinion FROM {decisions_opinions} WHERE proposal = $1 AND outcome = 'waits' ORDER BY stated_at, "
             "opinion",
             row.proposal))
        if (!refusal_to_answer(facts_of_opinion(request.connection, opinion, request.member()), request.member()))
            return opinion.text();
    return {};
}

} // namespace

std::optional<OpinionsView> opinions_view(PageRequest& request, const rules::Charter& charter, const ProposalRow& row) {
    const auto procedure = from_recorded<rules::ProcedureCharter>(row.procedure);
    if (!procedure.answers_within) return {};
    const auto facts = opinion_facts(request.connection, request.now, row.proposal,
                                     request.signed_in() ? request.member() : MemberId());
    if (facts.is_negotiated) return {};
    OpinionsView view{.sentence = sentence_on(request, procedure)};
    const OpinionTeller teller(request, charter, row);
    for (const auto& each : request.connection.all<OpinionRow>(
             "SELECT opinion, author, class, text, stated_at, answer_by, outcome, ended_at, answerer, answerer_class, "
             "reason, change FROM {decisions_opinions} WHERE proposal = $1 ORDER BY stated_at, opinion",
             row.proposal))
        view.opinions.push_back(teller.line(each));
    view.answering = to_be_answered(request, row);
    view.uptake = uptake_by_class(request, charter, row.proposal);
    view.has_uptake = !view.uptake.empty();
    const auto refusal = refusal_to_state(facts, request.now);
    view.may_state = request.signed_in() && !refusal;
    if (row.stage == Stage::deliberation && !view.may_state)
        view.may_not_state_because = request.signed_in() ? sentence_of_refusal(request, *refusal)
                                                         : request.say("Sign in as a member to give an opinion.");
    return view;
}

std::vector<UptakeLine> uptake_by_class(PageRequest& request, const rules::Charter& charter,
                                        std::optional<IdValue> proposal) {
    constexpr std::int64_t enough_for_an_alarm = 20; // mechanisms 5.5
    using Row = std::tuple<std::string, std::string, Time, Time>;
    const auto rows =
        proposal ? request.connection.all<Row>("SELECT class, outcome, stated_at, ended_at FROM {decisions_opinions} "
                                               "WHERE proposal = $1 AND ended_at IS NOT NULL",
                                               *proposal)
                 : request.connection.all<Row>("SELECT class, outcome, stated_at, ended_at FROM {decisions_opinions} "
                                               "WHERE ended_at > $1",
                                               request.now - days(365));
    std::vector<UptakeLine> lines;
    std::int64_t all = 0, all_taken_up = 0;
    for (const auto& each : charter.governance.classes) {
        UptakeLine line{.stakeholder_class = people::class_chip(charter, each.id)};
        std::vector<Duration> waits;
        for (const auto& [author_class, outcome, stated_at, ended_at] : rows) {
            if (author_class != each.id) continue;
            ++line.opinions;
            if (outcome == "unanswered") continue;
            waits.push_back(ended_at - stated_at);
            if (is_taken_up(outcome)) ++line.taken_up;
        }
        line.answered = std::ssize(waits);
        all += line.opinions;
        all_taken_up += line.taken_up;
        if (line.opinions == 0) continue;
        line.share = Percent{line.taken_up * 1'000 / line.opinions * 10}.text();
        if (!waits.empty()) {
            const auto middle = waits.begin() + std::ssize(waits) / 2;
            std::ranges::nth_element(waits, middle);
            line.median_wait = minutes(middle->ms / minutes(1).ms);
        }
        lines.push_back(std::move(line));
    }
    for (auto& line : lines)
        line.is_low = line.opinions >= enough_for_an_alarm && 2 * line.taken_up * all < all_taken_up * line.opinions;
    return lines;
}

} // namespace reef::decisions
