// The pages of people: lists, persons, bodies, the stakeholder map, the way to launch, what is kept about me. Only this
// room includes it.
#pragma once
#include "commons/people/coming_in.hpp"
#include "commons/people/launch.hpp"
#include "commons/people/standing.hpp"

namespace reef::people {

/// Something to go to.
struct Link {
    std::string name;
    std::string href;
    static constexpr auto fields() {
        return FieldTable{field("name", &Link::name, "in words"), field("href", &Link::href, "where")};
    }
};

/// A class to join, and how it admits.
struct ClassChoice {
    std::string value;
    std::string label;
    std::string about;
    bool chosen = false;
    static constexpr auto fields() {
        return FieldTable{
            field("value", &ClassChoice::value, "the class"), field("label", &ClassChoice::label, "its name"),
            field("about", &ClassChoice::about, "how it admits"), field("chosen", &ClassChoice::chosen, "selected")};
    }
};
std::vector<ClassChoice> class_choices(const engine::PageRequest& request, const rules::Charter& charter);

engine::PageType people_page();
engine::PageType person_page();
engine::PageType bodies_page();
engine::PageType stakeholders_page();
engine::PageType launch_page();
engine::PageType join_page();
engine::PageType invitations_page();
engine::PageType roll_page();
engine::PageType identity_page();
engine::PageType my_data_page();

} // namespace reef::people
