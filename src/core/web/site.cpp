#include "core/web/site.hpp"
#include "core/web/accounts.hpp"
#include "core/web/assets.hpp"
#include "core/web/chronicle_page.hpp"
#include "core/web/commands.hpp"
#include "core/web/form.hpp"
#include "core/web/live.hpp"
#include "core/web/negotiation.hpp"
#include "core/web/new_password.hpp"
#include "core/web/openapi.hpp"
#include "core/web/passkey_store.hpp"
#include "core/web/second_factor.hpp"
#include "core/web/session.hpp"
#include "core/web/tokens.hpp"
#include <fmt/format.h>
#include <fstream>
#include <future>
#include <spdlog/spdlog.h>

namespace reef::web {
namespace {

constexpr RefusalKind wrong_method{"request.wrong_method", "{} is not possible here; {} is.", 405};
constexpr RefusalKind not_acceptable{
    "request.not_acceptable", "This address answers in text/html and application/json; neither was asked for.", 406};

constexpr RefusalKind unknown_preference{
    "preferences.unknown", "A language that this site speaks, or a theme: auto, light or dark, can be chosen here.",
    422};

constexpr RefusalKind leaving{"platform.leaving",
                              "This server is about to stop. Please ask another one, or try again in a moment.", 503};

constexpr std::int64_t year_seconds = 365 * 24 * 3600;

bool is_reading(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

/// JSON answers JSON; everybody else gets what they ask for, and pages where they do not mind.
std::optional<Representation> wanted(const Request& request) {
    static constexpr std::string_view offered[] = {"text/html", "application/json", "application/problem+json"};
    if (!is_reading(request) && request.headers.get("Content-Type").value_or("").starts_with("application/json"))
        return Representation::json;
    // A link can ask for the document, too: `?format=json`.
    const auto query = is_reading(request) ? parse_form(request.query) : Pairs{};
    if (query && value_of(*query, "format") == "json") return Representation::json;
    const auto preferred = preferred_type(request.headers.joined("Accept"), offered);
    if (!preferred) return {};
    return *preferred == 0 ? Representation::html : Representation::json;
}

/// As a form, or in parts (multipart/form-data).
bool is_one_click(const Request& request) {
    return request.body == "List-Unsubscribe=One-Click" ||
           (request.headers.get("Content-Type").value_or("").starts_with("multipart/form-data") &&
            request.body.find("name=\"List-Unsubscribe\"") != std::string::npos &&
            request.body.find("One-Click") != std::string::npos);
}

} // namespace

class Site::Inside {
  public:
    Inside(engine::Engine& engine, TemplateSet& templates, SiteOptions options)
        : engine_(engine),
          options_(std::move(options)),
          record_(options_.figures, options_.logs_access),
          assets_(options_.source_folder),
          pages_(engine, templates, options_, languages_, assets_.names(), *chance_) {
        post("/commands/{command}", [this](const VisitPtr& visit) { commands_.give(visit); });
        post("/sign-in", [this](const VisitPtr& visit) { accounts_.sign_in(visit); });
        post("/sign-in/link", [this](const VisitPtr& visit) { accounts_.by_link(visit); });
        post("/sign-in/forgotten", [this](const VisitPtr& visit) { new_password_.ask(visit); });
        post("/sign-in/new-password", [this](const VisitPtr& visit) { new_password_.choose(visit); });
        post("/sign-up", [this](const VisitPtr& visit) { accounts_.sign_up(visit); });
        post("/sign-out", [this](const VisitPtr& visit) { accounts_.sign_out(visit); });
        post("/doors/{door}", [this](const VisitPtr& visit) { accounts_.door(visit); });
        post("/tokens", [this](const VisitPtr& visit) { tokens_.make(visit); });
        post("/tokens/drop", [this](const VisitPtr& visit) { tokens_.drop(visit); });
        post("/sign-in/passkey", [this](const VisitPtr& visit) { accounts_.ask_for_passkey(visit); });
        post("/second-factor/passkeys/begin", [this](const VisitPtr& visit) { passkeys_.begin(visit); });
        post("/second-factor/passkeys/add", [this](const VisitPtr& visit) { passkeys_.add(visit); });
        post("/second-factor/passkeys/drop", [this](const VisitPtr& visit) { passkeys_.drop(visit); });
        post("/second-factor/begin", [this](const VisitPtr& visit) { second_factor_.begin(visit); });
        post("/second-factor/confirm", [this](const VisitPtr& visit) { second_factor_.confirm(visit); });
        post("/second-factor/drop", [this](const VisitPtr& visit) { second_factor_.drop(visit); });
        post("/preferences", [this](const VisitPtr& visit) { keep_preference(visit); });
        for (const auto& act : options_.acts)
            post(act.path, [this, &act](const VisitPtr& visit) { perform(act, visit); });
        get("/openapi.json", [this](const Visit&, store::Connection&) {
            auto response = text_response(openapi_, "application/json");
            response.headers.add("ETag", etag_of(openapi_));
            return response;
        });
        get("/chronicle/checkpoint.txt",
            [this](const Visit& visit, store::Connection& connection) { return checkpoint_text(visit, connection); });
        get("/live", [this](const Visit& visit, store::Connection& connection) { return listen(visit, connection); });
        for (const auto& room : engine_.registry().modules())
            for (const auto& page : room.pages) {
                page_routes_[&page] = &record_.route(page.path);
                if (page.reads_form)
                    post(page.path, [this, &page](const VisitPtr& visit) { show_of_form(visit, page); });
            }
        const auto refusal =
            engine.write_beside([&](store::Connection& connection) { make_signing_key(connection, *chance_); });
        ensure(!refusal, "the key for checkpoints is made");
    }

