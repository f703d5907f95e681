// POST /commands/{command}: every command of every room, from forms and from programs. Only this room includes it.
#pragma once
#include "core/web/answers.hpp"

namespace reef::web {

class Commands {
  public:
    Commands(engine::Engine& engine, Answers& answers, const SiteOptions& options)
        : engine_(engine), answers_(answers), options_(options) {}
    void give(const VisitPtr& visit) const;

  private:
    engine::Engine& engine_;
    Answers& answers_;
    const SiteOptions& options_;
};

/// What of a recorded answer may be told to the one who gave the command: they are a party to it.
json::object answer_document(const engine::Registry& registry, const engine::Answer& answer,
                             const engine::Standing& viewer);

} // namespace reef::web
