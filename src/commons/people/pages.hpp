// The pages of people: lists, persons, bodies, the stakeholder map, the way to launch, what is kept about me.
#pragma once
#include "commons/people/launch.hpp"
#include "commons/people/standing.hpp"

namespace reef::people {

std::vector<engine::PageType> pages();
std::vector<engine::PageType> my_data_pages();

} // namespace reef::people