    void take_leave() { is_leaving_ = true; }
    std::optional<Refusal> refusal_unless_ready() const {
        if (is_leaving_) return refuse(leaving).error();
        return engine_.refusal_unless_ready();
    }
    std::size_t listeners() const { return live_->listeners(); }

    void answer(Request request, Reply reply) {
        request.from_proxy = is_proxy(request.peer, options_.proxies);
        const auto visit = std::make_shared<Visit>(std::move(request), std::move(reply), record_, nowhere_);
        answers_.guarded(visit, [&] { receive(visit); });
    }

  private:
    using Post = std::function<void(const VisitPtr&)>;
    void post(std::string_view pattern, Post handler) {
        const auto place = posts_.place(pattern);
        ensure(place == post_handlers_.size(), "an address has one handler");
        post_handlers_.push_back(std::move(handler));
        post_routes_.push_back(&record_.route(pattern));
    }

    using Get = std::function<Response(const Visit&, store::Connection&)>;
    void get(std::string_view pattern, Get handler) {
        const auto place = gets_.place(pattern);
        ensure(place == get_handlers_.size(), "an address has one handler");
        get_handlers_.push_back(std::move(handler));
        get_routes_.push_back(&record_.route(pattern));
    }

    void receive(const VisitPtr& visit) {
        if (is_reading(visit->request) && answer_without_data(*visit)) return;
        auto wants = wanted(visit->request);
        if (!wants && is_file(visit->request.path)) wants = Representation::html; // it is what it is
        if (wants) visit->wants = *wants;
        const auto now = clock().now();
        {
            const auto connection = engine_.read();
            auto viewer = find_viewer(visit->request, *connection, engine_.registry(), now, *chance_, languages_);
            visit->viewer = viewer ? std::move(*viewer) : unknown_viewer(visit->request);
            if (!viewer) return visit->answer(pages_.refused(*visit, *connection, viewer.error()));
            if (const auto refusal = refusal_of_scope(visit->viewer, visit->request))
                return visit->answer(pages_.refused(*visit, *connection, *refusal));
            if (!wants && !gets_.find(visit->request.path))
                return visit->answer(problem_json(refuse(not_acceptable).error()));
            if (visit->viewer.session_wants_prolonging) prolong(visit->viewer.session_token, now);
            if (is_reading(visit->request))
                visit->answer(read(*visit, *connection));
            else if (!find_post(*visit))
                visit->answer(nowhere(*visit, *connection));
        }
        if (const auto* handler = is_reading(visit->request) ? nullptr : find_post(*visit)) (*handler)(visit);
    }

    /// What needs nothing of the database. Whoever watches over this server asks `/healthz`, whether it runs, and
    /// `/readyz`, whether people may be sent here.
    bool answer_without_data(Visit& visit) {
        const auto& path = visit.request.path;
        const auto take = [&](AnswerRecord::Route& route, Response response) {
            visit.route = &route;
            visit.answer(std::move(response));
            return true;
        };
        if (auto asset = assets_.get(path)) return take(asset_route_, std::move(*asset));
        if (path == "/healthz") return take(health_route_, health());
        if (path == "/readyz") return take(ready_route_, readiness(refusal_unless_ready()));
        return false;
    }

    Response read(Visit& visit, store::Connection& connection) {
        if (const auto found = gets_.find(visit.request.path)) {
            visit.route = get_routes_[found->place];
            return get_handlers_[found->place](visit, connection);
        }
        if (const auto* page = pages_.find(visit.request.path, &visit.values)) {
            visit.route = page_routes_.at(page);
            return pages_.show(visit, connection, *page);
        }
        return nowhere(visit, connection);
    }

