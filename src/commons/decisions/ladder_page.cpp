// How each domain of rules is decided on, the steps that led there, and the step that may be next.
#include "commons/decisions/decision_page.hpp"
#include "commons/decisions/ladder.hpp"
#include "commons/rules/module.hpp"
#include <algorithm>

namespace reef::decisions {
using namespace engine;
namespace {

using rules::Mode;

struct Because {
    std::string number;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("number", &Because::number, "of the decision"),
                          field("href", &Because::href, "its page")};
    }
};
struct StepLine {
    std::string from;
    std::string to;
    std::string reason;
    std::vector<Because> because_of;
    Time at;
    std::optional<Time> until;
    std::optional<Proof> proof;
    static constexpr auto fields() {
        return FieldTable{field("from", &StepLine::from, "how it was decided before"),
                          field("to", &StepLine::to, "and after"),
                          field("reason", &StepLine::reason, "why"),
                          field("because_of", &StepLine::because_of, "the decisions that gave reason to"),
                          field("at", &StepLine::at, "when"),
                          field("until", &StepLine::until, "of a step to directive: when it was to end by itself"),
                          field("proof", &StepLine::proof, "the entry it rests on")};
    }
};
struct Rung {
    std::string mode;
    std::string word;
    std::string needs;
    bool is_renewal = false;
    static constexpr auto fields() {
        return FieldTable{field("mode", &Rung::mode, "as commands write it"), field("word", &Rung::word, "in a word"),
                          field("needs", &Rung::needs, "what the step asks for"),
                          field("is_renewal", &Rung::is_renewal, "the same way, for longer")};
    }
};
struct DomainLine {
    std::string domain;
    std::string title;
    rules::ModeWords mode;
    std::string who;
    std::optional<std::string> until;
    std::vector<StepLine> steps;
    std::vector<Rung> rungs;
    static constexpr auto fields() {
        return FieldTable{field("domain", &DomainLine::domain, "its rules, as the charter writes them"),
                          field("title", &DomainLine::title, "its rules as people read them"),
                          field("mode", &DomainLine::mode, "how they are decided"),
                          field("who", &DomainLine::who, "who proposes and who decides"),
                          field("until", &DomainLine::until, "when a step to directive ends by itself"),
                          field("steps", &DomainLine::steps, "that led here, the last first"),
                          field("rungs", &DomainLine::rungs, "the steps that can be next")};
    }
};
struct LadderPage {
    std::string summary;
    std::vector<DomainLine> domains;
    bool may_step = false;
    static constexpr auto fields() {
        return FieldTable{field("summary", &LadderPage::summary, "what this is"),
                          field("domains", &LadderPage::domains, "of the charter"),
                          field("may_step", &LadderPage::may_step, "whether the viewer is a member")};
    }
};

/// The step to directive that holds now; none where the charter says directive by itself.
std::optional<DirectiveTerm> running_term(const PageRequest& request, const rules::DomainCharter& domain) {
    const auto terms = directive_terms(request.connection, domain.rules);
    if (domain.mode != Mode::directive || terms.empty() || terms.back().ended_at) return {};
    return terms.back();
}

std::vector<Rung> rungs_from(const PageRequest& request, const rules::DomainCharter& domain) {
    const auto steps = rules::mode_steps(request.connection, domain.rules);
    const bool was_self_regulated =
        std::ranges::any_of(steps, [](const auto& step) { return step.before.mode == Mode::self_regulated; });
    const auto rung = [&](Mode mode, std::string needs) {
        return Rung{std::string(names_of(mode)[static_cast<std::size_t>(mode)]), rules::mode_words(request, mode).word,
                    std::move(needs), mode == domain.mode};
    };
    std::vector<Rung> rungs;
    switch (domain.mode) {
    case Mode::self_regulated:
        return {rung(Mode::negotiated, request.say("a decision of those bound has missed its promise"))};
    case Mode::directive:
        rungs.push_back(
            rung(Mode::negotiated,
                 request.say("the body gives its mandate back, or those bound have ended one of its directives")));
        if (running_term(request, domain))
            rungs.push_back(rung(Mode::directive, request.say("the body says why it should go on, and those bound have "
                                                              "ended none of its directives")));
        return rungs;
    case Mode::negotiated:
        break;
    }
    if (was_self_regulated)
        rungs.push_back(rung(Mode::self_regulated, request.say("two decisions in a row have kept their promise")));
    if (domain.body) rungs.push_back(rung(Mode::directive, request.say("the classes tried to agree and did not")));
    return rungs;
}

std::vector<StepLine> steps_of(const PageRequest& request, std::string_view domain) {
    std::vector<StepLine> lines;
    const auto terms = directive_terms(request.connection, domain);
    for (const auto& step : rules::mode_steps(request.connection, domain)) {
        StepLine line{.from = rules::mode_words(request, step.before.mode).word,
                      .to = rules::mode_words(request, step.after.mode).word,
                      .reason = request.revealed(step.reason),
                      .at = step.at,
                      .until = {},
                      .proof = proof_of(request.connection, step.entry)};
        for (const auto& term : terms) {
            if (term.since == step.at) line.until = term.until;
            if (term.ran_out && term.ended_at == step.at)
                line.reason = request.say("The time of the step before was over, and nobody had renewed it.");
        }
        for (const auto& each : step.because_of) line.because_of.push_back({each.text(), "/decisions/" + each.text()});
        lines.insert(lines.begin(), std::move(line));
    }
    return lines;
}

std::optional<std::string> until_sentence(const PageRequest& request, const rules::DomainCharter& domain) {
    const auto term = running_term(request, domain);
    if (!term) return {};
    return request.say("Until {}: then all classes decide again, unless the body renews it, with reasons.",
                       {request.day(term->until)});
}

Result<LadderPage> show_ladder(PageRequest& request) {
    const auto platform = rules::platform(request.connection);
    if (!platform) return refuse(not_found);
    LadderPage page{.summary = request.say("Each kind of rule is decided in one of three ways. What comes of the "
                                           "decisions gives reason to go to the next way, and back."),
                    .may_step = platform->launched() && request.viewer.has("member")};
    for (const auto& domain : platform->charter.governance.domains)
        page.domains.push_back(
            {domain.rules, rules::listed_domain_in_words(request, domain.rules),
             rules::mode_words(request, domain.mode), rules::who_may_change(request, platform->charter, domain),
             until_sentence(request, domain), steps_of(request, domain.rules), rungs_from(request, domain)});
    return page;
}

} // namespace

PageType ladder_page() {
    return page<show_ladder>("/ladder", "src/commons/decisions/ladder.html",
                             "How each kind of rule is decided, and the steps from one way to the next.", anyone());
}

} // namespace reef::decisions
