// How something that was sent is answered: with a refusal, as JSON, or by sending the browser on. Only this room
// includes it.
#pragma once
#include "core/web/pages.hpp"
#include "core/web/workers.hpp"

namespace reef::web {

inline constexpr RefusalKind overloaded{"server.overloaded",
                                        "Too many people are asking at once. Please try again in a moment.", 503};

/// Whether what was sent may count as the viewer's own will: it carries their form token, or comes from a program that
/// named itself. Refusals: form.not_from_here, session.expired, request.cross_origin.
std::optional<Refusal> refusal_unless_from_here(const Request& request, const Viewer& viewer, const Sent& sent);

/// What was done, for those who sent a form and for those who sent JSON.
struct Done {
    std::string id = {};     // of what was made, for `{id}` in `then`
    std::string notice = {}; // see notice_sentence in pages.cpp
    json::object document = {};
    std::vector<std::string> cookies = {};
};

class Answers {
  public:
    Answers(engine::Engine& engine, const Pages& pages, Chance& chance, std::size_t sent_bytes_max)
        : engine_(engine), pages_(pages), chance_(chance), sent_bytes_max_(sent_bytes_max) {}

    /// What was sent, if it can be read and may count as the viewer's own will; otherwise the refusal is on its way.
    std::optional<Sent> received(const VisitPtr& visit) noexcept;
    /// On this thread; must not be the writer's. With what was sent, its form is shown again.
    void refuse(const VisitPtr& visit, const Refusal& refusal, const Sent* sent = nullptr) noexcept;
    /// From any thread.
    void refuse_later(VisitPtr visit, Refusal refusal, Sent sent) noexcept;
    void done(const VisitPtr& visit, const Sent& sent, Done done) noexcept;
    /// Draws something for the answer on another thread than this one.
    void draw_later(VisitPtr visit, std::function<Response(store::Connection&)> draw) noexcept;
    /// Runs `work`; what it throws is answered as our mistake.
    void guarded(const VisitPtr& visit, const std::function<void()>& work) noexcept;

  private:
    engine::Engine& engine_;
    const Pages& pages_;
    Chance& chance_;
    const std::size_t sent_bytes_max_;
    Workers drawing_{1, 1'000};
};

} // namespace reef::web