    bool is_file(std::string_view path) const {
        const auto* page = pages_.find(path);
        return page && page->html.empty();
    }

    const Post* find_post(Visit& visit) const {
        if (visit.request.method != "POST") return nullptr;
        auto found = posts_.find(visit.request.path);
        if (!found) return nullptr;
        visit.values = std::move(found->values);
        visit.route = post_routes_[found->place];
        return &post_handlers_[found->place];
    }

    /// Neither a page nor a command stands there; or only the other of the two.
    Response nowhere(const Visit& visit, store::Connection& connection) {
        const auto& path = visit.request.path;
        const bool is_read = pages_.find(path) || gets_.find(path), is_sent = posts_.find(path).has_value();
        const std::string allowed = is_read ? is_sent ? "GET, HEAD, POST" : "GET, HEAD" : is_sent ? "POST" : "";
        if (allowed.empty()) return pages_.refused(visit, connection, refuse(engine::not_found).error());
        auto response =
            pages_.refused(visit, connection, refuse(wrong_method, {}, {visit.request.method, allowed}).error());
        response.headers.set("Allow", allowed);
        return response;
    }

    void show_of_form(const VisitPtr& visit, const engine::PageType& page) {
        auto sent = answers_.received(visit);
        if (!sent) return;
        answers_.draw_later(visit, [this, visit, &page, form = std::move(sent->data)](store::Connection& connection) {
            return pages_.show(*visit, connection, page, &form);
        });
    }

    /// One after the other, beside the connections.
    void perform(const Act& act, const VisitPtr& visit) {
        if (act.takes_one_click && is_one_click(visit->request)) return perform_one_click(act, visit);
        auto read = answers_.received(visit);
        if (!read) return;
        const bool started = acting_.start([this, &act, visit, sent = std::move(*read)] {
            answers_.guarded(visit, [&] {
                const auto* data = sent.data.if_object();
                auto done = act.run(visit->viewer.standing, data ? *data : json::object{});
                if (!done) return answers_.refuse(visit, done.error(), &sent);
                if (!act.page.empty() && visit->wants == Representation::html)
                    return answers_.draw_later(
                        visit, [this, visit, &act, document = std::move(*done)](store::Connection& connection) {
                            return pages_.render(*visit, connection, act.page, document, 200);
                        });
                answers_.done(visit, sent, {.document = std::move(*done)});
            });
        });
        if (!started) answers_.refuse(visit, refuse(overloaded).error());
    }

    /// A mail program has no session and no form of ours, and follows no redirect (RFC 8058, 3.1).
    void perform_one_click(const Act& act, const VisitPtr& visit) {
        const bool started = acting_.start([&act, visit, this] {
            answers_.guarded(visit, [&] {
                const auto query = parse_form(visit->request.query);
                const auto token = query ? std::string(value_of(*query, "token").value_or("")) : std::string();
                const auto done = act.run(visit->viewer.standing, json::object{{"token", token}});
                visit->answer(done ? text_response("", "text/plain; charset=utf-8") : problem_json(done.error()));
            });
        });
        if (!started) answers_.refuse(visit, refuse(overloaded).error());
    }

    /// As other people's tools take it.
    Response checkpoint_text(const Visit& visit, store::Connection& connection) {
        const auto* page = pages_.find("/chronicle/checkpoint");
        engine::PageRequest request{connection, visit.viewer.standing, engine_.registry(), engine_.now()};
        const auto document = page ? page->show(request) : refuse(engine::not_found);
        if (!document) return pages_.refused(visit, connection, document.error());
        return text_response(std::string(std::string_view(document->at("checkpoint").as_string())),
                             "text/plain; charset=utf-8");
    }

    /// Whoever may open a page may hear that it changes.
    Response listen(const Visit& visit, store::Connection& connection) {
        const auto query = parse_form(visit.request.query);
        const auto topic = std::string(query ? value_of(*query, "topic").value_or("") : "");
        const auto* page = pages_.find(topic);
        if (!page) return pages_.refused(visit, connection, refuse(engine::not_found).error());
        if (const auto refusal = page->access.refusal_for(visit.viewer.standing))
            return pages_.refused(visit, connection, *refusal);
        if (visit.request.method == "HEAD") return text_response("", "text/event-stream");
        Response response;
        response.events = live_->listen(topic);
        return response;
    }

