#include "app/platforms.hpp"
#include <filesystem>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace reef::app {
namespace {

constexpr RefusalKind no_platform{"platforms.none",
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

} // namespace

Result<Platforms::Served> Platforms::open(const std::string& folder, const HouseOptions& options) {
    auto house = House::open(folder, options);
    if (!house) return std::unexpected(std::move(house.error()));
    auto local =
        web::Server::start({.local_socket = std::filesystem::absolute(socket_of(folder)).string(), .threads = 1},
                           [&site = (*house)->site()](web::Request request, web::Reply reply) {
                               site.answer(std::move(request), std::move(reply));
                           });
    if (!local) return std::unexpected(std::move(local.error()));
    return Served{std::move(*house), std::move(*local)};
}

Result<Platforms> Platforms::single(const std::string& folder, const HouseOptions& options) {
    auto served = open(folder, options);
    if (!served) return std::unexpected(std::move(served.error()));
    Platforms platforms;
    platforms.houses_.emplace("", std::move(*served));
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
        if (auto served = open(each.path().string(), own))
            platforms.houses_.emplace(lower_ascii(name), std::move(*served));
        else
            spdlog::error("{} is not served: {}", name, served.error().sentence());
    }
    if (platforms.houses_.empty()) return refuse(no_platform, {}, {folder, folder});
    return platforms;
}

void Platforms::answer(web::Request request, web::Reply reply) {
    auto found = houses_.find("");
    if (found == houses_.end()) found = houses_.find(host_of(request));
    if (found == houses_.end())
        return reply(web::problem_json(refuse(unknown_host, {}, {host_of(request).substr(0, 80)}).error()));
    found->second.house->site().answer(std::move(request), std::move(reply));
}

void Platforms::stop() {
    for (auto& [host, served] : houses_) served.local->stop();
}

} // namespace reef::app
