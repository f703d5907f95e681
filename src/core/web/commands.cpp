#include "core/web/commands.hpp"
#include <algorithm>

namespace reef::web {
namespace {

constexpr RefusalKind use_sign_up{"accounts.use_sign_up",
                                  "Please sign up with a name and a password to sign in with: POST /sign-up.", 409};

/// The engine remembers one key for each thing done. A page gives all its forms the same `once`, so a form's data tells
/// them apart; a program's `Idempotency-Key` is its own.
std::string once_key(const Visit& visit, const Sent& sent, std::string_view command) {
    if (sent.once.empty()) return {};
    const auto data = sent.as == SentAs::form ? json_text(sent.data) : std::string();
    const auto who = visit.viewer.actor().kind == engine::Actor::Kind::stranger ? visit.viewer.form_token
                                                                                : visit.viewer.actor().text();
    return sha256({who, "\n", command, "\n", sent.once, "\n", data}).text();
}

} // namespace

json::object answer_document(const engine::Registry& registry, const engine::Answer& answer,
                             const engine::Standing& viewer) {
    const bool is_party = viewer.actor.kind == engine::Actor::Kind::member;
    const auto audience = is_party ? std::max(viewer.audience(), Audience::parties) : viewer.audience();
    json::array events;
    for (const auto& [name, data] : answer.events)
        events.push_back({{"name", name}, {"data", visible(data, registry.event(name)->shape, audience)}});
    const bool recorded = answer.entry != 0;
    return {{"entry", recorded ? json::value(answer.entry) : nullptr},
            {"id", recorded ? json::value(answer.id()) : nullptr},
            {"hash", recorded ? json::value(answer.hash.text()) : nullptr},
            {"at", answer.at.text()},
            {"events", std::move(events)}};
}

bool Commands::is_guessable(std::string_view command) const {
    return std::ranges::find(options_.guessable, command) != options_.guessable.end();
}

std::optional<Refusal> Commands::refusal_of_guess(std::string_view command, Visit& visit) {
    if (!is_guessable(command)) return {};
    const auto now = clock_.now();
    // Whoever sits at the machine itself is bounded by number alone: they all share one address.
    auto refusal = visit.viewer.known_by == KnownBy::local_socket
                       ? std::nullopt
                       : refusal_of_pace(of_address_, visit.viewer.address, now, visit);
    return refusal ? refusal : refusal_of_pace(of_member_, visit.viewer.actor().text(), now, visit);
}

void Commands::give(const VisitPtr& visit) {
    auto read = answers_.received(visit);
    if (!read) return;
    const auto& name = visit->values.at(0);
    if (name == options_.sign_up_command && visit->viewer.known_by != KnownBy::local_socket)
        return answers_.refuse(visit, refuse(use_sign_up).error(), &*read);
    if (const auto refusal = refusal_of_guess(name, *visit)) return answers_.refuse(visit, *refusal, &*read);
    engine::Submission submission{
        {visit->viewer.actor(), std::string(visit->viewer.via()), {name, read->data}, read->as == SentAs::form},
        once_key(*visit, *read, name)};
    engine_.submit(
        std::move(submission), [this, visit, sent = std::move(*read)](Result<engine::Answer> answer) mutable {
            if (!answer) return answers_.refuse_later(visit, std::move(answer.error()), std::move(sent));
            if (is_guessable(visit->values.at(0))) of_member_.forgive(visit->viewer.actor().text());
            answers_.guarded(visit, [&] {
                answers_.done(visit, sent,
                              {.id = answer->id(),
                               .notice = answer->entry ? "done." + answer->id() : "unchanged",
                               .document = answer_document(engine_.registry(), *answer, visit->viewer.standing)});
            });
        });
}

} // namespace reef::web
