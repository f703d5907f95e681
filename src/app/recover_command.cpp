// `reef recover`: lets somebody in again who lost telephone and recovery codes, in two steps with a wait between.
#include "app/commands.hpp"
#include "app/house.hpp"
#include <fmt/format.h>
#include <iostream>

namespace reef::app {
namespace {

Result<json::value> as_operator(const Common& common, std::string path, const json::value& data) {
    auto request = json_post(std::move(path), data);
    request.headers.add("X-Reef-As", "operator");
    return document_of(ask(common.data, std::move(request)));
}

} // namespace

int recover(const Common& common, const RecoverOptions& options) {
    const bool begins = !options.reason.empty();
    const auto done = begins ? as_operator(common, "/commands/people.begin_recovery",
                                           json::object{{"member", options.member}, {"reason", options.reason}})
                             : as_operator(common, "/recovery", json::object{{"member", options.member}});
    if (!done) return say(done.error());
    if (common.json) {
        std::cout << json_text_indented(*done);
        return 0;
    }
    if (!begins) {
        fmt::print(
            "The second factor of member {} is off. This lets them in once, within a day; put the platform's address "
            "before it, and give it to them alone:\n{}\n",
            options.member, std::string_view(done->at("link").as_string()));
        return 0;
    }
    const auto until = Time::parse(std::string_view(done->at("events").at(0).at("data").at("until").as_string()));
    fmt::print(
        "Begun. Member {} is told on every page, and can stop it until {}. Then give the command without --reason.\n",
        options.member, until->date_text());
    return 0;
}

} // namespace reef::app
