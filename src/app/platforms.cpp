#include "app/platforms.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace reef::app {
namespace {

constexpr RefusalKind none_to_serve{
    "platforms.none",
    "{} holds no platform that can be served. Each stands in a folder of its own, named "
    "after its host, such as {}/ride.example.",
    404};
constexpr RefusalKind unknown_host{"request.unknown_host", "No platform of this server is called {}.", 421};

/// `Ride.Example:8080` is the host ride.example.
std::string host_of(const web::Request& request) {
    const auto authority = lower_ascii(request.headers.get("Host").value_or(""));
    const auto bracket = authority.rfind(']'); // of an IPv6 address
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string::npos && (bracket == std::string::npos || colon > bracket);
    return has_port ? authority.substr(0, colon) : authority;
}

web::Response figures_answer(Figures& figures) {
    return web::text_response(figures.text(), "text/plain; version=0.0.4; charset=utf-8");
}

} // namespace

Result<void> Platforms::open(const std::string& host, const std::string& folder, HouseOptions options) {
    options.figures = figures_->sheet(host);
    auto house = House::open(folder, options);
    if (!house) return std::unexpected(std::move(house.error()));
    auto local = web::Server::start(
        {.local_socket = std::filesystem::absolute(socket_of(folder)).string(), .threads = 1},
        [&site = (*house)->site(), figures = figures_.get()](web::Request request, web::Reply reply) {
            if (request.path == "/metrics") return reply(figures_answer(*figures));
            site.answer(std::move(request), std::move(reply));
        });
    if (!local) return std::unexpected(std::move(local.error()));
    figures_->add(host, **house);
    houses_.emplace(host, Served{std::move(*house), std::move(*local)});
    return {};
}

Result<Platforms> Platforms::single(const std::string& folder, const HouseOptions& options) {
    Platforms platforms;
    if (auto opened = platforms.open("", folder, options); !opened) return std::unexpected(std::move(opened.error()));
    return platforms;
}

Result<Platforms> Platforms::by_host(const std::string& folder, const HouseOptions& options) {
    Platforms platforms;
    std::error_code problem;
    for (const auto& each : std::filesystem::directory_iterator(folder, problem)) {
        const auto name = each.path().filename().string();
        if (name.starts_with('.') || !holds_platform(each.path().string())) continue;
        auto own = options;
        own.origin = name;
        own.mail.address = "https://" + lower_ascii(name);
        if (auto opened = platforms.open(lower_ascii(name), each.path().string(), own); !opened)
            spdlog::error("{} is not served: {}", name, opened.error().sentence());
    }
    if (platforms.houses_.empty()) return refuse(none_to_serve, {}, {folder, folder});
    return platforms;
}

void Platforms::answer(web::Request request, web::Reply reply) {
    auto found = houses_.find("");
    if (found == houses_.end()) found = houses_.find(host_of(request));
    if (found != houses_.end()) return found->second.house->site().answer(std::move(request), std::move(reply));
    if (request.path == "/healthz" || request.path == "/readyz") return answer_operator(request, std::move(reply));
    reply(web::problem_json(refuse(unknown_host, {}, {host_of(request).substr(0, 80)}).error()));
}

void Platforms::answer_operator(const web::Request& request, web::Reply reply) {
    if (request.path == "/metrics") return reply(figures_answer(*figures_));
    if (request.path == "/healthz") return reply(web::health());
    if (request.path == "/readyz") return reply(readiness());
    reply(web::problem_json(refuse(engine::not_found).error()));
}

web::Response Platforms::readiness() {
    std::optional<Refusal> refusal;
    for (auto& [host, served] : houses_) {
        refusal = served.house->site().refusal_unless_ready();
        if (!refusal) break;
    }
    return web::readiness(refusal);
}

void Platforms::take_leave() {
    for (auto& [host, served] : houses_) served.house->site().take_leave();
}

void Platforms::stop() {
    for (auto& [host, served] : houses_) served.local->stop();
    for (auto& [host, served] : houses_) served.local->wait();
}

} // namespace reef::app
