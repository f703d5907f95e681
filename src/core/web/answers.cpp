#include "core/web/answers.hpp"
#include "core/web/session.hpp"
#include <spdlog/spdlog.h>

namespace reef::web {
namespace {

constexpr RefusalKind not_from_here{"form.not_from_here",
                                    "This form did not come from a page of ours, or you have signed in or out since "
                                    "you opened it. Please look at it and "
                                    "send it again.",
                                    403};
constexpr RefusalKind expired{
    "session.expired",
    "You were signed out, because you had not been here for a long time. Please sign in and send it again.", 401};
constexpr RefusalKind cross_origin{"request.cross_origin",
                                   "Another site asked for this on your behalf, and that is never allowed.", 403};

/// Where the form was, if that is a page of ours.
std::string referring_path(const Request& request) {
    auto referer = request.headers.get("Referer").value_or("");
    const auto host = request.headers.get("Host").value_or("");
    const auto scheme_end = referer.find("://");
    if (scheme_end == std::string_view::npos || host.empty()) return {};
    referer.remove_prefix(scheme_end + 3);
    if (!referer.starts_with(host)) return {};
    referer.remove_prefix(host.size());
    return is_local_target(referer) ? std::string(referer) : std::string();
}

std::string with_id(std::string then, std::string_view id) {
    static constexpr std::string_view mark = "{id}";
    for (auto at = then.find(mark); at != std::string::npos; at = then.find(mark, at + id.size()))
        then.replace(at, mark.size(), id);
    return then;
}

} // namespace

std::optional<Refusal> refusal_unless_from_here(const Request& request, const Viewer& viewer, const Sent& sent) {
    const auto origin = origin_of(request);
    if (origin == Origin::foreign) return refuse(cross_origin).error();
    if (viewer.known_by == KnownBy::token || viewer.known_by == KnownBy::local_socket) return {};
    if (sent.as == SentAs::json) {
        const bool by_our_script = origin == Origin::ours || request.headers.get("X-Reef") == "1";
        return viewer.known_by == KnownBy::session && !by_our_script ? std::optional(refuse(cross_origin).error())
                                                                     : std::nullopt;
    }
    // Compared as hashes, so that the time it takes tells nothing.
    if (token_hash(unmasked_form_token(sent.csrf)) == token_hash(viewer.form_token)) return {};
    return refuse(viewer.session_ended && !sent.csrf.empty() ? expired : not_from_here).error();
}

std::optional<Sent> Answers::received(const VisitPtr& visit) noexcept {
    std::optional<Sent> received;
    guarded(visit, [&] {
        auto sent = read_sent(visit->request, sent_bytes_max_);
        if (!sent) return refuse(visit, sent.error());
        if (const auto refusal = refusal_unless_from_here(visit->request, visit->viewer, *sent)) {
            // Only our own page is filled in again: another site's words are not put into a member's mouth.
            const bool ours = origin_of(visit->request) == Origin::ours;
            return refuse(visit, *refusal, ours ? &*sent : nullptr);
        }
        received = std::move(*sent);
    });
    return received;
}

void Answers::guarded(const VisitPtr& visit, const std::function<void()>& work) noexcept {
    try {
        work();
    } catch (const std::exception& failure) {
        const auto refusal = engine::refusal_for(failure, chance_);
        try {
            const auto connection = engine_.read();
            visit->answer(pages_.refused(*visit, *connection, refusal));
        } catch (const std::exception& again) {
            spdlog::error("the refusal could not be shown: {}", again.what());
            visit->answer(problem_json(refusal));
        }
    }
}

void Answers::refuse(const VisitPtr& visit, const Refusal& refusal, const Sent* sent) noexcept {
    guarded(visit, [&] {
        const auto connection = engine_.read();
        const bool again = sent && sent->as == SentAs::form && visit->wants == Representation::html;
        visit->answer(again ? pages_.form_again(*visit, *connection, *sent, refusal)
                            : pages_.refused(*visit, *connection, refusal));
    });
}

void Answers::refuse_later(VisitPtr visit, Refusal refusal, Sent sent) noexcept {
    draw_later(visit,
               [this, visit, refusal = std::move(refusal), sent = std::move(sent)](store::Connection& connection) {
                   if (sent.as == SentAs::json || visit->wants == Representation::json)
                       return pages_.refused(*visit, connection, refusal);
                   return pages_.form_again(*visit, connection, sent, refusal);
               });
}

void Answers::draw_later(VisitPtr visit, std::function<Response(store::Connection&)> draw) noexcept {
    const bool started = drawing_.start([this, visit, draw = std::move(draw)] {
        guarded(visit, [&] {
            const auto connection = engine_.read();
            visit->answer(draw(*connection));
        });
    });
    if (!started) visit->answer(problem_json(reef::refuse(overloaded).error()));
}

void Answers::done(const VisitPtr& visit, const Sent& sent, Done done) noexcept {
    guarded(visit, [&] {
        Response response;
        if (sent.as == SentAs::json || visit->wants == Representation::json) {
            response = text_response(json_text(done.document), "application/json");
        } else {
            auto to = !sent.then.empty()   ? with_id(sent.then, done.id)
                      : !sent.from.empty() ? sent.from // a form shown again stands at the command's address
                                           : referring_path(visit->request);
            response = redirect(to.empty() ? "/" : to);
            if (!done.notice.empty())
                response.headers.add("Set-Cookie", cookie_text(visit->viewer, cookies::notice, done.notice, 60));
        }
        for (const auto& cookie : done.cookies) response.headers.add("Set-Cookie", cookie);
        visit->answer(std::move(response));
    });
}

} // namespace reef::web
