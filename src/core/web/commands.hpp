// POST /commands/{command}: every command of every room, from forms and from programs. Only this room includes it.
#pragma once
#include "core/web/answers.hpp"
#include "core/web/limits.hpp"

namespace reef::web {

class Commands {
  public:
    Commands(engine::Engine& engine, Answers& answers, const SiteOptions& options, const engine::Clock& clock)
        : engine_(engine),
          answers_(answers),
          options_(options),
          clock_(clock),
          of_member_(options.guesses_of_member),
          of_address_(options.guesses_of_address) {}
    void give(const VisitPtr& visit);

  private:
    bool is_guessable(std::string_view command) const;
    /// accounts.too_often, for commands that carry a secret.
    std::optional<Refusal> refusal_of_guess(std::string_view command, Visit& visit);

    engine::Engine& engine_;
    Answers& answers_;
    const SiteOptions& options_;
    const engine::Clock& clock_;
    Limits of_member_, of_address_;
};

/// What of a recorded answer may be told to the one who gave the command: they are a party to it.
json::object answer_document(const engine::Registry& registry, const engine::Answer& answer,
                             const engine::Standing& viewer);

} // namespace reef::web
