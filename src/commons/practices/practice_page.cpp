#include "commons/practices/practices_page.hpp"
#include "commons/practices/taking_part.hpp"
#include "math/measure/module.hpp"
#include <cmath>

namespace reef::practices {
using namespace engine;
namespace {

struct TouchedRule {
    std::string title;
    std::string href;
    std::string change_href;
    bool is_grey_zone = false;
    static constexpr auto fields() {
        return FieldTable{field("title", &TouchedRule::title, "of the rule"),
                          field("href", &TouchedRule::href, "its page"),
                          field("change_href", &TouchedRule::change_href, "the form to propose another value"),
                          field("is_grey_zone", &TouchedRule::is_grey_zone, "no law of the register speaks of it")};
    }
};
struct TouchedLaw {
    std::string name;
    std::string reference;
    static constexpr auto fields() {
        return FieldTable{field("name", &TouchedLaw::name, "as people know it"),
                          field("reference", &TouchedLaw::reference, "where it can be read")};
    }
};
struct NoteView {
    people::Person by;
    bool is_fact = false;
    std::string text;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("by", &NoteView::by, "who"), field("is_fact", &NoteView::is_fact, "not a comment"),
                          field("text", &NoteView::text, "what they say"), field("at", &NoteView::at, "when")};
    }
};
struct HarmView {
    std::int64_t severity = 0;
    bool is_serious = false;
    std::optional<std::string> what;
    Time at;
    static constexpr auto fields() {
        return FieldTable{field("severity", &HarmView::severity, "from 1 to 5"),
                          field("is_serious", &HarmView::is_serious, "3 or more"),
                          field("what", &HarmView::what, "what happened, for members"),
                          field("at", &HarmView::at, "when it was reported")};
    }
};
struct TrialView {
    bool is_running = false;
    Time began_at;
    Time ends_at;
    std::int64_t participants_most = 0;
    std::int64_t participants = 0;
    std::vector<people::Person> who;
    bool has_who = false;
    std::string stops;
    std::string seen;
    std::string disclosure;
    std::string reasons;
    std::optional<std::string> renewed;
    std::optional<Time> over_at;
    std::optional<std::string> ended;
    std::optional<std::string> end_reasons;
    std::vector<HarmView> harms;
    bool has_harms = false;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("is_running", &TrialView::is_running, "now"),
                          field("began_at", &TrialView::began_at, "when"),
                          field("ends_at", &TrialView::ends_at, "by itself"),
                          field("participants_most", &TrialView::participants_most, "so many may take part at once"),
                          field("participants", &TrialView::participants, "who take part now"),
                          field("who", &TrialView::who, "they are, for members"),
                          field("has_who", &TrialView::has_who, "whether the viewer sees any"),
                          field("stops", &TrialView::stops, "when harm stops it"),
                          field("seen", &TrialView::seen, "how much harm was seen, and may be expected"),
                          field("disclosure", &TrialView::disclosure, "what whoever takes part says"),
                          field("reasons", &TrialView::reasons, "why it is tried out"),
                          field("renewed", &TrialView::renewed, "why it goes on after its first day of ending"),
                          field("over_at", &TrialView::over_at, "when it ended"),
                          field("ended", &TrialView::ended, "what ended it"),
                          field("end_reasons", &TrialView::end_reasons, "of the body"),
                          field("harms", &TrialView::harms, "that were reported, in order"),
                          field("has_harms", &TrialView::has_harms, "whether there are any"),
                          field("proof", &TrialView::proof, "the entry that it rests on")};
    }
};
struct CaseLink {
    std::string name;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("name", &CaseLink::name, "in words"), field("href", &CaseLink::href, "where")};
    }
};
struct HoldingView {
    Time settled_at;
    std::string holding;
    std::optional<std::string> conditions;
    std::optional<CaseLink> decision;
    std::optional<std::string> distinguished;
    std::vector<CaseLink> departed_from;
    bool departs = false;
    static constexpr auto fields() {
        return FieldTable{field("settled_at", &HoldingView::settled_at, "when"),
                          field("holding", &HoldingView::holding, "what holds, and why"),
                          field("conditions", &HoldingView::conditions, "of what is tolerated"),
                          field("decision", &HoldingView::decision, "that codified it"),
                          field("distinguished", &HoldingView::distinguished, "what is different from like cases"),
                          field("departed_from", &HoldingView::departed_from, "like cases that were decided otherwise"),
                          field("departs", &HoldingView::departs, "whether there are any")};
    }
};
/// What the viewer may do here.
struct Ways {
    bool note = false;
    bool try_out = false;
    bool renew = false;
    bool end = false;
    bool join = false;
    bool leave = false;
    bool report = false;
    bool settle = false;
    std::string longest;
    static constexpr auto fields() {
        return FieldTable{field("note", &Ways::note, "comment, or add a fact"),
                          field("try_out", &Ways::try_out, "put it on trial"),
                          field("renew", &Ways::renew, "let the trial go on"),
                          field("end", &Ways::end, "end the trial"),
                          field("join", &Ways::join, "take part"),
                          field("leave", &Ways::leave, "take part no more"),
                          field("report", &Ways::report, "report harm"),
                          field("settle", &Ways::settle, "say what becomes of it"),
                          field("longest", &Ways::longest, "a trial, by the rule")};
    }
};
struct PracticePage {
    PracticeLine line;
    std::string description;
    std::string risks;
    people::Person by;
    std::optional<Time> lapses_at;
    std::vector<TouchedRule> rules;
    bool has_rules = false;
    std::optional<TouchedLaw> law;
    std::string domain;
    std::optional<TrialView> trial;
    std::optional<HoldingView> holding;
    std::vector<PracticeLine> like;
    bool has_like = false;
    std::string like_sentence;
    std::vector<NoteView> notes;
    std::optional<std::string> answered_by;
    Ways may;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{
            field("line", &PracticePage::line, "as the register has it"),
            field("description", &PracticePage::description, "what people do"),
            field("risks", &PracticePage::risks, "what could come of it"),
            field("by", &PracticePage::by, "who entered it"),
            field("lapses_at", &PracticePage::lapses_at, "if nobody acts on it"),
            field("rules", &PracticePage::rules, "that it touches"),
            field("has_rules", &PracticePage::has_rules, "whether there are any"),
            field("law", &PracticePage::law, "that is unclear on it"),
            field("domain", &PracticePage::domain, "whose cases it is compared with"),
            field("trial", &PracticePage::trial, "within limits"),
            field("holding", &PracticePage::holding, "what became of it"),
            field("like", &PracticePage::like, "cases that were settled, the most alike first, at most 20"),
            field("has_like", &PracticePage::has_like, "whether there are any"),
            field("like_sentence", &PracticePage::like_sentence, "how they were decided"),
            field("notes", &PracticePage::notes, "comments and facts, in order"),
            field("answered_by", &PracticePage::answered_by, "the body that answers; none: nobody yet"),
            field("may", &PracticePage::may, "what the viewer may do"),
            field("proof", &PracticePage::proof, "the entry that it rests on")};
    }
};

