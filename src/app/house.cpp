#include "app/house.hpp"
#include "app/home_page.hpp"
#include "app/society.hpp"
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <future>
#include <sys/file.h>
#include <cstring>
#include <unistd.h>

namespace reef::app {
using namespace engine;
namespace {

constexpr RefusalKind folder_unusable{"house.folder_unusable", "The folder {} cannot be used: {}.", 409};
constexpr RefusalKind folder_in_use{"house.folder_in_use", "Another process uses {} just now. Stop it, or ask it: `reef do` and `reef show` do.", 409};
constexpr RefusalKind link_used{"house.link_used", "This founder link was used already, or is not from here.", 404};
constexpr RefusalKind from_elsewhere{"form.not_from_here", "This form did not come from a page of this platform.", 403};
constexpr std::string_view founder_secret = "founder_link";

/// A post that a page of another site could have sent on somebody's behalf says so (Fetch Metadata).
bool is_from_elsewhere(const web::Request& request) {
    const auto site = request.headers.get("Sec-Fetch-Site");
    return site && *site != "same-origin" && *site != "none";
}

std::string asked(std::string_view pairs, std::string_view name) {
    const auto read = web::parse_form(pairs);
    if (!read) return {};
    for (const auto& [key, value] : *read)
        if (key == name) return value;
    return {};
}

} // namespace

std::string socket_of(const std::string& folder) { return folder + "/reef.sock"; }

bool is_in_use(const std::string& folder) {
    const int file = ::open((folder + "/lock").c_str(), O_RDWR | O_CLOEXEC);
    if (file < 0) return false;
    const bool taken = ::flock(file, LOCK_EX | LOCK_NB) != 0;
    ::close(file);
    return taken;
}

House::House(std::string folder, HouseOptions options) : folder_(std::move(folder)), options_(std::move(options)) {}

House::~House() {
    aside_ = {};
    site_.reset();
    engine_.reset();
    database_.reset();
    if (lock_ >= 0) ::close(lock_);
}

std::optional<Refusal> House::lock() {
    std::error_code problem;
    std::filesystem::create_directories(folder_, problem);
    if (problem) return refuse(folder_unusable, {}, {folder_, problem.message()}).error();
    lock_ = ::open((folder_ + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock_ < 0) return refuse(folder_unusable, {}, {folder_, std::strerror(errno)}).error();
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) return refuse(folder_in_use, {}, {folder_}).error();
    return {};
}

Result<std::unique_ptr<House>> House::open(const std::string& folder, const HouseOptions& options) {
    std::unique_ptr<House> house(new House(folder, options));
    if (auto refusal = house->lock()) return std::unexpected(std::move(*refusal));
    auto database = store::Database::open(folder + "/reef.sqlite", {.durable = options.durable});
    if (!database) return std::unexpected(std::move(database.error()));
    house->database_ = std::move(*database);
    auto engine = Engine::open(*house->database_, rooms(options.origin),
                               {.clock = options.clock, .chance = options.chance, .keeps_deadlines = options.keeps_deadlines, .migrations = migrations()});
    if (!engine) return std::unexpected(std::move(engine.error()));
    house->engine_ = std::move(*engine);
    if (auto refusal = house->engine_->write_beside([&](store::Connection& connection) { web::make_signing_key(connection, house->engine_->chance()); }))
        return std::unexpected(std::move(*refusal));
    house->templates_ = std::make_unique<web::TemplateSet>(web::house_templates(options.source_folder), web::TemplateOptions{.formatters = web::standard_formatters()});
    house->site_ = std::make_unique<web::Site>(*house->engine_, *house->templates_,
                                               web::SiteOptions{.frame = frame, .source_folder = options.source_folder, .sign_up_command = "people.sign_up",
                                                                .door = behind_door, .password_cost = options.password_cost});
    return house;
}

/// Off the server's threads: what waits for the writer. The thread before is done with, or waited for.
void House::aside(std::move_only_function<void()> work) {
    const std::lock_guard guard(aside_mutex_);
    aside_ = std::jthread(std::move(work));
}

void House::answer(web::Request request, web::Reply reply) {
    if (request.method == "POST" && request.path == "/example/pass-time") {
        aside([this, request = std::move(request), reply = std::move(reply)]() mutable { reply(pass_time(request)); });
    } else if (request.path == "/founder") {
        aside([this, request = std::move(request), reply = std::move(reply)]() mutable { reply(become_founder(request)); });
    } else site_->answer(std::move(request), std::move(reply));
}

web::Response House::answer(web::Request request) {
    std::promise<web::Response> promise;
    answer(std::move(request), web::Reply([&](web::Response response) { promise.set_value(std::move(response)); }));
    return promise.get_future().get();
}

/// "Let a day pass": the society lives it, and everything is recorded like everything else.
web::Response House::pass_time(const web::Request& request) {
    if (is_from_elsewhere(request)) return web::problem_json(refuse(from_elsewhere).error());
    const auto count = std::clamp<std::int64_t>(parse_integer(asked(request.body, "days")).value_or(1), 1, 31);
    static std::mutex one_at_a_time;
    const std::lock_guard guard(one_at_a_time);
    std::optional<Refusal> refusal;
    const auto pass = [&](Duration span) {
        const auto passed = engine_->perform(Actor::stranger(), "example", call(PassTime{span}));
        if (!passed) refusal = passed.error();
    };
    for (std::int64_t day = 0; day < count && !refusal; ++day) {
        const auto state = platform_state(*engine_->read());
        if (!state || !state->example) pass(days(1)); // refused by name
        else if (const auto lived = live_a_day(*engine_, {}, pass); !lived) refusal = lived.error();
    }
    if (refusal) return web::problem_json(*refusal);
    const auto back = asked(request.body, "from");
    return web::redirect(web::is_local_target(back) ? back : "/");
}

/// The founder link: whoever is signed in and holds it becomes the founder, once.
web::Response House::become_founder(const web::Request& request) {
    const auto token = asked(request.query, "token");
    std::string session_token;
    for (const auto& [name, value] : web::parse_cookies(request.headers.joined("Cookie")))
        if (name == "reef") session_token = value;
    const auto lease = engine_->read();
    const auto kept = lease->first<Bytes>("SELECT value FROM {platform_secrets} WHERE name = $1", founder_secret);
    if (token.empty() || !kept || kept->data != sha256({token}).view()) return web::problem_json(refuse(link_used).error());
    const auto session = web::find_session(*lease, session_token, MachineClock().now());
    if (!session) return web::redirect("/join");
    Submission submission{{Actor::system_operator(), "browser", {"people.appoint_founder", json::object{{"member", session->member.text()}}}}};
    submission.beside = [](store::Connection& connection, const Answer&) { connection.run("DELETE FROM {platform_secrets} WHERE name = $1", founder_secret); };
    const auto appointed = engine_->perform(std::move(submission));
    if (!appointed) return web::problem_json(appointed.error());
    return web::redirect("/launch");
}

Result<std::string> make_founder_token(Engine& engine) {
    const auto token = base64url(engine.chance().bytes(24));
    auto refusal = engine.write_beside([&](store::Connection& connection) {
        connection.run("INSERT INTO {platform_secrets} (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = $2", founder_secret,
                       sha256({token}).bytes());
    });
    if (refusal) return std::unexpected(std::move(*refusal));
    return token;
}

Result<web::Response> ask(const std::string& folder, web::Request request) {
    request.over_local_socket = true;
    if (!is_in_use(folder)) {
        auto house = House::open(folder);
        if (!house) return std::unexpected(std::move(house.error()));
        return (*house)->answer(std::move(request));
    }
    web::ClientRequest client{.method = request.method, .url = "http://localhost" + request.path + (request.query.empty() ? "" : "?" + request.query),
                              .headers = request.headers, .body = request.body, .local_socket = socket_of(folder), .time_max = minutes(10)};
    return web::fetch(client);
}

} // namespace reef::app
