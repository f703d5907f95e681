// `reef invite`: a code that lets others into a class, printed once.
#include "app/commands.hpp"
#include "app/house.hpp"
#include <fmt/format.h>
#include <iostream>

namespace reef::app {

int invite(const Common& common, const InviteOptions& options) {
    auto request = json_post(
        "/invitations",
        json::object{{"class", options.stakeholder_class}, {"places", options.places}, {"valid", options.valid}});
    if (!common.token.empty())
        request.headers.add("Authorization", "Bearer " + common.token);
    else if (!common.as.empty())
        request.headers.add("X-Reef-As", common.as);
    const auto made = document_of(ask(common.data, std::move(request)));
    if (!made) return say(made.error());
    if (common.json) {
        std::cout << json_text_indented(*made);
        return 0;
    }
    fmt::print(
        "{}\nWith this code {} may come into {} until {}; put the platform's address before {}. It is shown this "
        "once.\n",
        std::string_view(made->at("code").as_string()), options.places,
        std::string_view(made->at("class_name").as_string()),
        Time::parse(std::string_view(made->at("until").as_string()))->date_text(),
        std::string_view(made->at("link").as_string()));
    return 0;
}

} // namespace reef::app