std::string ended_in_words(const PageRequest& request, TrialEnd because) {
    switch (because) {
    case TrialEnd::date:
        return request.say("It ended on its day.");
    case TrialEnd::harm:
        return request.say("Harm stopped it.");
    case TrialEnd::body:
        return request.say("The body ended it.");
    case TrialEnd::settled:
        break;
    }
    return request.say("It ended as the practice was settled.");
}

/// Tenths, upwards: a limit is not rounded down.
std::string upper_limit_text(std::int64_t serious) {
    return decimal_text(static_cast<std::int64_t>(std::ceil(*measure::poisson_upper_limit(serious) * 10)), 1);
}

TrialView trial_view(PageRequest& request, const rules::Charter& charter, IdValue practice, const TrialRow& trial) {
    TrialView view{.is_running = !trial.over_at,
                   .began_at = trial.began_at,
                   .ends_at = trial.ends_at,
                   .participants_most = trial.participants_most,
                   .disclosure = trial.disclosure,
                   .reasons = trial.reasons,
                   .renewed = trial.renewed,
                   .over_at = trial.over_at,
                   .end_reasons = trial.end_reasons,
                   .proof = proof_of(request.connection, trial.entry)};
    const auto participants = participants_of(request.connection, practice);
    view.participants = std::ssize(participants);
    const bool is_member = request.viewer.audience() >= Audience::members;
    if (is_member)
        for (const auto& each : participants) view.who.push_back(people::person(request, charter, each.member));
    view.has_who = !view.who.empty();
    std::int64_t serious = 0;
    for (const auto& each : harms_of(request.connection, practice)) {
        if (each.severity >= serious_from) ++serious;
        HarmView harm{
            .severity = each.severity, .is_serious = each.severity >= serious_from, .what = {}, .at = each.at};
        if (is_member) harm.what = request.revealed(each.what);
        view.harms.push_back(std::move(harm));
    }
    view.has_harms = !view.harms.empty();
    view.stops =
        request.say("At once with harm of severity 5, or with {} of severity 3 or more: then more than {} would "
                    "have to be expected of such a trial.",
                    {std::to_string(trial.stops_at), std::to_string(trial.harms_borne)});
    view.seen = request.say("Of severity 3 or more: {}. With so many, up to {} may be expected (95%).",
                            {std::to_string(serious), upper_limit_text(serious)});
    if (trial.because) view.ended = ended_in_words(request, *trial.because);
    return view;
}

CaseLink case_link(const PageRequest& request, IdValue practice) {
    const auto found = find_practice(request.connection, practice);
    return {found ? request.revealed(found->title) : practice.text(), address_of(practice)};
}

HoldingView holding_view(const PageRequest& request, const HoldingRow& row) {
    HoldingView view{.settled_at = row.settled_at,
                     .holding = row.holding,
                     .conditions = row.conditions,
                     .distinguished = row.distinguished};
    if (row.proposal)
        view.decision =
            CaseLink{decisions::proposal_title(request, *row.proposal), "/decisions/" + row.proposal->text()};
    for (const auto& each : from_recorded<std::vector<IdValue>>(row.departed_from))
        view.departed_from.push_back(case_link(request, each));
    view.departs = !view.departed_from.empty();
    return view;
}