    void keep_preference(const VisitPtr& visit) {
        auto sent = answers_.received(visit);
        if (!sent) return;
        const auto language = take_text(sent->data, "language"), theme = take_text(sent->data, "theme");
        Done done{.notice = "kept"};
        if (std::ranges::find(languages_, language, &Language::code) != languages_.end())
            done.cookies.push_back(cookie_text(visit->viewer, cookies::language, language, year_seconds));
        if (theme == "light" || theme == "dark" || theme == "auto")
            done.cookies.push_back(cookie_text(visit->viewer, cookies::theme, theme, year_seconds));
        if (done.cookies.empty()) return answers_.refuse(visit, refuse(unknown_preference).error());
        answers_.done(visit, *sent, std::move(done));
    }

    void prolong(const std::string& token, Time now) {
        engine_.write_beside([token, now](store::Connection& connection) { prolong_session(connection, token, now); },
                             [](const std::optional<Refusal>& refusal) {
                                 if (refusal) spdlog::warn("a session was not prolonged: {}", refusal->sentence());
                             });
    }

    const engine::Clock& clock() const {
        if (options_.clock) return *options_.clock;
        return machine_clock_;
    }

    engine::Engine& engine_;
    const SiteOptions options_;
    const engine::MachineClock machine_clock_;
    /// Not the engine's: tokens are never drawn from a seed.
    const std::unique_ptr<Chance> chance_ = Chance::of_the_machine();
    const std::vector<Language> languages_ = house_languages();
    AnswerRecord record_;
    AnswerRecord::Route& nowhere_ = record_.route("none");
    AnswerRecord::Route& asset_route_ = record_.route("/assets/{asset}");
    AnswerRecord::Route& health_route_ = record_.route("/healthz");
    AnswerRecord::Route& ready_route_ = record_.route("/readyz");
    std::map<const engine::PageType*, AnswerRecord::Route*> page_routes_;
    std::vector<AnswerRecord::Route*> get_routes_, post_routes_;
    std::atomic<bool> is_leaving_ = false;
    const Assets assets_;
    Pages pages_;
    Answers answers_{engine_, pages_, *chance_, options_.sent_bytes_max};
    Commands commands_{engine_, answers_, options_, clock()};
    Accounts accounts_{engine_, pages_, answers_, options_, clock(), *chance_};
    NewPassword new_password_{engine_, answers_, options_, clock()};
    Tokens tokens_{engine_, pages_, answers_, clock(), *chance_};
    SecondFactor second_factor_{engine_, pages_, answers_, clock(), *chance_};
    Passkeys passkeys_{engine_, answers_, clock(), *chance_};
    const std::string openapi_ = json_text(openapi_document(engine_.registry()));
    const std::shared_ptr<Live> live_ = Live::of(engine_);
    Routes gets_, posts_;
    std::vector<Get> get_handlers_;
    std::vector<Post> post_handlers_;
    Workers acting_{1, 16}; // the last one: what it does needs all others
};

Site::Site(engine::Engine& engine, TemplateSet& templates, SiteOptions options)
    : inside_(std::make_unique<Inside>(engine, templates, std::move(options))) {}
Site::~Site() = default;

std::optional<Refusal> Site::refusal_unless_ready() const { return inside_->refusal_unless_ready(); }
void Site::take_leave() { inside_->take_leave(); }
std::size_t Site::listeners() const { return inside_->listeners(); }

void Site::answer(Request request, Reply reply) { inside_->answer(std::move(request), std::move(reply)); }

Response Site::answer(Request request) {
    std::promise<Response> promise;
    answer(std::move(request), Reply([&](Response response) { promise.set_value(std::move(response)); }));
    return promise.get_future().get();
}

Response health() { return text_response(R"({"runs":true})", "application/json"); }

Response readiness(const std::optional<Refusal>& refusal) {
    if (!refusal) return text_response(R"({"ready":true})", "application/json");
    auto told = *refusal;
    told.status = 503; // a proxy knows no other
    return problem_json(told);
}

TemplateSet::Loader house_templates(std::string source_folder) {
    return [folder = std::move(source_folder)](std::string_view name) -> std::optional<std::string> {
        const auto file = name.ends_with(".html") ? std::string(name) : fmt::format("pages/{}.html", name);
        if (folder.empty()) {
            const auto text = embedded_file(file);
            return text ? std::optional<std::string>(*text) : std::nullopt;
        }
        std::ifstream in(fmt::format("{}/{}", folder, file), std::ios::binary);
        if (!in) return {};
        return std::string(std::istreambuf_iterator<char>(in), {});
    };
}

} // namespace reef::web
