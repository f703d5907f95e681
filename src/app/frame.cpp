// What the house adds to the frame of every page: platform, viewer, the ways around, the tour.
#include "app/frame.hpp"
#include "app/tour_page.hpp"
#include "app/waiting.hpp"
#include "commons/people/module.hpp"
#include <algorithm>

namespace reef::app {
using namespace engine;
namespace {

std::string controlled_by(const PageRequest& request, rules::Controller controller) {
    switch (controller) {
    case rules::Controller::members:
        return request.say("its members");
    case rules::Controller::government:
        return request.say("a public authority");
    case rules::Controller::private_owner:
        return request.say("a private owner");
    case rules::Controller::civil_society:
        return request.say("a civil society organisation");
    case rules::Controller::hybrid:
        break;
    }
    return request.say("several parties together");
}

struct Way {
    std::string name;
    std::string href;
    std::string icon;
    bool current = false;
    static constexpr auto fields() {
        return FieldTable{field("name", &Way::name, "what it is called"), field("href", &Way::href, "where it leads"),
                          field("icon", &Way::icon, "of icons.svg"),
                          field("current", &Way::current, "whether one is on it")};
    }
};

/// The ways around, one marked as the one that the viewer is on.
class Ways {
  public:
    explicit Ways(std::string_view address) : path_(address.substr(0, address.find('?'))) {}

    /// `addresses`: where it leads, and what else lies on this way.
    void add(std::string name, std::string icon, std::initializer_list<std::string_view> addresses) {
        const bool current = std::ranges::any_of(addresses, [&](auto top) { return lies_on(top); });
        ways_.push_back(to_json(Way{std::move(name), std::string(*addresses.begin()), std::move(icon), current}));
    }
    json::array take() { return std::move(ways_); }

  private:
    bool lies_on(std::string_view top) const {
        return path_ == top || (top != "/" && path_.starts_with(top) && path_[top.size()] == '/');
    }

    std::string_view path_;
    json::array ways_;
};

json::array main_ways(const PageRequest& request, std::string_view address, bool has_platform) {
    Ways ways(address);
    ways.add(request.say("Home"), "home", {"/"});
    if (!has_platform) return ways.take();
    ways.add(request.say("Spaces"), "spaces", {"/spaces", "/rides"});
    ways.add(request.say("Decide"), "decide", {"/decisions"});
    ways.add(request.say("Money"), "money", {"/money", "/receipts"});
    return ways.take();
}

json::array more_ways(const PageRequest& request, std::string_view address, bool has_platform) {
    Ways ways(address);
    if (!has_platform) return {};
    ways.add(request.say("Deliberations"), "deliberate", {"/deliberations"});
    ways.add(request.say("Rules"), "rules", {"/rules", "/charter"});
    ways.add(request.say("People"), "people", {"/people", "/bodies"});
    ways.add(request.say("Stakeholders"), "map", {"/stakeholders"});
    ways.add(request.say("Chronicle"), "chronicle", {"/chronicle"});
    return ways.take();
}

} // namespace

json::object frame(PageRequest& request, std::string_view address) {
    json::object out;
    const auto platform = rules::platform(request.connection);
    out["navigation"] = main_ways(request, address, platform.has_value());
    out["more"] = more_ways(request, address, platform.has_value());
    if (!platform) return out;
    const auto state = platform_state(request.connection);
    const bool example = state && state->example;
    out["platform"] = json::object{{"name", platform->charter.name},
                                   {"is_example", example},
                                   {"controlled_by", controlled_by(request, platform->charter.controller)}};
    const auto waiting = count_waiting(request);
    out["needs_voice"] = json::object{{"any", waiting > 0}, {"count", waiting}};
    if (const auto notice = people::recovery_notice(request)) out["recovery"] = to_json(*notice);
    if (request.signed_in()) {
        json::array classes;
        for (const auto& each : people::classes_of(request.connection, request.member()))
            classes.push_back(to_json(people::class_chip(platform->charter, each)));
        out["viewer"] = json::object{{"signed_in", true},
                                     {"name", people::name_of(request, request.member())},
                                     {"number", request.member().text()},
                                     {"classes", classes}};
    }
    if (example && platform->launched()) out["tour"] = json::object{{"steps", to_json(tour_of(request))}};
    return out;
}

} // namespace reef::app