std::vector<NoteView> notes_of(PageRequest& request, const rules::Charter& charter, IdValue practice) {
    std::vector<NoteView> notes;
    using Columns = std::tuple<MemberId, NoteKind, Hash, Time>;
    for (const auto& [member, kind, text, at] : request.connection.all<Columns>(
             "SELECT member, kind, text, at FROM {practices_notes} WHERE practice = $1 ORDER BY note", practice))
        notes.push_back({people::person(request, charter, member), kind == NoteKind::fact, request.revealed(text), at});
    return notes;
}

void add_like_cases(PageRequest& request, const rules::Charter& charter, const PracticeRow& practice,
                    PracticePage& page) {
    const auto least = rules::in_force(request.connection, like_from, request.now).value;
    constexpr std::size_t shown_most = 20;
    std::map<Outcome, std::int64_t> outcomes;
    for (const auto& each : like_cases(precedents_in(request.connection, practice.domain), practice.features(), least,
                                       practice.practice)) {
        ++outcomes[each.precedent.outcome];
        if (page.like.size() == shown_most) continue;
        auto line = line_of(request, charter, *find_practice(request.connection, each.precedent.practice));
        line.likeness = each.likeness;
        page.like.push_back(std::move(line));
    }
    page.has_like = !page.like.empty();
    const auto share = rules::value_in_words(request, least.text());
    page.like_sentence =
        page.has_like
            ? request.say(
                  "Like cases ({} or more in common): {} codified, {} tolerated, {} not allowed. Whoever decides "
                  "otherwise says what is different.",
                  {share, std::to_string(outcomes[Outcome::codified]), std::to_string(outcomes[Outcome::tolerated]),
                   std::to_string(outcomes[Outcome::not_allowed])})
            : request.say("No case was settled that has {} or more in common with it.", {share});
}

void offer_ways(PageRequest& request, const PracticeRow& practice, const std::optional<TrialRow>& trial,
                PracticePage& page) {
    if (!request.viewer.has("member")) return;
    const bool on_trial = practice.state == State::on_trial;
    const bool takes_part_here = takes_part(request.connection, practice.practice, request.member());
    page.may.leave = takes_part_here;
    if (is_over(practice.state)) return;
    const bool touched = is_touched(practice, request.viewer);
    const bool in_body = may_answer(request);
    const bool answers = in_body && practice.member != request.member() && !takes_part_here;
    page.may.note = touched || in_body || practice.member == request.member();
    page.may.try_out = answers && !trial;
    page.may.renew = answers && on_trial && !trial->renewed;
    page.may.end = answers && on_trial;
    page.may.settle = answers;
    page.may.report = on_trial;
    page.may.join = on_trial && touched && !takes_part_here &&
                    std::ssize(participants_of(request.connection, practice.practice)) < trial->participants_most;
    page.may.longest =
        rules::value_in_words(request, rules::in_force(request.connection, longest_trial, request.now).value.text());
}

TouchedRule touched_rule(const PageRequest& request, const rules::Charter& charter, const std::string& name) {
    const auto* rule = request.registry.rule(name);
    return {rule ? request.say(rule->title) : name, "/rules/" + name, "/rules/" + name + "/change",
            rules::law_view(request, charter, name).is_grey_zone};
}

Result<PracticePage> show_practice(PageRequest& request) {
    const auto number = request.id<IdValue>("practice");
    if (!number) return std::unexpected(number.error());
    const auto practice = find_practice(request.connection, *number);
    if (!practice) return refuse(not_found);
    const auto platform = rules::founded_platform(request.connection);
    const auto& charter = platform.charter;
    const auto trial = trial_of(request.connection, *number);
    PracticePage page{.line = line_of(request, charter, *practice),
                      .description = request.revealed(practice->description),
                      .risks = request.revealed(practice->risks),
                      .by = people::person(request, charter, practice->member),
                      .domain = rules::domain_in_words(request, practice->domain),
                      .notes = notes_of(request, charter, *number),
                      .answered_by = answering_body(request, charter),
                      .proof = proof_of(request.connection, practice->entry)};
    if (practice->state == State::open) page.lapses_at = practice->lapses_at;
    for (const auto& each : practice->rules) page.rules.push_back(touched_rule(request, charter, each));
    page.has_rules = !page.rules.empty();
    if (practice->law)
        for (const auto& law : charter.governance.laws)
            if (law.id == *practice->law) page.law = TouchedLaw{law.name, law.reference};
    if (trial) page.trial = trial_view(request, charter, *number, *trial);
    if (const auto holding = holding_of(request.connection, *number)) page.holding = holding_view(request, *holding);
    add_like_cases(request, charter, *practice, page);
    offer_ways(request, *practice, trial, page);
    return page;
}

} // namespace

PageType practice_page() {
    return page<show_practice>("/practices/{practice}", "src/commons/practices/practice.html",
                               "A practice in a grey zone: its trial, its like cases and what became of it.", anyone());
}

} // namespace reef::practices
